"""A backup that is made and tried while people sign: python -m benchmarks.backup [--count COUNT].

It says how long both take, and how long a commit waits meanwhile.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._large import make
from campaigner.care.own_backups import make_backup
from campaigner.opening import opened_workspace
from campaigner.store.database import opened, transaction
from campaigner.workspace import Workspace


def commits(workspace: Workspace, stop: threading.Event) -> list[float]:
    """Commits as people who sign do, one after the other; returns the seconds of each."""
    found = []
    with opened(workspace.database_path) as database:
        while not stop.is_set():
            began = time.perf_counter()
            with transaction(database) as connection:
                connection.execute("UPDATE petitions SET opens_at = opens_at")
            found.append(time.perf_counter() - began)
            time.sleep(0.005)
    return found


def measured(workspace: Workspace, what: str, during: threading.Thread) -> None:
    """Say how long commits take while something else is done."""
    stop = threading.Event()
    found: list[float] = []
    writer = threading.Thread(target=lambda: found.extend(commits(workspace, stop)))
    began = time.perf_counter()
    writer.start()
    during.start()
    during.join()
    took = time.perf_counter() - began
    stop.set()
    writer.join()
    cut = statistics.quantiles(found, n=100)
    print(
        f"{what}: {took:.1f} s; {len(found):,} commits, {cut[49] * 1e3:.1f} ms half of them,"
        f" {cut[98] * 1e3:.1f} ms 99 in 100, {max(found) * 1e3:.0f} ms the longest"
    )


def main() -> None:
    """Measure, with as many signatures as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300_000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), count)
        workspace = Workspace(Path(folder))
        size = workspace.database_path.stat().st_size

        def work() -> None:
            context = multiprocessing.get_context("spawn")
            process = context.Process(target=in_process, args=(Path(folder),))
            process.start()
            process.join()

        print(f"{count:,} signatures, {size / 1e6:,.0f} MB")
        measured(workspace, "nothing else", threading.Thread(target=time.sleep, args=(5,)))
        measured(workspace, "backup and trial", threading.Thread(target=work))


def in_process(folder: Path) -> None:
    """Make a backup as the server's process for jobs does."""
    os.nice(10)
    workspace = Workspace(folder)
    with opened_workspace(workspace, datetime(2026, 12, 20, tzinfo=UTC), "measured") as here:
        began = time.perf_counter()
        told: list[tuple[float, int]] = []
        made = make_backup(here, lambda done, _: told.append((time.perf_counter() - began, done)))
        for mark in (60, 70, 100):
            at = next(at for at, done in told if done >= mark)
            print(f"  {mark} %: after {at:.1f} s")
        print(f"  {made.trial.signatures:,} signatures, sound: {made.trial.is_sound}")


if __name__ == "__main__":
    main()
