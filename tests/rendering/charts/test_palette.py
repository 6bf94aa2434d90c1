"""The colours of pictures are told apart in grey and by people who see fewer colours."""

from __future__ import annotations

import itertools
import math

import pytest

from campaigner.letters.records.outcomes import COLOURS as OUTCOMES
from campaigner.rendering.charts.palette import (
    NIGHT,
    NIGHT_STEPS,
    PAPER,
    RARE,
    STEPS,
    breaks,
    colours,
    step_of,
)

Matrix = tuple[tuple[float, float, float], ...]

# Linear RGB as dichromats see it (Viénot, Brettel and Mollon 1999).
PROTANOPIA: Matrix = ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1))
DEUTERANOPIA: Matrix = ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1))
# Machado, Oliveira and Fernandes 2009, for those who see no blue.
TRITANOPIA: Matrix = (
    (1.255528, -0.076749, -0.178779),
    (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)
AS_IS: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def linear(colour: str) -> list[float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(colour: str, seen: Matrix = AS_IS) -> tuple[float, float, float]:
    """A colour in CIELAB (D65), as it is seen."""
    rgb = linear(colour)
    r, g, b = (max(sum(m * c for m, c in zip(row, rgb, strict=True)), 0) for row in seen)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


PALETTES = {
    "by day": (RARE, *STEPS),
    "by night": (NIGHT, *NIGHT_STEPS),
    "what came of letters": OUTCOMES,
}
IN_GREY, IN_COLOUR = 13, 14  # of 100: lightness of neighbours, and their distance in CIELAB


@pytest.mark.parametrize("palette", PALETTES)
def test_neighbours_are_told_apart_in_grey(palette: str) -> None:
    lightness = [lab(colour)[0] for colour in PALETTES[palette]]
    apart = [abs(one - other) for one, other in itertools.pairwise(lightness)]
    assert min(apart[1:]) > IN_GREY
    assert apart[0] > 8  # what is rare has an outline, too


@pytest.mark.parametrize("seen", [AS_IS, PROTANOPIA, DEUTERANOPIA, TRITANOPIA])
@pytest.mark.parametrize("palette", PALETTES)
def test_neighbours_are_told_apart_by_those_who_see_fewer_colours(
    palette: str, seen: Matrix
) -> None:
    colours = PALETTES[palette]
    pairs = [*itertools.pairwise(colours)]
    apart = [math.dist(lab(one, seen), lab(other, seen)) for one, other in pairs]
    assert min(apart[1:]) > IN_COLOUR
    assert apart[0] > 13


@pytest.mark.parametrize("seen", [AS_IS, PROTANOPIA, DEUTERANOPIA, TRITANOPIA])
def test_each_step_is_told_apart_from_all_others(seen: Matrix) -> None:
    for steps in ((RARE, *STEPS), (NIGHT, *NIGHT_STEPS)):
        for one, other in itertools.combinations(steps, 2):
            assert math.dist(lab(one, seen), lab(other, seen)) > 9, (one, other)


def test_the_steps_are_of_one_hue() -> None:
    hues = [math.degrees(math.atan2(b, a)) for _, a, b in map(lab, STEPS)]
    assert max(hues) - min(hues) < 20


def test_all_steps_stand_out_from_the_paper_by_colour_or_outline() -> None:
    assert all(math.dist(lab(colour), lab(PAPER)) > 9 for colour in STEPS)


@pytest.mark.parametrize(
    ("counts", "least", "begins"),
    [
        ([], 5, ()),
        ([1, 2, 3], 5, ()),
        ([5], 5, (5,)),
        ([7, 7, 7], 5, (5, 7)),
        (list(range(1, 101)), 1, (1, 20, 40, 60, 80)),
        ([5, 6, 7, 8, 1000], 5, (5, 6, 7, 8, 1000)),
        ([12, 147, 1499, 18_730, 2_345_678], 5, (5, 100, 1000, 15_000, 2_000_000)),
    ],
)
def test_steps_begin_at_round_numbers(
    counts: list[int], least: int, begins: tuple[int, ...]
) -> None:
    assert breaks(counts, least) == begins


@pytest.mark.parametrize(("count", "step"), [(4, None), (5, 0), (19, 0), (20, 1), (10**9, 2)])
def test_a_count_is_in_the_last_step_that_has_begun(count: int, step: int | None) -> None:
    assert step_of(count, (5, 20, 50)) == step


def test_few_steps_have_colours_that_are_far_apart() -> None:
    assert colours(0) == ()
    assert colours(1) == (STEPS[2],)
    assert colours(2) == (STEPS[0], STEPS[-1])
    assert colours(5) == STEPS
