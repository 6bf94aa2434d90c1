"""The senders whose letters could not be made, as a table to correct and import again."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigner.letters.batch.senders import Senders
from campaigner.outputs import Output
from campaigner.problems import Problem
from campaigner.rejects import RejectsWriter, names_after

REJECTS = "rejects.csv"


@dataclass(frozen=True)
class Rejects:
    """Where the rows of senders go whose letters fail.

    ``is_own`` says of a path and a hash whether that file is what an earlier run for the same
    senders left there, as it left it.
    """

    output: Output
    senders: Senders
    is_own: Callable[[str, str], bool]

    def write(self, problems: Sequence[Problem], *, complete: bool) -> str:
        """Write the rows that have problems, with the reasons; returns the file's name.

        It is ``rejects.csv``, or ``rejects-2.csv`` and so on: never over what somebody has
        corrected, or another run has left. A complete run replaces the file of an earlier one for
        the same senders, or, without problems, removes it.
        """
        if problems:
            names = names_after(REJECTS)
            name = next(name for name in names if self._is_free(name, complete=complete))
            self.output.write(name, self._as_csv(problems))
            return name
        if complete:
            for name in names_after(REJECTS):
                if not self.output.sha256(name):
                    break
                if self._is_free(name, complete=True):
                    self.output.remove(name)
        return REJECTS

    def _is_free(self, name: str, *, complete: bool) -> bool:
        place, held = self.output.place(name), self.output.sha256(name)
        if Path(place).resolve() == Path(self.senders.place).resolve():
            return False  # it is being read
        return not held or (complete and self.is_own(place, held))

    def _as_csv(self, problems: Sequence[Problem]) -> bytes:
        missing = _reasons(problems)
        file = io.BytesIO()
        writer = RejectsWriter(file, self.senders.header)
        for number, cells in self.senders.rows():
            if (reason := missing.pop(number, "")) and not any(cells):
                reason = f"Row {number} of {self.senders.place}: {reason} Correct it there."
            if reason:
                writer.write_row(number, reason, cells)
        return file.getvalue()


def _reasons(problems: Sequence[Problem]) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for problem in problems:
        words = problem.said
        reasons[problem.line] = f"{reasons.get(problem.line, '')} {words}".strip()
    return reasons
