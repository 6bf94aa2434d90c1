"""Senders whose letters wait for a reply, as a table to remind them by."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.addresses import writing_page
from campaigner.letters.records.waiting import DAYS_TO_WAIT, waiting_letters
from campaigner.opening import OpenWorkspace
from campaigner.store import audit
from campaigner.store.database import transaction
from campaigner.written_rows import as_csv

COLUMNS = ("letter", "name", "email", "recipient", "area", "written", "days", "write again")


@dataclass(frozen=True, slots=True)
class Reminders:
    """Senders to remind: a row for each letter, as CSV."""

    count: int
    csv: str


def senders_to_remind(here: OpenWorkspace, campaign: str, days: int = DAYS_TO_WAIT) -> Reminders:
    """Returns who has had no reply to a letter of that age, with the page to write again on.

    Those without an email address are left out; the audit notes how many there are. Raises
    UnknownName for a campaign.
    """
    again = writing_page(here.workspace.settings.web.address, campaign, again=True)
    rows = [
        {
            "letter": each.id,
            "name": each.sender,
            "email": each.email,
            "recipient": each.recipient,
            "area": each.area,
            "written": each.made.isoformat(),
            "days": each.days,
            "write again": again,
        }
        for each in waiting_letters(here, campaign, days)
        if each.email
    ]
    with transaction(here.database) as connection:
        audit.record(
            connection, here.moment, here.actor, "senders to remind", campaign, senders=len(rows)
        )
    return Reminders(len(rows), as_csv(rows, COLUMNS))
