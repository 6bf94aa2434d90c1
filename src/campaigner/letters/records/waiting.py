"""Letters that still wait for a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigner.holding import DAY
from campaigner.letters.records.replies import NoLetter, RecordedReply, recorded_replies
from campaigner.opening import OpenWorkspace
from campaigner.store import replies
from campaigner.time_zones import day_of

DAYS_TO_WAIT = 14


@dataclass(frozen=True)
class WaitingLetter:
    """A letter that nobody has replied to, and the number of whole days since it was made."""

    id: int
    campaign: str
    sender: str
    email: str
    recipient: str
    area: str
    made: date
    days: int


def waiting_letters(
    here: OpenWorkspace, campaign: str = "", days: int = DAYS_TO_WAIT, after: int = 0, most: int = 0
) -> list[WaitingLetter]:
    """Returns the letters without a reply that are at least so many days old, the oldest first.

    They are those of one campaign, or of all; those that come ``after`` the letter of that number,
    and ``most`` of them, 0 for all. Raises UnknownName for an unknown campaign.
    """
    if campaign:
        here.workspace.campaign_folder(campaign)
    before = here.moment - days * DAY
    connection = here.database.conn
    begin = (replies.made_at(connection, after) if after else None) or -1
    found = []
    for number, about, sender, email, recipient, area, made_at in replies.unanswered(
        connection, before, campaign, (begin, after), most or -1
    ):
        made, days_ago = day_of(made_at, here.zone), (here.moment - made_at) // DAY
        found.append(WaitingLetter(number, about, sender, email, recipient, area, made, days_ago))
    return found


@dataclass(frozen=True, slots=True)
class LetterToAnswer:
    """A letter to which a reply can be recorded, and those that were; ``made`` is its first day."""

    id: int
    sender: str
    recipient: str
    area: str
    made: date
    replies: tuple[RecordedReply, ...]


def letter_to_answer(here: OpenWorkspace, campaign: str, number: int) -> LetterToAnswer:
    """Returns a letter of a campaign. Raises NoLetter, also for one of another campaign."""
    row = replies.of_campaign(here.database.conn, campaign, number)
    if row is None:
        raise NoLetter(number)
    sender, recipient, area, made_at = row
    there = tuple(recorded_replies(here, number))
    return LetterToAnswer(number, sender, recipient, area, day_of(made_at, here.zone), there)
