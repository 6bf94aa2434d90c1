"""The fields of a row, read one by one: everything that is wrong in it is named at once.

What is said of a field names its column and repeats its value, so that it belongs where the table
does: in the file of rejected rows, and on the terminal of whoever imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from campaigner.errors import CampaignerError
from campaigner.problems import Problem
from campaigner.text import start_of

T = TypeVar("T")
_SHOWN = 60  # characters of a value


def said_of(label: str, text: str, message: str, hint: str) -> tuple[str, str]:
    """Returns the message and the hint about a value in a column with this header."""
    shown = "" if not text or text[:20] in message else f"“{start_of(text, _SHOWN)}”: "
    return f"{label}: {shown}{message}", hint


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of row ``number`` in the table at ``place``; what is wrong is in ``problems``.

    ``label`` gives the header of a column.
    """

    place: str
    number: int
    label: Callable[[str], str] = str
    problems: list[Problem] = field(default_factory=list)

    def read(
        self,
        column: str,
        text: str,
        read: Callable[[str], T],
        otherwise: T,
    ) -> T:
        """Returns what the text of a column means, ``otherwise`` if it is not valid."""
        try:
            return read(text)
        except CampaignerError as error:
            said = said_of(self.label(column), text, error.message, error.hint)
            code = f"invalid-{column.replace(':', '-').replace(' ', '-')}"
            self.problems.append(Problem(self.place, self.number, code, *said))
            return otherwise
