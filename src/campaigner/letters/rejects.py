"""The writers whose letters could not be made, as a table to mend and feed in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from campaigner.letters.outputs import Output
from campaigner.letters.writers import Writers
from campaigner.problems import Problem

REJECTS, REJECTS_AGAIN = "rejects.csv", "rejects-again.csv"
REASON = "problem"  # the column that rejects have besides those of the table


def write_rejects(output: Output, writers: Writers, problems: Iterable[Problem]) -> str:
    """Write the rows that have problems, with the reasons; gives the file's name.

    Never over the file that somebody has mended and fed in. Where there are no problems, the
    file of an earlier run is removed.
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
    header = [column for column in writers.header if column != REASON]
    writer.writerow([*header, REASON])
    width = len(header)
    for number, cells in writers.rows():
        if number in reasons:
            row = [*cells, *[""] * width][:width]
            writer.writerow([_safe(cell) for cell in (*row, reasons[number])])
    return buffer.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
