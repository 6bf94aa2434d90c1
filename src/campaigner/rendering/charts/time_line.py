"""A time line, laid out in a box: what has been reached so far above, what came each time below."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.rendering.charts.svg_lines import shortened, width

_LOW = 0.62  # the height of a box of its own, to its width
_OF_DAYS = 0.26  # of the height, for what came each time


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a week: what it is called, and how many came in it."""

    name: str
    count: int


class Mark(NamedTuple):
    """A number that is drawn as a line across, and its words."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class TimePanel:
    """Spans of time in order, with the sum at the end.

    ``each`` and ``so_far`` are the headings of the two parts; ``end`` is the sum in words, ``peak``
    the busiest span's.
    """

    spans: Sequence[Span]
    so_far: str
    each: str
    end: str
    peak: str
    marks: Sequence[Mark] = ()

    def laid_out(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        """Returns what the template draws; ``size`` is that of the letters."""
        high = down if down is not None else max(across * _LOW, 18 * size)
        head, foot, gap = 1.7 * size, 1.8 * size, 1.4 * size
        low = (high - 2 * head - foot - gap) * _OF_DAYS
        upper = high - 2 * head - foot - gap - low
        right = across - width(self.end, 1.15 * size, 500) - 0.8 * size
        days_top = head + upper + gap + head
        return {
            "template": "chart/timeline.svg.j2",
            "so_far": self.so_far,
            "each": self.each,
            "end": self.end,
            "marks": self._marks(head, upper, right, size),
            "line": self._line(head, upper, right),
            "end_y": round(head + upper * (1 - self._reached() / self._top()), 1),
            "right": round(right, 1),
            "base": round(head + upper, 1),
            "each_y": round(head + upper + gap, 1),
            "days": self._days(days_top, low, right),
            "days_base": round(days_top + low, 1),
            "peak": self._peak(days_top, right, across, size),
            "first": self.spans[0].name if self.spans else "",
            "last": self._last(right, size),
            "width": round(across, 1),
            "height": round(high, 1),
            "size": size,
        }

    def _reached(self) -> int:
        return sum(span.count for span in self.spans)

    def _top(self) -> float:
        return max([self._highest(), *(mark.at for mark in self.marks)]) * 1.05 or 1

    def _highest(self) -> int:
        so_far = highest = 0
        for span in self.spans:
            so_far += span.count
            highest = max(highest, so_far)
        return highest

    def _line(self, top: float, high: float, right: float) -> str:
        """The points of the sum, a step to the right for each span."""
        so_far, points = 0, [f"0 {top + high:.1f}"]
        for at, span in enumerate(self.spans, start=1):
            so_far += span.count
            x, y = right * at / len(self.spans), top + high * (1 - so_far / self._top())
            points.append(f"{x:.1f} {y:.1f}")
        return "L".join(points)

    def _days(self, top: float, high: float, right: float) -> str:
        """The bars of the spans as one path; a span that took away more than it gave has none."""
        most = max((span.count for span in self.spans), default=0) or 1
        step = right / max(len(self.spans), 1)
        wide = max(step * 0.8, step - 2)
        drawn = []
        for at, span in enumerate(self.spans):
            tall = high * max(span.count, 0) / most
            if tall:
                left = step * at + (step - wide) / 2
                drawn.append(f"M{left:.1f} {top + high:.1f}v{-tall:.1f}h{wide:.1f}v{tall:.1f}z")
        return "".join(drawn)

    def _last(self, right: float, size: float) -> str:
        """The name of the last span, if there is room for it beside the first one's."""
        if len(self.spans) < 2:
            return ""
        first, last = self.spans[0].name, self.spans[-1].name
        return last if width(first, size) + width(last, size) + size <= right else ""

    def _peak(self, top: float, right: float, across: float, size: float) -> Mapping[str, object]:
        counts = [span.count for span in self.spans]
        at = counts.index(max(counts)) + 0.5 if counts else 0
        x = right * at / max(len(counts), 1)
        wide = width(self.peak, size)
        left = max(min(x - wide / 2, right - wide), width(self.each, size, 500) + size)
        words = shortened(self.peak, across - left, size)
        return {"x": round(left, 1), "y": round(top - 0.5 * size, 1), "words": words}

    def _marks(
        self, top: float, high: float, right: float, size: float
    ) -> list[Mapping[str, object]]:
        """The lines of marks; words that the sum would cross stand at the right, below the sum."""
        marks: list[Mapping[str, object]] = []
        for mark in self.marks:
            words = shortened(mark.words, right * 0.7, size * 0.92)
            crossed = right * self._passed(mark.at) / max(len(self.spans), 1)
            at_left = width(words, size * 0.92) + size <= crossed
            marks.append(
                {
                    "y": round(top + high * (1 - mark.at / self._top()), 1),
                    "x": 0 if at_left else round(right - 0.6 * size, 1),
                    "anchor": "start" if at_left else "end",
                    "words": words,
                }
            )
        return marks

    def _passed(self, number: int) -> int:
        """How many spans ended before the sum came to a number."""
        sums = itertools.accumulate(span.count for span in self.spans)
        return next((at for at, so_far in enumerate(sums) if so_far >= number), len(self.spans))
