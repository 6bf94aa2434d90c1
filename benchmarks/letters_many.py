"""A hundred thousand letters on two processes, what a million would take, and the same on Dask.

Memory of each worker is measured on the way. ``CAMPAIGNER_BENCH_LETTERS`` says how many (100,000);
a twentieth of them is made by a Dask cluster of two workers on this machine, too.
"""

from __future__ import annotations

import json
import subprocess

from benchmarks._letters import batch, bench_folder, letters_wanted, prepare, write_people
from benchmarks.letters import measure

_MILLION, _WORKERS = 1_000_000, 2


def hours(rate: float) -> str:
    return f"{_MILLION / rate / 3600:.1f} hours"


def main() -> None:
    count = letters_wanted(100_000)
    with bench_folder() as folder:
        workspace = prepare(folder)
        people = write_people(folder / "people.csv", count)
        print("| letters | failed | time | a second | largest worker | last workers | parent |")
        print("|---|---|---|---|---|---|---|")
        measure(workspace, people, folder / f"letters-{count // 10}", count // 10)
        rate = measure(workspace, people, folder / "letters", count)
        print(f"\nA million on this machine, on two processes: {hours(rate)}")
        try:
            from distributed import LocalCluster
        except ImportError:
            print("Dask is not installed.")
            return
        some = count // 20
        with LocalCluster(
            n_workers=_WORKERS, threads_per_worker=1, dashboard_address=None
        ) as cluster:
            command = batch(
                workspace, people, folder / "on-dask", "--limit", some,
                spread=("--scheduler", cluster.scheduler_address),
            )  # fmt: skip
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        summary = json.loads(done.stdout)
        on_dask = summary["made"] / summary["seconds"]
        print(
            f"On Dask, {_WORKERS} workers on this machine: {summary['made']:,} letters,"
            f" {on_dask:.1f} a second, {on_dask / rate:.2f} of processes."
        )
        for workers in (8, 32):
            planned = on_dask / _WORKERS * workers
            print(f"A million on {workers} workers, if the parent keeps up: {hours(planned)}")


if __name__ == "__main__":
    main()
