"""How long what names a person is kept, and removing it afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from campaigner.clock import months_after
from campaigner.issued import count_batch_files, remove_batch_files, remove_files_of
from campaigner.store import audit, letters, outdated, petitions
from campaigner.store.database import Database, transaction
from campaigner.store.letters import SentLetter
from campaigner.store.petitions import Petition

if TYPE_CHECKING:
    from campaigner.settings import Retention

DAY = 24 * 60 * 60
NETWORK_DAYS = 30  # IP addresses, even as keyed hashes, for no longer
AT_ONCE = 2_000  # signatures removed in one transaction: others wait for it no longer than that


@dataclass(frozen=True, slots=True)
class Due:
    """How many records are past their time."""

    unconfirmed: int
    closed: int
    letters: int
    files: int
    bookings: int
    networks: int
    tokens: int

    @property
    def any(self) -> bool:
        """Whether there is anything to remove."""
        return any(astuple(self))


@dataclass(frozen=True, slots=True)
class Limits:
    """Moments, in seconds since 1970, before which things are past their time."""

    now: int
    unconfirmed: int
    networks: int
    closed: tuple[int, ...]
    bookings: int


def is_past(closes_at: int, months: int, now: int) -> bool:
    """Whether a petition closed so many months ago, counted from its closing's day of the month.

    31 August and six months give 28 or 29 February.
    """
    closed = datetime.fromtimestamp(closes_at, UTC)
    end = datetime.combine(months_after(closed.date(), months), closed.time(), UTC)
    return now >= end.timestamp()


def limits(
    known: Iterable[Petition], ends_of_events: Iterable[int], retention: Retention, now: int
) -> Limits:
    """What the organisation's settings come to now; a place at an event is kept like a name."""
    months = retention.months_after_closing
    return Limits(
        now,
        unconfirmed=now - retention.unconfirmed_days * DAY,
        networks=now - NETWORK_DAYS * DAY,
        closed=tuple(each.id for each in known if is_past(each.closes_at, months, now)),
        bookings=max((end for end in ends_of_events if is_past(end, months, now)), default=0),
    )


def _limits_now(connection: sqlite3.Connection, retention: Retention, now: int) -> Limits:
    known, ends = petitions.all_petitions(connection), outdated.ends_of_events(connection)
    return limits(known, ends, retention, now)


def what_is_due(database: Database, retention: Retention, now: int) -> Due:
    """How much would be removed now."""
    connection = database.conn
    until = _limits_now(connection, retention, now)
    return Due(
        unconfirmed=outdated.count_unconfirmed(connection, until.unconfirmed),
        closed=sum(outdated.count_signatures(connection, each) for each in until.closed),
        letters=sum(len(each) for each in _letters(database, until)),
        files=count_batch_files(database, _campaigns(database, until)),
        bookings=outdated.count_bookings(connection, until.bookings),
        networks=outdated.count_networks(connection, until.networks),
        tokens=outdated.count_tokens(connection, now),
    )


def anonymise(
    database: Database,
    retention: Retention,
    now: int,
    actor: str,
    progress: Callable[[int], None] = lambda _: None,
    left: Callable[[str], None] = lambda _: None,
) -> Due:
    """Remove what names people and is past its time, a little in each transaction.

    Area, day, source and the count stay in the ledger and the tally; signing goes on meanwhile.
    ``left`` is told the path of each file that is no longer the letter made there, or is out of
    reach: it stays, and is looked for again next time.
    """
    connection = database.conn
    until = _limits_now(connection, retention, now)
    unconfirmed = _in_steps(
        database,
        partial(outdated.remove_unconfirmed, connection, until.unconfirmed, AT_ONCE),
        progress,
    )
    closed = 0
    for petition in until.closed:
        closed += _in_steps(
            database,
            partial(outdated.remove_signatures, connection, petition, AT_ONCE),
            progress,
        )
    blanked = sum(_blank(database, each, left) for each in _letters(database, until))
    files = remove_batch_files(database, _campaigns(database, until), left)
    with transaction(database):
        bookings = outdated.remove_bookings(connection, until.bookings)
        networks = outdated.remove_networks(connection, until.networks)
        tokens = outdated.remove_tokens(connection, now)
        done = Due(unconfirmed, closed, blanked, files, bookings, networks, tokens)
        if done.any:
            audit.record(connection, now, actor, "anonymise", **asdict(done))
    return done


def _letters(database: Database, until: Limits) -> list[list[SentLetter]]:
    """The letters of each campaign whose petition is past its time."""
    found = _campaigns(database, until)
    return [letters.letters_with_names(database.conn, each) for each in found]


def _campaigns(database: Database, until: Limits) -> list[str]:
    return [petitions.petition_of(database.conn, each).campaign for each in until.closed]


def _blank(database: Database, found: list[SentLetter], left: Callable[[str], None]) -> int:
    for some in _by(AT_ONCE, found):
        gone = {letter.id: remove_files_of(letter, left) for letter in some}
        with transaction(database) as connection:
            letters.blank_letters(connection, gone)
    return len(found)


def _by(size: int, found: Sequence[SentLetter]) -> Iterator[Sequence[SentLetter]]:
    return (found[start : start + size] for start in range(0, len(found), size))


def _in_steps(database: Database, step: Callable[[], int], progress: Callable[[int], None]) -> int:
    removed = 0
    while True:
        with transaction(database):
            count = step()
        removed += count
        progress(count)
        if count < AT_ONCE:
            return removed
