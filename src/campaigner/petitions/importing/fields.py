"""The fields of a row, read one by one: everything that is wrong in it is named at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from campaigner.errors import CampaignerError
from campaigner.problems import Problem
from campaigner.tables import Row

T = TypeVar("T")
_SHOWN = 60  # characters of a value


def no_guess(text: str) -> str:
    """Returns nothing: what may be meant by the text cannot be told."""
    del text
    return ""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a row; what is wrong is added to ``problems``.

    ``label`` gives the header of a column. A problem names the column and the value, so that it
    belongs where the table does: in the file of rejected rows, and on the terminal of whoever
    imports it.
    """

    row: Row
    label: Callable[[str], str]
    problems: list[Problem]

    def read(
        self,
        column: str,
        text: str,
        read: Callable[[str], T],
        otherwise: T,
        guess: Callable[[str], str] = no_guess,
    ) -> T:
        """Returns what the text of a column means, ``otherwise`` if it is not valid."""
        try:
            return read(text)
        except CampaignerError as error:
            said = f"“{text[:_SHOWN]}”: " if text and text[:20] not in error.message else ""
            message = f"{self.label(column)}: {said}{error.message}"
            near = guess(text)
            hint = f"Did you mean {near}?" if near else error.hint
            code = f"invalid-{column.replace(':', '-')}"
            self.problems.append(Problem("", self.row.number, code, message, hint))
            return otherwise
