"""The forms of a definition's parts: where each stands, and its fields: one table for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from campaigner.campaigns.models import Layout
from campaigner.editing.paper_shapes import PAPER_SHAPES
from campaigner.editing.parts import Field, Kind, Part, Shape
from campaigner.vocabulary.consents import ContactChannel, ContactPurpose
from campaigner.vocabulary.letters import SupporterKind
from campaigner.vocabulary.representatives import Nation, Role
from campaigner.vocabulary.signatures import CommentUse

_BOTH = ("yes", "no")
QUESTIONS = tuple(
    f"{purpose}/{channel}" for purpose in ContactPurpose for channel in ContactChannel
)
"""What a partner can ask to contact people for, and how: a question each."""
_CLAIM = (
    Field("id", Kind.NAME, needed=True),
    Field("text", Kind.TEXT, each=True, needed=True),
    Field("source", Kind.LINE, needed=True),
    Field("url", Kind.LINE, needed=True),
    Field("as_of", Kind.DAY, needed=True),
    Field("review_by", Kind.DAY, needed=True),
    Field("note", Kind.TEXT),
)
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
        _CLAIM,
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
            Field("facts", Kind.FACTS),
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
    Part.PARTNER: Shape(
        ("partners",),
        (
            Field("name", Kind.LINE, needed=True),
            Field("address", Kind.LINES),
            Field("website", Kind.LINE),
            Field("email", Kind.LINE),
            Field("consents", Kind.QUESTIONS, choices=QUESTIONS),
            Field("consent", Kind.TEXT, each=True),
        ),
        "name",
        20,
    ),
    Part.EVENT: Shape(
        ("events",),
        (
            Field("title", Kind.LINE, each=True, needed=True),
            Field("id", Kind.NAME),
            Field("starts", Kind.MOMENT, needed=True),
            Field("ends", Kind.MOMENT),
            Field("place", Kind.LINE),
            Field("online", Kind.LINE),
            Field("places", Kind.NUMBER),
            Field("access", Kind.TEXT, each=True),
        ),
        "id",
        50,
    ),
    Part.AREA_FACT: Shape(
        ("area_facts",), (*_CLAIM, Field("file", Kind.TABLE, needed=True)), "id", 20
    ),
    **PAPER_SHAPES,
}
"""All forms, by the part that each changes."""
