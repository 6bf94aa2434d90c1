"""The counts that anybody may see: by area, day, hour, source, country or language.

Values that few share are folded together, so that no count points at a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.tally import TallyRow, take_tally
from campaigner.vocabulary import Grouping

_OF_PEOPLE = (Grouping.AREA, Grouping.COUNTRY, Grouping.LANGUAGE, Grouping.SOURCE)


@dataclass(frozen=True, slots=True)
class PublishedCounts:
    """Counts by one grouping; with ``folded`` (those of values that few share) they add up."""

    by: Grouping
    total: int
    rows: tuple[TallyRow, ...]
    folded: int


def published_counts(here: OpenPetition, by: Grouping) -> PublishedCounts:
    """Returns the counts by a grouping as they are published.

    Areas, countries, languages and sources with fewer signatures than ``publication.floor`` of the
    settings are folded together; counts by time are whole.
    """
    tally = take_tally(here, by)
    floor = here.workspace.settings.publication.floor if by in _OF_PEOPLE else 0
    shown = tuple(row for row in tally.rows if row.value and row.count >= floor)
    folded = sum(row.count for row in tally.rows) - sum(row.count for row in shown)
    return PublishedCounts(by, tally.total, shown, folded)
