"""What the measurements of letters share: a workspace with people in it, and commands run there.

The people come from the real tables in ../shared/data where they are, else from made-up ones.
``CAMPAIGNER_BENCH_LETTERS`` says how many, ``CAMPAIGNER_BENCH_OUT`` where all that is made stays:
a second measurement then goes on with what the first one made.
"""

from __future__ import annotations

import csv
import gzip
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data" / "uk"
SAMPLE = Path(__file__).parents[1] / "src/campaigner/sample"
CAMPAIGN = "right-to-food"
PERSONAL = "I volunteer at a food bank on Tuesdays, and see who comes and why."


def letters_wanted(usual: int) -> int:
    return int(os.environ.get("CAMPAIGNER_BENCH_LETTERS", usual))


@contextmanager
def bench_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.environ.get("CAMPAIGNER_BENCH_OUT", temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        yield folder


def campaigner(workspace: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "campaigner", "-w", str(workspace), *map(str, arguments)]


def batch(
    workspace: Path,
    people: Path,
    out: Path,
    *more: object,
    spread: tuple[object, ...] = ("--jobs", 2),
) -> list[str]:
    """The command that makes the letters, on two processes unless ``spread`` says otherwise.

    ``CAMPAIGNER_BENCH_RENDERER`` says what makes them (auto).
    """
    renderer = os.environ.get("CAMPAIGNER_BENCH_RENDERER", "auto")
    return campaigner(
        workspace, "letter", "batch", CAMPAIGN, "--supporters", people, "--out", out,
        *spread, "--date", "2026-12-10", "--renderer", renderer, "--format", "json", *more,
    )  # fmt: skip


def real_postcodes() -> list[str]:
    """Postcodes so that neighbours in the list lie in different constituencies."""
    by_area = defaultdict(list)
    with gzip.open(DATA / "postcode_pcon24.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            if len(by_area[row["pcon24cd"]]) < 40:
                by_area[row["pcon24cd"]].append(row["pcds"])
    return [postcodes[place] for place in range(20) for postcodes in by_area.values()]


def prepare(folder: Path, name: str = "workspace") -> Path:
    """A workspace with representatives and areas, the real ones where they are."""
    if DATA.is_dir():
        tables = DATA / "mps-2026-04.csv", DATA / "postcode_pcon24.csv.gz"
        return _workspace(folder / name, *tables)
    return prepare_sample(folder, name)


def prepare_sample(folder: Path, name: str = "sample") -> Path:
    """A workspace with the made-up representatives and areas."""
    return _workspace(folder / name, SAMPLE / "representatives.csv", SAMPLE / "postcodes.csv")


def _workspace(workspace: Path, people: Path, postcodes: Path) -> Path:
    if (workspace / "campaigner.toml").exists():
        return workspace
    subprocess.run([sys.executable, "-m", "campaigner", "init", workspace],
                   check=True, capture_output=True)  # fmt: skip
    for arguments in (("representative", "import", people), ("area", "import", postcodes)):
        subprocess.run(campaigner(workspace, *arguments), check=True, capture_output=True)
    return workspace


def write_people(path: Path, count: int) -> Path:
    """A table of so many supporters, a tenth of whom write in Welsh, a third in their own words."""
    kinds = [
        ("cy" if number % 10 == 0 else "en", PERSONAL if number % 3 == 0 else "")
        for number in range(count)
    ]
    return _write_people(path, kinds)


def write_people_alike(path: Path, count: int, language: str, personal: str) -> Path:
    """A table of so many supporters who all write in a language, with the same own words."""
    return _write_people(path, [(language, personal)] * count)


def _write_people(path: Path, kinds: Sequence[tuple[str, str]]) -> Path:
    if DATA.is_dir():
        codes = real_postcodes()
    else:
        with (SAMPLE / "postcodes.csv").open() as file:
            codes = [row[0] for row in csv.reader(file)][1:]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "address", "postcode", "email", "language", "personal"])
        for number, (language, personal) in enumerate(kinds):
            writer.writerow([
                f"Sample Person {number:06d}", f"{number % 200 + 1} Sample Street, Sampleton",
                codes[number % len(codes)], f"person{number}@example.org",
                language, personal,
            ])  # fmt: skip
    return path
