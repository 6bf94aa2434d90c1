"""Where each problem of a campaign is corrected: on which page, beside which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.folder import text_parts
from campaigner.editing.part_values import names_among, tables_of
from campaigner.editing.parts import Part, names_of
from campaigner.editing.shapes import SHAPES
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
    PARTNERS = "partners"
    EVENTS = "events"
    PARLIAMENT = "parliament"
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


class Where(NamedTuple):
    """A part, its name among others of its kind, and the name of a field, empty for none."""

    part: Part
    name: str
    field: str


SECTIONS: Mapping[Part, Section] = {
    Part.ABOUT: Section.ABOUT,
    Part.ASK: Section.ASKS,
    Part.FACT: Section.FACTS,
    Part.AREA_FACT: Section.FACTS,
    Part.CITATION: Section.FACTS,
    Part.LETTER: Section.LETTER,
    Part.VARIANT: Section.VARIANTS,
    Part.PETITION: Section.PETITION,
    Part.THRESHOLD: Section.PETITION,
    Part.PARTNER: Section.PARTNERS,
    Part.EVENT: Section.EVENTS,
    Part.FORMAL: Section.PARLIAMENT,
    Part.E_PETITION: Section.PARLIAMENT,
    Part.SCOTLAND: Section.PARLIAMENT,
    Part.MOTION: Section.PARLIAMENT,
    Part.QUESTION: Section.PARLIAMENT,
}
"""The page of the editor that each part is on."""
_LANGUAGES = ("languages", "unreviewed_languages")


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
    if file and (fact := _fact_of_table(file.values, name)):
        return Placed(problem, Section.FACTS, Part.AREA_FACT, fact, "file")
    return Placed(problem, Section.ELSEWHERE)


def _fact_of_table(definition: Mapping[str, Any], file: str) -> str:
    """The first fact by area whose table is in a file."""
    facts = zip(
        names_among(definition, Part.AREA_FACT), tables_of(definition, Part.AREA_FACT), strict=True
    )
    return next((name for name, table in facts if table.get("file") == file), "")


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
    at = where(definition, key, languages)
    return Placed(problem, SECTIONS[at.part], at.part, at.name, at.field)


def where(definition: Mapping[str, Any], key: Key, languages: Sequence[str]) -> Where:
    """Returns where the form is that has the value at a key."""
    part = _part_at(key)
    start = len(SHAPES[part].table)
    name = ""
    if SHAPES[part].one_of_many:
        position = key[start] if len(key) > start else None
        name = _name_at(definition, part, position)
        start += 1
    return Where(part, name, _field_at(part, key[start:], languages))


def _part_at(key: Key) -> Part:
    """The part that a value belongs to: the innermost whose table it is in."""
    return max(
        (part for part in Part if key[: len(SHAPES[part].table)] == SHAPES[part].table),
        key=lambda part: len(SHAPES[part].table),
    )


def _name_at(definition: Mapping[str, Any], part: Part, position: str | int | None) -> str:
    names = names_among(definition, part)
    return names[position] if isinstance(position, int) and position < len(names) else ""


def _field_at(part: Part, place: Key, languages: Sequence[str]) -> str:
    """The name of the field of a part that a value is in, empty if none has it.

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
