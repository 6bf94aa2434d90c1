"""What people type as a letter sets it: curly quotation marks, dashes, apostrophes."""

from __future__ import annotations

import re
from typing import NamedTuple


class Marks(NamedTuple):
    """The quotation marks of a language: the outer pair, and the pair inside it."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Marks("“", "”", "‘", "’")
_LOW = Marks("„", "“", "‚", "‘")
_ANGLED = Marks("«", "»", "“", "”")
# Unicode CLDR 48, delimiters; languages that are not here have the English ones, as Welsh has.
_MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "lt", "is", "bg"), _LOW),
    **dict.fromkeys(("es", "it", "pt", "ca", "el", "nb", "nn", "no", "fa"), _ANGLED),
    **dict.fromkeys(("ru", "uk", "be"), Marks("«", "»", "„", "“")),
    **dict.fromkeys(("sv", "fi"), Marks("”", "”", "’", "’")),
    **dict.fromkeys(("pl", "ro"), Marks("„", "”", "«", "»")),
    "hu": Marks("„", "”", "»", "«"),
    "fr": Marks("«\u00a0", "\u00a0»", "“", "”"),
}
# Web and email addresses stay as they are.
_ADDRESS = re.compile(r"(\S*(?:://|www\.|@)\S*)")
_SPACED_HYPHEN = re.compile(r"(?<=\S)\s+-{1,3}\s+(?=\S)|(?<=[^\W_])\s*--{1,2}\s*(?=[^\W_])")
_FIRST_HYPHEN = re.compile(r"^-{1,3}\s+(?=\S)")
_LAST_HYPHEN = re.compile(r"(?<=[^\W_])\s*--{1,2}(?=\s*$)")
_BACK_TICK = re.compile(r"(?<=[^\W\d_])[`´](?=[^\W\d_])")
_FEET_AND_INCHES = re.compile(r"(?<=\d)'(\s?\d{1,2})\"")
_STRAIGHT = re.compile("[\"']")
_OPENERS = "([{<–—-/“‘„‚«‹"
# Words that begin with an apostrophe, in English and Welsh: ’tis, ’n, ’90s, i’r, ’na.
_SHORTENED = re.compile(
    r"\d|(?:tis|twas|til|till|em|cause|bout|cos|n|r|w|i|u|ch|m|th|na|ma|di|dyn|nôl|ny|sdim)\b",
    re.IGNORECASE,
)
_CLOSING_AHEAD = re.compile(r"\S'(?!\w)")


def set_words(line: str, language: str) -> str:
    """Returns a line as a letter sets it, with the quotation marks of its language.

    A hyphen with spaces and two hyphens are a dash. Web and email addresses stay as they are.
    """
    marks = _MARKS.get(language.split("-", 1)[0].lower(), _ENGLISH)
    parts = _ADDRESS.split(line)
    parts[::2] = (_with_dashes(part) for part in parts[::2])
    whole = "".join(parts)
    places = {place for match in _ADDRESS.finditer(whole) for place in range(*match.span())}
    return _Quoting(whole, marks, places).set()


def _with_dashes(text: str) -> str:
    for hyphens in (_FIRST_HYPHEN, _LAST_HYPHEN):
        text = hyphens.sub(lambda match: "– " if match.start() == 0 else " –", text)
    text = _BACK_TICK.sub("’", _SPACED_HYPHEN.sub(" – ", text))
    return _FEET_AND_INCHES.sub(r"′\1″", text)


class _Quoting:
    """A line whose straight marks become those of a language, from its start to its end."""

    def __init__(self, line: str, marks: Marks, untouched: set[int]) -> None:
        self._line, self._marks, self._untouched = line, marks, untouched
        self._done = ""
        self._inside = False  # inner marks are open

    def set(self) -> str:
        done = 0
        for match in _STRAIGHT.finditer(self._line):
            place = match.start()
            if place in self._untouched:
                continue
            self._done += self._line[done:place]
            self._done += self._double(place) if match[0] == '"' else self._single(place)
            done = place + 1
        return self._done + self._line[done:]

    def _opens(self, place: int) -> bool:
        before, after = self._done[-1:] or " ", self._line[place + 1 : place + 2] or " "
        return (before.isspace() or before in _OPENERS) and not after.isspace()

    def _double(self, place: int) -> str:
        return self._marks.opening if self._opens(place) else self._marks.closing

    def _single(self, place: int) -> str:
        after = self._line[place + 1 :]
        if self._opens(place):
            if _SHORTENED.match(after) or not _CLOSING_AHEAD.search(after):
                return "’"
            self._inside = True
            return self._marks.inner_opening
        if self._inside and not after[:1].isalnum():
            self._inside = False
            return self._marks.inner_closing
        return "’"
