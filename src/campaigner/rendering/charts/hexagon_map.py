"""A map of hexagons with its legend, laid out in a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigner.rendering.charts.hexagons import FINER, DrawnMap, Hexagon, draw_map
from campaigner.rendering.charts.palette import RARE, colours
from campaigner.rendering.charts.svg_lines import shortened, width
from campaigner.vocabulary.papers import HexLayout

_TALL = 1.45  # a map with its legend below, to its width, unless it is lower


@dataclass(frozen=True, slots=True)
class MapPanel:
    """Hexagons, what their steps mean (from few to many), and what those without a step are.

    ``marked`` is what the marked hexagon is called in the legend, or empty.
    """

    layout: HexLayout
    hexagons: Sequence[Hexagon]
    steps: Sequence[str]
    rare: str
    marked: str = ""

    def laid_out(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        """Returns what the template draws; ``size`` is that of the letters.

        The legend is beside the map if the box is broader than high, otherwise below.
        """
        if down is not None and across > down:
            return self._beside(across, down, size)
        return self._below(across, down, size)

    def _beside(self, across: float, down: float, size: float) -> Mapping[str, object]:
        """The steps at the right; what is marked on a line below, as its name may be long."""
        step = 1.75 * size
        steps = [each for each in self._entries() if each[0]]
        room = max((width(text, size) for _, text in steps), default=0) + 2.2 * size
        high = down - step if self.marked else down
        drawn = draw_map(self.hexagons, self.layout, across - room - size, high, len(self.steps))
        left = max(across - drawn.width - size - room, 0) / 2
        top = high - step * len(steps)
        legend = [
            self._entry(colour, text, left + drawn.width + size, top + step * at, size, room)
            for at, (colour, text) in enumerate(steps)
        ]
        if self.marked:
            legend.append(self._entry("", self.marked, left, down - step, size, across - left))
        return self._values(drawn, left, (high - drawn.height) / 2, legend, across, down, size)

    def _below(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        legend, high = self._flowing(across, size)
        most = (down if down is not None else across * _TALL) - high - size
        drawn = draw_map(self.hexagons, self.layout, across, most, len(self.steps))
        top = 0.0 if down is None else (most - drawn.height) / 2
        whole = drawn.height + high + size if down is None else down
        for entry in legend:
            entry["y"] = round(float(entry["y"]) + whole - high, 1)  # type: ignore[arg-type]
        left = (across - drawn.width) / 2
        return self._values(drawn, left, top, legend, across, whole, size)

    def _flowing(self, across: float, size: float) -> tuple[list[dict[str, object]], float]:
        """The legend in rows from 0 downwards, and how high they are."""
        legend = []
        x = y = 0.0
        for colour, text in self._entries():
            long = width(text, size) + 3.2 * size
            if x and x + long - size > across:
                x, y = 0.0, y + 1.7 * size
            legend.append(self._entry(colour, text, x, y, size, across))
            x += long
        return legend, y + 1.3 * size

    def _entries(self) -> list[tuple[str, str]]:
        shades = zip(colours(len(self.steps)), self.steps, strict=True)
        rare = [(RARE, self.rare)] if self.rare else []
        return [*rare, *shades, *([("", self.marked)] if self.marked else [])]

    def _entry(
        self, colour: str, text: str, x: float, y: float, size: float, room: float
    ) -> dict[str, object]:
        words = shortened(text, room - 2 * size, size)
        return {"x": round(x, 1), "y": round(y, 1), "colour": colour, "text": words}

    def _values(
        self,
        drawn: DrawnMap,
        left: float,
        top: float,
        legend: Sequence[Mapping[str, object]],
        across: float,
        down: float,
        size: float,
    ) -> Mapping[str, object]:
        return {
            "template": "chart/map.svg.j2",
            "drawn": drawn,
            "shades": [
                {"colour": colour, "path": path}
                for colour, path in zip(colours(len(self.steps)), drawn.steps, strict=True)
                if path
            ],
            "rare": RARE,
            "finer": FINER,
            "left": round(left, 1),
            "top": round(top, 1),
            "legend": legend,
            "width": round(across, 1),
            "height": round(down, 1),
            "size": size,
        }
