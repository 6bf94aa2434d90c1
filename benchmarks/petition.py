"""Petitions at their real size: python -m benchmarks.petition [COUNT].

Replays made-up signatures through the import, beside plain inserts of the same rows; then reads
the tally, verifies, signs under load and removes all names while signing goes on.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import resource
import runpy
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from campaigner.campaigns.loader import load_campaign
from campaigner.opening import OpenWorkspace
from campaigner.petitions.applications import Application, checked
from campaigner.petitions.confirmation import confirm
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint, signer_of
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.register import register
from campaigner.petitions.signing import sign
from campaigner.petitions.tally import take_tally
from campaigner.petitions.tokens import make_token
from campaigner.privacy.retention import anonymise
from campaigner.store import tallies
from campaigner.store.database import loading, open_database, transaction
from campaigner.store.ledger import LedgerRow, add_rows
from campaigner.store.signatures import COLUMNS, signature_of
from campaigner.vocabulary import Grouping, LinkPurpose
from campaigner.workspace import Workspace, create_workspace, shipped_folder

OPENS, CLOSES = date(2026, 12, 10), date(2027, 6, 10)
FULL = 6_100_000
AREAS = [f"E14{number:06}" for number in range(1063, 1713)]  # 650
T = TypeVar("T")


def seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def people(count: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Made-up people over ten days and 650 areas, some with forty times as many as others."""
    draw = random.Random(1)
    weights = [1 / (10 + rank) for rank in range(len(AREAS))]
    start = datetime(2026, 12, 10, tzinfo=UTC)
    step = timedelta(days=10) / count
    for first in range(0, count, 10_000):
        areas = draw.choices(AREAS, weights, k=10_000)
        for number in range(first, min(first + 10_000, count)):
            name = f"Person {chr(97 + number % 26)}{chr(97 + number // 26 % 26)} Sample"
            moment = (start + step * number).isoformat(" ", "seconds")
            email = f"person.{number * 7919 % 99_999_989}@example{number % 40}.org"
            yield name, email, f"M{1 + number % 20} {number % 10}AA", areas[number % 10_000], moment


def write_people(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "email", "postcode", "area", "signed_at"])
        writer.writerows(people(count))


def timed(what: str, work: Callable[[], T], count: int = 0) -> tuple[T, float]:
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    rate = f"{count / took:,.0f} a second" if count else ""
    print(f"{what:<40}{shown(took):>12} (processor {shown(cpu)})  {rate}", flush=True)
    return result, took


def shown(took: float) -> str:
    return f"{took * 1000:.3f} ms" if took < 1 else f"{took:.1f} s"


ROWS = (("signatures", COLUMNS), ("ledger", "*"))


def plain_inserts(source: Path, target: Path) -> float:
    """What is left of the import without rules, hashes and tallies: the same rows, executemany."""
    write = sqlite3.connect(target)
    write.execute("PRAGMA journal_mode = WAL")
    for table, columns in ROWS:
        with closing(sqlite3.connect(source)) as read:
            names = [each[0] for each in read.execute(f"SELECT {columns} FROM {table}").description]
        write.execute(f"CREATE TABLE {table} ({', '.join(names)})")
    return inserted(source, write, ROWS)


def same_schema(source: Path, target: Path) -> float:
    """The same rows into the same schema: its indexes, its checks, the tallies by triggers."""
    database = open_database(target)
    with loading(database), closing(sqlite3.connect(source)) as read:
        petition = read.execute("SELECT * FROM petitions").fetchone()
        marks = ", ".join("?" * len(petition))
        database.execute(f"INSERT INTO petitions VALUES ({marks})", petition)
        database.execute("UPDATE petitions SET ledger_rows = 0")
        took = inserted(source, database.conn, (*ROWS, ("tiles", "*")))
        start = time.perf_counter()
        (rows,) = read.execute("SELECT ledger_rows FROM petitions").fetchone()
        database.execute("UPDATE petitions SET ledger_rows = ?", (rows,))
        took += time.perf_counter() - start
    database.close()
    return took


def inserted(source: Path, write: sqlite3.Connection, tables: Sequence[tuple[str, str]]) -> float:
    """Copies tables 20,000 rows at a time; returns how long the writing took."""
    took = 0.0
    read = sqlite3.connect(source)
    for table, columns in tables:
        rows = read.execute(f"SELECT {columns} FROM {table}")
        names = ", ".join(column[0] for column in rows.description)
        marks = ", ".join("?" * len(rows.description))
        while batch := rows.fetchmany(20_000):
            start = time.perf_counter()
            write.execute("BEGIN")
            write.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)
            write.execute("COMMIT")
            took += time.perf_counter() - start
    read.close()
    return took


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def replay(folder: Path, count: int) -> None:
    source, path = folder / "people.csv", folder / "campaigner.db"
    timed("write the made-up file", lambda: write_people(source, count), count)
    database = open_database(path)
    petition = register(
        database,
        "replay",
        zone=UTC,
        scheme="uk-constituency",
        opens=OPENS,
        closes=CLOSES,
        thresholds=[(10_000, "Response"), (100_000, "Debate")],
    )
    now = seconds(OPENS) + 20 * 86_400
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    here = OpenPetition(
        create_workspace(folder / "workspace"), database, campaign, petition, now, "bench"
    )
    request = ImportRequest(file=source, confirmed=True)
    memory = peak_memory()
    _, took = timed("import, confirmed", lambda: import_signatures(here, request), count)
    print(f"memory: {memory:.0f} MB before, {peak_memory():.0f} MB at its highest")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    print(f"file: {path.stat().st_size / count:.0f} bytes a signature")
    for what, copy in (
        ("plain executemany of the same rows", plain_inserts),
        ("the same rows into the same schema", same_schema),
    ):
        bare = copy(path, folder / "copy.db")
        print(f"{what:<40}{shown(bare):>12}  the import takes {took / bare:.1f} times as long")
        for file in folder.glob("copy.db*"):
            file.unlink()
    connection = database.conn
    timed("total", lambda: tallies.total(connection, petition.id))
    timed("tally by constituency", lambda: take_tally(here, Grouping.AREA))
    timed("tally by day", lambda: take_tally(here, Grouping.DAY))
    verdict, _ = timed("verify all", lambda: verify(database, "replay"), count)
    assert verdict.ok, verdict
    assert verdict.total == count
    timed("checkpoint", lambda: make_checkpoint(here))
    receipts(here, count)
    remove_names_while_signing(folder, count)
    database.close()


def receipts(here: OpenPetition, count: int) -> None:
    """The first and the last row's receipt: how large, made and checked in what time."""
    signer = signer_of(here.workspace, here.petition.campaign)
    check = runpy.run_path("tools/check_petition.py")["check_receipt"]
    connection = here.database.conn
    for number in (1, count):
        sql = "SELECT id FROM signatures WHERE counted = ?"
        signature = signature_of(connection, connection.execute(sql, (number,)).fetchone()[0])
        assert signature is not None
        make = partial(receipt_of, connection, signature, signer)
        text, _ = timed(f"receipt of row {number}", make)
        size = len(text.encode())
        found, _ = timed(
            f"checked alone ({size:,} bytes)", partial(check, text, str(signer.public))
        )
        assert found == (number, count)


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


def remove_names_while_signing(folder: Path, count: int) -> None:
    """Somebody signs every twentieth of a second, from another connection, all the while."""
    database = open_database(folder / "campaigner.db")
    now = seconds(CLOSES) + 200 * 86_400
    waits: list[float] = []
    done = threading.Event()

    def sign_meanwhile() -> None:
        other = open_database(folder / "campaigner.db")
        days = {"opens": CLOSES, "closes": CLOSES + timedelta(days=999)}
        later = register(other, "later", zone=UTC, scheme="", thresholds=[], **days)
        while not done.wait(0.05):
            wish = checked(Application("Ana Sample", f"ana{len(waits)}@example.org", "M1 1AA"))
            start = time.perf_counter()
            sign(other, later, wish, now)
            waits.append(time.perf_counter() - start)
        other.close()

    signer = threading.Thread(target=sign_meanwhile)
    signer.start()
    moment = datetime.fromtimestamp(now, UTC)
    here = OpenWorkspace(Workspace(folder), database, moment, "bench")
    timed("anonymise all", lambda: anonymise(here), count)
    done.set()
    signer.join()
    waits = sorted(waits) or [0.0]
    print(
        f"signed {len(waits)} meanwhile: half within {waits[len(waits) // 2] * 1000:.0f} ms,"
        f" the slowest in {waits[-1] * 1000:.0f} ms"
    )
    assert verify(database, "replay").ok
    database.close()


def signing(folder: Path, count: int) -> None:
    database = open_database(folder / "signing.db")
    petition = register(
        database,
        "signing",
        zone=UTC,
        scheme="",
        opens=OPENS,
        closes=CLOSES,
        thresholds=[(10_000, "R")],
    )
    now = seconds(OPENS)
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")

    def sign_all() -> None:
        for number in range(count):
            wish = checked(Application(f"Person {number}x", f"p{number}@example.org", "M1 1AA"))
            sign(database, petition, wish, now)

    def commit_all() -> None:
        for _ in range(count):
            raw.execute("INSERT INTO t (words) VALUES (?)", ("x" * 200,))

    _, bare = timed("raw SQLite commits, durable", commit_all, count)
    _, ours = timed("signatures, durable", sign_all, count)
    print(f"ratio {bare / ours:.2f} of raw commits")
    here = OpenWorkspace(Workspace(folder), database, datetime.fromtimestamp(now, UTC), "bench")
    links = []
    for number in range(1, count + 1):
        with transaction(database) as connection:
            links.append(make_token(connection, number, LinkPurpose.CONFIRM, now))

    def confirm_all() -> None:
        for each in links:
            confirm(here, each)

    _, counted = timed("confirmations, durable", confirm_all, count)
    print(f"ratio {bare / counted:.2f} of raw commits")
    database.close()
    raw.close()


def power_cuts(folder: Path, rounds: int) -> None:
    """Three writers are killed at random moments: nothing that they promised is lost."""
    tests = Path(__file__).parents[1] / "tests"
    sys.path[:0] = [str(tests), str(tests / "petitions")]
    from test_power_cuts import check_promises, cut

    path = folder / "cuts.db"
    promised: list[int] = []
    for round_ in range(rounds):
        promised += cut(path, round_, patience=60)
        check_promises(path, promised)
    print(f"{rounds} power cuts, {len(promised):,} signatures promised, none lost", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=FULL)
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured")
    parser.add_argument("--cuts", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        signing(Path(name), 3_000)
        appending(Path(name), min(options.count, 200_000))
        power_cuts(Path(name), options.cuts)
        replay(Path(name), options.count)


if __name__ == "__main__":
    main()
