"""The counts that anybody may see: by area, day, hour, source, country or language.

Values that few share are folded together, so that no count points at a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.petitions.counts.hidden import shown_counts
from campaigner.petitions.counts.tally import TallyRow, take_tally
from campaigner.petitions.opening import OpenPetition
from campaigner.vocabulary.signatures import Grouping

_OF_PEOPLE = (Grouping.AREA, Grouping.COUNTRY, Grouping.LANGUAGE, Grouping.SOURCE)


@dataclass(frozen=True, slots=True)
class PublishedCounts:
    """Counts by one grouping; with ``folded`` (those of values that few share) they add up.

    Each value that has no row has fewer signatures than ``below``.
    """

    by: Grouping
    total: int
    rows: tuple[TallyRow, ...]
    folded: int
    below: int


def published_counts(here: OpenPetition, by: Grouping) -> PublishedCounts:
    """Returns the counts by a grouping as they are published.

    Areas, countries, languages and sources with fewer signatures than ``publication.floor`` of the
    settings are folded together, and others with them if they could be worked out otherwise;
    counts by time are whole.
    """
    tally = take_tally(here, by)
    floor = here.workspace.settings.publication.floor if by in _OF_PEOPLE else 0
    shown = shown_counts({row.value: row.count for row in tally.rows}, floor)
    rows = tuple(row for row in tally.rows if row.value in shown.counts)
    folded = sum(row.count for row in tally.rows) - sum(shown.counts.values())
    return PublishedCounts(by, tally.total, rows, folded, shown.below)
