"""Packs for Members at their real size: python -m benchmarks.packs [COUNT …].

Replays made-up signatures over constituencies (the real ones in ../shared/data where they are), a
third of them with a letter and one in twenty with a comment. Makes the packs on two processes, then
again with nothing to do, then after kills at random moments, and compares the bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
from pathlib import Path

from benchmarks._letters import CAMPAIGN, bench_folder, campaigner
from benchmarks.handin import NOW, at_that_time, measured, replay
from campaigner.opening import opened_workspace
from campaigner.petitions.moderation.comments import clean_comment
from campaigner.petitions.opening import open_petition
from campaigner.store import comments, letter_consents
from campaigner.store.consents import Words
from campaigner.store.database import transaction
from campaigner.vocabulary.signatures import CommentState
from campaigner.workspace import Workspace, shipped_folder

COUNTS = (10_000,)
KILLS = 10
_UNDRAWN = 1  # the code of a command that met a name that no font draws
_COMMENTS = (
    "I run the food bank at our church hall. We gave out thirty parcels a week; now it is ninety.",
    "Nobody should have to choose between heating and eating.",
    "Rwy’n athro, ac rwy’n gweld plant sy’n dod i’r ysgol heb frecwast bob dydd.",
)


def say_more(root: Path) -> None:
    """Let a third of those who signed agree to a letter, and one in twenty leave a comment."""
    folder = root / "campaigns" / CAMPAIGN
    if not folder.exists():
        shutil.copytree(shipped_folder("campaigns") / CAMPAIGN, folder)
    definition = folder / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    if "\ncomments = " not in text:
        text = text.replace("[petition]\n", '[petition]\ncomments = "passed-on"\n', 1)
        definition.write_text(text, encoding="utf-8")
    words = Words("en", "Yes, you may pass my comment on, with my name.")
    with opened_workspace(Workspace(root), NOW, "bench") as here:
        petition = open_petition(here, CAMPAIGN).petition.id
        rows = here.database.execute("SELECT id FROM signatures WHERE state = 'confirmed'")
        signed = [number for (number,) in rows]
        with transaction(here.database) as connection:
            letter_consents.add_letter_consents(connection, signed[::3], here.moment)
            for at, number in enumerate(signed[::20]):
                text = clean_comment(_COMMENTS[at % len(_COMMENTS)])
                comments.add(connection, number, petition, text, words, here.moment)
            given = [each for (each,) in connection.execute("SELECT id FROM comments")]
            comments.decide(connection, given, CommentState.APPROVED, here.moment)


def packs(root: Path, out: Path, *more: str) -> list[str]:
    """The command that makes the packs, on two processes."""
    made = campaigner(root, "petition", "packs", CAMPAIGN, "--role", "mp", "-o", out)
    return [*made, "--workers", "2", *more]


def files(folder: Path) -> dict[str, str]:
    """Each file below a folder, with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kill_often(root: Path, out: Path, seconds: float) -> None:
    """Start the packs again and again, and kill them at random moments."""
    chance = random.Random(1)
    for _ in range(KILLS):
        process = subprocess.Popen(
            packs(root, out), env=at_that_time(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(chance.uniform(2, max(4, seconds / KILLS)))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    parser.add_argument("--no-letters", action="store_true", help="Make no letters before.")
    wanted = parser.parse_args()
    with bench_folder() as folder:
        for count in wanted.counts:
            root = replay(folder, count)
            say_more(root)
            if not wanted.no_letters:
                letters = campaigner(root, "letter", "batch", CAMPAIGN, "--from-signatures")
                print(f"letters: {measured(letters, _UNDRAWN)[0]:.0f} s", flush=True)
            out, killed = root / "packs", root / "killed"
            seconds, megabytes = measured(packs(root, out), _UNDRAWN)
            made = files(out)
            number = sum(name.endswith(".pdf") for name in made) - 2
            size = sum(path.stat().st_size for path in out.rglob("*.pdf")) / 1e6
            print(
                f"{count:,} signatures: {number} packs in {seconds:.0f} s,"
                f" {number / seconds:.1f} a second, {megabytes:.0f} MB of memory, {size:.0f} MB",
                flush=True,
            )
            print(
                f"again, nothing to do: {measured(packs(root, out), _UNDRAWN)[0]:.1f} s", flush=True
            )
            kill_often(root, killed, seconds)
            measured(packs(root, killed), _UNDRAWN)
            assert files(killed) == made
            print(f"killed {KILLS} times and run again: the same bytes", flush=True)


if __name__ == "__main__":
    main()
