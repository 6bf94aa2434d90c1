"""Charts as SVG: stacked bars, with every count in words beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from campaigner.rendering.templating.environment import environment, render
from campaigner.text import plural

SHOWN = 40
_TEMPLATE = "chart/stacked-bars.svg.j2"
_WIDTH, _LEFT, _TOP, _STEP = 760, 24, 100, 58  # in the SVG's own units
_GAP = 1  # between the pieces of a bar


class Series(NamedTuple):
    """One kind of count: what it is called, and its colour."""

    name: str
    colour: str


class Group(NamedTuple):
    """One bar: its name and a count for each series."""

    name: str
    counts: Sequence[int]


@dataclass(frozen=True)
class StackedBars:
    """Bars for groups, divided by series; ``noun`` is what is counted, in the singular.

    The colours of series that stand beside each other should differ in lightness, so that they
    can be told apart in grey.
    """

    title: str
    series: Sequence[Series]
    groups: Sequence[Group]
    noun: str

    def svg(self, folders: Sequence[Path]) -> str:
        """The chart as a file, by the template in the first folder that has one.

        The first ``SHOWN`` groups are drawn; the rest are counted.
        """
        shown = self.groups[:SHOWN]
        left_out = len(self.groups) - len(shown)
        return render(
            environment(tuple(folders)),
            _TEMPLATE,
            title=self.title,
            width=_WIDTH,
            height=_TOP + _STEP * len(shown) + (40 if left_out else 16),
            left=_LEFT,
            left_out=left_out,
            legend=list(self._legend()),
            bars=[self._bar(place, group) for place, group in enumerate(shown)],
        )

    def _legend(self) -> Iterator[dict[str, object]]:
        x = _LEFT
        for each in self.series:
            yield {"x": x, "name": each.name, "colour": each.colour}
            x += 34 + round(6.4 * len(each.name))  # a letter of 12 is some 6 wide

    def _bar(self, place: int, group: Group) -> dict[str, object]:
        return {
            "name": group.name,
            "top": _TOP + _STEP * place,
            "words": self._words(group),
            "pieces": list(self._pieces(group)),
        }

    def _pieces(self, group: Group) -> Iterator[dict[str, object]]:
        longest = max(sum(each.counts) for each in self.groups)
        x = float(_LEFT)
        for each, count in zip(self.series, group.counts, strict=True):
            width = (_WIDTH - 2 * _LEFT) * count / max(1, longest)
            if count:
                drawn = round(max(width - _GAP, 0.5), 1)
                yield {"x": round(x, 1), "width": drawn, "colour": each.colour}
            x += width

    def _words(self, group: Group) -> str:
        counts = zip(self.series, group.counts, strict=True)
        said = [f"{count:,} {each.name}" for each, count in counts if count]
        return f"{plural(sum(group.counts), self.noun)}: {', '.join(said)}"
