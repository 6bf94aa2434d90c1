"""What a hand-in pack says of a petition, all of it as it was at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from campaigner.campaigns.variants import nation_of
from campaigner.papers.handin.signed_words import AllSignedWords, signed_words_of
from campaigner.petitions.counts.areas import known_areas
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.counts.standing import published_standing
from campaigner.petitions.counts.tally import TallyRow
from campaigner.petitions.destroying import destroy_by, destroy_stamp
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import MadeCheckpoint, checkpoint_in
from campaigner.rendering.fonts.scripts import can_be_drawn
from campaigner.sources import PAPER, WEB
from campaigner.store import comments, listed_signatories, tallies
from campaigner.store.comments import Comment
from campaigner.text import fold
from campaigner.time_zones import local_time
from campaigner.vocabulary.signatures import CommentState, CommentUse, Grouping, LedgerKind

MOST_COMMENTS = 200


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How many signed in an area; ``nation`` is empty if it is not known."""

    code: str
    name: str
    nation: str
    count: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many signed on a day, and how many had by its end."""

    day: date
    count: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Collected:
    """How signatures came: on the web, on paper, through others; and what was taken back.

    ``others`` has those from sources whose counts are not published, too.
    """

    web: int
    paper: int
    others: int
    withdrawn: int
    invalidated: int
    restored: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A petition at one moment.

    With ``elsewhere`` (areas that few share, and signatures without an area) the counts of
    ``areas`` add up to ``total``. ``named`` is how many of those who count are still held by name.
    Each area that is not among them has fewer signatures than ``below``.
    ``presentable`` can be presented to the Commons; None if they are too few to be named.
    ``more_comments`` are left out, ``undrawn_comments`` of them because no font at hand draws them.
    ``destroy_by`` is the last day on which names may be kept, ``stamp`` the line that says so.
    """

    total: int
    presentable: int | None
    words: AllSignedWords
    named: int
    areas: tuple[AreaCount, ...]
    elsewhere: int
    nations: tuple[tuple[str, int], ...]
    days: tuple[DayCount, ...]
    collected: Collected
    comments: tuple[Comment, ...]
    more_comments: int
    undrawn_comments: int
    checkpoint: MadeCheckpoint
    floor: int
    below: int
    closes: date
    destroy_by: date
    stamp: str


def facts_of(here: OpenPetition, language: str, connection: sqlite3.Connection) -> Facts:
    """Returns what the database of a petition says at the moment that is read.

    Raises LedgerRewritten if the ledger does not follow from the checkpoints before.
    """
    petition = here.petition.id
    counts = published_counts(here, Grouping.AREA)
    areas = _areas(here, counts.rows, language)
    approved = _comments(here, connection)
    said = [each for each in approved if can_be_drawn(each.name + each.text)]
    return Facts(
        total=counts.total,
        presentable=published_standing(here).presentable,
        words=signed_words_of(here, language),
        named=listed_signatories.count(connection, petition),
        areas=areas,
        elsewhere=counts.folded,
        nations=_nations(areas),
        days=_days(tallies.sums(connection, petition, Grouping.DAY)),
        collected=_collected(here, connection),
        comments=tuple(said[:MOST_COMMENTS]),
        more_comments=len(approved) - len(said[:MOST_COMMENTS]),
        undrawn_comments=len(approved) - len(said),
        checkpoint=checkpoint_in(here, connection),
        floor=here.workspace.settings.publication.floor,
        below=counts.below,
        closes=local_time(here.petition.closes_at - 1, here.zone).date(),
        destroy_by=destroy_by(here),
        stamp=destroy_stamp(here, language),
    )


def _areas(here: OpenPetition, rows: Sequence[TallyRow], language: str) -> tuple[AreaCount, ...]:
    """The areas by their names."""
    known = known_areas(here.database, here.petition.scheme, language=language, today=here.today)
    found = [
        AreaCount(
            row.value,
            known[row.value].name if row.value in known else row.value,
            nation_of(row.value) or "",
            row.count,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (fold(each.name), each.code)))


def _nations(areas: Sequence[AreaCount]) -> tuple[tuple[str, int], ...]:
    """The sums of areas that are published themselves: no sum says more than they do."""
    sums: dict[str, int] = {}
    for area in areas:
        if area.nation:
            sums[area.nation] = sums.get(area.nation, 0) + area.count
    return tuple(sorted(sums.items(), key=lambda pair: -pair[1]))


def _days(counts: Sequence[tuple[str, int]]) -> tuple[DayCount, ...]:
    sums = accumulate(count for _, count in counts)
    return tuple(
        DayCount(date.fromisoformat(day), count, so_far)
        for (day, count), so_far in zip(counts, sums, strict=True)
    )


def _collected(here: OpenPetition, connection: sqlite3.Connection) -> Collected:
    counts = published_counts(here, Grouping.SOURCE)
    web = sum(row.count for row in counts.rows if row.value == WEB)
    paper = sum(row.count for row in counts.rows if row.value.split("/")[0] == PAPER)
    others = counts.total - web - paper
    rows = listed_signatories.changes(connection, here.petition.id)
    return Collected(
        *(web, paper, others),
        withdrawn=rows.get(LedgerKind.WITHDRAWN, 0),
        invalidated=rows.get(LedgerKind.INVALIDATED, 0),
        restored=rows.get(LedgerKind.RESTORED, 0),
    )


def _comments(here: OpenPetition, connection: sqlite3.Connection) -> list[Comment]:
    """Those that an organiser has approved, the oldest first; none if the campaign asks none."""
    if here.campaign.petition.comments is CommentUse.NONE:
        return []
    return comments.of_petition(connection, here.petition.id, CommentState.APPROVED)
