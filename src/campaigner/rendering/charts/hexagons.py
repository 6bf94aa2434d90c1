"""Maps of hexagons: places and steps in, paths of SVG out.

The places are those of HexJSON, whose makers move every other row or column by half a hexagon
(open-innovations.org/projects/hexmaps/hexjson): odd or even as the layout says, rows to the right,
columns in the direction of their rows, which count upwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from campaigner.vocabulary.papers import HexLayout

_ACROSS = math.sqrt(3)  # of a hexagon from side to side, in radii
FINER = 10
"""How many of the paths' whole numbers make one unit of a box."""

_RARER = 0.2  # how much smaller hexagons without a step are
_MARKED, _REACH = 0.25, 0.7  # of the outline of a marked one, and of that with its line: beyond it
_MANY = 40  # radii across a map whose lines are as heavy as its hexagons are large
_LIGHTER = 0.75  # how much lighter they are on a map with fewer and larger hexagons
_BY_ROWS = (HexLayout.ODD_R, HexLayout.EVEN_R)

Point = tuple[float, float]


class Hexagon(NamedTuple):
    """A hexagon: its column and row, the step of its colour (None for none), and its region."""

    q: int
    r: int
    step: int | None = None
    region: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map in a box: its real size, and the paths, in ``FINER`` units.

    ``weight`` is what the lines are measured by: the radius, on a map of many hexagons.
    ``steps`` has a path for each step in order, ``rare`` the hexagons without one; ``borders`` are
    the lines between regions, ``marked`` the outline of what is marked.
    """

    width: float
    height: float
    weight: float
    steps: tuple[str, ...]
    rare: str
    borders: str
    marked: str


def centre(layout: HexLayout, q: int, r: int) -> Point:
    """Returns where the middle of a hexagon is, in radii: to the right, and downwards."""
    if layout in _BY_ROWS:
        moved = (r % 2 == 1) == (layout is HexLayout.ODD_R)
        return _ACROSS * (q + moved / 2), -1.5 * r
    moved = (q % 2 == 1) == (layout is HexLayout.ODD_Q)
    return 1.5 * q, -_ACROSS * (r + moved / 2)


def corners(layout: HexLayout) -> tuple[Point, ...]:
    """Returns the corners around the middle of a hexagon, in radii."""
    start = 30 if layout in _BY_ROWS else 0
    angles = (math.radians(start + 60 * each) for each in range(6))
    return tuple((math.cos(angle), math.sin(angle)) for angle in angles)


def draw_map(
    hexagons: Sequence[Hexagon], layout: HexLayout, width: float, height: float, steps: int
) -> DrawnMap:
    """Returns the map, as large as it can be in a box of that size."""
    around = corners(layout)
    middles = [centre(layout, each.q, each.r) for each in hexagons]
    left, top, right, bottom = _edges(middles, hexagons, around)
    light = _lightness(max(right - left, bottom - top))
    left, top, right, bottom = _edges(middles, hexagons, around, _REACH * light)
    radius = min(width / (right - left), height / (bottom - top))
    placed = [
        (((x - left) * radius, (y - top) * radius), each)
        for (x, y), each in zip(middles, hexagons, strict=True)
    ]
    parts = (1, 1 - _RARER * math.sqrt(light), 1 + _MARKED * light)
    whole, rare, marked = (_Shape(around, radius * part) for part in parts)
    paths = [
        "".join(whole.at(place) for place, each in placed if each.step == step)
        for step in range(steps)
    ]
    return DrawnMap(
        round(radius * (right - left), 1),
        round(radius * (bottom - top), 1),
        round(radius * light, 2),
        tuple(paths),
        "".join(rare.at(place) for place, each in placed if each.step is None),
        _borders(placed, around, radius),
        "".join(marked.at(place) for place, each in placed if each.marked),
    )


def _lightness(across: float) -> float:
    """How heavy lines are on a map of so many radii, in parts of a radius."""
    return min(1.0, math.pow(across / _MANY, _LIGHTER))


def _edges(
    middles: Sequence[Point],
    hexagons: Sequence[Hexagon],
    around: Sequence[Point],
    beyond: float = 0.0,
) -> tuple[float, float, float, float]:
    """How far all reaches: left, top, right, bottom. A marked hexagon does ``beyond`` itself."""
    half_wide, half_high = max(x for x, _ in around), max(y for _, y in around)
    parts = [1 + beyond if each.marked else 1.0 for each in hexagons]
    reached = [(x, y, part) for (x, y), part in zip(middles, parts, strict=True)]
    return (
        min(x - part * half_wide for x, _, part in reached),
        min(y - part * half_high for _, y, part in reached),
        max(x + part * half_wide for x, _, part in reached),
        max(y + part * half_high for _, y, part in reached),
    )


class _Shape:
    """A hexagon as a path around its middle: from the first corner by whole numbers."""

    def __init__(self, around: Sequence[Point], radius: float) -> None:
        corners = [_whole((x * radius, y * radius)) for x, y in around]
        self.first = around[0][0] * radius, around[0][1] * radius
        lines = ((x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(corners))
        self.lines = f"l{' '.join(map(_pair, lines)).replace(' -', '-')}z"

    def at(self, middle: Point) -> str:
        """The path around a point."""
        x, y = middle[0] + self.first[0], middle[1] + self.first[1]
        return f"M{_pair(_whole((x, y)))}{self.lines}"


def _borders(
    placed: Iterable[tuple[Point, Hexagon]], around: Sequence[Point], radius: float
) -> str:
    """The sides on both of which are hexagons, of different regions."""
    sides: dict[Point, tuple[str, Point, Point]] = {}
    lines = []
    for (x, y), each in placed:
        points = [(x + dx * radius, y + dy * radius) for dx, dy in around]
        for one, other in zip(points, [*points[1:], points[0]], strict=True):
            key = round((one[0] + other[0]) / radius, 2), round((one[1] + other[1]) / radius, 2)
            beside = sides.setdefault(key, (each.region, one, other))
            if beside[0] != each.region:
                lines.append(f"M{_pair(_whole(one))}L{_pair(_whole(other))}")
    return "".join(lines)


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0] * FINER), round(point[1] * FINER)


def _pair(point: tuple[int, int]) -> str:
    x, y = point
    return f"{x}{y}" if y < 0 else f"{x} {y}"
