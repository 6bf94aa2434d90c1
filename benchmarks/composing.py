"""What a batch of letters takes beside typesetting, in one process: the renderer is a stub.

Letters are composed, compared, hashed, named, written and recorded as always; the stub gives each
the same bytes. Beside it, files of that size are written one after another, each on the disk
before the next. ``CAMPAIGNER_BENCH_LETTERS`` says how many letters (1,000).
"""

from __future__ import annotations

import contextlib
import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks._letters import CAMPAIGN, bench_folder, letters_wanted, prepare, write_people
from campaigner.cli.app import run
from campaigner.files import write_bytes
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.renderers import AUTOMATIC_FOR_MANY, RENDERERS, Typeset, renderer_named

PDF = bytes(45_000)  # as much as a letter has


class Stub:
    """Gives each letter the same bytes."""

    name, version, reason = "stub", "1", ""

    def typeset(self, letter: LetterPage, variant: str = "ua-1") -> Typeset:
        """The same for every letter."""
        del letter, variant
        return Typeset(PDF, 1)


@contextlib.contextmanager
def stubbed() -> Iterator[None]:
    """Letters typeset by the stub; afterwards by whom they were before."""
    before = RENDERERS[AUTOMATIC_FOR_MANY]
    RENDERERS[AUTOMATIC_FOR_MANY] = Stub
    renderer_named.cache_clear()
    try:
        yield
    finally:
        RENDERERS[AUTOMATIC_FOR_MANY] = before
        renderer_named.cache_clear()


def batch(workspace: Path, people: Path, out: Path) -> dict[str, int]:
    """Make the letters here; gives the summary."""
    arguments = ["-w", workspace, "letter", "batch", CAMPAIGN, "--supporters", people]
    arguments += ["--out", out, "--jobs", 1, "--date", "2026-12-10", "--format", "json"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        run([str(argument) for argument in arguments])
    summary: dict[str, int] = json.loads(said.getvalue())
    return summary


def files(folder: Path, count: int) -> None:
    for number in range(count):
        write_bytes(folder / f"{number}.pdf", PDF)


def show(what: str, count: int, work: Callable[[], object]) -> None:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"| {what} | {wall / count * 1000:.2f} ms | {processor / count * 1000:.2f} ms |")


def main() -> None:
    count = letters_wanted(1_000)
    with stubbed(), bench_folder() as folder:
        workspace = prepare(folder)
        people = write_people(folder / "people.csv", count)
        assert batch(workspace, write_people(folder / "few.csv", 8), folder / "few")["made"] == 8
        print(f"{count:,} letters:\n")
        print("| | a letter | of that at work |")
        print("|---|---|---|")
        show("a batch", count, lambda: batch(workspace, people, folder / "letters"))
        show("the same batch again", count, lambda: batch(workspace, people, folder / "letters"))
        show("files written one by one", count, lambda: files(folder / "files", count))


if __name__ == "__main__":
    main()
