"""Signatures one by one beside commits of nothing else, rows of the log beside links of a chain."""

from __future__ import annotations

import hashlib
import sqlite3
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks._people import AREAS, CLOSES, OPENS
from benchmarks._spent import spent_on, timed
from benchmarks._workspaces import workspace_with_campaign
from campaigner.opening import OpenWorkspace
from campaigner.petitions.register import register, registered
from campaigner.petitions.signing.applications import Application, checked
from campaigner.petitions.signing.applying import sign
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.tokens import make_token
from campaigner.store.database import open_database, transaction
from campaigner.store.ledger import LedgerRow, add_rows
from campaigner.vocabulary.signatures import LinkPurpose

ROUNDS = 30


def signing(folder: Path, count: int) -> None:
    workspace, campaign = workspace_with_campaign(folder / "signing")
    database = open_database(workspace.database_path)
    petition = registered(database, campaign, workspace.zone)
    now = petition.opens_at
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")

    here = OpenWorkspace(workspace, database, datetime.fromtimestamp(now, UTC), "bench")

    def commit_one(_: int) -> None:
        raw.execute("INSERT INTO t (words) VALUES (?)", ("x" * 200,))

    def sign_one(number: int) -> None:
        wish = checked(Application(f"Person {number}x", f"p{number}@example.org", "M1 1AA"))
        sign(database, petition, wish, now)

    ratios: dict[str, list[float]] = {"signatures": [], "confirmations": []}
    for first in range(1, count + 1, count // ROUNDS):
        numbers = range(first, first + count // ROUNDS)
        bare = spent_on(partial(list, map(commit_one, numbers)))
        signed = spent_on(partial(list, map(sign_one, numbers)))
        with transaction(database) as connection:
            links = [make_token(connection, each, LinkPurpose.CONFIRM, now) for each in numbers]
        counted = spent_on(partial(list, map(partial(confirm, here), links)))
        ratios["signatures"].append(bare / signed)
        ratios["confirmations"].append(bare / counted)
    for what, found in ratios.items():
        middle, span = statistics.median(found), f"{min(found):.2f} to {max(found):.2f}"
        rounds = f"{len(found)} rounds in turns, {span}"
        print(f"{what}, durable: {middle:.2f} of raw commits ({rounds})", flush=True)
    database.close()
    raw.close()


def appending(folder: Path, count: int) -> None:
    """What a row costs as an entry of the log, beside what it cost as a link of a chain."""
    rows = [
        LedgerRow(number, "confirmed", 1, number, 1796990400, AREAS[number % 650], "2026-12-11",
                  12, "web", "GB", "en", 0, hashlib.sha256(str(number).encode()).digest())
        for number in range(1, count + 1)
    ]  # fmt: skip
    for at_once, some in ((1, rows[:5_000]), (20_000, rows)):
        parts = [some[first : first + at_once] for first in range(0, len(some), at_once)]
        log, chain = partial(add_to_log, folder, parts), partial(add_to_chain, folder, parts)
        _, took = timed(f"rows of the log, {at_once:,} at once", log, len(some))
        _, before = timed(f"links of a chain, {at_once:,} at once", chain, len(some))
        print(f"a row of the log costs {took / before:.2f} of a link")


def add_to_log(folder: Path, parts: Sequence[Sequence[LedgerRow]]) -> None:
    database = open_database(folder / f"log-{len(parts)}.db")
    register(database, "log", zone=UTC, scheme="", opens=OPENS, closes=CLOSES, thresholds=[])
    for part in parts:
        with transaction(database) as connection:
            add_rows(connection, 1, part)
    database.close()


def add_to_chain(folder: Path, parts: Sequence[Sequence[LedgerRow]]) -> None:
    """As ledgers were kept before: the same table and the same triggers, heads instead of tiles."""
    database = open_database(folder / f"chain-{len(parts)}.db")
    register(database, "log", zone=UTC, scheme="", opens=OPENS, closes=CLOSES, thresholds=[])
    database.execute("CREATE TABLE heads (number INTEGER PRIMARY KEY, head BLOB)")
    head = b""
    for part in parts:
        with transaction(database) as connection:
            heads = []
            for row in part:
                columns = "\n".join(map(str, (*row[:3], *row[4:11])))
                head = hashlib.sha256(head + row.leaf + columns.encode()).digest()
                heads.append((row.number, head))
            connection.executemany(
                f"INSERT INTO ledger VALUES (1, {', '.join('?' * len(LedgerRow._fields))})", part
            )
            connection.executemany("INSERT INTO heads VALUES (?, ?)", heads)
            connection.execute(
                "UPDATE petitions SET ledger_rows = ?, chain_head = ?", (part[-1].number, head)
            )
    database.close()
