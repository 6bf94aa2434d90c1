"""Letters that people wrote on the pages: they are counted, and nothing else of them is kept."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.letters.writing.preview import Preview
from campaigner.opening import OpenWorkspace
from campaigner.store import letter_counts
from campaigner.store.database import transaction


@dataclass(frozen=True, slots=True)
class LetterCount:
    """How many letters were written to somebody in an area on a day (``2026-12-10``)."""

    area: str
    day: str
    count: int


def count_letter(here: OpenWorkspace, shown: Preview) -> None:
    """Count a letter that was written: its campaign, its recipient's area, and today."""
    area = shown.letter.recipient.area
    with transaction(here.database) as connection:
        letter_counts.count_letter(
            connection, shown.campaign.slug, area.code if area else "", here.today.isoformat()
        )


def counted_letters(here: OpenWorkspace, slug: str) -> list[LetterCount]:
    """Returns how many letters were written for a campaign, by day and area.

    Raises UnknownName for a campaign.
    """
    here.workspace.campaign_folder(slug)
    rows = letter_counts.letter_counts(here.database.conn, slug)
    return [LetterCount(row["area"], row["day"], row["count"]) for row in rows]
