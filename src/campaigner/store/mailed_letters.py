"""Letters that people have mailed to themselves: each is here until it has gone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple


class Marks(NamedTuple):
    """Keyed hashes of an address and of a network, which is empty if it is not known."""

    mailbox: bytes
    network: bytes


@dataclass(frozen=True, slots=True)
class MailedLetter:
    """A letter that is to be mailed to its writer."""

    id: int
    campaign: str
    language: str
    email: str
    recipient: str
    pdf: bytes
    made_at: int
    tries: int


def asked_for(connection: sqlite3.Connection, marks: Marks, since: int) -> tuple[int, int]:
    """Returns how many letters an address and a network have asked for since then."""
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE mailbox = ?),"
        " count(*) FILTER (WHERE network = ? AND network <> x'')"
        " FROM mailed_letters WHERE made_at > ?",
        (*marks, since),
    ).fetchone()
    return row[0], row[1]


def add(
    connection: sqlite3.Connection,
    marks: Marks,
    letter: tuple[str, str, str, str, bytes],
    now: int,
) -> None:
    """Put a letter into the queue: its campaign, language, address, recipient and PDF."""
    connection.execute(
        "INSERT INTO mailed_letters (mailbox, network, campaign, language, email, recipient, pdf,"
        " made_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*marks, *letter, now, now),
    )


def claim(
    connection: sqlite3.Connection, claimant: str, now: int, until: int
) -> MailedLetter | None:
    """Returns the letter that has been due the longest, None if none is due.

    It is kept from other senders ``until`` then.
    """
    row = connection.execute(
        "SELECT id, campaign, language, email, recipient, pdf, made_at, tries FROM mailed_letters"
        " WHERE done_at IS NULL AND due_at <= :now AND claimed_until <= :now"
        " ORDER BY due_at, id LIMIT 1",
        {"now": now},
    ).fetchone()
    if row is None:
        return None
    connection.execute(
        "UPDATE mailed_letters SET claim = ?, claimed_until = ? WHERE id = ?",
        (claimant, until, row[0]),
    )
    return MailedLetter(*row)


def renew(connection: sqlite3.Connection, letter: int, claimant: str, until: int) -> bool:
    """Keeps a letter from other senders for longer; returns whether it was still the claimant's."""
    done = connection.execute(
        "UPDATE mailed_letters SET claimed_until = ? WHERE id = ? AND claim = ?"
        " AND done_at IS NULL",
        (until, letter, claimant),
    )
    return done.rowcount == 1


def put_off(connection: sqlite3.Connection, letter: int, due_at: int, tries: int) -> None:
    """Lets a letter be tried again later."""
    connection.execute(
        "UPDATE mailed_letters SET due_at = ?, tries = ?, claim = '', claimed_until = 0"
        " WHERE id = ?",
        (due_at, tries, letter),
    )


def forget(connection: sqlite3.Connection, letter: int, now: int) -> None:
    """Forgets the address and the letter itself: it has gone, or will not go."""
    connection.execute(
        "UPDATE mailed_letters SET done_at = ?, email = NULL, pdf = NULL, recipient = '',"
        " claim = '', claimed_until = 0 WHERE id = ?",
        (now, letter),
    )


def waiting(connection: sqlite3.Connection, now: int) -> tuple[int, int, int | None]:
    """Returns how many letters wait, how many of them are due, and when the next other one is."""
    row = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE due_at <= :now),"
        " min(due_at) FILTER (WHERE due_at > :now) FROM mailed_letters WHERE done_at IS NULL",
        {"now": now},
    ).fetchone()
    return row[0], row[1], row[2]


def times_asked(connection: sqlite3.Connection, mailbox: bytes) -> list[int]:
    """Returns when an address asked for letters, as far as it is still known."""
    rows = connection.execute(
        "SELECT made_at FROM mailed_letters WHERE mailbox = ? ORDER BY id", (mailbox,)
    )
    return [made_at for (made_at,) in rows]


def remove_of(connection: sqlite3.Connection, mailbox: bytes) -> int:
    """Removes all that is known of an address; returns how many rows."""
    return connection.execute("DELETE FROM mailed_letters WHERE mailbox = ?", (mailbox,)).rowcount


def count_before(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many letters were asked for before then."""
    row = connection.execute("SELECT count(*) FROM mailed_letters WHERE made_at < ?", (before,))
    return int(row.fetchone()[0])


def remove_before(connection: sqlite3.Connection, before: int) -> int:
    """Removes the letters that were asked for before then; returns how many."""
    return connection.execute("DELETE FROM mailed_letters WHERE made_at < ?", (before,)).rowcount
