"""Which counts are hidden: none of them can be worked out by somebody who knows the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.opening import opened_workspace
from campaigner.petitions.counts.hidden import are_hidden, shown_counts, telling_sums
from campaigner.petitions.counts.places import published_places
from campaigner.petitions.counts.public_json import public_json
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.signatures import Grouping
from campaigner.workspace import Workspace
from petitioners import confirmed_in
from web_visitors import OPEN


@pytest.mark.parametrize(
    ("counts", "shown", "below"),
    [
        ({"a": 9, "b": 5}, "ab", 5),
        ({"a": 9, "b": 3, "c": 2}, "a", 5),  # two small ones hide each other
        ({"a": 9, "b": 7, "c": 3}, "a", 9),  # one would stand alone
        ({"a": 9, "b": 2, "c": 1}, "", 13),  # less than five together
        ({"a": 9, "b": 4, "c": 4}, "", 18),  # eight is twice four
        ({"a": 9, "b": 7, "c": 7, "d": 1}, "a", 9),  # which of two equal ones tells nothing
        ({"a": 9, "b": 3, "": 50}, "", 63),  # those without an area hide nothing
        ({"a": 9, "b": 6, "": 1}, "ab", 5),
        ({"a": 3}, "", 5),
        ({}, "", 5),
    ],
)
def test_a_small_count_is_hidden_with_others(
    counts: dict[str, int], shown: str, below: int
) -> None:
    found = shown_counts(counts, 5)
    assert ("".join(found.counts), found.below) == (shown, below)


@given(st.dictionaries(st.text("abcdefgh", max_size=2), st.integers(0, 40)), st.integers(0, 9))
def test_what_is_hidden_is_two_counts_and_as_many_signatures_as_the_floor_or_nothing(
    counts: dict[str, int], floor: int
) -> None:
    found = shown_counts(counts, floor)
    hidden = [count for value, count in counts.items() if value and value not in found.counts]
    people = [count for count in hidden if count]
    assert all(count < found.below for count in hidden)
    assert all(count >= floor for count in found.counts.values())
    if found.counts:
        assert not people or (len(people) > 1 and sum(people) >= floor)


def _published(counts: tuple[int, ...], floor: int) -> tuple[object, ...]:
    """All that is said of the counts: the total, what is shown, and below what the others are."""
    found = shown_counts({str(at): count for at, count in enumerate(counts, 1)}, floor)
    return sum(counts), tuple(found.counts.items()), found.below


def _told(published: dict[object, list[tuple[int, ...]]], floor: int) -> Iterator[tuple[int, ...]]:
    """The petitions of which a hidden count follows: it is the same in all that look like it."""
    for alike in published.values():
        shown = shown_counts({str(at): n for at, n in enumerate(alike[0], 1)}, floor).counts
        for at, values in enumerate(zip(*alike, strict=True), 1):
            if str(at) not in shown and len(set(values)) == 1 and values[0]:
                yield from alike


@pytest.mark.parametrize(("areas", "floor"), [(2, 5), (3, 2), (3, 3), (3, 5), (4, 3), (5, 2)])
def test_no_hidden_count_follows_for_somebody_who_knows_the_rule(areas: int, floor: int) -> None:
    published: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    most = 2 * floor + 3
    # The largest counts of all would look alone for want of larger ones to look like them.
    for counts in product(range(3 * most if areas < 4 else most), repeat=areas):
        published[_published(counts, floor)].append(counts)
    assert [each for each in _told(published, floor) if max(each) < most] == []


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ({"wales": [], "england": [3, 4]}, {"wales", "england"}),
        ({"wales": [3], "england": [4]}, set()),
        ({"wales": [3], "england": [2, 4]}, set()),  # Wales alone would be left
        ({"wales": [3], "scotland": [4], "england": [2, 4]}, {"england"}),
        ({"wales": [3], "scotland": [2, 4], "england": [3, 4]}, {"england"}),
        ({"wales": [9, 9], "scotland": [4]}, set()),
    ],
)
def test_the_sum_of_a_region_is_said_only_if_it_tells_no_hidden_count(
    hidden: dict[str, list[int]], told: set[str]
) -> None:
    assert telling_sums(hidden, 5) == told


@given(
    st.dictionaries(st.sampled_from("abcd"), st.lists(st.integers(1, 9), max_size=4), max_size=4),
    st.integers(2, 6),
)
def test_neither_a_region_nor_the_rest_tells_a_hidden_count(
    hidden: dict[str, list[int]], floor: int
) -> None:
    told = telling_sums(hidden, floor)
    assert all(are_hidden(hidden[name], floor) for name in told)
    rest = [count for name, counts in hidden.items() if name not in told for count in counts]
    assert are_hidden(rest, floor) or not any(hidden[name] for name in told)


def test_no_page_or_file_tells_where_three_people_signed(
    represented: Workspace, bread: Path
) -> None:
    """Ann knows the total and every count that is published: 9 signed in two areas, or three."""
    confirmed_in(represented, "bread", {"LE93 1AA": 7, "LL93 5AA": 6, "LE93 2AA": 3})
    with opened_workspace(represented, OPEN, "olive") as here:
        petition = open_petition(here, "bread")
        counts = published_counts(petition, Grouping.AREA)
        places = published_places(petition)
        said = public_json(petition)["data"]["attributes"]
    assert [row.count for row in counts.rows] == [7]
    assert (counts.folded, counts.below) == (9, 7)
    assert ([row.count for row in places.areas], places.nations) == ([7], ())
    assert [row["signature_count"] for row in said["signatures_by_constituency"]] == [7]
    assert [row["signature_count"] for row in said["signatures_by_region"]] == [7]
    assert said["signature_count"] == 16
