"""An import that is killed leaves the database as it was before, or as it is after."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.database import opened
from conftest import TODAY

pytestmark = pytest.mark.slow

PEOPLE = 1500
POSTCODES = 20_000
KILLS = 20
SCRIPT = """
import sys
from datetime import date
from functools import partial
from pathlib import Path
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.database import opened
with opened(sys.argv[1]) as database:
    print("started", flush=True)
    people = partial(import_representatives, today=date(2026, 11, 27))
    work = {"people": people, "areas": import_areas}[sys.argv[2]]
    work(database, Path(sys.argv[3]))
"""


def people(folder: Path, party: str) -> Path:
    path = folder / f"people-{party}.csv"
    rows = [f"E1400{n:04},Place {n},Person {n},{n},{party}" for n in range(PEOPLE)]
    path.write_text("\n".join(["PCON24CD,PCON24NM,MP,ID,Party", *rows]))
    return path


def areas(folder: Path, code: str) -> Path:
    path = folder / f"areas-{code}.csv"
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    rows = [
        f"AB{10 + n // 4000} {n // 400 % 10}{letters[n // 20 % 20]}{letters[n % 20]},{code}{n % 7}"
        for n in range(POSTCODES)
    ]
    path.write_text("\n".join(["pcds,pcon24cd", *rows]))
    return path


def parties(database: Path) -> set[tuple[str, int]]:
    with closing(sqlite3.connect(database)) as connection, connection:
        return set(connection.execute("SELECT party, count(*) FROM memberships GROUP BY 1"))


def places(database: Path) -> set[tuple[str, int]]:
    with closing(sqlite3.connect(database)) as connection, connection:
        return set(
            connection.execute(
                "SELECT substr(code, 1, 1), count(*) FROM postcodes"
                " JOIN area_set_members USING (area_set) JOIN areas ON areas.id = area GROUP BY 1"
            )
        )


def killed(database: Path, work: str, file: Path, after: float) -> bool:
    """Start an import and kill it after some seconds; whether it was killed in time."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(database), work, str(file)], stdout=subprocess.PIPE
    )
    assert process.stdout
    process.stdout.readline()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


def test_twenty_kills_at_random_moments_leave_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.db"
    with opened(path) as database:
        import_representatives(database, people(tmp_path, "Orange"), today=TODAY)
        import_areas(database, areas(tmp_path, "E"))
    newer_people, newer_areas = people(tmp_path, "Mauve"), areas(tmp_path, "F")
    moments = random.Random(20261123)
    kills = 0
    for turn in range(KILLS):
        work, file = [("people", newer_people), ("areas", newer_areas)][turn % 2]
        kills += killed(path, work, file, moments.uniform(0, 0.12))
        assert parties(path) in ({("Orange", PEOPLE)}, {("Mauve", PEOPLE)})
        assert places(path) in ({("E", POSTCODES)}, {("F", POSTCODES)})
    assert kills >= KILLS // 2
    with opened(path) as database:
        import_representatives(database, newer_people, today=TODAY)
        import_areas(database, newer_areas)
        assert database.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert parties(path) == {("Mauve", PEOPLE)}
    assert places(path) == {("F", POSTCODES)}
