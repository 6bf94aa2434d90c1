"""How the signatures of an area compare with those of others: only what the figures bear out.

The average is that of all areas, also of those where nobody signed. Numbers below the floor are not
said, nor where such an area stands among others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Comparison:
    """The count of an area beside others.

    ``areas`` is how many there are and ``total`` the signatures in all of them; ``rank`` is 1 for
    the most, and ``shared`` if others have as many. ``around`` is what the region or nation around
    it is called, ``around_areas`` and ``around_total`` are its areas and their signatures; empty
    and 0 if there is none, or nothing is outside it.
    """

    count: int
    floor: int
    areas: int
    total: int
    rank: int
    shared: bool
    most: int
    around: str = ""
    around_areas: int = 0
    around_total: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether the count is large enough to be said."""
        return self.count >= self.floor

    @property
    def average(self) -> float:
        """The signatures of an area on average."""
        return self.total / self.areas

    @property
    def average_around(self) -> float:
        """The same in the region around it, 0 if that is not to be said."""
        enough = self.around_areas and self.around_total >= self.floor
        return self.around_total / self.around_areas if enough else 0.0

    @property
    def is_above(self) -> bool:
        """Whether the area has more than the average."""
        return self.count > self.average

    @property
    def is_among_first(self) -> bool:
        """Whether it is in the first quarter: the place is then worth saying in a letter."""
        return self.is_shown and self.rank * 4 <= self.areas


def compared(
    code: str,
    counts: Mapping[str, int],
    codes: Iterable[str],
    floor: int,
    regions: Mapping[str, str] = MappingProxyType({}),
) -> Comparison:
    """Returns how an area compares with all those of ``codes``; missing counts are 0.

    ``regions`` has what the region or nation around each area is called.
    """
    every = {each: counts.get(each, 0) for each in codes}
    count, values = every[code], sorted(every.values(), reverse=True)
    around = regions.get(code, "")
    inside = [number for each, number in every.items() if regions.get(each) == around]
    compares = bool(around) and len(inside) < len(every)
    return Comparison(
        count=count,
        floor=floor,
        areas=len(every),
        total=sum(values),
        rank=values.index(count) + 1,
        shared=values.count(count) > 1,
        most=values[0],
        around=around if compares else "",
        around_areas=len(inside) if compares else 0,
        around_total=sum(inside) if compares else 0,
    )


def rounded(number: float) -> str:
    """Returns an average as people read it: whole from ten on, with one place below."""
    return f"{number:,.0f}" if number >= 9.95 else f"{number:.1f}"
