"""Comments of signatories, which organisers read before anybody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from campaigner.store.consents import Words, words_id
from campaigner.vocabulary.signatures import CommentState


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment beside who wrote it; ``is_named`` if their name may be shown.

    Times in seconds since 1970. ``words`` are those in which they allow it to be passed on.
    """

    id: int
    signature: int
    petition: int
    text: str
    state: CommentState
    given_at: int
    decided_at: int | None
    words: Words
    name: str
    is_named: bool


_HIGHEST = 2**62
_FROM = (
    "SELECT comments.id, comments.signature, comments.petition, text, comments.state,"
    " comments.given_at, decided_at, consent_words.language, consent_words.words, name,"
    " EXISTS (SELECT 1 FROM shown_names WHERE shown_names.signature = comments.signature"
    " AND stopped_at IS NULL)"
    "{more} FROM comments JOIN signatures ON signatures.id = comments.signature"
    " JOIN consent_words ON consent_words.id = comments.words"
)
_SELECT, _SELECT_IN_AREA = _FROM.format(more=""), _FROM.format(more=", signatures.area")


def _comment(row: Sequence[Any]) -> Comment:
    number, signature, petition, text, state, given, decided, language, words, name, named = row
    about = (number, signature, petition, text, CommentState(state), given, decided)
    return Comment(*about, Words(language, words), name, bool(named))


def add(
    connection: sqlite3.Connection, signature: int, petition: int, text: str, yes: Words, now: int
) -> None:
    """Add a comment, or put it in place of the one that there was; it waits to be read."""
    remove(connection, signature)
    connection.execute(
        "INSERT INTO comments (signature, petition, text, words, given_at) VALUES (?, ?, ?, ?, ?)",
        (signature, petition, text, words_id(connection, yes), now),
    )


def remove(connection: sqlite3.Connection, signature: int) -> None:
    """Remove a signatory's comment."""
    connection.execute("DELETE FROM comments WHERE signature = ?", (signature,))


def of_signature(connection: sqlite3.Connection, signature: int) -> Comment | None:
    """Returns a signatory's comment."""
    row = connection.execute(f"{_SELECT} WHERE comments.signature = ?", (signature,)).fetchone()
    return _comment(row) if row else None


def of_petition(
    connection: sqlite3.Connection, petition: int, state: CommentState
) -> list[Comment]:
    """Returns the comments in a state of confirmed signatories, the oldest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE comments.petition = ? AND comments.state = ?"
        " AND signatures.state = 'confirmed' ORDER BY comments.id",
        (petition, state),
    )
    return [_comment(row) for row in rows]


def page_of(
    connection: sqlite3.Connection,
    petition: int,
    state: CommentState,
    beyond: int,
    limit: int,
    *,
    newest_first: bool,
) -> list[tuple[Comment, str]]:
    """Returns comments of confirmed signatories beyond a number (0 for the first), in order.

    Each comes with the code of its author's area, empty if there is none.
    """
    after, order = ("<", "DESC") if newest_first else (">", "ASC")
    start = beyond or (_HIGHEST if newest_first else 0)
    rows = connection.execute(
        f"{_SELECT_IN_AREA} WHERE comments.petition = ? AND comments.state = ?"
        f" AND comments.id {after} ? AND signatures.state = 'confirmed'"
        f" ORDER BY comments.id {order} LIMIT ?",
        (petition, state, start, limit),
    )
    return [(_comment(row[:-1]), row[-1]) for row in rows]


def newest_approved(connection: sqlite3.Connection, petition: int, limit: int) -> list[Comment]:
    """Returns approved comments of confirmed signatories, the newest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE comments.petition = ? AND comments.state = 'approved'"
        " AND signatures.state = 'confirmed' ORDER BY comments.id DESC LIMIT ?",
        (petition, limit),
    )
    return [_comment(row) for row in rows]


def has(connection: sqlite3.Connection, petition: int, number: int) -> bool:
    """Returns whether a petition has a comment of that number."""
    found = connection.execute(
        "SELECT 1 FROM comments WHERE petition = ? AND id = ?", (petition, number)
    )
    return found.fetchone() is not None


def decide(
    connection: sqlite3.Connection, numbers: Iterable[int], state: CommentState, now: int
) -> None:
    """Note what was decided about comments."""
    connection.executemany(
        "UPDATE comments SET state = ?, decided_at = ? WHERE id = ?",
        [(state, now, number) for number in numbers],
    )


def states_of(
    connection: sqlite3.Connection, petition: int, numbers: Collection[int]
) -> dict[int, CommentState]:
    """Returns the states of a petition's comments, by their numbers; without unknown ones."""
    marks = ", ".join("?" * len(numbers))
    rows = connection.execute(
        f"SELECT id, state FROM comments WHERE petition = ? AND id IN ({marks}) ORDER BY id",
        (petition, *numbers),
    )
    return {number: CommentState(state) for number, state in rows}


def let_wait(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Let comments wait as if nothing had been decided about them."""
    connection.executemany(
        "UPDATE comments SET state = 'waiting', decided_at = NULL WHERE id = ?",
        [(number,) for number in numbers],
    )
