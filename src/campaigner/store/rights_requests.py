"""What people ask for under data protection law: access, correction, erasure, objection."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass
from datetime import date

from campaigner.vocabulary.requests import RequestOutcome, RequestStep, RequestWay, RightAsked


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and what, as long as it is kept: an address, or a name and a postcode."""

    mailbox: str = ""
    email: str = ""
    name: str = ""
    postcode: str = ""
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything of them is still kept."""
        return bool(self.email or self.name)


@dataclass(frozen=True, slots=True)
class RightsRequest:
    """A request; ``due_on`` is the last day to answer it. Times in seconds since 1970, UTC.

    ``reason`` is why it takes longer, if the person was told so on ``extended_on``.
    """

    id: int
    asked_for: RightAsked
    way: RequestWay
    received_on: date
    due_on: date
    extended_on: date | None
    added_at: int
    closed_at: int | None
    outcome: RequestOutcome | None
    asker: Asker
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done about a request, and with how many records."""

    at: int
    actor: str
    step: RequestStep
    records: int


_SELECT = (
    "SELECT id, asked_for, way, received_on, due_on, extended_on, added_at, closed_at, outcome,"
    " mailbox, email, name, postcode, note, reason FROM rights_requests"
)
_NAMED = "(email <> '' OR name <> '' OR postcode <> '' OR note <> '' OR reason <> '')"


def add(
    connection: sqlite3.Connection,
    asked_for: RightAsked,
    way: RequestWay,
    days: tuple[date, date],
    asker: Asker,
    now: int,
) -> int:
    """Adds a request that came on the first of two days and is due on the second.

    Returns its number.
    """
    row = connection.execute(
        "INSERT INTO rights_requests (asked_for, way, received_on, due_on, added_at,"
        " mailbox, email, name, postcode, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (asked_for.value, way.value, *(day.isoformat() for day in days), now, *astuple(asker)),
    ).fetchone()
    return int(row[0])


def of_number(connection: sqlite3.Connection, number: int) -> RightsRequest | None:
    """Returns the request of a number."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
    return _request(row) if row else None


def open_ones(connection: sqlite3.Connection) -> list[RightsRequest]:
    """Returns the requests that are not closed, by the day on which they are due."""
    rows = connection.execute(f"{_SELECT} WHERE closed_at IS NULL ORDER BY due_on, id")
    return [_request(row) for row in rows]


def closed_ones(connection: sqlite3.Connection, most: int) -> list[RightsRequest]:
    """Returns the requests that were closed last."""
    rows = connection.execute(
        f"{_SELECT} WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT ?", (most,)
    )
    return [_request(row) for row in rows]


def of_mailbox(connection: sqlite3.Connection, mailbox: str) -> list[RightsRequest]:
    """Returns the requests of a mailbox."""
    rows = connection.execute(
        f"{_SELECT} WHERE mailbox = ? AND mailbox <> '' ORDER BY id", (mailbox,)
    )
    return [_request(row) for row in rows]


def without_mailbox(connection: sqlite3.Connection) -> list[RightsRequest]:
    """Returns the requests of people who gave a name and no address."""
    rows = connection.execute(f"{_SELECT} WHERE mailbox = '' AND name <> '' ORDER BY id")
    return [_request(row) for row in rows]


def closed_with_names(connection: sqlite3.Connection) -> list[RightsRequest]:
    """Returns the closed requests of which something tells of a person still."""
    rows = connection.execute(f"{_SELECT} WHERE closed_at IS NOT NULL AND {_NAMED} ORDER BY id")
    return [_request(row) for row in rows]


def extend(
    connection: sqlite3.Connection, number: int, due_on: date, told_on: date, reason: str
) -> None:
    """Notes that a request takes longer, and that the person was told."""
    connection.execute(
        "UPDATE rights_requests SET due_on = ?, extended_on = ?, reason = ? WHERE id = ?",
        (due_on.isoformat(), told_on.isoformat(), reason, number),
    )


def close(connection: sqlite3.Connection, number: int, outcome: RequestOutcome, now: int) -> None:
    """Closes a request."""
    connection.execute(
        "UPDATE rights_requests SET closed_at = ?, outcome = ? WHERE id = ?",
        (now, outcome.value, number),
    )


def reopen(connection: sqlite3.Connection, number: int) -> None:
    """Takes back that a request was closed."""
    connection.execute(
        "UPDATE rights_requests SET closed_at = NULL, outcome = '' WHERE id = ?", (number,)
    )


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Removes all that tells of the person from a request."""
    connection.execute(
        "UPDATE rights_requests SET mailbox = '', email = '', name = '', postcode = '', note = '',"
        " reason = '' WHERE id = ?",
        (number,),
    )


def add_step(connection: sqlite3.Connection, number: int, step: Step) -> None:
    """Notes what was done about a request."""
    connection.execute(
        "INSERT INTO rights_steps (request, at, actor, step, records) VALUES (?, ?, ?, ?, ?)",
        (number, step.at, step.actor, step.step.value, step.records),
    )


def steps_of(connection: sqlite3.Connection, number: int) -> list[Step]:
    """Returns what was done about a request, in its order."""
    rows = connection.execute(
        "SELECT at, actor, step, records FROM rights_steps WHERE request = ? ORDER BY rowid",
        (number,),
    )
    return [Step(at, actor, RequestStep(step), records) for at, actor, step, records in rows]


def _request(row: sqlite3.Row) -> RightsRequest:
    number, asked_for, way, received, due, extended, added, closed, outcome, *person, reason = row
    return RightsRequest(
        number,
        RightAsked(asked_for),
        RequestWay(way),
        date.fromisoformat(received),
        date.fromisoformat(due),
        date.fromisoformat(extended) if extended else None,
        added,
        closed,
        RequestOutcome(outcome) if outcome else None,
        Asker(*person),
        reason,
    )
