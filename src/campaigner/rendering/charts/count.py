"""How far a count has come, as a bar, laid out in a box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.rendering.charts.svg_lines import shortened, width

_LARGE = 4.0  # the number, in the size of letters
_TALL = 0.45  # a box of this part of its width or more has the caption below the number
_GAP = 0.8


@dataclass(frozen=True, slots=True)
class CountPanel:
    """A count, the number that comes next (0 for none), and both in words.

    ``caption`` says what is counted.
    """

    count: int
    ahead: int
    words: str
    caption: str
    ahead_words: str

    def laid_out(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        """Returns what the template draws; ``size`` is that of the letters."""
        below = down is not None and down > _TALL * across
        if below:
            longest = max(width(self.caption, 1.4), width(self.ahead_words, 1))
            size = min(size, max(across / longest, size / 2))
            large = min(across / width(self.words, 1, 500), 2.4 * _LARGE * size)
        else:
            size = min(size, across / self._wide(), *([down / 9] if down is not None else []))
            large = _LARGE * size
        caption = large * 0.85 + (large * 0.2 + 1.2 * size if below else 0)
        bar = caption + 1.3 * size
        high = bar + (3.2 * size if self.ahead else -size)
        part = min(max(self.count / self.ahead, 0), 1) if self.ahead else 1
        return {
            "template": "chart/count.svg.j2",
            "words": self.words,
            "large": round(large, 1),
            "number_y": round(large * 0.85, 1),
            "caption": self.caption,
            "caption_x": 0 if below else round(width(self.words, large, 500) + _GAP * size, 1),
            "caption_y": round(caption, 1),
            "ahead_words": shortened(self.ahead_words, across, size),
            "full": round(across * part, 1),
            "bar_y": round(bar, 1),
            "thick": round(1.4 * size, 1),
            "has_ahead": bool(self.ahead),
            "top": round((down - high) / 2 if down is not None else 0, 1),
            "width": round(across, 1),
            "height": round(down if down is not None else high, 1),
            "size": round(size, 2),
        }

    def _wide(self) -> float:
        """The width of the first line, in the size of letters."""
        return width(self.words, _LARGE, 500) + _GAP + width(self.caption, 1.4)
