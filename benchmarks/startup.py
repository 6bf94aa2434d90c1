"""How long `campaigner --help` takes, against a bare `import typer`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
HELP = [sys.executable, "-m", "campaigner", "--help"]
BARE = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Runs of the two by turns, so that the machine's moods strike both."""
    pairs = [(seconds(HELP), seconds(BARE)) for _ in range(RUNS + 2)][2:]
    shown, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"campaigner --help      {shown * 1000:6.0f} ms")
    print(f"python -c import typer {bare * 1000:6.0f} ms")
    print(f"ratio                  {shown / bare:6.2f}")


if __name__ == "__main__":
    main()
