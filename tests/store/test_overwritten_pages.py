"""What is deleted in a database leaves no byte in its file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from campaigner.store.care import empty_log
from campaigner.store.database import Database, transaction

pytestmark = pytest.mark.slow

BOOK = (
    "INSERT INTO bookings (campaign, event, person, name, email, source, booked_at, ends_at)"
    " VALUES ('a', 'b', ?, ?, ?, 'web', 1, 2)"
)


def test_what_is_deleted_among_what_stays_is_overwritten(database: Database) -> None:
    """Retention does not rewrite the file: pages are split and emptied, and keep nothing."""
    chance = random.Random(2)
    live, gone = set[str](), set[str]()
    for _ in range(60):
        new = [
            "".join(chance.choices("abcdefghijklmnop", k=chance.randint(8, 40))) for _ in range(50)
        ]
        with transaction(database) as connection:
            connection.executemany(BOOK, [(name, name, name) for name in new])
        live.update(new)
        old = chance.sample(sorted(live), 30)
        with transaction(database) as connection:
            for name in old[:20]:
                connection.execute("DELETE FROM bookings WHERE person = ?", (name,))
            for name in old[20:]:
                blank = "UPDATE bookings SET name = '', email = '', person = id WHERE person = ?"
                connection.execute(blank, (name,))
        live.difference_update(old)
        gone.update(old)
    assert empty_log(database.conn)
    content = Path(database.execute("PRAGMA database_list").fetchone()["file"]).read_bytes()
    assert len(gone) == 1_800
    assert not [name for name in gone if name.encode() in content]
    assert all(name.encode() in content for name in live)
