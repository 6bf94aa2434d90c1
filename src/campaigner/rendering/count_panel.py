"""How far a count has come, as a bar, laid out in a box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.rendering.svg_lines import shortened


@dataclass(frozen=True, slots=True)
class CountPanel:
    """A count, the number that comes next (0 for none), and both in words."""

    count: int
    ahead: int
    words: str
    ahead_words: str

    def laid_out(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        """Returns what the template draws; ``size`` is that of the letters."""
        thick = 1.4 * size
        high = (7.8 if self.ahead else 4.4) * size
        part = min(max(self.count / self.ahead, 0), 1) if self.ahead else 1
        return {
            "template": "chart/count.svg.j2",
            "words": shortened(self.words, across, 4 * size, 500),
            "ahead_words": shortened(self.ahead_words, across, size),
            "full": round(across * part, 1),
            "thick": round(thick, 1),
            "has_ahead": bool(self.ahead),
            "top": round((down - high) / 2 if down is not None else 0, 1),
            "width": round(across, 1),
            "height": round(down if down is not None else high, 1),
            "size": size,
        }
