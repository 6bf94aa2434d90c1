"""What takes two people: what was asked for, by whom, and what a second person said."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.vocabulary.desk import Verdict


class Matter(NamedTuple):
    """What is to be done, in which campaign (empty: all), to what, and its SHA-256 as it is now."""

    act: str
    campaign: str
    subject: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """A matter that somebody asked a second person about; times in seconds since 1970, UTC.

    Accounts are numbers. ``asked_by`` is None for whoever has the machine. ``verdict`` is None
    while nobody has said anything.
    """

    id: int
    matter: Matter
    asked_by: int | None
    asked_at: int
    expires_at: int
    verdict: Verdict | None
    answered_by: int | None
    answered_at: int | None
    ended_at: int | None


_SELECT = (
    "SELECT id, asked_by, asked_at, expires_at, verdict, answered_by, answered_at, ended_at,"
    " act, campaign, subject, content FROM proposals"
)


def add(
    connection: sqlite3.Connection,
    matter: Matter,
    asked_by: int | None,
    now: int,
    expires_at: int,
) -> int:
    """Adds a proposal; the one about the same that was open ends. Returns its number."""
    end_about(connection, matter, now)
    row = connection.execute(
        "INSERT INTO proposals (act, campaign, subject, content, asked_by, asked_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*matter, asked_by, now, expires_at),
    ).fetchone()
    return int(row[0])


def of_number(connection: sqlite3.Connection, number: int) -> Proposal | None:
    """Returns the proposal of a number."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
    return _proposal(row) if row else None


def open_about(connection: sqlite3.Connection, matter: Matter) -> Proposal | None:
    """Returns the open proposal about something, whatever it was like then."""
    row = connection.execute(
        f"{_SELECT} WHERE act = ? AND campaign = ? AND subject = ? AND ended_at IS NULL", matter[:3]
    ).fetchone()
    return _proposal(row) if row else None


def waiting(connection: sqlite3.Connection, now: int) -> list[Proposal]:
    """Returns the proposals that nobody has answered and that can still be, the oldest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE ended_at IS NULL AND verdict = '' AND expires_at > ? ORDER BY id", (now,)
    )
    return [_proposal(row) for row in rows]


def answer(
    connection: sqlite3.Connection, number: int, verdict: Verdict, answered_by: int, now: int
) -> None:
    """Notes what a second person said; a no ends the proposal."""
    connection.execute(
        "UPDATE proposals SET verdict = :verdict, answered_by = :by, answered_at = :now,"
        " ended_at = CASE :verdict WHEN 'no' THEN :now END WHERE id = :number",
        {"verdict": verdict, "by": answered_by, "now": now, "number": number},
    )


def end(connection: sqlite3.Connection, number: int, now: int) -> None:
    """Notes that a proposal was done."""
    connection.execute(
        "UPDATE proposals SET ended_at = coalesce(ended_at, ?) WHERE id = ?", (now, number)
    )


def end_about(connection: sqlite3.Connection, matter: Matter, now: int) -> None:
    """Ends the open proposal about something, if there is one."""
    connection.execute(
        "UPDATE proposals SET ended_at = ? WHERE act = ? AND campaign = ? AND subject = ?"
        " AND ended_at IS NULL",
        (now, *matter[:3]),
    )


def _proposal(row: sqlite3.Row) -> Proposal:
    number, asked_by, asked_at, expires_at, verdict, *answered = row[:8]
    said = Verdict(verdict) if verdict else None
    return Proposal(number, Matter(*row[8:]), asked_by, asked_at, expires_at, said, *answered)
