"""Replies to letters: what came back, which letters still wait, and how it adds up."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.vocabulary.letters import OutcomeGrouping


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """A reply as it is kept; ``received_at`` in seconds since 1970, UTC."""

    outcome: str
    received_at: int
    text: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class KnownReply:
    """A reply in the database: its id, and what it is."""

    id: int
    reply: ReplyRecord


# The columns that letters are grouped by: the value, and its name.
_GROUPS = {
    OutcomeGrouping.CAMPAIGN: ("campaign", "campaign"),
    OutcomeGrouping.PARTY: ("party", "party"),
    OutcomeGrouping.AREA: ("area_code", "area_name"),
}
_LATEST = (
    "SELECT letter, outcome, max(received_at * 1000000000 + id) FROM letter_replies GROUP BY letter"
)


def first_made_at(connection: sqlite3.Connection, letter: int) -> int | None:
    """Returns when a letter was first made, None if there is no such letter."""
    row = connection.execute(
        "SELECT coalesce(first_made_at, made_at) FROM letters WHERE id = ?", (letter,)
    ).fetchone()
    return int(row[0]) if row else None


def made_at(connection: sqlite3.Connection, letter: int) -> int | None:
    """Returns when a letter was made last, None if there is no such letter."""
    row = connection.execute("SELECT made_at FROM letters WHERE id = ?", (letter,)).fetchone()
    return int(row[0]) if row else None


def of_campaign(
    connection: sqlite3.Connection, campaign: str, letter: int
) -> tuple[str, str, str, int] | None:
    """Returns the sender, recipient, area and first time of a letter that is not void.

    None if a campaign has no such letter.
    """
    row = connection.execute(
        "SELECT sender_name, recipient_name, area_name, coalesce(first_made_at, made_at)"
        " FROM letters WHERE id = ? AND campaign = ? AND voided_at IS NULL",
        (letter, campaign),
    ).fetchone()
    return (str(row[0]), str(row[1]), str(row[2]), int(row[3])) if row else None


def has_sender(connection: sqlite3.Connection, letter: int) -> bool:
    """Whether a letter that is there still says who sent it."""
    row = connection.execute("SELECT sender_name FROM letters WHERE id = ?", (letter,)).fetchone()
    return bool(row[0])


def campaign_of(connection: sqlite3.Connection, letter: int) -> str:
    """The campaign of a letter that is there."""
    row = connection.execute("SELECT campaign FROM letters WHERE id = ?", (letter,))
    return str(row.fetchone()[0])


def add_reply(connection: sqlite3.Connection, letter: int, reply: ReplyRecord) -> None:
    """Add a reply to a letter."""
    connection.execute(
        "INSERT INTO letter_replies (letter, outcome, received_at, text, file)"
        " VALUES (?, ?, ?, ?, ?)",
        (letter, reply.outcome, reply.received_at, reply.text, reply.file),
    )


def replies_to(connection: sqlite3.Connection, letter: int) -> list[ReplyRecord]:
    """The replies to a letter, the earliest first."""
    rows = connection.execute(
        "SELECT outcome, received_at, text, file FROM letter_replies WHERE letter = ?"
        " ORDER BY received_at, id",
        (letter,),
    )
    return [ReplyRecord(*row) for row in rows]


def known_replies(connection: sqlite3.Connection, letter: int) -> list[KnownReply]:
    """The replies to a letter in the order in which they were recorded."""
    rows = connection.execute(
        "SELECT id, outcome, received_at, text, file FROM letter_replies WHERE letter = ?"
        " ORDER BY id",
        (letter,),
    )
    return [KnownReply(number, ReplyRecord(*values)) for number, *values in rows]


def delete_reply(connection: sqlite3.Connection, number: int) -> None:
    """Remove a reply."""
    connection.execute("DELETE FROM letter_replies WHERE id = ?", (number,))


def unanswered(
    connection: sqlite3.Connection,
    made_before: int,
    campaign: str = "",
    after: tuple[int, int] = (-1, 0),
    most: int = -1,
) -> list[tuple[int, str, str, str, str, str, int]]:
    """The letters from before then without a reply, the oldest first; of all campaigns, or one.

    Those ``after`` a letter, given as when it was made and its number, and ``most`` of them.
    Rows of id, campaign, sender, the sender's email, recipient, area, and when it was made.
    Letters whose sender's name was removed are left out, as nobody can be reminded of them, and
    so are those that are void.
    """
    about = "campaign = :campaign" if campaign else "1"
    return connection.execute(
        "SELECT id, campaign, sender_name, sender_email, recipient_name, area_name, made_at"
        f" FROM letters WHERE made_at <= :before AND {about}"
        " AND (made_at, id) > (:at, :number) AND sender_name <> '' AND voided_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM letter_replies WHERE letter = letters.id)"
        " ORDER BY made_at, id LIMIT :most",
        {
            "before": made_before,
            "campaign": campaign,
            "at": after[0],
            "number": after[1],
            "most": most,
        },
    ).fetchall()


def outcomes(
    connection: sqlite3.Connection, by: OutcomeGrouping, campaign: str = ""
) -> Sequence[tuple[str, str, str, int]]:
    """Returns how letters came out: rows of group, its name, the last reply's outcome, count.

    Letters that are void are left out. The outcome is empty for letters without a reply.
    """
    value, name = _GROUPS[by]
    about, given = ("campaign = ?", (campaign,)) if campaign else ("1", ())
    letters = connection.execute(
        f"SELECT {value}, max({name}), count(*) FROM letters WHERE {about}"
        f" AND voided_at IS NULL GROUP BY {value}",
        given,
    ).fetchall()
    answered = connection.execute(
        f"SELECT {value}, outcome, count(*) FROM ({_LATEST}) JOIN letters ON letters.id = letter"
        f" WHERE {about} AND voided_at IS NULL GROUP BY {value}, outcome",
        given,
    ).fetchall()
    names = {group: str(called) for group, called, _ in letters}
    waiting = {group: int(count) for group, _, count in letters}
    answered = [each for each in answered if each[0] in names]  # letters may come in between
    for group, _, count in answered:
        waiting[group] -= count
    return [
        *((group, names[group], outcome, count) for group, outcome, count in answered),
        *((group, names[group], "", count) for group, count in waiting.items() if count),
    ]
