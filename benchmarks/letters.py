"""Letters a second, and the memory of each process, for a thousand letters and for all.

Then, in the same run, one letter made in other ways (``_letter_peers.py``).
``CAMPAIGNER_BENCH_LETTERS`` says how many all are (2,000); see ``_letters.py``.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from benchmarks._letter_peers import compare
from benchmarks._letters import batch, bench_folder, letters_wanted, prepare, write_people

_EVERY = 0.2  # seconds between looks at the processes


def peaks_until_it_ends(process: subprocess.Popen[str]) -> tuple[int, list[int]]:
    """The peak memory in kB of a process, and of each of its workers, in the order they came."""
    parent, workers = 0, dict[str, int]()
    while process.poll() is None:
        parent = max(parent, _peak(str(process.pid)))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split() if children.exists() else []:
            workers[child] = max(workers.get(child, 0), _peak(child))
        time.sleep(_EVERY)
    return parent, list(workers.values())


def _peak(process: str) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line), 0)


def measure(workspace: Path, people: Path, out: Path, limit: int) -> float:
    """Make so many letters and print a line of a table; returns how many a second."""
    process = subprocess.Popen(
        batch(workspace, people, out, "--limit", limit),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    parent, workers = peaks_until_it_ends(process)
    assert process.stdout is not None
    summary = json.load(process.stdout)
    rate = summary["made"] / summary["seconds"]
    last = [peak / 1024 for peak in workers[-2:]]
    print(
        f"| {summary['made']:,} | {summary['failed']} | {summary['seconds']:.0f} s | {rate:.1f} |"
        f" {max(workers) / 1024:.0f} MB | {' and '.join(f'{peak:.0f}' for peak in last)} MB |"
        f" {parent / 1024:.0f} MB |",
        flush=True,
    )
    return float(rate)


def main() -> None:
    count = letters_wanted(2_000)
    with bench_folder() as folder:
        workspace = prepare(folder)
        people = write_people(folder / "people.csv", count)
        print("| letters | failed | time | a second | largest worker | last workers | parent |")
        print("|---|---|---|---|---|---|---|")
        for limit in sorted({min(1_000, count), count}):
            out = folder / ("letters" if limit == count else f"letters-{limit}")
            measure(workspace, people, out, limit)
    print("\nOne letter at a time, in turns:")
    compare()


if __name__ == "__main__":
    main()
