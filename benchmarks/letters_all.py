"""All ways to make the shipped letter, in one run: the whole command in turns, then typesetting.

The whole command goes from a table to files and records, on two processes, for letters in each
language with and without an own paragraph; the ways take turns. Then one letter at a time in
these ways and others' (``_letter_peers.py``). ``CAMPAIGNER_BENCH_ROUNDS`` says how many turns (3),
``CAMPAIGNER_BENCH_LETTERS`` how many letters compiled makes in each (2,000); the slower ways make
fewer.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks._letter_peers import KINDS, compare
from benchmarks._letters import batch, bench_folder, letters_wanted, prepare, write_people_alike
from campaigner.rendering.renderers import COMPILED, MEMO, PLAIN

_SHARE = {PLAIN: 10, MEMO: 4, COMPILED: 1}  # one in so many of compiled's letters
_SETTLING = 60  # a short run first, so that nothing is read from the disk for the first time


class Made(NamedTuple):
    """Letters a second, and those of the whole command with its start."""

    rate: float
    whole: float


def made(workspace: Path, people: Path, out: Path, renderer: str, count: int) -> Made:
    """The letters of a table made by a renderer."""
    command = batch(workspace, people, out, "--limit", count, "--renderer", renderer)
    started = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took = time.perf_counter() - started
    summary = json.loads(done.stdout)
    assert (summary["made"], summary["failed"]) == (count, 0), summary
    return Made(count / summary["seconds"], count / took)


def in_turns(folder: Path, people: Path, count: int, rounds: int) -> dict[str, list[Made]]:
    """What each renderer made in each round, each in a workspace and a folder of its own."""
    found: dict[str, list[Made]] = {name: [] for name in _SHARE}
    for name in _SHARE:
        made(prepare(folder, f"workspace-{name}"), people, folder / "settling" / name, name,
             _SETTLING)  # fmt: skip
    for number in range(rounds):
        for name, share in _SHARE.items():
            out = folder / people.stem / f"{name}-{number}"
            workspace = prepare(folder, f"workspace-{name}")
            found[name].append(made(workspace, people, out, name, count // share))
    return found


def show(found: dict[str, list[Made]]) -> None:
    print("| | letters a second | beside plain | with the start of the command | beside plain |")
    print("|---|---|---|---|---|")
    for name, every in found.items():
        rates = [one.rate / plain.rate for one, plain in zip(every, found[PLAIN], strict=True)]
        wholes = [one.whole / plain.whole for one, plain in zip(every, found[PLAIN], strict=True)]
        print(
            f"| {name} | {statistics.median(each.rate for each in every):.1f}"
            f" | {statistics.median(rates):.1f}"
            f" | {statistics.median(each.whole for each in every):.1f}"
            f" | {statistics.median(wholes):.1f} |",
            flush=True,
        )


def main() -> None:
    count, rounds = letters_wanted(2_000), int(os.environ.get("CAMPAIGNER_BENCH_ROUNDS", "3"))
    with bench_folder() as folder:
        for kind, (language, personal) in KINDS.items():
            name = f"{language}-{'own' if personal else 'usual'}"
            people = write_people_alike(folder / f"{name}.csv", count, language, personal)
            print(f"\nThe whole command, letters {kind}, median of {rounds}:\n")
            show(in_turns(folder, people, count, rounds))
    print("\nTypesetting alone:")
    compare()


if __name__ == "__main__":
    main()
