"""Which counts are hidden because few share a value, so that none of them can be worked out.

The total is published. If one small count alone were left out, it would be the total less the
others. So what is hidden is at least two counts, and at least ``floor`` signatures; if the small
counts are less than that, the smallest of the others are hidden with them, all that are equal.
Who knows this rule can exchange the hidden counts, and what is published stays the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """The counts that are published; each that is not is smaller than ``below``."""

    counts: Mapping[str, int]
    below: int


def shown_counts(counts: Mapping[str, int], floor: int) -> ShownCounts:
    """Returns which counts by value are published, and below which number the others are.

    The count of signatures without a value (an empty one) is never among them, and hides nothing:
    counts by another grouping can tell it.
    """
    below = _below(counts, floor)
    return ShownCounts(
        {value: count for value, count in counts.items() if value and count >= below}, below
    )


def _below(counts: Mapping[str, int], floor: int) -> int:
    with_value = [count for value, count in counts.items() if value and count > 0]
    few = [count for count in with_value if count < floor]
    if are_hidden(few, floor):
        return floor
    _, *larger = sorted({count for count in with_value if count >= floor}) or [0]
    return larger[0] if larger else max(floor, sum(counts.values()) + 1)


def are_hidden(counts: Collection[int], floor: int) -> bool:
    """Returns whether no count can be worked out of the sum of these; none is hidden, too.

    Counts that all are the largest that is hidden could be told by their sum alone.
    """
    if not counts:
        return True
    is_open = min(counts) < max(counts) or max(counts) < floor - 1
    return len(counts) > 1 and sum(counts) >= floor and is_open


def telling_sums(hidden: Mapping[str, Collection[int]], floor: int) -> frozenset[str]:
    """Returns the groups of values whose sums can be told, by the hidden counts in each of them.

    Neither what is hidden in one of them nor in all others together can be worked out then.
    """
    told = {name for name, counts in hidden.items() if are_hidden(counts, floor)}
    smallest_last = sorted(
        (name for name in told if hidden[name]), key=lambda name: (-sum(hidden[name]), name)
    )
    while smallest_last and not are_hidden(_others(hidden, told), floor):
        told.remove(smallest_last.pop())
    return frozenset(told)


def _others(hidden: Mapping[str, Collection[int]], told: Collection[str]) -> list[int]:
    return [count for name, counts in hidden.items() if name not in told for count in counts]
