"""Horizontal bars with their names and numbers, laid out in a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigner.rendering.charts.svg_lines import shortened, width

_STEP, _LOWEST_STEP, _HIGHEST_STEP = 2.0, 1.7, 4.6  # from bar to bar, in the size of letters
_ROOM_FOR_NAMES = 0.46  # of the width, at most


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its length, what is written at its end, and whether it stands out."""

    name: str
    count: int
    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class BarsPanel:
    """Bars in the order given; what stands out is always drawn.

    ``more`` says how many are not (``and {number} more``), with ``left_out`` that are not given.
    ``note`` is always below the bars: what is in none of them.
    """

    bars: Sequence[Bar]
    more: str = ""
    left_out: int = 0
    note: str = ""

    def laid_out(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        """Returns what the template draws; ``size`` is that of the letters."""
        room = down - 1.6 * size if down is not None else None
        shown = self._shown(room, size)
        left_out = self.left_out + len(self.bars) - len(shown)
        more = self.more.replace("{number}", f"{left_out:,}") if left_out else ""
        more = " · ".join(filter(None, (more, self.note)))
        step = min(room / max(len(shown), 1), _HIGHEST_STEP * size) if room else _STEP * size
        most = across * _ROOM_FOR_NAMES
        names = [shortened(bar.name, most, size) for bar in shown]
        left = max((width(name, size) for name in names), default=0) + 0.8 * size
        right = max((width(bar.words, size, 500) for bar in shown), default=0) + 0.6 * size
        longest = max((bar.count for bar in self.bars), default=0) or 1
        return {
            "template": "chart/bars.svg.j2",
            "bars": [
                {
                    "name": name,
                    "words": bar.words,
                    "marked": bar.marked,
                    "y": round(step * at, 1),
                    "long": round(max((across - left - right) * bar.count / longest, 1), 1),
                }
                for at, (bar, name) in enumerate(zip(shown, names, strict=True))
            ],
            "left": round(left, 1),
            "thick": round(min(step * 0.62, 2.5 * size), 1),
            "more": shortened(more, across - left, 0.92 * size),
            "width": round(across, 1),
            "height": round(step * len(shown) + (1.6 * size if more else 0), 1)
            if down is None
            else round(down, 1),
            "end": round(step * len(shown), 1),
            "size": size,
        }

    def _shown(self, room: float | None, size: float) -> Sequence[Bar]:
        """The bars that there is room for."""
        fitting = int(room / (_LOWEST_STEP * size)) if room else len(self.bars)
        if fitting >= len(self.bars):
            return self.bars
        marked = [bar for bar in self.bars[fitting:] if bar.marked]
        return [*self.bars[: max(fitting - len(marked), 1)], *marked]
