"""What all pages of the editor show: the parts of a campaign, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from campaigner.campaigns.reading import DEFINITION
from campaigner.desk_addresses import (
    DESK_EDITOR,
    DESK_EDITOR_HISTORY,
    DESK_EDITOR_LANGUAGES,
    DESK_EDITOR_LIST,
    DESK_EDITOR_NAMED,
    DESK_EDITOR_PART,
    DESK_EDITOR_TEXT,
)
from campaigner.editing.parts import Part
from campaigner.editing.places import Placed, Section
from campaigner.editing.standing import Standing, standing_of
from campaigner.problems import Severity
from campaigner.web.desk.frame.desk_page import AtDesk

SAVED = "?saved=yes"
_TABS: Mapping[str, tuple[str, tuple[Section, ...]]] = {
    "overview": (DESK_EDITOR, ()),
    "about": (DESK_EDITOR_PART.replace("{part}", Part.ABOUT), (Section.ABOUT,)),
    "asks": (DESK_EDITOR_LIST.replace("{section}", "asks"), (Section.ASKS,)),
    "facts": (DESK_EDITOR_LIST.replace("{section}", "facts"), (Section.FACTS,)),
    "letter": (DESK_EDITOR_LIST.replace("{section}", "letter"), (Section.LETTER,)),
    "variants": (DESK_EDITOR_LIST.replace("{section}", "variants"), (Section.VARIANTS,)),
    "petition": (DESK_EDITOR_LIST.replace("{section}", "petition"), (Section.PETITION,)),
    "brief": (DESK_EDITOR_LIST.replace("{section}", "brief"), (Section.BRIEF,)),
    "languages": (DESK_EDITOR_LANGUAGES, (Section.LANGUAGES,)),
    "history": (DESK_EDITOR_HISTORY, ()),
    "file": (DESK_EDITOR_TEXT.replace("{file}", DEFINITION), (Section.FILE,)),
}
_SINGLE = (Part.ABOUT, Part.LETTER, Part.PETITION)


def shown(
    at: AtDesk,
    template: str,
    tab: str,
    errors: Mapping[str, str] | None = None,
    fields: tuple[str, ...] = (),
    standing: Standing | None = None,
    **values: object,
) -> Response:
    """A page of the editor, with its parts above it and how many mistakes each has."""
    standing = standing or standing_of(at.here, at.campaign)
    tabs = [
        {
            "name": name,
            "address": address.replace("{campaign}", at.campaign),
            "here": name == tab,
            "wrong": sum(standing.counts.get(each, 0) for each in sections),
        }
        for name, (address, sections) in _TABS.items()
    ]
    more: dict[str, Any] = {
        "tabs": tabs,
        "standing": standing,
        "is_saved": "saved" in at.request.query_params and not errors,
        **values,
    }
    return at.show(template, errors=errors, fields=fields, **more)


def said(at: AtDesk, problems: Iterable[Placed]) -> list[dict[str, Any]]:
    """Returns problems as lists show them, by page, with the address where each is corrected."""
    order = list(Section)
    return [
        {
            "said": _said(at, each),
            "line": each.problem.line if each.part is None else 0,
            "is_error": each.problem.severity is Severity.ERROR,
            "address": address_of(each).replace("{campaign}", at.campaign),
            "section": str(each.section),
            "name": each.name,
        }
        for each in sorted(problems, key=lambda placed: order.index(placed.section))
    ]


def _said(at: AtDesk, placed: Placed) -> str:
    """What is wrong; what is still to write by the name of its field."""
    problem, words = placed.problem, at.words["editor"]
    if problem.code != "still-to-write" or not placed.field:
        return at.said(replace(problem, message=_sentence(problem.message)))
    field, _, language = placed.field.rpartition(".")
    labels = words["fields"]
    label = labels.get(f"{placed.part}_{field}") or labels.get(field) or field
    return f"{label} ({language}): {words['still_to_write']}"


def counted(problems: Iterable[Placed]) -> dict[str, int]:
    """Returns how many problems are to be corrected, and how many are to be thought about."""
    severities = [each.problem.severity for each in problems]
    wrong = severities.count(Severity.ERROR)
    return {"wrong": wrong, "doubtful": len(severities) - wrong}


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def address_of(placed: Placed) -> str:
    """Returns where a problem is corrected, with its campaign in braces; empty for elsewhere."""
    if placed.part is not None and (placed.name or placed.part in _SINGLE):
        return f"{part_address(placed.part, placed.name)}{_anchor(placed.field)}"
    if placed.section in (Section.LETTER, Section.BRIEF):
        return DESK_EDITOR_TEXT.replace("{file}", placed.name)
    if placed.section is Section.ELSEWHERE:
        return ""
    return _TABS[placed.section][0]


def _anchor(field: str) -> str:
    return f"#{field}" if field else ""


def part_address(part: Part, name: str = "") -> str:
    """Returns the address of a part's form, with its campaign in braces."""
    from urllib.parse import quote

    if not name:
        return DESK_EDITOR_PART.replace("{part}", part)
    quoted = quote(name, safe="").replace("{", "%7B").replace("}", "%7D")
    return DESK_EDITOR_NAMED.replace("{part}", part).replace("{name:path}", quoted)
