"""The figures of a text, as values that can be compared over languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(
    r"(?<![\w.,])(?P<digits>\d+(?:[.,’'\u00a0\u202f]\d+)*(?:/\d+)?)"
    r"(?:[ \u00a0](?P<scale>thousand|mil|fil|million|miliwn|filiwn|billion|biliwn)\b)?"
    r"(?:[ \u00a0](?P<percent>per cent|percent|y cant)\b|\s?%)?"
    r"(?:[ \u00a0]o)?(?:[ \u00a0](?P<unit>[^\W\d_]{3,}))?"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,’'\u00a0\u202f]\d{3})+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_SCALES = {
    "thousand": 10**3, "mil": 10**3, "fil": 10**3, "million": 10**6, "miliwn": 10**6,
    "filiwn": 10**6, "billion": 10**9, "biliwn": 10**9,
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A number of a text.

    ``value`` has no separators (``22996``, ``7500000``, ``72.1``, ``2023/24``); ``unit`` is the
    word that it counts, or ``%``; ``written`` is what the text has, at ``start``.
    """

    value: str
    unit: str
    written: str
    start: int


def figures_in(text: str) -> Iterator[Figure]:
    """Yields each number that is written in digits."""
    for match in _FIGURE.finditer(text):
        percent = match["percent"] or "%" in match[0]
        written = f"{match['digits']} {match['scale'] or match['percent'] or ''}".strip()
        unit = "%" if percent else (match["unit"] or "").lower()
        yield Figure(_value(match["digits"], match["scale"] or ""), unit, written, match.start())


def values_in(text: str) -> frozenset[str]:
    """Returns the values of a text's figures, but for single digits, which many write in words."""
    return frozenset(each.value for each in figures_in(text) if len(each.value) > 1)


def _value(digits: str, scale: str) -> str:
    if _THOUSANDS.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    elif _DECIMAL.fullmatch(digits):
        digits = re.sub(r"\D", ".", digits)
    else:  # a range of years, a date in figures
        return digits
    number = Decimal(digits) * _SCALES.get(scale, 1)
    return f"{number.normalize():f}"
