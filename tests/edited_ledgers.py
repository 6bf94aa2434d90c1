"""Petitions with lives of their own, and edits by hand by somebody who knows the schema."""

from __future__ import annotations

import random
import runpy
import sqlite3
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from campaigner.holding import Person
from campaigner.petitions.counts.milestones import record_answer
from campaigner.petitions.held import HELD
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.paper.lines import PaperLine, add_paper
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.store import petitions
from campaigner.store.database import Database, open_database, transaction
from campaigner.store.ledger import LedgerRow, row_bytes, rows_from
from campaigner.store.petitions import Petition
from campaigner.store.tiles import add_hashes
from campaigner.transparency.merkle import leaf_hash
from campaigner.vocabulary.signatures import LinkPurpose, SignatureState
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    new_token,
    person,
    signed,
    the_petition,
    the_signature,
    work_on,
    workspace_of,
)

AREAS = ("", "E14001063", "W07000081")
CHECKER = Path(__file__).parents[1] / "tools" / "check_petition.py"
checker = runpy.run_path(str(CHECKER))
THRESHOLDS = (2, 4)


def alone(lines: Iterable[str], checkpoints: Iterable[tuple[int, bytes]] = ()) -> str | None:
    """What the checker that stands alone says is wrong with a ledger's lines; None if all fits."""
    kept = list(lines)
    try:
        checker["check_ledger"](lambda: iter(kept), list(checkpoints))
    except (checker["Wrong"], *checker["MALFORMED"]) as error:
        return str(error) or type(error).__name__
    return None


def exported(database: Database) -> list[str]:
    """The lines of the ledger as they are exported."""
    petition = petitions.find_petition(database.conn, SLUG)
    assert petition is not None
    return list(ledger_lines(database.conn, petition.id))


def fill(database: Database, people: int = 8) -> Petition:
    """A petition with signatures, one an hour, in three areas in turn."""
    petition = the_petition(database, (3, 5))
    for number in range(people):
        confirmed(database, petition, person(number), NOON + number * 3600, AREAS[number % 3])
    return petition


def rehash(database: Database) -> None:
    """Make the log again from the rows, as somebody does who covers their tracks."""
    connection = database.conn
    connection.execute("DELETE FROM tiles")
    hashes = [leaf_hash(row_bytes(row)) for row in rows_from(connection, 1)]
    add_hashes(connection, 1, 0, hashes)


def edit(database: Database, *statements: str) -> None:
    """Change the database as somebody does who knows what stands in the way."""
    for statement in (
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "DROP TRIGGER IF EXISTS ledger_stays",
        "DROP TRIGGER IF EXISTS ledger_keeps",
        "DROP TRIGGER IF EXISTS ledger_counted",
        "DROP TRIGGER IF EXISTS tallies_summed_first",
        "DROP TRIGGER IF EXISTS tallies_summed_again",
        *statements,
    ):
        database.conn.execute(statement)


def forge(database: Database, *rows: LedgerRow) -> None:
    """Append rows as the program would: with totals, the log, the tally and the length."""
    connection = database.conn
    (count,) = connection.execute("SELECT ledger_rows FROM petitions").fetchone()
    total = connection.execute("SELECT total FROM ledger ORDER BY number DESC").fetchone()
    running = total[0] if total else 0
    for number, row in enumerate(rows, count + 1):
        running += row.change
        made = row._replace(number=number, total=running)
        connection.execute(f"INSERT INTO ledger VALUES (1, {', '.join('?' * 13)})", made)
    rehash(database)
    connection.execute("UPDATE petitions SET ledger_rows = ?", (count + len(rows),))


def ledger_rows(database: Database) -> list[LedgerRow]:
    """All rows of the petition's ledger."""
    return [LedgerRow._make(row) for row in rows_from(database.conn, 1)]


class Life:
    """A petition to which all kinds of things happen, in an order that chance decides."""

    def __init__(self, seed: int, steps: int = 20) -> None:
        self.draw = random.Random(seed)
        self.database = new_database()
        self.petition = the_petition(self.database, THRESHOLDS)
        self.now, self.people = NOON, 0
        deeds: list[Callable[[], object]] = [
            *[self.confirm] * 6, self.sign, self.paper, self.withdraw, self.withdraw,
            self.invalidate, self.restore, self.restore, self.answer, self.erase,
        ]  # fmt: skip
        for _ in range(steps):
            self.now += self.draw.randint(0, 5_000)
            self.draw.choice(deeds)()

    def confirm(self) -> None:
        self.people += 1
        area = self.draw.choice(AREAS)
        is_suspect = self.draw.random() < 0.1
        wish = person(self.people, self.draw.choice(["web", "amira"]))
        confirmed(self.database, self.petition, wish, self.now, area, suspect=is_suspect)

    def sign(self) -> None:
        self.people += 1
        signed(self.database, self.petition, person(self.people), self.now)

    def paper(self) -> None:
        self.people += 1
        wish = application(f"Paper Person{self.people}", None, source="paper")
        line = PaperLine("S1", self.people, wish, self.draw.choice(AREAS))
        with transaction(self.database) as connection:
            add_paper(connection, self.petition, line, self.now)

    def withdraw(self) -> None:
        if number := self._one("confirmed", "pending", "suspect"):
            token = new_token(self.database, number, self.now, LinkPurpose.WITHDRAW)
            withdraw(workspace_of(self.database, self.now), token)

    def invalidate(self) -> None:
        if number := self._one("confirmed", "pending", "suspect"):
            moderation.invalidate(self._here(), SignatureFilter(numbers=(number,)))

    def restore(self) -> None:
        if number := self._one("invalidated", "suspect"):
            moderation.restore(self._here(), SignatureFilter(numbers=(number,)))

    def answer(self) -> None:
        reached = [
            each.at
            for each in petitions.thresholds_of(self.database.conn, self.petition.id)
            if each.reached_at is not None
        ]
        if reached:
            record_answer(self._here(), self.draw.choice(reached), f"“{self.now}” é")

    def erase(self) -> None:
        number = self._one(*SignatureState)
        email = the_signature(self.database, number).email if number else None
        if email:
            HELD.erase(self.database, Person(email, now=self.now, actor="olive"))

    def _one(self, *states: str) -> int | None:
        marks = ", ".join("?" * len(states))
        rows = self.database.execute(
            f"SELECT id FROM signatures WHERE state IN ({marks}) ORDER BY id", states
        ).fetchall()
        return int(self.draw.choice(rows)[0]) if rows else None

    def _here(self) -> Any:
        return work_on(self.database, self.petition, self.now)


@cache
def _empty() -> Database:
    return open_database(":memory:")


def new_database() -> Database:
    """A database of today's schema in memory, with the settings that the program gives it."""
    made = copy_of(_empty())
    made.execute("PRAGMA foreign_keys = ON")
    return made


def copy_of(database: Database) -> Database:
    """A copy in memory, to be spoiled."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.row_factory = sqlite3.Row
    database.conn.backup(made)
    return Database(made)


def spoil(
    database: Database, draw: random.Random, tables: Iterable[str]
) -> tuple[str, str, dict[str, Any]] | None:
    """Change one column of one row; returns table, column and the row as it was.

    None if the database does not take the change.
    """
    connection = database.conn
    edit(database)
    table = draw.choice(list(tables))
    rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    if not rows:
        return None
    row = draw.choice(rows)
    column = draw.choice(row.keys())
    value = _another(row[column], [each[column] for each in rows], draw)
    keys = [
        each["name"]
        for each in connection.execute(f"PRAGMA table_info({table})").fetchall()
        if each["pk"]
    ]
    where = " AND ".join(f"{key} = ?" for key in keys)
    try:
        connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *(row[key] for key in keys))
        )
    except sqlite3.IntegrityError:
        return None
    return table, column, dict(row)


def _another(value: object, others: list[object], draw: random.Random) -> object:
    if draw.random() < 0.3:
        return draw.choice(others)
    if isinstance(value, int):
        return draw.choice([value + 1, value - 1, 0, 1, -value, draw.randint(0, 10)])
    if isinstance(value, bytes):
        at = draw.randrange(len(value)) if value else 0
        bit = bytes([value[at] ^ 1 << draw.randrange(8)]) if value else b"\1"
        return draw.choice([value[:at] + bit + value[at + 1 :], value[:-1], b"", value + b"\0"])
    if isinstance(value, str):
        return draw.choice([f"{value}x", value[:-1], "", value.upper(), "confirmed", "withdrawn"])
    return draw.choice([None, 0, 1, NOON])
