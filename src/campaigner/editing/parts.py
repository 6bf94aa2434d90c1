"""What a form of the editor is made of: parts of a definition, their fields, what each takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from campaigner.toml import Key


class Kind(StrEnum):
    """What a field takes."""

    LINE = "line"
    TEXT = "text"
    NAME = "name"
    DAY = "day"
    NUMBER = "number"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    FACTS = "facts"
    MOMENT = "moment"
    QUESTIONS = "questions"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: ``name`` is the value's key in its part, dotted if it is in a table there.

    ``each``: it is there once for each language. ``needed``: a part cannot be without it.
    """

    name: str
    kind: Kind
    each: bool = False
    needed: bool = False
    choices: tuple[str, ...] = ()


class Part(StrEnum):
    """A part of a definition that has a form."""

    ABOUT = "about"
    ASK = "ask"
    FACT = "fact"
    CITATION = "citation"
    LETTER = "letter"
    VARIANT = "variant"
    PETITION = "petition"
    THRESHOLD = "threshold"
    PARTNER = "partner"
    EVENT = "event"
    AREA_FACT = "area_fact"
    FORMAL = "formal"
    E_PETITION = "e_petition"
    SCOTLAND = "scotland"
    MOTION = "motion"
    QUESTION = "question"


NUMBER = "#"
"""The identity of parts that have no name: their number among the others, from 1."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a part stands, and its fields; ``identity`` names it among others of its kind.

    ``most`` is the number of them that a form adds. ``optional``: a campaign can be without it.
    """

    table: Key
    fields: tuple[Field, ...]
    identity: str = ""
    most: int = 0
    optional: bool = False

    @property
    def one_of_many(self) -> bool:
        """Whether there can be several."""
        return bool(self.identity)


def part_key(field: Field) -> Key:
    """Returns a field's key with the positions of arrays as numbers."""
    return tuple(int(part) if part.isdecimal() else part for part in field.name.split("."))


def names_of(field: Field, languages: Sequence[str]) -> list[tuple[str, Key]]:
    """Returns the names that a field has in a form, with their keys in the part."""
    key = part_key(field)
    if not field.each:
        return [(field.name, key)]
    return [(f"{field.name}.{language}", (*key, language)) for language in languages]
