"""Writers are killed at any moment: what they promised is there, and all adds up."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from campaigner.petitions.proof.verification import verify
from campaigner.store import tallies
from campaigner.store.care import faults
from campaigner.store.database import opened
from petitioners import SLUG, the_petition

pytestmark = pytest.mark.slow

WRITERS = 3
SCRIPT = Path(__file__).parents[2] / "sign_forever.py"


def cut(path: Path, round_: int, patience: int) -> list[int]:
    """Start the writers, kill all at a random moment; gives the signatures that they promised."""
    draw = random.Random(round_)
    writers = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), str(path), f"w{round_}x{number}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    promised: list[str] = []
    for writer in writers:
        assert writer.stdout
        promised += [writer.stdout.readline() for _ in range(draw.randint(1, patience))]
    for writer in draw.sample(writers, WRITERS):
        writer.kill()
    for writer in writers:
        rest, _ = writer.communicate()
        promised += rest.splitlines(keepends=True)
    return [int(line) for line in promised if line.endswith("\n")]


def check_promises(path: Path, promised: list[int]) -> None:
    with opened(path) as database:
        rows = database.execute("SELECT id FROM signatures WHERE state = 'confirmed'")
        there = {row[0] for row in rows}
        assert set(promised) <= there
        assert verify(database, SLUG).misfit is None
        petition = the_petition(database)
        assert tallies.total(database.conn, petition.id) == len(there)


@pytest.mark.parametrize("rounds", [4])
def test_what_was_promised_is_there_after_power_cuts(tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "campaigner.db"
    promised: list[int] = []
    for round_ in range(rounds):
        promised += cut(path, round_, patience=15)
        check_promises(path, promised)
    assert len(promised) > rounds * WRITERS
    assert faults(path) == []
