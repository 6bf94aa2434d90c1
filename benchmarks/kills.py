"""A batch killed at random moments and called again each time, beside one left in peace.

The files of both have to be the same to the byte. ``CAMPAIGNER_BENCH_LETTERS`` says how many
letters (600), ``CAMPAIGNER_BENCH_KILLS`` how many kills (30), ``CAMPAIGNER_BENCH_SEED`` which
moments.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks._letters import (
    CAMPAIGN,
    batch,
    bench_folder,
    letters_wanted,
    prepare,
    write_people,
)


def files(folder: Path) -> dict[str, str]:
    """Each file below a folder, with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run_and_kill(command: list[str], out: Path, letters: int, seconds: float) -> None:
    """Run a command, killed so many seconds after so many letters are there."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and count_letters(out) < letters:
        time.sleep(0.02)
    time.sleep(seconds)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


def count_letters(out: Path) -> int:
    return len(list(out.rglob("*.pdf")))


def recorded(workspace: Path) -> Counter[tuple[bytes, int]]:
    """How often each letter stands in the table."""
    with closing(sqlite3.connect(workspace / "campaigner.db")) as connection, connection:
        return Counter(
            connection.execute(
                "SELECT supporter, recipient FROM letters WHERE campaign = ?", (CAMPAIGN,)
            )
        )


def main() -> None:
    count, kills = letters_wanted(600), int(os.environ.get("CAMPAIGNER_BENCH_KILLS", "30"))
    seed = os.environ.get("CAMPAIGNER_BENCH_SEED", "1948")
    moments = random.Random(seed)
    with bench_folder() as folder:
        workspace = prepare(folder, "workspace-of-kills")
        people = write_people(folder / "people-of-kills.csv", count)
        subprocess.run(batch(workspace, people, folder / "undisturbed"), check=True,
                       capture_output=True)  # fmt: skip
        undisturbed = files(folder / "undisturbed")
        # The same letters into another folder are other letters to the table: made again there.
        killed, command = folder / "killed", batch(workspace, people, folder / "killed")
        came_to = []
        for place in sorted(moments.sample(range(count), kills)):
            # One in three comes while the run is starting, the rest all along the way.
            starting = moments.random() < 1 / 3
            letters, seconds = (0, moments.uniform(0, 3)) if starting else (place, moments.random())
            run_and_kill(command, killed, letters, seconds)
            came_to.append(count_letters(killed))
        subprocess.run(command, check=True, capture_output=True)
        same = files(killed) == undisturbed
        leftovers = [path for path in killed.rglob("*") if path.name[0] == "." or "~" in path.name]
        print(f"seed {seed}: {kills} kills, letters there after each: {came_to}")
        print(f"all {count:,} letters the same to the byte: {'yes' if same else 'NO'}")
        print(f"left half written: {len(leftovers)}")
        once = recorded(workspace)
        print(f"in the table: {len(once):,}, twice: {sum(each > 1 for each in once.values())}")


if __name__ == "__main__":
    main()
