"""The colours of pictures: one hue in steps of lightness, which are told apart in grey, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

INK: Final = "#1b2430"
QUIET: Final = "#566070"
PAPER: Final = "#fbf7f1"
ACCENT: Final = "#86301c"
RULE: Final = "#d9d3ca"
STEPS: Final = ("#f2d5c6", "#dfa58c", "#c17354", "#963f26", "#571a0b")
"""From few to many."""
NIGHT_STEPS: Final = ("#3f231b", "#773f2d", "#ab6449", "#dd957a", "#fbdccd")
"""The same on a dark page, also from few to many."""
NIGHT: Final = "#14181e"
"""The ground of a dark page."""
RARE: Final = "#f7f5f2"
"""What too few have signed for to be named: nearly white, with an outline."""


def breaks(counts: Sequence[int], least: int = 1) -> tuple[int, ...]:
    """Returns where each step begins, the first at ``least``: round numbers, about as many each.

    There are at most as many steps as ``STEPS`` has, fewer if there are few counts.
    """
    ordered = sorted(count for count in counts if count >= least)
    if not ordered:
        return ()
    found = [max(least, 1)]
    for step in range(1, len(STEPS)):
        begins = _round_number(ordered[len(ordered) * step // len(STEPS)])
        if found[-1] < begins <= ordered[-1]:
            found.append(begins)
    return tuple(found)


def step_of(count: int, begins: Sequence[int]) -> int | None:
    """Returns the number of the step that a count is in, from 0; None below the first."""
    return next((at for at in range(len(begins) - 1, -1, -1) if count >= begins[at]), None)


def colours(steps: int) -> tuple[str, ...]:
    """Returns as many colours as there are steps, as far apart as may be."""
    if steps < 2:
        return (STEPS[len(STEPS) // 2],)[:steps]
    last = len(STEPS) - 1
    return tuple(STEPS[round(at * last / (steps - 1))] for at in range(steps))


def _round_number(number: int) -> int:
    """The number to one and a half digits: 1, 2, 3 and so on, 10, 15, 20, 100, 150, 200."""
    size = 10 ** max(len(str(number)) - 1, 0)
    return number if number < 10 else number // (size // 2) * (size // 2)
