"""How long single commands take from cold, each against a peer, by turns.

`campaigner --help` against a bare `import typer`; `area lookup` against a program of typer's that
repeats its argument; `letter write` against WeasyPrint's own way to make a PDF of one line.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks._letters import CAMPAIGN, bench_folder, campaigner, prepare_sample

RUNS = 15
BARE = "import typer"
ECHO = "import typer\ndef echo(text: str) -> None:\n    typer.echo(text)\ntyper.run(echo)"
LINE = "import weasyprint; weasyprint.HTML(string='<p>A letter').write_pdf()"


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def compare(name: str, command: list[str], peer: str, *arguments: str) -> None:
    """Runs of the two by turns, so that the machine's moods strike both."""
    other = [sys.executable, "-c", peer, *arguments]
    pairs = [(seconds(command), seconds(other)) for _ in range(RUNS + 2)][2:]
    shown, bare = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    print(f"| {name} | {shown:.0f} ms | {bare:.0f} ms | {shown / bare:.2f} |", flush=True)


def commands(workspace: Path) -> None:
    print("| | median | its peer | ratio |")
    print("|---|---|---|---|")
    compare("`campaigner --help`", campaigner(workspace, "--help"), BARE)
    look_up = campaigner(workspace, "area", "lookup", "LE93 1AA")
    compare("`campaigner area lookup`", look_up, ECHO, "LE93 1AA")
    letter = campaigner(
        workspace, "letter", "write", CAMPAIGN, "--name", "Suzie Specimen",
        "--address", "1 Sample Street, Sampleton", "--postcode", "LE93 1AA",
    )  # fmt: skip
    compare("`campaigner letter write`", letter, LINE)


def main() -> None:
    with bench_folder() as folder:
        commands(prepare_sample(folder))


if __name__ == "__main__":
    main()
