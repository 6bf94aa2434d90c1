"""Everything that an organiser may do with people's data, and afterwards one is erased, or all."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pymupdf
import pytest

from campaigner.files import HALF_WRITTEN
from campaigner.opening import OpenWorkspace
from campaigner.privacy.people import erase_person
from campaigner.privacy.retention import anonymise
from campaigner.store.database import open_database, opened
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.slow

SAM, EMAIL = "Sam Sample", "sam.sample@example.org"
CAMPAIGN = "right-to-food"
SUPPORTERS = Path(str(files("campaigner") / "sample" / "supporters.csv"))
LEFT_BY_KILLED = (
    f"mail2/.000013.eml.0123{HALF_WRITTEN}",
    f"out/.print-run.pdf.4567{HALF_WRITTEN}",
    f".before.db.89ab{HALF_WRITTEN}",
    f".before.db.89ab{HALF_WRITTEN}-journal",
    f".before.db.89ab{HALF_WRITTEN}-wal",
)


def text_of(path: Path) -> bytes:
    """All bytes of a file, and what can be read in it."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            content += "".join(page.get_text() for page in document).encode()
    return content.lower()


def found_in(root: Path, *traces: str) -> set[str]:
    """The files below a folder in which something of somebody can be read."""
    wanted = [trace.lower().encode() for trace in traces]
    there = [path for path in root.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(root))
        for path in there
        if any(trace in content for content in [text_of(path)] for trace in wanted)
    }


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything was done that writes about people."""
    from campaigner.cli.app import run

    root = tmp_path_factory.mktemp("used") / "workspace"
    outside = tmp_path_factory.mktemp("outside")
    (outside / "reply.txt").write_text(f"Dear {SAM}, thank you", "utf-8")
    (outside / "in.csv").write_text(f"name,email,postcode\n{SAM},{EMAIL},ZZ\nOther,x,ZZ\n", "utf-8")
    assert run(["demo", str(root)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMPAIGNER_NOW", "2026-12-12T12:00:00")
        for command in (
            ["letter", "batch", CAMPAIGN, "--supporters", str(SUPPORTERS), "--out",
             str(root / "out"), "--as", "pdf,txt,eml", "--merge", "--jobs", "1"],
            ["letter", "record-reply", "4", "--outcome", "answered", "--text", f"Dear {SAM}",
             "--file", str(outside / "reply.txt")],
            ["petition", "import", CAMPAIGN, str(outside / "in.csv"), "--rejects",
             str(root / "rejected.csv")],
            ["db", "backup", str(root / "before.db")],
            ["mail", "send", "--to-dir", str(root / "mail2")],
            ["petition", "export", CAMPAIGN, "--format", "csv", "-o", str(root / "people.csv")],
            ["petition", "checkpoint", CAMPAIGN, "-o", str(root / "checkpoint.txt")],
            ["petition", "sample", CAMPAIGN, "--checkpoint", str(root / "checkpoint.txt"), "--size",
             "10", "--seed", "3 14 15", "-o", str(root / "sample.csv")],
        ):  # fmt: skip
            assert run(["--workspace", str(root), *command]) in (0, 1), command
    return root


@pytest.fixture
def left(used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy at the same place, with what killed commands left, and a worker that waits."""
    kept = tmp_path / "kept"
    shutil.copytree(used, kept)
    for name in LEFT_BY_KILLED:
        (used / name).write_bytes(SAM.encode())
    monkeypatch.setattr("campaigner.store.database.WAIT_SECONDS", 0.05)
    worker = open_database(used / "campaigner.db")
    worker.execute("SELECT count(*) FROM outbox").fetchone()
    try:
        yield used
    finally:
        worker.close()
        shutil.rmtree(used)
        shutil.copytree(kept, used)


@contextmanager
def at(root: Path, day: str) -> Iterator[OpenWorkspace]:
    with opened(root / "campaigner.db") as database:
        now = datetime.fromisoformat(day).replace(tzinfo=UTC)
        yield OpenWorkspace(Workspace(root), database, now, "olive")


def test_whatever_still_has_sam_is_named_and_the_rest_is_gone(
    left: Path, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(found_in(left, SAM, EMAIL)) > 10
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-12T12:00:00")
    called = campaigner("--workspace", left, "person", "erase", EMAIL, "--yes")
    assert called.code == 1
    still = found_in(left, SAM, EMAIL)
    named = {line.partition(": ")[0] for line in called.stderr.splitlines()}
    assert still == {"before.db", "handin/handin.pdf", "out/print-run-right-to-food.pdf",
                     "people.csv", "rejected.csv", "sample.csv"}  # fmt: skip
    assert {str(left / name) for name in still} <= named
    for name in still:
        (left / name).unlink()
    with at(left, "2026-12-12T12:00:00") as here:
        assert erase_person(here, EMAIL).complete
    assert found_in(left, SAM, EMAIL) == set()


def test_after_its_time_nothing_of_anybody_is_left_but_what_is_named(left: Path) -> None:
    with SUPPORTERS.open(encoding="utf-8", newline="") as table:
        everybody = [
            value for row in csv.DictReader(table) for value in (row["name"], row["email"])
        ]
    people = [each for each in everybody if each]
    assert len(found_in(left, *people)) > 20
    with at(left, "2030-01-01") as here:
        done = anonymise(here)
        assert {Path(each.path).name for each in done.left} == {"before.db"}
        assert found_in(left, *people) == {"before.db"}
        (left / "before.db").unlink()
        assert anonymise(here).complete
    assert found_in(left, *people) == set()
