"""What a pack says of the numbers: how an area compares, and what is not said of few."""

from __future__ import annotations

import pytest

from campaigner.papers.constituents.comparison import AllAreas, rounded

COUNTS = {"E1": 40, "E2": 10, "E3": 10, "W1": 4, "W3": 3}
CODES = ("E1", "E2", "E3", "E4", "W1", "W2", "W3", "W4")
REGIONS = {code: "England" if code[0] == "E" else "Wales" for code in CODES}


@pytest.mark.parametrize(
    ("code", "count", "rank", "shared", "shown", "above", "first"),
    [
        ("E1", 40, 1, False, True, True, True),
        ("E2", 10, 2, True, True, True, True),  # 2 of 8 is in the first quarter
        ("W1", 4, 4, False, False, False, False),
        ("W2", 0, 6, True, False, False, False),
    ],
)
def test_an_area_is_compared_with_all_that_there_are(
    code: str, count: int, rank: int, shared: bool, shown: bool, above: bool, first: bool
) -> None:
    found = AllAreas(COUNTS, CODES, 5, REGIONS).compared(code)
    assert (found.count, found.rank, found.shared) == (count, rank, shared)
    assert (found.is_shown, found.is_above, found.is_among_first) == (shown, above, first)


def test_averages_count_areas_where_nobody_has_signed() -> None:
    found = AllAreas(COUNTS, CODES, 5, REGIONS).compared("E2")
    assert (found.areas, found.total, found.average) == (8, 67, 8.375)
    assert (found.around, found.around_areas, found.average_around) == ("England", 4, 15.0)


def test_the_average_of_a_region_is_said_unless_it_tells_a_hidden_number() -> None:
    assert AllAreas(COUNTS, CODES, 5, REGIONS).compared("W1").average_around == 1.75
    alone = {**COUNTS, "W3": 0, "E4": 3}  # one in Wales, and one in England
    assert AllAreas(alone, CODES, 5, REGIONS).compared("W1").average_around == 0
    assert AllAreas(alone, CODES, 5, REGIONS).compared("E1").average_around == 0


def test_the_next_smallest_is_not_said_either_where_one_would_stand_alone() -> None:
    alone = {**COUNTS, "W3": 0}
    found = AllAreas(alone, CODES, 5, REGIONS).compared("E2")
    assert (found.is_shown, found.below, found.most) == (False, 40, 40)
    assert AllAreas(alone, CODES, 5, REGIONS).compared("E1").is_shown


def test_a_region_that_is_everything_is_not_compared() -> None:
    found = AllAreas(COUNTS, ("E1", "E2"), 5, REGIONS).compared("E1")
    assert (found.around, found.around_areas, found.average_around) == ("", 0, 0)


@pytest.mark.parametrize(
    ("number", "words"), [(154.4, "154"), (12.5, "12"), (9.96, "10"), (9.8, "9.8"), (0.04, "0.0")]
)
def test_an_average_is_as_exact_as_it_is_useful(number: float, words: str) -> None:
    assert rounded(number) == words
