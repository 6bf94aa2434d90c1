"""Looking for suspect signatures among those that wait, and the newest of a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from campaigner.petitions.moderation.filters import SignatureFilter, conditions_of
from campaigner.petitions.moderation.suspect_rules import Group, Seen, Why, groups_of
from campaigner.petitions.opening import OpenPetition
from campaigner.store import suspects
from campaigner.store.database import snapshot
from campaigner.time_zones import local_time

LOOKED_AT = 5_000  # the newest signatures, and as many that are suspect: what is quick to look at


@dataclass(frozen=True, slots=True)
class SuspectGroup:
    """A group of signatures, what is wrong with it, and the filter that finds it.

    Times are local. ``wanted`` finds all that have it in common: of a network, a domain or a name
    there may be more than the ``count`` that were looked at.
    """

    why: tuple[Why, ...]
    count: int
    first: datetime
    last: datetime
    seconds: int
    what: str
    wanted: SignatureFilter


@dataclass(frozen=True, slots=True)
class Suspects:
    """The groups that were found among so many signatures, and since when those were signed.

    ``since`` is None if all there are were looked at.
    """

    groups: tuple[SuspectGroup, ...]
    looked_at: int
    since: datetime | None


def suspect_groups(here: OpenPetition, until: datetime | None = None) -> Suspects:
    """Returns the groups among the newest signatures, and those that are suspect already.

    ``until``: only those signed before then. What is out already is not looked at.
    """
    before = conditions_of(here, SignatureFilter(until=until)).until
    with snapshot(here.database) as connection:
        found = suspects.newest(connection, here.petition.id, before, LOOKED_AT)
        waiting = suspects.waiting(connection, here.petition.id, before, LOOKED_AT)
    seen = {each.number: each for each in (*_seen(found), *_seen(waiting))}
    zone = here.zone
    groups = tuple(_shown(each, zone) for each in groups_of(seen.values()))
    since = local_time(found[-1].signed_at, zone) if len(found) == LOOKED_AT else None
    return Suspects(groups, len(seen), since)


def _seen(rows: list[suspects.Looked]) -> list[Seen]:
    return [Seen(*each) for each in rows]


def _shown(group: Group, zone: tzinfo) -> SuspectGroup:
    return SuspectGroup(
        group.why,
        group.count,
        local_time(group.first, zone),
        local_time(group.last, zone),
        group.seconds,
        group.what,
        _filter(group),
    )


def _filter(group: Group) -> SignatureFilter:
    """Returns the filter that finds a group: by what it has in common, or by its numbers."""
    if Why.NETWORK in group.why:
        return SignatureFilter(network_of=group.numbers[0])
    if Why.THROWAWAY in group.why:
        return SignatureFilter(domain=group.what)
    return SignatureFilter(numbers=group.numbers)
