"""The parts of a definition that a form changes, with their fields: one table for all forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from campaigner.campaigns.models import Layout
from campaigner.toml import Key
from campaigner.vocabulary.letters import SupporterKind
from campaigner.vocabulary.representatives import Nation, Role
from campaigner.vocabulary.signatures import CommentUse


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


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a part stands, and its fields; ``identity`` names it among others of its kind.

    ``most`` is the number of them that a form adds.
    """

    table: Key
    fields: tuple[Field, ...]
    identity: str = ""
    most: int = 0


_BOTH = ("yes", "no")
SHAPES: Mapping[Part, Shape] = {
    Part.ABOUT: Shape(
        (),
        (
            Field("title", Kind.LINE, each=True, needed=True),
            Field("summary", Kind.TEXT, each=True, needed=True),
            Field("rights_area", Kind.NAME, needed=True),
            Field("opens", Kind.DAY, needed=True),
            Field("closes", Kind.DAY),
        ),
    ),
    Part.ASK: Shape(
        ("asks",),
        (
            Field("id", Kind.NAME, needed=True),
            Field("text", Kind.TEXT, each=True, needed=True),
            Field("nations", Kind.CHOICES, choices=tuple(Nation)),
            Field("expires", Kind.DAY),
        ),
        "id",
        20,
    ),
    Part.FACT: Shape(
        ("facts",),
        (
            Field("id", Kind.NAME, needed=True),
            Field("text", Kind.TEXT, each=True, needed=True),
            Field("source", Kind.LINE, needed=True),
            Field("url", Kind.LINE, needed=True),
            Field("as_of", Kind.DAY, needed=True),
            Field("review_by", Kind.DAY, needed=True),
            Field("note", Kind.TEXT),
        ),
        "id",
        100,
    ),
    Part.CITATION: Shape(
        ("citations",),
        (
            Field("ref", Kind.LINE, needed=True),
            Field("supports", Kind.TEXT, each=True, needed=True),
        ),
        "ref",
        50,
    ),
    Part.LETTER: Shape(
        ("letter",),
        (
            Field("subject", Kind.LINE, each=True, needed=True),
            Field("to.0.role", Kind.CHOICE, needed=True, choices=tuple(Role)),
            Field("to.0.names", Kind.LINES),
            Field("layout", Kind.CHOICE, needed=True, choices=get_args(Layout)),
            Field("most_asks", Kind.NUMBER),
            Field("facts", Kind.LINES),
            Field("campaign_line", Kind.YES),
        ),
    ),
    Part.VARIANT: Shape(
        ("letter", "variants"),
        (
            Field("id", Kind.NAME, needed=True),
            Field("recipient.role", Kind.CHOICES, choices=tuple(Role)),
            Field("recipient.party", Kind.LINES),
            Field("recipient.minister", Kind.CHOICE, choices=_BOTH),
            Field("recipient.nation", Kind.CHOICES, choices=tuple(Nation)),
            Field("recipient.in_wales", Kind.CHOICE, choices=_BOTH),
            Field("supporter", Kind.CHOICES, choices=tuple(SupporterKind)),
        ),
        "id",
        30,
    ),
    Part.PETITION: Shape(
        ("petition",),
        (
            Field("text", Kind.TEXT, each=True, needed=True),
            Field("goal", Kind.NUMBER, needed=True),
            Field("show_names", Kind.YES),
            Field("comments", Kind.CHOICE, choices=tuple(CommentUse)),
        ),
    ),
    Part.THRESHOLD: Shape(
        ("petition", "thresholds"),
        (
            Field("at", Kind.NUMBER, needed=True),
            Field("name", Kind.LINE, each=True, needed=True),
        ),
        "at",
        20,
    ),
}


def part_key(field: Field) -> Key:
    """Returns a field's key with the positions of arrays as numbers."""
    return tuple(int(part) if part.isdecimal() else part for part in field.name.split("."))


def names_of(field: Field, languages: Sequence[str]) -> list[tuple[str, Key]]:
    """Returns the names that a field has in a form, with their keys in the part."""
    key = part_key(field)
    if not field.each:
        return [(field.name, key)]
    return [(f"{field.name}.{language}", (*key, language)) for language in languages]
