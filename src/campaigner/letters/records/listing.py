"""The letters that were made for a campaign, as organisers list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from campaigner.opening import OpenWorkspace
from campaigner.store.letters import letter_rows
from campaigner.time_zones import local_time
from campaigner.vocabulary.letters import ReplyOutcome


@dataclass(frozen=True, slots=True)
class ListedLetter:
    """A letter without anybody's address; ``reply`` is what the latest reply came to.

    ``void``: it was recorded, but never sent. ``made`` is in local time.
    """

    id: int
    recipient: str
    area: str
    sender: str
    language: str
    pages: int
    made: datetime
    path: str
    reply: ReplyOutcome | None
    void: bool = False


def list_letters(here: OpenWorkspace, campaign: str) -> list[ListedLetter]:
    """Returns the letters of a campaign, the first that was made first.

    Raises UnknownName for an unknown campaign.
    """
    here.workspace.campaign_folder(campaign)
    return [
        ListedLetter(
            id=row["id"],
            recipient=row["recipient"],
            area=row["area"],
            sender=row["sender"],
            language=row["language"],
            pages=row["pages"],
            made=local_time(row["made_at"], here.zone),
            path=row["path"],
            reply=ReplyOutcome(row["reply"]) if row["reply"] else None,
            void=bool(row["void"]),
        )
        for row in letter_rows(here.database.conn, campaign)
    ]
