"""The postcode that somebody may have meant who wrote one that is not valid."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

Valid = Callable[[str, str], str]

# What is easily taken for one another when a form is typed up or read by a machine.
_ALIKE = {
    "O": "0",
    "0": "O",
    "I": "1",
    "1": "I",
    "L": "1",
    "S": "5",
    "5": "S",
    "Z": "2",
    "2": "Z",
    "B": "8",
    "8": "B",
    "G": "6",
    "6": "G",
    "Q": "0",
    "D": "0",
}
_MOST = 2  # characters that are changed
_SHORTEST, _LONGEST = 5, 7  # of a British postcode without its space
_ZIP = 5


def guess_postcode(text: str, country: str, valid: Valid) -> str:
    """Returns the one valid postcode that is nearest to a text, empty if there are several or none.

    ``valid`` returns the postcode that a text is in a country, empty if it is none.
    ``SW1A OAA`` is SW1A 0AA; ``2134`` in the United States is 02134, of which a spreadsheet has
    dropped the zero.
    """
    code = "".join(filter(str.isalnum, text.upper()))
    if country == "US" or (not country and code.isdecimal()):
        return _with_zeros(text, valid)
    if not _SHORTEST <= len(code) <= _LONGEST or not code.isascii():
        return ""
    for changes in range(1, _MOST + 1):
        found = {
            meant
            for places in combinations(range(len(code)), changes)
            if (meant := valid(_changed(code, places), country))
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _with_zeros(text: str, valid: Valid) -> str:
    start, dash, end = text.strip().partition("-")
    if not (start.isascii() and start.isdecimal() and 3 <= len(start) < _ZIP):
        return ""
    return valid(f"{start.zfill(_ZIP)}{dash}{end}", "US")


def _changed(code: str, places: tuple[int, ...]) -> str:
    return "".join(
        _ALIKE.get(char, char) if place in places else char for place, char in enumerate(code)
    )
