"""Parts of a text between an opening and a closing mark, found in time that grows with the text.

A regular expression such as ``<!--.*?-->`` goes to the end of the text from each mark that is not
closed: 40,000 of them take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

COMMENT: Mapping[str, str] = {"<!--": "-->"}
TEMPLATE: Mapping[str, str] = {"{{": "}}", "{%": "%}", "{#": "#}"}


class Enclosed:
    """Finds what is enclosed by ``marks``, which map opening marks to closing ones.

    The first mark wins, whatever is inside; one that is never closed stands for itself. ``also`` is
    a regular expression of other parts to be found.
    """

    def __init__(self, marks: Mapping[str, str], also: str = "", flags: int = 0) -> None:
        self._marks = marks
        openings = "|".join(map(re.escape, marks))
        pattern = f"{also}|(?P<opening>{openings})" if also else f"(?P<opening>{openings})"
        self._start = re.compile(pattern, flags)

    def replace(self, text: str, put: Callable[[str], str]) -> str:
        """Returns the text with what ``put`` makes of each part in its place."""
        kept, end = [], 0
        for first, last in self._spans(text):
            kept += [text[end:first], put(text[first:last])]
            end = last
        return "".join(kept) + text[end:]

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        place, unclosed = 0, set[str]()
        while found := self._start.search(text, place):
            opening, end = found["opening"], found.end()
            if opening in unclosed:
                place = end
                continue
            if opening:
                close = text.find(self._marks[opening], end)
                if close < 0:
                    unclosed.add(opening)
                    place = end
                    continue
                end = close + len(self._marks[opening])
            yield found.start(), end
            place = max(end, found.start() + 1)


def only_lines(part: str) -> str:
    """Returns as many lines as a part has, with nothing in them."""
    return "\n" * part.count("\n")
