"""A problem that a person can correct, as a value: where it is, what is wrong, what to do.

Checks return lists of problems; commands print them and set the exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path

from campaigner.text import readable


class Severity(StrEnum):
    """Whether a problem stops the work."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one place of one file.

    ``line`` and ``column`` count from 1; 0 means that the problem concerns the whole file.
    ``code`` is stable (``unknown-key``), so that other programs can build on it. ``key`` is the
    value of a definition that it concerns, for a form that has a field for it.
    """

    path: str
    line: int
    code: str
    message: str
    hint: str = ""
    column: int = 0
    severity: Severity = Severity.ERROR
    key: tuple[str | int, ...] = field(default=(), compare=False, repr=False)

    @property
    def said(self) -> str:
        """What is wrong, and then what to do about it, if that is known."""
        return f"{self.message} {self.hint}".strip()

    def as_dict(self) -> dict[str, str | int]:
        """Returns the problem as JSON has it, where lines say what is meant."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.compare}

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.severity}: {self.said} [{self.code}]"


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems that stop the work, without the warnings."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def shown_path(path: Path) -> str:
    """Returns a path as people read it: relative to the current folder if it is inside it."""
    try:
        return readable(str(path.resolve().relative_to(Path.cwd())))
    except (ValueError, OSError):
        return readable(str(path))
