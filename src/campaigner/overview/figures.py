"""The numbers of a campaign: how many have signed, when, where and how they came; its letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from campaigner.organisers.acts import Act
from campaigner.organisers.permissions import may
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.counts.tally import TallyRow, count_now, take_tally
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.ledger import day_and_hour
from campaigner.sources import PAPER, WEB
from campaigner.store import overview, tallies
from campaigner.store.organisers import Account
from campaigner.store.sources import all_sources
from campaigner.text import in_language
from campaigner.time_zones import local_time
from campaigner.vocabulary.signatures import Grouping, SourceKind

HOURS = 48
_HOUR = 3600
OWN_CHANNELS = (WEB, PAPER)


@dataclass(frozen=True, slots=True)
class Hour:
    """How many signed in an hour, which began at a local time."""

    began: datetime
    count: int


@dataclass(frozen=True, slots=True)
class CameBySource:
    """How many came by a source: ``web``, ``paper``, or one that has a name.

    ``code`` and ``name`` are empty for all those that the account may not see one by one.
    """

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LetterFigures:
    """Letters that people wrote on the pages, and those that organisers made, with replies."""

    on_pages: int
    made: int
    answered: int

    @property
    def written(self) -> int:
        """All letters."""
        return self.on_pages + self.made


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a campaign at a moment, as an account may see them.

    ``ahead`` is the next milestone or the goal, with its name if it has one. ``letters`` is None
    if the account may not see them, or if the campaign writes none.
    """

    total: int
    today: int
    this_hour: int
    ahead: int
    ahead_name: str
    hours: tuple[Hour, ...]
    letters: LetterFigures | None


def figures(here: OpenPetition, by: Account, language: str = "en") -> Figures:
    """Returns the numbers of a campaign now; they come from counts that are kept."""
    stands, campaign = count_now(here), here.campaign
    names = {each.at: in_language(each.name, language) for each in campaign.petition.thresholds}
    sees_letters = may(by, Act.SEE_LETTERS, campaign=campaign.slug)
    return Figures(
        stands.total,
        stands.today,
        stands.this_hour,
        stands.ahead,
        names.get(stands.ahead, ""),
        last_hours(here),
        letter_figures(here) if sees_letters else None,
    )


def last_hours(here: OpenPetition, hours: int = HOURS) -> tuple[Hour, ...]:
    """Returns how many signed in each of the last hours, the one that it is at the end."""
    last = here.now // _HOUR
    began = [each * _HOUR for each in range(last - hours + 1, last + 1)]
    names = ["{}T{:02}".format(*day_and_hour(each)) for each in began]
    known = dict(
        tallies.sums(here.database.conn, here.petition.id, Grouping.HOUR, names[0], names[-1])
    )
    return tuple(
        Hour(local_time(moment, here.zone), max(known.get(name, 0), 0))
        for moment, name in zip(began, names, strict=True)
    )


def letter_figures(here: OpenPetition) -> LetterFigures:
    """Returns how many letters there are for a campaign, and how many have a reply."""
    connection, slug = here.database.conn, here.campaign.slug
    return LetterFigures(
        overview.written_on_pages(connection, slug),
        overview.letters(connection, slug),
        overview.answered(connection, slug),
    )


def by_area(here: OpenPetition) -> tuple[TallyRow, ...]:
    """Returns how many signed in each area, the most first; one row for those without an area."""
    return take_tally(here, Grouping.AREA).rows


def by_source(here: OpenPetition, by: Account) -> tuple[CameBySource, ...]:
    """Returns how many came by each source, the most first.

    Sources are people: to accounts that may not see them one by one they are counted together,
    as on published pictures.
    """
    if may(by, Act.SEE_SOURCE, campaign=here.campaign.slug):
        names = {each.code: each.name for each in all_sources(here.database.conn)}
        rows = take_tally(here, Grouping.SOURCE).rows
        return tuple(CameBySource(r.value, names.get(r.value, ""), r.count) for r in rows)
    return _together(here)


def _together(here: OpenPetition) -> tuple[CameBySource, ...]:
    partners = {
        each.code: each.name
        for each in all_sources(here.database.conn)
        if each.kind is SourceKind.PARTNER
    }
    published = published_counts(here, Grouping.SOURCE)
    shown = [
        CameBySource(row.value, partners.get(row.value, ""), row.count)
        for row in published.rows
        if row.value in OWN_CHANNELS or row.value in partners
    ]
    rest = published.total - sum(each.count for each in shown)
    others = [CameBySource("", "", rest)] if rest > 0 else []
    return tuple(sorted([*shown, *others], key=lambda each: -each.count))
