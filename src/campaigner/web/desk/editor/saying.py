"""What all pages of the editor show: the parts of a campaign, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

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
from campaigner.editing.shapes import SHAPES
from campaigner.editing.standing import Standing, standing_of
from campaigner.problems import Severity
from campaigner.web.desk.frame.desk_page import AtDesk

SAVED = "?saved=yes"


def _list_of(section: Section) -> tuple[str, tuple[Section, ...]]:
    return DESK_EDITOR_LIST.replace("{section}", section), (section,)


_TABS: Mapping[str, tuple[str, tuple[Section, ...]]] = {
    "overview": (DESK_EDITOR, ()),
    "about": (DESK_EDITOR_PART.replace("{part}", Part.ABOUT), (Section.ABOUT,)),
    "asks": _list_of(Section.ASKS),
    "facts": _list_of(Section.FACTS),
    "letter": _list_of(Section.LETTER),
    "variants": _list_of(Section.VARIANTS),
    "petition": _list_of(Section.PETITION),
    "brief": _list_of(Section.BRIEF),
    "partners": _list_of(Section.PARTNERS),
    "events": _list_of(Section.EVENTS),
    "parliament": _list_of(Section.PARLIAMENT),
    "languages": (DESK_EDITOR_LANGUAGES, (Section.LANGUAGES,)),
    "history": (DESK_EDITOR_HISTORY, ()),
    "file": (DESK_EDITOR_TEXT.replace("{file}", DEFINITION), (Section.FILE,)),
}


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


def counted(problems: Iterable[Placed]) -> dict[str, int]:
    """Returns how many problems are to be corrected, and how many are to be thought about."""
    severities = [each.problem.severity for each in problems]
    wrong = severities.count(Severity.ERROR)
    return {"wrong": wrong, "doubtful": len(severities) - wrong}


def address_of(placed: Placed) -> str:
    """Returns where a problem is corrected, with its campaign in braces; empty for elsewhere."""
    if placed.part is not None and (placed.name or not SHAPES[placed.part].one_of_many):
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
    if not name:
        return DESK_EDITOR_PART.replace("{part}", part)
    quoted = quote(name, safe="").replace("{", "%7B").replace("}", "%7D")
    return DESK_EDITOR_NAMED.replace("{part}", part).replace("{name:path}", quoted)
