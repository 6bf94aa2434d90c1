"""The postcodes of a whole country: python -m benchmarks.postcodes [FILE].

Imports the table (``../shared/data/uk/postcode_pcon24.csv.gz`` where it is, else made-up rows of
the same number) beside the ``.import`` of the sqlite3 shell into a table with a key, in turn;
then looks postcodes up.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, perf_counter_ns

from campaigner.representatives.importers import import_areas
from campaigner.representatives.lookup import areas_of
from campaigner.representatives.postcodes import Postcode, inward_codes, parse_postcode
from campaigner.store.database import opened
from campaigner.store.postcodes import areas_at, count

REAL = Path(__file__).parents[2] / "shared" / "data" / "uk" / "postcode_pcon24.csv.gz"
ROUNDS = 3
LOOKUPS = 20_000
MADE_UP = 1_628_144
KEYED = "CREATE TABLE postcodes (pcds TEXT PRIMARY KEY, pcon24cd TEXT)"
IN_ANOTHER_PROCESS = """
import sys
from benchmarks.postcodes import import_once
print(*import_once(sys.argv[1], sys.argv[2]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=REAL)
    file = parser.parse_args().file
    with tempfile.TemporaryDirectory() as folder:
        measure(file, Path(folder))


def measure(file: Path, folder: Path) -> None:
    plain = folder / "postcodes.csv"
    if file.is_file():
        with gzip.open(file, "rb") as packed, plain.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
    else:
        print(f"{file} is not here: made-up postcodes instead")
        make_up(plain)
    ours, theirs, peak, database = [], [], 0, folder / "campaigner.db"
    for _ in range(ROUNDS):
        seconds, peak = in_another_process(plain, database)
        ours.append(seconds)
        theirs += by_the_shell(plain, folder / "shell.db")
    size = database.stat().st_size
    with opened(database) as opened_database:
        rows = count(opened_database.conn)
    print(f"rows                            {rows:12,}")
    print(f"import                          {min(ours):12.2f} s   (runs: {shown(ours)})")
    if theirs:
        print(f"sqlite3 .import, keyed table    {min(theirs):12.2f} s   (runs: {shown(theirs)})")
        print(f"ratio, of the best runs         {min(ours) / min(theirs):12.2f}")
    else:
        print("sqlite3 .import                 the sqlite3 shell is not here: apt install sqlite3")
    print(f"memory at most                  {peak / 1024:12.0f} MB")
    print(f"file                            {size / 1e6:12.1f} MB  ({size / rows:.1f} bytes a row)")
    look_up(database, plain)


def in_another_process(plain: Path, database: Path) -> tuple[float, int]:
    """One import into a new database, alone in its process: seconds, and kB of memory."""
    database.unlink(missing_ok=True)
    arguments = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(plain), str(database)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def import_once(plain: str, database: str) -> tuple[float, int]:
    start = perf_counter()
    with opened(database) as opened_database:
        import_areas(opened_database, Path(plain))
    return perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def by_the_shell(plain: Path, database: Path) -> list[float]:
    """The same with the shell of SQLite, where it is installed."""
    if not (shell := shutil.which("sqlite3")):
        return []
    database.unlink(missing_ok=True)
    start = perf_counter()
    script = f'.import --csv --skip 1 "{plain}" postcodes'
    subprocess.run([shell, str(database), KEYED, script], check=True)
    return [perf_counter() - start]


def look_up(database: Path, plain: Path) -> None:
    with plain.open(encoding="utf-8") as file:
        texts = [line.partition(",")[0] for line in file][1:]
    chosen = random.Random(1).choices(texts, k=LOOKUPS)
    postcodes = [parse_postcode(text) for text in chosen]
    with opened(database) as opened_database:
        times("areas' numbers", lambda code: areas_at(opened_database.conn, code.number), postcodes)
        times("areas with names", lambda code: areas_of(opened_database, code), postcodes)
        times("of a text as typed", lambda code: areas_of(opened_database, str(code)), postcodes)


def times(name: str, work: Callable[[Postcode], object], postcodes: list[Postcode]) -> None:
    spent = []
    for postcode in postcodes:
        start = perf_counter_ns()
        work(postcode)
        spent.append((perf_counter_ns() - start) / 1000)
    print(
        f"look-up: {name:22s} {median(spent):12.1f} µs median,"
        f" {quantiles(spent, n=100)[98]:.1f} µs 99th percentile"
    )


def make_up(path: Path) -> None:
    inwards = sorted(inward_codes())
    with path.open("w", encoding="utf-8") as file:
        file.write("pcds,pcon24cd\n")
        for number in range(MADE_UP):
            district, inward = divmod(number, len(inwards))
            area = ("AB", "B", "CF", "EH", "SW")[district % 5]
            code = f"E14{number // 2500:06}"
            file.write(f"{area}{district // 5} {inwards[inward]},{code}\n")


def shown(seconds: list[float]) -> str:
    return ", ".join(f"{each:.2f}" for each in seconds)


if __name__ == "__main__":
    main()
