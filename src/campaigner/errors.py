"""What stops the work: raised if it cannot go on, and shown in one place by each front end.

::

    CampaignerError          work cannot go on                          exit code 1
    ├── ProblemsFound        a file has problems to correct             exit code 1
    └── UsageError           what was asked for is not valid            exit code 2
        └── UnknownName      unknown campaign, language, …; with the nearest known name

Each has a stable ``code``, by which a front end finds its own words for what to do next: a
command to run, a page to go to. A mistake in a file that someone can correct is not an exception
but a value: see ``campaigner.problems``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from campaigner.text import nearest, slug

if TYPE_CHECKING:
    from campaigner.problems import Problem

_FEW = 12


class CampaignerError(Exception):
    """Work cannot go on.

    ``hint`` says what to do about it, in words that hold for every front end. ``code`` and
    ``details`` (what it is about, by name) are for the hints of one front end.
    """

    exit_code: ClassVar[int] = 1
    code: str = "cannot-go-on"

    def __init__(self, message: str, *, hint: str = "", code: str = "", **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details
        if code:
            self.code = code

    @property
    def said(self) -> str:
        """What happened, and then what to do about it, if that is known."""
        return f"{self.message} {self.hint}".strip()


class ProblemsFound(CampaignerError):
    """A file has problems that must be corrected before it can be used."""

    code = "problems-found"

    def __init__(
        self,
        message: str,
        problems: Sequence[Problem],
        *,
        hint: str = "",
        code: str = "",
        **details: object,
    ) -> None:
        super().__init__(message, hint=hint, code=code, **details)
        self.problems = tuple(problems)


class UsageError(CampaignerError):
    """What was asked for is not valid: a value, a name, a combination."""

    exit_code: ClassVar[int] = 2
    code = "not-valid"


class UnknownName(UsageError):
    """A name that nothing has here; its code is ``unknown-`` and the kind of name."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Unknown {kind} “{name}”.",
            hint=did_you_mean(name, sorted(known)),
            code=f"unknown-{slug(kind)}",
            name=name,
        )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the known name nearest to ``name``, or all of them if they are few."""
    known = list(known)
    if close := nearest(name, known):
        return f"Did you mean “{close}”?"
    if 0 < len(known) <= _FEW:
        return "Choose from: " + ", ".join(known) + "."
    return ""
