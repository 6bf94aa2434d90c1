"""Comments a page at a time, as a moderator reads them, and taking decisions about them back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from campaigner.petitions.counts.areas import known_areas
from campaigner.petitions.opening import OpenPetition
from campaigner.store import audit, comments
from campaigner.store.database import snapshot, transaction
from campaigner.time_zones import day_of
from campaigner.vocabulary.signatures import CommentState

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class CommentToRead:
    """A comment with its author, and the name of the area where they live (empty if not known).

    ``is_named`` says whether their name may be shown.
    """

    id: int
    signature: int
    name: str
    area: str
    is_named: bool
    text: str
    given_on: date
    state: CommentState


@dataclass(frozen=True, slots=True)
class PageOfComments:
    """Some comments; ``beyond`` is where the next page begins, 0 after the last one."""

    rows: tuple[CommentToRead, ...]
    beyond: int


def read_comments(
    here: OpenPetition, state: CommentState, beyond: int = 0, limit: int = A_PAGE
) -> PageOfComments:
    """Returns comments in a state, of those who count: what waits the oldest first.

    What was decided comes the newest first. ``beyond`` is that of the page before.
    """
    newest_first = state is not CommentState.WAITING
    with snapshot(here.database) as connection:
        found = comments.page_of(
            connection, here.petition.id, state, beyond, limit + 1, newest_first=newest_first
        )
    areas = known_areas(here.database, here.petition.scheme, today=here.today) if found else {}
    rows = tuple(
        CommentToRead(
            each.id,
            each.signature,
            each.name,
            areas[code].name if code in areas else code,
            each.is_named,
            each.text,
            day_of(each.given_at, here.zone),
            each.state,
        )
        for each, code in found[:limit]
    )
    return PageOfComments(rows, rows[-1].id if len(found) > limit else 0)


def states_of(here: OpenPetition, numbers: Collection[int]) -> dict[int, CommentState]:
    """Returns how comments stand, by their numbers; without those that are not there."""
    with snapshot(here.database) as connection:
        return comments.states_of(connection, here.petition.id, numbers)


def take_back(here: OpenPetition, numbers: Collection[int]) -> int:
    """Let comments that were decided wait again; returns how many. The audit notes it."""
    with transaction(here.database) as connection:
        there = comments.states_of(connection, here.petition.id, numbers)
        decided = [number for number, state in there.items() if state is not CommentState.WAITING]
        if decided:
            comments.let_wait(connection, decided)
            slug = here.petition.campaign
            audit.record(
                connection, here.now, here.actor, "comments wait again", slug, count=len(decided)
            )
    return len(decided)
