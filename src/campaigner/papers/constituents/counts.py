"""How many have signed in the areas that elect a role, and in which of them a signature is.

A petition is tallied by the areas of one scheme. Those of another are found by the postcodes of
the signatures that are still held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from campaigner.petitions.counts.areas import areas_of_postcodes
from campaigner.petitions.opening import OpenPetition
from campaigner.store import constituents, tallies
from campaigner.vocabulary.signatures import Grouping


@dataclass(frozen=True)
class AreaCounts:
    """The signatures in the areas of a scheme, by code; ``elsewhere`` are in none of them."""

    scheme: str
    by_code: Mapping[str, int] = field(default_factory=dict)
    elsewhere: int = 0

    @property
    def total(self) -> int:
        """How many signatures are in one of the areas."""
        return sum(self.by_code.values())


def counts_in(here: OpenPetition, scheme: str) -> AreaCounts:
    """Returns how many signatures count in each area of a scheme."""
    connection, petition = here.database.conn, here.petition.id
    if scheme == here.petition.scheme:
        sums = dict(tallies.sums(connection, petition, Grouping.AREA))
        nowhere = sums.pop("", 0)
        return AreaCounts(scheme, sums, nowhere)
    found = constituents.count_by_postcode(connection, petition)
    areas = areas_of_postcodes(here.database, scheme, found)
    counts: Counter[str] = Counter()
    for postcode, count in found.items():
        if code := areas.get(postcode):
            counts[code] += count
    total = tallies.total(connection, petition)
    return AreaCounts(scheme, counts, total - counts.total())


def areas_of_signatures(
    here: OpenPetition, scheme: str, signatures: Iterable[int]
) -> dict[int, str]:
    """Returns the code of the area of a scheme that each signature is in; some are in none."""
    homes = constituents.homes(here.database.conn, signatures)
    if scheme == here.petition.scheme:
        return {number: area for number, (area, _) in homes.items() if area}
    areas = areas_of_postcodes(here.database, scheme, {home for _, home in homes.values()})
    return {number: areas[home] for number, (_, home) in homes.items() if home in areas}
