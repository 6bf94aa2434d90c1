"""Letters: what was made for whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter that was made; the columns are explained in the schema.

    ``files`` are those that were written now: the SHA-256 of each by its path.
    """

    campaign: str
    supporter: bytes
    recipient: int
    recipient_name: str
    role: str
    party: str
    area_code: str
    area_name: str
    sender_name: str
    sender_email: str
    language: str
    identity: str
    forms: str
    path: str
    sha256: str
    pages: int
    renderer: str
    made_at: int
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """What is needed to see that a letter need not be made again.

    ``path`` is its first file's; ``files`` are all that were issued, the SHA-256 of each by its
    path.
    """

    identity: str
    forms: str
    path: str
    renderer: str
    files: Mapping[str, str]


_NAMES = tuple(each.name for each in fields(LetterRecord) if each.name != "files")
_KEY = ("campaign", "supporter", "recipient")
# The columns' names are this module's own; all values are parameters.
_SAVE = (
    f"INSERT INTO letters ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
    f" ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _NAMES if name not in (*_KEY, "made_at"))
    + ", first_made_at = coalesce(letters.first_made_at, letters.made_at), made_at = CASE"
    " letters.identity WHEN excluded.identity THEN letters.made_at ELSE excluded.made_at END,"
    " voided_at = NULL"
)
_SAVE_FILE = (
    "INSERT INTO letter_files SELECT id, ?, ? FROM letters"
    " WHERE campaign = ? AND supporter = ? AND recipient = ?"
    " ON CONFLICT DO UPDATE SET sha256 = excluded.sha256"
)


def any_of(connection: sqlite3.Connection, campaign: str) -> bool:
    """Returns whether letters of a campaign are recorded."""
    sql = "SELECT EXISTS (SELECT 1 FROM letters WHERE campaign = ?)"
    return bool(connection.execute(sql, (campaign,)).fetchone()[0])


def save_letters(connection: sqlite3.Connection, letters: Iterable[LetterRecord]) -> None:
    """Record letters; one for the same supporter, recipient and campaign takes its place.

    When it was made stays, unless it says something else now. One that was void is void no more.
    The files of the earlier one stay recorded, so that they can be found and removed.
    """
    letters = list(letters)
    connection.executemany(_SAVE, [[getattr(each, name) for name in _NAMES] for each in letters])
    connection.executemany(
        _SAVE_FILE,
        [
            (path, sha256, each.campaign, each.supporter, each.recipient)
            for each in letters
            for path, sha256 in each.files.items()
        ],
    )


def known_letter(
    connection: sqlite3.Connection, campaign: str, supporter: bytes, recipient: int
) -> KnownLetter | None:
    """The letter of that supporter to that recipient, if one was made that is not void."""
    row = connection.execute(
        "SELECT identity, forms, path, renderer,"
        " (SELECT json_group_object(path, sha256) FROM letter_files WHERE letter = letters.id)"
        " FROM letters WHERE campaign = ? AND supporter = ? AND recipient = ?"
        " AND voided_at IS NULL",
        (campaign, supporter, recipient),
    ).fetchone()
    if not row:
        return None
    identity, forms, path, renderer, files = row
    return KnownLetter(identity, forms, path, renderer, json.loads(files))


def is_path_of_another(
    connection: sqlite3.Connection,
    paths: Sequence[str],
    campaign: str,
    supporter: bytes,
    recipient: int,
) -> bool:
    """Whether one of the paths is that of a file of any letter but this one."""
    places = ", ".join("?" * len(paths))
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM letter_files JOIN letters ON letters.id = letter_files.letter"
        f" WHERE letter_files.path IN ({places})"
        " AND (campaign, supporter, recipient) <> (?, ?, ?))",
        (*paths, campaign, supporter, recipient),
    )
    return bool(row.fetchone()[0])


def is_path_of_letter(connection: sqlite3.Connection, path: str) -> bool:
    """Whether a path is that of a file of any letter."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM letter_files WHERE path = ?)", (path,)
    ).fetchone()
    return bool(row[0])


def files_under(connection: sqlite3.Connection, folder: str) -> dict[str, str]:
    """Returns the files of letters in a folder and below it: the SHA-256 of each by its path."""
    rows = connection.execute(
        "SELECT path, sha256 FROM letter_files WHERE path >= ? AND path < ?",
        (f"{folder}/", f"{folder}0"),  # 0 comes after /
    )
    return {str(path): str(sha256) for path, sha256 in rows}


def forget_letter_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Removes the records of files of letters, not the files."""
    connection.executemany("DELETE FROM letter_files WHERE path = ?", [(path,) for path in paths])


def letter_rows(connection: sqlite3.Connection, campaign: str) -> list[sqlite3.Row]:
    """Returns a campaign's letters by number, without anybody's address."""
    return connection.execute(
        "SELECT id, recipient_name AS recipient, area_name AS area, sender_name AS sender,"
        " language, pages, made_at, path, voided_at IS NOT NULL AS void,"
        " (SELECT outcome FROM letter_replies WHERE letter = letters.id"
        "  ORDER BY received_at DESC, id DESC LIMIT 1) AS reply"
        " FROM letters WHERE campaign = ? ORDER BY id",
        (campaign,),
    ).fetchall()


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as its sender may see it.

    ``issued`` are its own files, the SHA-256 of each by its path; ``files`` those of replies.
    """

    id: int
    campaign: str
    sender_name: str
    sender_email: str
    recipient_name: str
    area_name: str
    language: str
    forms: str
    made_at: int
    voided_at: int | None
    issued: dict[str, str]
    files: tuple[str, ...]


_SENT = (
    "SELECT id, campaign, sender_name, sender_email, recipient_name, area_name, language, forms,"
    " made_at, voided_at, (SELECT json_group_object(path, sha256) FROM letter_files"
    " WHERE letter = letters.id) AS issued,"
    " coalesce((SELECT group_concat(file, char(10)) FROM letter_replies"
    " WHERE letter = letters.id AND file <> ''), '') AS files FROM letters"
)


def letters_with_address(connection: sqlite3.Connection) -> list[SentLetter]:
    """All letters whose sender gave an email address."""
    return _sent(connection.execute(f"{_SENT} WHERE sender_email <> ''"))


def count_without_address(connection: sqlite3.Connection, name: str, area_name: str) -> int:
    """Returns how many letters from an area are by somebody of that name without an address."""
    (count,) = connection.execute(
        "SELECT count(*) FROM letters"
        " WHERE sender_email = '' AND sender_name = ? COLLATE NOCASE AND area_name = ?",
        (name, area_name),
    ).fetchone()
    return int(count)


def letters_of(connection: sqlite3.Connection, supporter: bytes) -> list[SentLetter]:
    """The letters of one supporter that still say who sent them."""
    return _sent(
        connection.execute(f"{_SENT} WHERE supporter = ? AND sender_name <> ''", (supporter,))
    )


def letters_from(connection: sqlite3.Connection, campaign: str, email: str) -> list[SentLetter]:
    """The letters of a campaign that were sent from an address, as it was written; none without."""
    if not email:
        return []
    rows = connection.execute(
        f"{_SENT} WHERE sender_email = ? AND campaign = ? ORDER BY made_at, id", (email, campaign)
    )
    return _sent(rows)


def letters_with_names(connection: sqlite3.Connection, campaign: str) -> list[SentLetter]:
    """The letters of a campaign that still say who sent them, or of which files are left."""
    left = "EXISTS (SELECT 1 FROM letter_files WHERE letter = letters.id)"
    said = "EXISTS (SELECT 1 FROM letter_replies WHERE letter = letters.id AND text || file <> '')"
    return _sent(
        connection.execute(
            f"{_SENT} WHERE campaign = ? AND (sender_name <> '' OR {left} OR {said})", (campaign,)
        )
    )


def _sent(rows: Iterable[sqlite3.Row]) -> list[SentLetter]:
    found: list[dict[str, Any]] = [dict(row) for row in rows]
    return [
        SentLetter(
            **row | {"issued": json.loads(row["issued"]), "files": tuple(row["files"].splitlines())}
        )
        for row in found
    ]


def void_state(connection: sqlite3.Connection, letter: int) -> tuple[str, int | None] | None:
    """Returns a letter's campaign and when it was made void, None if there is no such letter."""
    row = connection.execute(
        "SELECT campaign, voided_at FROM letters WHERE id = ?", (letter,)
    ).fetchone()
    return (row["campaign"], row["voided_at"]) if row else None


def set_void(connection: sqlite3.Connection, letter: int, voided_at: int | None) -> None:
    """Make a letter void, or, with None, valid again."""
    connection.execute("UPDATE letters SET voided_at = ? WHERE id = ?", (voided_at, letter))


def blank_letters(connection: sqlite3.Connection, letters: Mapping[int, Iterable[str]]) -> None:
    """Blank who sent letters, and what came back; whom they went to, and when, stays.

    Each comes with the paths of its files that are gone, which are forgotten.
    """
    ids = [(each,) for each in letters]
    connection.executemany(
        "UPDATE letters SET sender_name = '', sender_email = '', path = '',"
        " supporter = randomblob(16) WHERE id = ?",
        ids,
    )
    connection.executemany(
        "DELETE FROM letter_files WHERE letter = ? AND path = ?",
        [(each, path) for each, paths in letters.items() for path in paths],
    )
    connection.executemany("UPDATE letter_replies SET text = '', file = '' WHERE letter = ?", ids)


def remove_letters(connection: sqlite3.Connection, letters: Iterable[int]) -> None:
    """Remove the records of letters and their replies."""
    connection.executemany("DELETE FROM letters WHERE id = ?", [(each,) for each in letters])
