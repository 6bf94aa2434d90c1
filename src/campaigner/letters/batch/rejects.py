"""The writers whose letters could not be made, as a table to mend and feed in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from campaigner.letters.batch.senders import Writers
from campaigner.letters.supporters import REASON
from campaigner.outputs import Output
from campaigner.problems import Problem
from campaigner.text import guarded, unguarded

REJECTS = "rejects.csv"


@dataclass(frozen=True)
class Rejects:
    """Where the rows of some writers go that fail.

    ``is_own`` says of a path and a hash whether that file is what an earlier run for the same
    writers left there, as it left it.
    """

    output: Output
    writers: Writers
    is_own: Callable[[str, str], bool]

    def write(self, problems: Sequence[Problem], *, complete: bool) -> str:
        """Write the rows that have problems, with the reasons; gives the file's name.

        It is ``rejects.csv``, or ``rejects-2.csv`` and so on: never over what somebody has mended,
        or another run has left. A complete run takes the place of an earlier one for the same
        writers, or, without problems, removes what that left.
        """
        if problems:
            name = next(name for name in _names() if self._is_free(name, complete=complete))
            self.output.write(name, self._as_csv(problems).encode("utf-8-sig"))
            return name
        if complete:
            for name in _names():
                if not self.output.sha256(name):
                    break
                if self._is_free(name, complete=True):
                    self.output.remove(name)
        return REJECTS

    def _is_free(self, name: str, *, complete: bool) -> bool:
        place, held = self.output.place(name), self.output.sha256(name)
        if Path(place).resolve() == Path(self.writers.place).resolve():
            return False  # it is being read
        return not held or (complete and self.is_own(place, held))

    def _as_csv(self, problems: Sequence[Problem]) -> str:
        """The rows; one that cannot be read has its line's number alone."""
        header, rows = self.writers.header, self.writers.rows()
        missing = _reasons(problems)
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        columns = [place for place, column in enumerate(header) if column != REASON]
        plain = unguarded if REASON in header else str
        writer.writerow([*(guarded(header[place]) for place in columns), REASON])
        for number, cells in rows:
            if reason := missing.pop(number, ""):
                row = [cells[place] if place < len(cells) else "" for place in columns]
                writer.writerow([*(guarded(plain(cell)) for cell in row), guarded(reason)])
        for number, reason in sorted(missing.items()):  # which could not be read, so not copied
            where = f"Line {number} of {self.writers.place}: {reason} Mend it there."
            writer.writerow([""] * len(columns) + [where])
        return buffer.getvalue()


def _names() -> Iterator[str]:
    yield REJECTS
    yield from (f"rejects-{number}.csv" for number in count(2))


def _reasons(problems: Sequence[Problem]) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for problem in problems:
        words = f"{problem.message} {problem.hint}".strip()
        reasons[problem.line] = f"{reasons.get(problem.line, '')} {words}".strip()
    return reasons
