"""What stops a command: raised where work cannot go on, shown in one place (``cli.app``).

::

    CampaignerError          work cannot go on                          exit code 1
    ├── ProblemsFound        the problems that a person can mend        exit code 1
    └── UsageError           the call itself is wrong                   exit code 2
        └── UnknownName      no such campaign, language, …; names the nearest

A mistake in a file that somebody can mend is not an exception but a value:
see ``campaigner.problems``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from campaigner.text import nearest

if TYPE_CHECKING:
    from campaigner.problems import Problem


class CampaignerError(Exception):
    """Work cannot go on; ``hint`` says what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ProblemsFound(CampaignerError):
    """A file has problems that have to be mended before it can be used."""

    def __init__(self, message: str, problems: Sequence[Problem], *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)


class UsageError(CampaignerError):
    """The call itself is wrong: an option, an argument, a name."""

    exit_code: ClassVar[int] = 2


class UnknownName(UsageError):
    """A name that stands for nothing here."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        known = sorted(known)
        super().__init__(f"There is no {kind} “{name}”.", hint=did_you_mean(name, known))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the known name nearest to ``name``, or all where few are known."""
    known = list(known)
    if close := nearest(name, known):
        return f"Did you mean “{close}”?"
    if 0 < len(known) <= 12:
        return "Known: " + ", ".join(known) + "."
    return ""
