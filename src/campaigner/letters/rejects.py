"""The writers whose letters could not be made, as a table to mend and feed in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from campaigner.letters.outputs import Output
from campaigner.letters.supporters import REASON
from campaigner.letters.writers import Writers
from campaigner.problems import Problem
from campaigner.text import guarded, unguarded

REJECTS, REJECTS_AGAIN = "rejects.csv", "rejects-again.csv"


def write_rejects(output: Output, writers: Writers, problems: Iterable[Problem]) -> str:
    """Write the rows that have problems, with the reasons; gives the file's name.

    Never over the file that somebody has mended and fed in. Where there are no problems, the
    file of an earlier run is removed. A row that cannot be read has its line's number alone.
    """
    reasons: dict[int, str] = {}
    for problem in problems:
        words = f"{problem.message} {problem.hint}".strip()
        reasons[problem.line] = f"{reasons.get(problem.line, '')} {words}".strip()
    name = REJECTS_AGAIN if _is_fed_in(output.place(REJECTS), writers.place) else REJECTS
    if reasons:
        output.write(name, _as_csv(writers, reasons).encode("utf-8-sig"))
    else:
        output.remove(name)
    return name


def _is_fed_in(rejects: str, place: str) -> bool:
    return Path(rejects).resolve() == Path(place).resolve()


def _as_csv(writers: Writers, reasons: dict[int, str]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    columns = [place for place, column in enumerate(writers.header) if column != REASON]
    header = [writers.header[place] for place in columns]
    plain = unguarded if REASON in writers.header else str
    writer.writerow([*map(guarded, header), REASON])
    missing = dict(reasons)
    for number, cells in writers.rows():
        if number in reasons:
            row = [cells[place] if place < len(cells) else "" for place in columns]
            writer.writerow([guarded(plain(cell)) for cell in row] + [guarded(missing.pop(number))])
    for number, reason in sorted(missing.items()):  # which could not be read, so not copied
        writer.writerow([""] * len(header) + [f"Line {number} of {writers.place}: {reason}"])
    return buffer.getvalue()
