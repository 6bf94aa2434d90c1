"""Where each problem of a campaign is corrected: on which page, beside which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.folder import text_parts
from campaigner.editing.part_values import names_among
from campaigner.editing.parts import SHAPES, Part, names_of
from campaigner.problems import Problem
from campaigner.toml import Key, TomlFile


class Section(StrEnum):
    """A page of the editor."""

    ABOUT = "about"
    ASKS = "asks"
    FACTS = "facts"
    LETTER = "letter"
    VARIANTS = "variants"
    PETITION = "petition"
    BRIEF = "brief"
    LANGUAGES = "languages"
    FILE = "file"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem, the page and the part that it belongs to, and the field, empty for the whole part.

    ``name`` is the part's among others of its kind, or the name of a text's file.
    """

    problem: Problem
    section: Section
    part: Part | None = None
    name: str = ""
    field: str = ""


_PARTS: Mapping[str, tuple[Section, Part]] = {
    "asks": (Section.ASKS, Part.ASK),
    "facts": (Section.FACTS, Part.FACT),
    "citations": (Section.FACTS, Part.CITATION),
    "letter": (Section.LETTER, Part.LETTER),
    "petition": (Section.PETITION, Part.PETITION),
    "variants": (Section.VARIANTS, Part.VARIANT),
    "thresholds": (Section.PETITION, Part.THRESHOLD),
}
_LANGUAGES = ("languages", "unreviewed_languages")
_NOT_IN_FORMS = ("partners", "events", "area_facts", "formal", "motion")


def placed(
    problems: Iterable[Problem], file: TomlFile | None, languages: Sequence[str]
) -> list[Placed]:
    """Returns where each problem is corrected; ``file`` is the definition, if it can be read."""
    return [_placed(each, file, languages) for each in problems]


def _placed(problem: Problem, file: TomlFile | None, languages: Sequence[str]) -> Placed:
    name = Path(problem.path).name
    if name == DEFINITION:
        key = problem.key or (_key_at(file, problem.line) if file else ())
        return _in_definition(problem, key, file.values if file else {}, languages)
    if found := text_parts(name):
        section = Section.LETTER if found.kind == "letter" else Section.BRIEF
        return Placed(problem, section, None, name)
    return Placed(problem, Section.ELSEWHERE)


def _key_at(file: TomlFile, line: int) -> Key:
    """The value that stands alone on a line; the table that all on the line are in, if several."""
    keys = [key for key, at in file.lines.items() if at == line]
    if not keys:
        return ()
    first = keys[0]
    for length in range(len(first), 0, -1):
        if all(key[:length] == first[:length] for key in keys):
            return first[:length]
    return ()


def _in_definition(
    problem: Problem, key: Key, definition: Mapping[str, Any], languages: Sequence[str]
) -> Placed:
    if not key:
        return Placed(problem, Section.FILE)
    if key[0] in _LANGUAGES:
        return Placed(problem, Section.LANGUAGES)
    if any(part in _NOT_IN_FORMS for part in key[:2]):
        return Placed(problem, Section.FILE)
    inner = key[1] if len(key) > 1 else ""
    table = str(inner) if inner in ("variants", "thresholds") else str(key[0])
    section, part = _PARTS.get(table, (Section.ABOUT, Part.ABOUT))
    start = len(SHAPES[part].table)
    name = ""
    if SHAPES[part].identity:
        position = key[start] if len(key) > start else None
        name = _name_at(definition, part, position)
        start += 1
    return Placed(problem, section, part, name, field_at(part, key[start:], languages))


def _name_at(definition: Mapping[str, Any], part: Part, position: str | int | None) -> str:
    names = names_among(definition, part)
    return names[position] if isinstance(position, int) and position < len(names) else ""


def field_at(part: Part, place: Key, languages: Sequence[str]) -> str:
    """Returns the name of the field of a part that a value is in, empty if none has it.

    A text that is not there in every language belongs to the field of the one that lacks.
    """
    for field in SHAPES[part].fields:
        names = names_of(field, languages)
        for name, key in names:
            if place[: len(key)] == key:
                return name
        if place and names and names[0][1][: len(place)] == place:
            return names[-1][0] if field.each else names[0][0]
    return ""
