"""How the signatures of an area compare with those of others: only what the figures bear out.

The average is that of all areas, also of those where nobody signed. Numbers that
are not published are not said, nor where such an area stands among others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from campaigner.petitions.counts.hidden import shown_counts, telling_sums


@dataclass(frozen=True, slots=True)
class Comparison:
    """The count of an area beside others.

    ``is_shown`` is whether the count may be said; if not, it is less than ``below``. ``areas`` is
    how many there are and ``total`` the signatures in all of them; ``rank`` is 1 for the most, and
    ``shared`` if others have as many; ``most`` is 0 if it may not be said. ``around`` is what the
    region or nation around it is called, ``around_areas`` and ``around_total`` are its areas and
    their signatures; empty and 0 if there is none, nothing is outside it, or its signatures may not
    be said.
    """

    count: int
    is_shown: bool
    below: int
    areas: int
    total: int
    rank: int
    shared: bool
    most: int
    around: str = ""
    around_areas: int = 0
    around_total: int = 0

    @property
    def average(self) -> float:
        """The signatures of an area on average."""
        return self.total / self.areas

    @property
    def average_around(self) -> float:
        """The same in the region around it, 0 if that is not to be said."""
        return self.around_total / self.around_areas if self.around_areas else 0.0

    @property
    def is_above(self) -> bool:
        """Whether the area has more than the average."""
        return self.count > self.average

    @property
    def is_among_first(self) -> bool:
        """Whether it is in the first quarter: the place is then worth saying in a letter."""
        return self.is_shown and self.rank * 4 <= self.areas


class AllAreas:
    """The areas of a scheme with their signatures; what every comparison needs is found once."""

    def __init__(
        self,
        counts: Mapping[str, int],
        codes: Iterable[str],
        floor: int,
        regions: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take all areas: those of ``codes``; missing counts are 0.

        ``regions`` has what the region or nation around each area is called.
        """
        self._counts = {code: counts.get(code, 0) for code in codes}
        self._regions = regions
        self._shown = shown_counts(self._counts, floor)
        self._total = sum(self._counts.values())
        self._most = max(self._shown.counts.values(), default=0)
        self._as_many = Counter(self._counts.values())
        self._ranks: dict[int, int] = {}
        for rank, count in enumerate(sorted(self._counts.values(), reverse=True), 1):
            self._ranks.setdefault(count, rank)
        self._around: dict[str, list[int]] = defaultdict(list)
        for code, count in self._counts.items():
            self._around[regions.get(code, "")].append(count)
        self._told = self._regions_told(floor)

    def compared(self, code: str) -> Comparison:
        """Returns how an area compares with all."""
        count, around = self._counts[code], self._regions.get(code, "")
        inside = self._around[around]
        compares = bool(around) and len(inside) < len(self._counts) and around in self._told
        return Comparison(
            count=count,
            is_shown=code in self._shown.counts,
            below=self._shown.below,
            areas=len(self._counts),
            total=self._total,
            rank=self._ranks[count],
            shared=self._as_many[count] > 1,
            most=self._most,
            around=around if compares else "",
            around_areas=len(inside) if compares else 0,
            around_total=sum(inside) if compares else 0,
        )

    def _regions_told(self, floor: int) -> frozenset[str]:
        """The regions whose averages do not tell a count that is hidden."""
        hidden: dict[str, list[int]] = {}
        for code, count in self._counts.items():
            few = hidden.setdefault(self._regions.get(code, ""), [])
            if count and code not in self._shown.counts:
                few.append(count)
        return telling_sums(hidden, floor)


def rounded(number: float) -> str:
    """Returns an average as people read it: whole from ten on, with one place below."""
    return f"{number:,.0f}" if number >= 9.95 else f"{number:.1f}"
