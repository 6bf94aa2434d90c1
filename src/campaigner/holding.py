"""What a package holds about people, as ``privacy`` asks for it.

A package that keeps data about people has a module ``held.py`` with a ``Holding``, and
``privacy/holdings.py`` lists it: then it is exported, erased and removed in time like all others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from math import inf
from typing import TYPE_CHECKING, Protocol

from campaigner.clock import months_after
from campaigner.emails import EmailRefused, mailbox_of
from campaigner.issued import LeftFile
from campaigner.store import petitions
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from campaigner.time_zones import local_time

if TYPE_CHECKING:
    from campaigner.setting_tables import Retention

DAY = 24 * 60 * 60
NETWORK_DAYS = 30  # IP addresses, even as keyed hashes, for no longer
ASKED_DAYS = 2  # keyed hashes of those who asked for mail, to limit how often they do


@dataclass(frozen=True, slots=True)
class Person:
    """The person behind a mailbox (a canonical email address).

    Without one they are known by ``name`` and ``postcode``: those who signed on paper, or wrote a
    letter without giving an address. ``bounce`` is what is kept of an address that mail cannot
    reach. ``now`` and ``actor`` say when they are erased and by whom, as the audit records it.
    """

    mailbox: str = ""
    name: str = ""
    postcode: str = ""
    bounce: bytes = b""
    now: int = 0
    actor: str = ""

    def has(self, address: str) -> bool:
        """Returns whether an address, however it is written, is that of their mailbox."""
        if not self.mailbox:
            return False
        try:
            return mailbox_of(address) == self.mailbox
        except EmailRefused:
            return False


@dataclass(frozen=True, slots=True)
class Limits:
    """How long what names a person is kept; ``now`` in seconds since 1970, days in ``zone``.

    ``actor`` is who removes it, as the audit records it.
    """

    now: int
    retention: Retention
    zone: tzinfo
    actor: str = ""

    @property
    def unconfirmed(self) -> int:
        """The moment before which a signature that was never confirmed is past its time."""
        return self.now - self.retention.unconfirmed_days * DAY

    @property
    def sheet_pictures(self) -> int:
        """The moment before which the picture of a signed sheet is past its time."""
        return self.now - self.retention.sheet_picture_days * DAY

    @property
    def networks(self) -> int:
        """The moment before which the hash of an IP address is past its time."""
        return self.now - NETWORK_DAYS * DAY

    def is_past(self, closed_at: int) -> bool:
        """Returns whether the months have passed since a petition or an event was over.

        They are counted from the day of the month on which it was: 31 August and six months give
        28 or 29 February.
        """
        return self.now >= months_from(closed_at, self.retention.months_after_closing, self.zone)

    def past_petitions(self, connection: sqlite3.Connection) -> list[Petition]:
        """Returns the petitions whose names are past their time, by campaign."""
        known = petitions.all_petitions(connection)
        return [each for each in known if self.is_past(each.closes_at)]

    def past_campaigns(self, connection: sqlite3.Connection) -> frozenset[str]:
        """Returns the campaigns whose names are past their time."""
        return frozenset(each.campaign for each in self.past_petitions(connection))


def last_day_kept(closed_at: int, retention: Retention, zone: tzinfo) -> date:
    """Returns the last day on which names may be kept after a petition closed at a moment.

    Copies on paper and in files are destroyed by then, as ``Limits.is_past`` says for the database.
    """
    end = months_from(closed_at, retention.months_after_closing, zone)
    return date.max if end == inf else local_time(int(end) - 1, zone).date()


def months_from(moment: int, months: int, zone: tzinfo) -> float:
    """Returns the moment so many months later in a zone; infinity after the year 9999."""
    local = local_time(moment, zone)
    if local.year + months // 12 >= date.max.year:
        return inf
    last = months_after(local.date(), months)
    return datetime.combine(last, local.timetz()).timestamp()


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: how many records of each kind, and the files that were not removed.

    ``print_runs`` are the campaigns whose print runs may still name the person, ``exports`` those
    whose exported signatures may.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    left: tuple[LeftFile, ...] = ()
    print_runs: frozenset[str] = frozenset()
    exports: frozenset[str] = frozenset()


class Holding(Protocol):
    """What one package holds about people."""

    @property
    def name(self) -> str:
        """What it is called in an export."""

    @property
    def tables(self) -> frozenset[str]:
        """The tables in which it names or points at people."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records that it removes in time, as they are counted."""

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns all that it holds about a person, as JSON has it."""

    def erase(self, database: Database, person: Person) -> Removed:
        """Erases all that names a person, files first, so that what is interrupted can go on."""

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many records of each kind are past their time."""

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes what is past its time, a little in each transaction; yields after each."""


def time_of(moment: int | None) -> str | None:
    """Returns a moment in seconds since 1970 in ISO 8601, as exports have it."""
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat()
