"""Bytes of deleted records in the database's file: found if they are there, whatever else is."""

from __future__ import annotations

import random
import re
import sqlite3
from itertools import islice
from pathlib import Path

import pytest

from campaigner.store.care import clean
from campaigner.store.database import open_database
from campaigner.store.residues import is_left, parts_of

pytestmark = pytest.mark.slow


def newest(live: dict[int, bytes], most: int) -> list[int]:
    return [*islice(reversed(live), most)][::-1]


def moved_and_deleted(path: Path, seed: int, grown: int) -> tuple[list[bytes], list[bytes]]:
    """Returns the texts that are deleted, and those that stay, after records grew and moved."""
    chance = random.Random(seed)
    connection = open_database(path).conn
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, room TEXT, text TEXT)")
    connection.execute(
        "CREATE TABLE words (text TEXT, id INTEGER, PRIMARY KEY (text, id)) WITHOUT ROWID"
    )
    ids = chance.sample(range(1, 12_000), 6_000)
    live: dict[int, bytes] = {}
    gone = []
    connection.execute("BEGIN")
    for step, number in enumerate(ids):
        text = f"note{number:07}z{chance.getrandbits(40)}"
        live[number] = text.encode()
        room = "x" * chance.randrange(5, 80)
        connection.execute("INSERT INTO notes VALUES (?, ?, ?)", (number, room, text))
        connection.execute("INSERT INTO words VALUES (?, ?)", (text, number))
        if step % 2:
            other, room = chance.choice(newest(live, 200)), "y" * chance.randrange(5, grown)
            connection.execute("UPDATE notes SET room = ? WHERE id = ?", (room, other))
        if step % 7 == 0:
            old = chance.choice(newest(live, 400))
            connection.execute("DELETE FROM notes WHERE id = ?", (old,))
            connection.execute("DELETE FROM words WHERE text = ?", (live[old].decode(),))
            gone.append(live.pop(old))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return gone, list(live.values())


def notes_in(path: Path) -> set[bytes]:
    """The texts of notes that are anywhere in a file, with the digits that follow them there."""
    return {*re.findall(rb"note\d{7}z\d*+", path.read_bytes())}


@pytest.mark.parametrize(("seed", "grown"), [(1, 400), (2, 400), (3, 3_000), (6, 3_000)])
def test_what_is_left_of_records_that_moved_is_found(tmp_path: Path, seed: int, grown: int) -> None:
    path = tmp_path / "campaigner.db"
    gone, live = moved_and_deleted(path, seed, grown)
    there = {found[:12] for found in notes_in(path)}
    left = [text for text in gone if text[:12] in there]
    if not left:
        pytest.skip("this SQLite leaves nothing here: with 3.40, a text or two")
    assert all(is_left(path, parts_of([text])) for text in left[:: len(left) // 25 + 1])
    connection = open_database(path).conn
    assert clean(connection, gone)
    found = {each[:12]: each for each in notes_in(path)}
    assert not {text[:12] for text in gone} & {*found}
    assert all(found[text[:12]].startswith(text) for text in live)
    connection.close()


def test_what_is_on_pages_that_nothing_uses_is_found(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE notes (text TEXT)")
    texts = [f"{number:05} a note that is long {'z' * 900}" for number in range(2_000)]
    connection.executemany("INSERT INTO notes VALUES (?)", [(text,) for text in texts])
    connection.commit()
    parts = [parts_of([text[:5].encode()]) for text in texts[::100]]
    assert not any(is_left(path, each) for each in parts)  # all are records
    connection.execute("DELETE FROM notes")
    connection.commit()
    content = path.read_bytes()
    left = [text[:5].encode() for text in texts[::100] if text[:25].encode() in content]
    assert len(left) > 15  # the pages that list others have their numbers over it
    assert all(is_left(path, parts_of([each])) for each in left)
    connection.execute("VACUUM")
    connection.close()
    assert not any(is_left(path, each) for each in parts)
