"""What lies beside a hand-in pack for programs: the counts as CSV and JSON. They name nobody."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from campaigner.cells import BYTE_ORDER_MARK, guarded
from campaigner.papers.handin.front import Front
from campaigner.papers.handin.request import HandIn


def areas_csv(front: Front) -> str:
    """Returns the counts by area as CSV; its rows add up to all signatures."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("area", "name", "nation", "signatures"))
    for area in front.facts.areas:
        writer.writerow((guarded(area.code), guarded(area.name), area.nation, area.count))
    if front.facts.elsewhere:
        writer.writerow(("", front.words["elsewhere"], "", front.facts.elsewhere))
    return BYTE_ORDER_MARK + text.getvalue()


def as_json(front: Front, made: HandIn) -> str:
    """Returns what the pack says in numbers, as JSON."""
    return json.dumps(_values(front, made), ensure_ascii=False, indent=2) + "\n"


def _values(front: Front, made: HandIn) -> dict[str, Any]:
    facts, campaign, language = front.facts, front.edition.campaign, front.edition.language
    collected = facts.collected
    return {
        "campaign": campaign.slug,
        "title": front.title,
        "wordings": [
            {
                "text": each.text,
                "version": each.number,
                "sha256": each.hash,
                "ledger_row": each.row,
                "signatures": each.count,
            }
            for each in facts.words.versions
        ],
        "language": language,
        "made_on": front.edition.day.isoformat(),
        "rehearsal": front.rehearsal,
        "to": front.receiver.name,
        "signatures": facts.total,
        "presentable_to_commons": facts.presentable,
        "list": {
            "shows": front.shown.value,
            "lines": made.listed,
            "withheld": made.withheld,
            "destroy_by": facts.destroy_by.isoformat(),
        },
        "paper": {"sides": made.sides, "sheets": made.sheets},
        "areas": [
            {"area": each.code, "name": each.name, "nation": each.nation, "signatures": each.count}
            for each in facts.areas
        ],
        "elsewhere": facts.elsewhere,
        "nations": [{"nation": nation, "signatures": count} for nation, count in facts.nations],
        "days": [
            {"day": each.day.isoformat(), "signatures": each.count, "so_far": each.so_far}
            for each in facts.days
        ],
        "collected": {
            "web": collected.web,
            "paper": collected.paper,
            "others": collected.others,
            "withdrawn": collected.withdrawn,
            "invalidated": collected.invalidated,
            "restored": collected.restored,
        },
        "comments": len(facts.comments),
        "checkpoint": {
            "text": facts.checkpoint.text,
            "rows": facts.checkpoint.rows,
            "public_key": facts.checkpoint.public_key,
        },
    }
