"""What people type into a form: each field read on its own, all mistakes reported together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from campaigner.countries import CountryRefused
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName, UsageError
from campaigner.problems import Problem
from campaigner.text import is_text

T = TypeVar("T")


class FormRefused(ProblemsFound):
    """A form has mistakes. The path of each problem is the name of the form's field."""

    code = "form-refused"


def read_field(
    problems: list[Problem], field: str, read: Callable[[str], T], text: str, otherwise: T
) -> T:
    """Returns what a field's text means, or ``otherwise`` if it is not valid.

    What is wrong is added to ``problems``, with ``invalid-FIELD`` as its code, or
    ``unknown-FIELD`` if the text is not in a fixed list.
    """
    try:
        check_encoding(text)
        return read(text)
    except CampaignerError as error:
        kind = "unknown" if isinstance(error, UnknownName | CountryRefused) else "invalid"
        problems.append(Problem(field, 0, f"{kind}-{field}", error.message, error.hint))
        return otherwise


def whole_number(text: str, most_digits: int = 18) -> int | None:
    """Returns a number of so many digits at most; None for other text.

    Of 18 digits, the database can hold it.
    """
    is_plain = text.isascii() and text.isdecimal() and len(text) <= most_digits
    return int(text) if is_plain else None


def check_form(problems: list[Problem]) -> None:
    """Raises FormRefused if there are problems."""
    if problems:
        raise FormRefused("Some of the details are not valid.", problems)


def check_encoding(text: str) -> None:
    """Raises UsageError if a text has bytes that stand for no character."""
    if not is_text(text):
        raise UsageError("This contains characters that cannot be read.", hint="Type it again.")
