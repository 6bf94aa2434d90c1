"""Maps of hexagons: where each layout puts them, and which lines are between regions."""

from __future__ import annotations

import math
import re
from itertools import accumulate

import pytest

from campaigner.rendering.charts.hexagons import FINER, Hexagon, centre, draw_map
from campaigner.vocabulary.papers import HexLayout

HALF = math.sqrt(3) / 2
ODD_R, EVEN_R, ODD_Q, EVEN_Q = HexLayout


@pytest.mark.parametrize(
    ("layout", "q", "r", "right", "down"),
    [
        (ODD_R, 0, 0, 0, 0),
        (ODD_R, 0, 1, HALF, -1.5),
        (ODD_R, 0, -1, HALF, 1.5),
        (ODD_R, 2, -2, 4 * HALF, 3),
        (EVEN_R, 0, 0, HALF, 0),
        (EVEN_R, 0, -1, 0, 1.5),
        (ODD_Q, 0, 0, 0, 0),
        (ODD_Q, 1, 0, 1.5, -HALF),
        (ODD_Q, -1, 1, -1.5, -3 * HALF),
        (EVEN_Q, 0, 0, 0, -HALF),
        (EVEN_Q, 1, 0, 1.5, 0),
    ],
)
def test_a_hexagon_is_where_its_layout_puts_it(
    layout: HexLayout, q: int, r: int, right: float, down: float
) -> None:
    assert centre(layout, q, r) == pytest.approx((right, down))


@pytest.mark.parametrize("layout", HexLayout)
def test_no_two_hexagons_overlap_and_each_touches_its_neighbours(layout: HexLayout) -> None:
    middles = [centre(layout, q, r) for q in range(-3, 4) for r in range(-3, 4)]
    apart = sorted(math.dist(one, other) for one in middles for other in middles if one != other)
    assert apart[0] == pytest.approx(math.sqrt(3))
    inner = centre(layout, 0, 0)
    beside = [each for each in middles if math.dist(inner, each) == pytest.approx(math.sqrt(3))]
    assert len(beside) == 6


@pytest.mark.parametrize("layout", HexLayout)
def test_a_map_fills_its_box_and_stays_inside(layout: HexLayout) -> None:
    hexagons = [Hexagon(q, r, 0) for q in range(5) for r in range(-7, 0)]
    drawn = draw_map(hexagons, layout, 300, 200, 1)
    assert drawn.width == pytest.approx(300, abs=0.1) or drawn.height == pytest.approx(200, abs=0.1)
    assert drawn.width <= 300.1
    assert drawn.height <= 200.1
    assert drawn.steps[0].count("M") == len(hexagons)


def test_each_step_has_a_path_and_what_has_none_another() -> None:
    hexagons = [Hexagon(0, 0, 0), Hexagon(1, 0, 1), Hexagon(2, 0, 1), Hexagon(3, 0), Hexagon(4, 0)]
    drawn = draw_map(hexagons, ODD_R, 100, 100, 3)
    assert [path.count("z") for path in drawn.steps] == [1, 2, 0]
    assert drawn.rare.count("z") == 2
    assert drawn.marked == ""


def test_a_line_is_drawn_between_neighbours_of_two_regions_alone() -> None:
    row = [
        Hexagon(0, 0, 0, "A"),
        Hexagon(1, 0, 0, "A"),
        Hexagon(2, 0, 0, "B"),
        Hexagon(4, 0, 0, "C"),
    ]
    drawn = draw_map(row, ODD_R, 100, 100, 1)
    assert len(re.findall("M", drawn.borders)) == 1
    (x1, _, x2, _) = (int(each) for each in re.findall(r"-?\d+", drawn.borders))
    assert x1 == pytest.approx(x2, abs=1)  # the side between the second and the third


@pytest.mark.parametrize("layout", HexLayout)
@pytest.mark.parametrize("at", [(0, 0), (0, 4), (4, 0), (4, 4), (2, 2)])
def test_the_outline_of_a_marked_hexagon_stays_inside(
    layout: HexLayout, at: tuple[int, int]
) -> None:
    places = [(q, r) for q in range(5) for r in range(5)]
    hexagons = [Hexagon(*each, 0, marked=each == at) for each in places]
    drawn = draw_map(hexagons, layout, 120, 120, 1)
    line = 1.8 * drawn.weight  # half of its width, as the template draws it
    numbers = [int(each) for each in re.findall(r"-?\d+", drawn.marked)]
    across, down = (list(accumulate(numbers[first::2])) for first in (0, 1))
    assert line <= min(across) < max(across) <= FINER * drawn.width - line
    assert line <= min(down) < max(down) <= FINER * drawn.height - line


def test_one_hexagon_alone_is_a_map() -> None:
    drawn = draw_map([Hexagon(7, -9, 0, "A", marked=True)], ODD_Q, 50, 80, 1)
    assert drawn.width == 50
    assert drawn.marked.startswith("M")


@pytest.mark.parametrize("layout", HexLayout)
def test_lines_are_lighter_on_a_map_of_few_large_hexagons(layout: HexLayout) -> None:
    def parts(side: int) -> float:
        """How heavy lines are on a square map, in parts of a hexagon's height or width."""
        places = [(q, r) for q in range(side) for r in range(side)]
        drawn = draw_map([Hexagon(*each, 0) for each in places], layout, 400, 400, 1)
        return drawn.weight * side / max(drawn.width, drawn.height)

    few, several, many, more = (parts(side) for side in (2, 5, 40, 60))
    assert few < several < many
    assert many == pytest.approx(more, rel=0.02)
