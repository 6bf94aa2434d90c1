"""The forms of what a campaign says to parliaments: petitions on paper and on sites, a motion."""

from __future__ import annotations

from collections.abc import Mapping

from campaigner.editing.parts import NUMBER, Field, Kind, Part, Shape
from campaigner.vocabulary.houses import ForAPerson, PetitionersAre

_DECIDED = tuple(Field(f"decided.{each}", Kind.LINE) for each in ForAPerson)
"""Why something that a program can only point at stays as it is."""

PAPER_SHAPES: Mapping[Part, Shape] = {
    Part.FORMAL: Shape(
        ("petition", "formal"),
        (
            Field("title", Kind.LINE, each=True, needed=True),
            Field("petitioners", Kind.LINE, each=True, needed=True),
            Field("declaration", Kind.TEXT, each=True, needed=True),
            Field("request", Kind.TEXT, each=True, needed=True),
            Field("senedd_request", Kind.TEXT, each=True),
            Field("by", Kind.CHOICE, choices=tuple(PetitionersAre)),
            *_DECIDED,
        ),
        optional=True,
    ),
    Part.E_PETITION: Shape(
        ("petition", "formal", "e_petition"),
        (
            Field("action", Kind.LINE, needed=True),
            Field("background", Kind.TEXT, needed=True),
            Field("details", Kind.TEXT),
        ),
        optional=True,
    ),
    Part.SCOTLAND: Shape(
        ("petition", "formal", "scotland"),
        (
            Field("title", Kind.LINE, needed=True),
            Field("summary", Kind.TEXT, needed=True),
            Field("earlier_action", Kind.TEXT),
        ),
        optional=True,
    ),
    Part.MOTION: Shape(
        ("petition", "motion"),
        (
            Field("title", Kind.LINE, needed=True),
            Field("text", Kind.TEXT, needed=True),
            *_DECIDED,
        ),
        optional=True,
    ),
    Part.QUESTION: Shape(
        ("petition", "motion", "questions"),
        (
            Field("to", Kind.LINE, needed=True),
            Field("asks", Kind.TEXT, needed=True),
        ),
        NUMBER,
        20,
    ),
}
