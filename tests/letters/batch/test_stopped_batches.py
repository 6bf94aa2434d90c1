"""A batch that is stopped, by force or by Ctrl-C, goes on where it was: nothing lost or twice."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table

pytestmark = pytest.mark.slow

LETTERS = 48


@pytest.fixture
def people(represented: Workspace, bread: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of supporters, on a day that stays the same."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-10T09:00:00+00:00")
    rows = [(f"Sample{n} Person", f"{n} Sample Street", "LE93 1AA") for n in range(LETTERS)]
    header = ("name", "address", "postcode")
    return write_table(represented.root / "people.csv", [header, *rows])


def command(people: Path, out: str) -> list[str]:
    return [
        sys.executable, "-m", "campaigner", "letter", "batch", "bread",
        "--supporters", str(people), "--out", out, "--jobs", "2",
    ]  # fmt: skip


def start_until(command: list[str], out: Path, letters: int) -> subprocess.Popen[str]:
    """Start a batch, in a group of processes of its own, and wait for so many letters."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and len(list(out.rglob("*.pdf"))) < letters:
        time.sleep(0.01)
    return process


def files(folder: Path) -> dict[str, str]:
    """Each file below a folder, with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def recorded(campaigner: Command) -> int:
    return len(campaigner("letter", "list", "bread", "--format", "json").json)


def test_a_killed_batch_goes_on_and_makes_the_same_letters(
    people: Path, campaigner: Command
) -> None:
    subprocess.run(command(people, "undisturbed"), check=True, capture_output=True)
    undisturbed = files(Path("undisturbed"))
    assert len(undisturbed) == LETTERS

    killed = Path("killed")
    for letters in (0, 5, 18, 34):
        process = start_until(command(people, "killed"), killed, letters)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    subprocess.run(command(people, "killed"), check=True, capture_output=True)
    assert files(killed) == undisturbed
    assert recorded(campaigner) == LETTERS


def test_letters_of_a_killed_batch_are_told_of_when_somebody_is_erased(
    people: Path, campaigner: Command
) -> None:
    process = start_until(command(people, "out"), Path("out"), 2)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    erased = campaigner("person", "erase", "sam@example.org", "--yes")
    assert f"{Path('out').resolve()}: a batch for bread was interrupted here" in erased.stderr
    subprocess.run([*command(people, "out"), "--limit", "3"], check=True, capture_output=True)
    assert "broken off" not in campaigner("person", "erase", "sam@example.org", "--yes").stderr


def test_ctrl_c_stops_a_batch_in_one_line_and_keeps_what_was_finished(
    people: Path, campaigner: Command
) -> None:
    out = Path("out")
    process = start_until(command(people, "out"), out, 3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the command
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    note, *rest = (line for line in said.splitlines() if " a second, " not in line)  # progress
    assert note.startswith("Note: campaigner.toml")
    assert rest == ["Stopped. Finished work is kept."]
    there = files(out)
    assert 3 <= len(there) < LETTERS
    assert recorded(campaigner) == len(there)

    subprocess.run(command(people, "out"), check=True, capture_output=True)
    assert len(files(out)) == LETTERS
    assert files(out).items() >= there.items()
    assert recorded(campaigner) == LETTERS
