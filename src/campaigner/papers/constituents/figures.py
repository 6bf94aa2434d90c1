"""The figures of an area beside those of others, as rows of a table with bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campaigner.papers.constituents.comparison import rounded
from campaigner.papers.constituents.order import Order
from campaigner.papers.constituents.sentences import Sentences, filled


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: what is counted, the number in words, and how long its bar is, in per cent.

    ``is_own`` marks the row of the representative's own area.
    """

    name: str
    number: str
    bar: float = 0.0
    is_own: bool = False


def figures_of(order: Order, said: Sentences) -> tuple[Figure, ...]:
    """Returns the rows with bars: the area itself, and the averages around it."""
    found = order.comparison
    longest = max(found.count if found.is_shown else 0, found.average, found.average_around)

    def bar(number: float) -> float:
        return round(100 * number / longest, 1) if longest else 0.0

    rows = [
        Figure(
            order.area.name, said.number(), bar(found.count) if found.is_shown else 0.0, is_own=True
        )
    ]
    if found.average_around:
        name = filled(
            said.words,
            "average_in",
            around=found.around,
            areas=found.around_areas,
            areas_noun=said.areas_noun,
        )
        rows.append(Figure(name, rounded(found.average_around), bar(found.average_around)))
    name = filled(said.words, "average", areas=found.areas, areas_noun=said.areas_noun)
    rows.append(Figure(name, rounded(found.average), bar(found.average)))
    return tuple(rows)


def facts_of(order: Order, said: Sentences) -> tuple[Figure, ...]:
    """Returns the rows without bars: where the area stands, and how many have signed in all."""
    return tuple(_facts(order, said))


def _facts(order: Order, said: Sentences) -> Iterator[Figure]:
    found = order.comparison
    if found.is_shown:
        key = "place_shared" if found.shared else "place_alone"
        place = filled(said.words, key, rank=found.rank, areas=found.areas)
        yield Figure(filled(said.words, "place", area=order.area.name), place)
    if found.most:
        yield Figure(said.words["most"], f"{found.most:,}")
    yield Figure(said.words["in_all"], f"{found.total:,}")
