"""Replies that were forwarded to a mailbox, and how far the mailbox has been read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from campaigner.vocabulary.letters import MailedReplyState

MOST = 200
"""How many are shown at once."""


@dataclass(frozen=True, slots=True)
class MailedReplyRow:
    """A mail that waits for somebody to say what it is; ``letter`` is the one proposed."""

    id: int
    sent_at: int
    sender: str
    subject: str
    text: str
    letter: int | None


_SELECT = "SELECT id, sent_at, sender, subject, text, letter FROM mailed_replies"


def read_so_far(connection: sqlite3.Connection, place: bytes) -> tuple[int, int]:
    """Returns the validity of a mailbox's numbers, and the last that was read; 0 for none."""
    row = connection.execute(
        "SELECT validity, last_uid FROM reply_mailboxes WHERE place = ?", (place,)
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def note_read(connection: sqlite3.Connection, place: bytes, validity: int, uid: int) -> None:
    """Notes how far a mailbox has been read."""
    connection.execute(
        "INSERT OR REPLACE INTO reply_mailboxes (place, validity, last_uid) VALUES (?, ?, ?)",
        (place, validity, uid),
    )


def add(
    connection: sqlite3.Connection,
    mail: bytes,
    now: int,
    sent_at: int,
    words: tuple[str, str, str],
    letter: int | None,
) -> bool:
    """Adds a mail with its sender, subject and text; returns whether it is new."""
    done = connection.execute(
        "INSERT INTO mailed_replies (mail, fetched_at, sent_at, state, sender, subject, text,"
        " letter) VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (mail, now, sent_at, *words, letter),
    )
    return done.rowcount == 1


def waiting(connection: sqlite3.Connection) -> list[MailedReplyRow]:
    """Returns the mails that wait, the oldest first."""
    rows = connection.execute(f"{_SELECT} WHERE state = 'waiting' ORDER BY id LIMIT ?", (MOST,))
    return [MailedReplyRow(*row) for row in rows]


def count_waiting(connection: sqlite3.Connection) -> int:
    """Returns how many mails wait."""
    row = connection.execute("SELECT count(*) FROM mailed_replies WHERE state = 'waiting'")
    return int(row.fetchone()[0])


def of_number(connection: sqlite3.Connection, number: int) -> MailedReplyRow | None:
    """Returns a mail that waits, None if there is no such one."""
    row = connection.execute(f"{_SELECT} WHERE id = ? AND state = 'waiting'", (number,)).fetchone()
    return MailedReplyRow(*row) if row else None


def all_with_words(connection: sqlite3.Connection) -> list[MailedReplyRow]:
    """Returns every mail whose words are kept."""
    return [MailedReplyRow(*row) for row in connection.execute(f"{_SELECT} WHERE sender <> ''")]


def fetched_before(connection: sqlite3.Connection, moment: int) -> list[int]:
    """Returns the mails that have waited since before then."""
    rows = connection.execute(
        "SELECT id FROM mailed_replies WHERE state = 'waiting' AND fetched_at < ?", (moment,)
    )
    return [int(row[0]) for row in rows]


def settle(
    connection: sqlite3.Connection,
    numbers: Iterable[int],
    state: MailedReplyState,
    letter: int | None = None,
) -> None:
    """Notes what has become of mails, and removes their words."""
    connection.executemany(
        "UPDATE mailed_replies SET state = ?, sender = '', subject = '', text = '', letter = ?"
        " WHERE id = ?",
        [(state, letter, number) for number in numbers],
    )


def letters_from(connection: sqlite3.Connection, addresses: Iterable[str]) -> list[tuple[int, str]]:
    """Returns the letters that senders with these addresses sent: each with its recipient."""
    found: dict[int, str] = {}
    for address in addresses:
        rows = connection.execute(
            "SELECT id, recipient_name FROM letters WHERE sender_email = ? AND voided_at IS NULL",
            (address,),
        )
        found.update((int(number), str(name)) for number, name in rows)
    return sorted(found.items())
