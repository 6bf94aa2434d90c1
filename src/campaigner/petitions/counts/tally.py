"""How many have signed: in all, and by area, day, hour, source, country or language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from campaigner.errors import UsageError
from campaigner.petitions.counts.areas import known_areas
from campaigner.petitions.counts.standing import IN_WORDS, standing_of
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.ledger import day_and_hour
from campaigner.petitions.wordings import UNKNOWN, counted_versions
from campaigner.store import petitions, tallies
from campaigner.time_zones import day_of, start_of_day
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import Grouping

_BUSIEST = 10
_NAMED = (Grouping.AREA, Grouping.STANDING)
_BY_TIME = (Grouping.DAY, Grouping.HOUR)


@dataclass(frozen=True, slots=True)
class TallyRow:
    """How many signatures have a value; an empty one stands for those without an area.

    ``name`` is what an area is called.
    """

    value: str
    count: int
    name: str = ""

    @property
    def label(self) -> str:
        """What people read: a name if there is one, otherwise the value."""
        return self.name or self.value or "no area"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by one grouping; they add up to ``total``. By time in order, else the most first.

    ``by_house`` says of a tally by standing how many each House can receive.
    """

    campaign: str
    by: Grouping
    total: int
    rows: tuple[TallyRow, ...]
    by_house: Mapping[Venue, int] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of the table."""
        return (self.by, "name", "count") if self.by in _NAMED else (self.by, "count")

    def table(self) -> list[dict[str, object]]:
        """Returns the rows by the names of their columns; an area or a name can be None."""
        if self.by is Grouping.AREA:
            return [
                {"area": row.value or None, "name": row.name or None, "count": row.count}
                for row in self.rows
            ]
        if self.by is Grouping.STANDING:
            return [
                {"standing": row.value, "name": row.name, "count": row.count} for row in self.rows
            ]
        return [{self.by.value: row.value, "count": row.count} for row in self.rows]


@dataclass(frozen=True, slots=True)
class CountNow:
    """How many have signed at a moment; ``today`` is the organisation's day so far.

    ``ahead`` is the next threshold, or after the last the goal, but never less than the total.
    """

    total: int
    today: int
    this_hour: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Standing(CountNow):
    """How many have signed at a moment, and where most of them live."""

    busiest_areas: tuple[TallyRow, ...]


def take_tally(
    here: OpenPetition, by: Grouping, where: Mapping[Grouping, str] = MappingProxyType({})
) -> Tally:
    """Returns the tally of the signatures that have what ``where`` says, by one grouping.

    By hour it is the tally of today, in UTC. Without ``where`` it is read from sums that are
    kept: it takes as long for ten signatures as for ten million. By wording all signatures are
    looked at. Raises UsageError for a tally by hour or wording that is to be filtered, and for one
    by standing that is to be filtered by more than area.
    """
    if by is Grouping.STANDING or by is Grouping.WORDING:
        return _tally_of_signatures(here, by, where)
    if hidden := [each for each in where if each in (Grouping.STANDING, Grouping.WORDING)]:
        raise UsageError(f"The tally cannot be filtered by {hidden[0].value}.")
    connection, petition = here.database.conn, here.petition.id
    if where:
        if Grouping.HOUR in (by, *where):
            raise UsageError("The tally by hour cannot be filtered.")
        counts = tallies.filtered(connection, petition, by, where)
    elif by is Grouping.HOUR:
        today, _ = day_and_hour(here.now)
        counts = tallies.sums(connection, petition, by, f"{today}T", f"{today}T~")
    else:
        counts = tallies.sums(connection, petition, by)
    total = sum(count for _, count in counts)
    return Tally(here.petition.campaign, by, total, _rows(here, by, counts))


def _tally_of_signatures(here: OpenPetition, by: Grouping, where: Mapping[Grouping, str]) -> Tally:
    """A tally by what is known of signatures and not of the ledger's rows."""
    if others := [each for each in where if by is Grouping.WORDING or each is not Grouping.AREA]:
        raise UsageError(f"The tally by {by.value} cannot be filtered by {others[0].value}.")
    if by is Grouping.STANDING:
        found = standing_of(here, where.get(Grouping.AREA))
        rows = [TallyRow(each.value, count, IN_WORDS[each]) for each, count in found.rows if count]
        return Tally(here.petition.campaign, by, found.total, tuple(rows), found.by_house)
    versions, total = counted_versions(here), tallies.total(here.database.conn, here.petition.id)
    rows = [TallyRow(str(each.number), each.counted) for each in versions.versions if each.counted]
    if unknown := total - sum(row.count for row in rows):
        rows.append(TallyRow(UNKNOWN, unknown))
    return Tally(here.petition.campaign, by, total, tuple(rows))


def _rows(here: OpenPetition, by: Grouping, counts: list[tuple[str, int]]) -> tuple[TallyRow, ...]:
    if by not in _BY_TIME:
        counts = sorted(counts, key=lambda pair: -pair[1])
    is_area = by is Grouping.AREA
    known = known_areas(here.database, here.petition.scheme, today=here.today) if is_area else {}
    names = {code: area.name for code, area in known.items()}
    return tuple(TallyRow(value, count, names.get(value, "")) for value, count in counts)


def _hours_of_today(here: OpenPetition) -> list[tuple[str, int]]:
    """The counts of the hours (in UTC) since the organisation's day began."""
    began = start_of_day(day_of(here.now, here.zone), here.zone)
    first, last = (f"{day}T{hour:02}" for day, hour in map(day_and_hour, (began, here.now)))
    return tallies.sums(here.database.conn, here.petition.id, Grouping.HOUR, first, last)


def count_now(here: OpenPetition) -> CountNow:
    """Returns how many have signed: in all, today, and this hour."""
    connection, petition = here.database.conn, here.petition.id
    day, hour = day_and_hour(here.now)
    total = tallies.total(connection, petition)
    hours = dict(_hours_of_today(here))
    marks = petitions.thresholds_of(connection, petition)
    after_all = max(here.campaign.petition.goal, total)
    return CountNow(
        total=total,
        today=sum(hours.values()),
        this_hour=hours.get(f"{day}T{hour:02}", 0),
        ahead=next((each.at for each in marks if each.at > total), after_all),
    )


def standing(here: OpenPetition) -> Standing:
    """Returns how the petition stands now: in all, today, this hour, and where."""
    now, areas = count_now(here), take_tally(here, Grouping.AREA)
    busiest = areas.rows[:_BUSIEST]
    return Standing(now.total, now.today, now.this_hour, now.ahead, busiest)
