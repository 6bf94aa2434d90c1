"""The postcode that somebody may have meant who wrote one that is not valid."""

from __future__ import annotations

from itertools import combinations

from campaigner.representatives.postcodes import PostcodeError, parse_postcode

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


def guess_postcode(text: str, country: str = "") -> str:
    """Returns the one valid postcode that is nearest to a text, empty if there are several or none.

    ``SW1A OAA`` is SW1A 0AA; ``2134`` in the United States is 02134, of which a spreadsheet has
    dropped the zero.
    """
    code = "".join(filter(str.isalnum, text.upper()))
    if country == "US":
        return _with_zeros(text)
    if not _SHORTEST <= len(code) <= _LONGEST or not code.isascii():
        return ""
    for changes in range(1, _MOST + 1):
        found = {
            valid
            for places in combinations(range(len(code)), changes)
            if (valid := _valid(_changed(code, places), country))
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _with_zeros(text: str) -> str:
    start, dash, end = text.strip().partition("-")
    if not (start.isascii() and start.isdecimal() and 3 <= len(start) < _ZIP):
        return ""
    return _valid(f"{start.zfill(_ZIP)}{dash}{end}", "US")


def _changed(code: str, places: tuple[int, ...]) -> str:
    return "".join(
        _ALIKE.get(char, char) if place in places else char for place, char in enumerate(code)
    )


def _valid(code: str, country: str) -> str:
    try:
        return str(parse_postcode(code, country))
    except PostcodeError:
        return ""
