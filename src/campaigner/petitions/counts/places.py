"""Where people signed, as anybody may see it: the busiest areas, and the nations around them."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.variants import nation_of
from campaigner.petitions.counts.areas import known_areas
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.counts.tally import TallyRow
from campaigner.petitions.opening import OpenPetition
from campaigner.vocabulary.representatives import Nation
from campaigner.vocabulary.signatures import Grouping

_BUSIEST = 10


@dataclass(frozen=True, slots=True)
class PublishedPlaces:
    """Counts by place, the most first.

    With ``elsewhere`` (areas that few share or that are further down, and signatures without an
    area) the counts of ``areas`` add up to ``total``. ``nations`` are those of the United Kingdom
    that areas are in; none if there is only one.
    """

    total: int
    areas: tuple[TallyRow, ...]
    elsewhere: int
    nations: tuple[tuple[Nation, int], ...]


def published_places(here: OpenPetition, language: str = "en") -> PublishedPlaces:
    """Returns where people signed, with the names of areas in a language.

    Areas whose counts are not published are not named.
    """
    counts = published_counts(here, Grouping.AREA)
    known = known_areas(here.database, here.petition.scheme, language=language, today=here.today)
    areas = tuple(
        TallyRow(row.value, row.count, known[row.value].name if row.value in known else "")
        for row in counts.rows[:_BUSIEST]
    )
    elsewhere = counts.total - sum(row.count for row in areas)
    return PublishedPlaces(counts.total, areas, elsewhere, _nations(counts.rows))


def _nations(rows: tuple[TallyRow, ...]) -> tuple[tuple[Nation, int], ...]:
    """The sums of areas that are published themselves: no sum says more than they do."""
    sums: dict[Nation, int] = {}
    for row in rows:
        if nation := nation_of(row.value):
            sums[nation] = sums.get(nation, 0) + row.count
    if len(sums) < 2:
        return ()
    return tuple(sorted(sums.items(), key=lambda pair: -pair[1]))
