"""When organisers close a petition, and open it again: their decision wins over the definition."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from campaigner.errors import UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.store import audit, outdated, petitions, tallies
from campaigner.store.database import transaction
from campaigner.time_zones import day_of, end_of_day, local_time


class ClosingRefused(UsageError):
    """A petition that cannot be closed or opened again; the message says why.

    Its code is ``already-closed``, ``not-closed``, ``no-day-left``, ``names-removed`` or
    ``not-valid``.
    """


def set_closing(here: OpenPetition, last_day: date | None = None) -> datetime:
    """Closes a petition now, or at the end of its ``last_day``; returns when, in local time.

    The date in the campaign's definition no longer matters then. Raises ClosingRefused if it is
    closed, for a day that has passed, or one before it opens.
    """
    check_closing(here, last_day)
    closes_at = here.now if last_day is None else _end_of(here, last_day)
    with transaction(here.database) as connection:
        petitions.set_closing(connection, here.petition.id, closes_at)
        _record(here, connection, "close", closes_at)
    return local_time(closes_at, here.zone)


def check_closing(here: OpenPetition, last_day: date | None = None) -> date:
    """Returns the last day that a petition has now. Raises ClosingRefused as ``set_closing``."""
    current = day_of(here.petition.closes_at - 1, here.zone)
    if is_closed(here):
        raise ClosingRefused(
            f"This petition is closed: its last day was {current}.", code="already-closed"
        )
    if last_day is not None:
        _end_of(here, last_day)
    return current


def reopen(here: OpenPetition, last_day: date | None = None) -> datetime:
    """Opens a petition again that was closed; returns when it closes, in local time.

    It is open until the end of ``last_day``, or of the last day of the campaign's definition.
    Also undoes the closing that an organiser has set for a later day. Raises ClosingRefused.
    """
    petition = here.petition
    if not is_closed(here) and not petition.closing_set:
        last = day_of(petition.closes_at - 1, here.zone)
        raise ClosingRefused(
            f"This petition is not closed: its last day is {last}.", code="not-closed"
        )
    if _names_are_removed(here):
        raise ClosingRefused(
            "This petition cannot be opened again: its signatories' names have been removed, so"
            " people could sign twice.",
            hint="Start a new campaign.",
            code="names-removed",
        )
    closes_at = _end_of(here, last_day) if last_day else _defined_end(here)
    with transaction(here.database) as connection:
        if last_day:
            petitions.set_closing(connection, petition.id, closes_at)
        else:
            petitions.clear_closing(connection, petition.id, closes_at)
        _record(here, connection, "reopen", closes_at)
    return local_time(closes_at, here.zone)


def _names_are_removed(here: OpenPetition) -> bool:
    connection, petition = here.database.conn, here.petition.id
    counted = tallies.total(connection, petition)
    return counted > 0 and outdated.count_signatures(connection, petition) == 0


def is_closed(here: OpenPetition) -> bool:
    """Returns whether nobody can sign any more."""
    return here.now >= here.petition.closes_at


def _end_of(here: OpenPetition, last_day: date) -> int:
    """The end of a day on which a petition can close. Raises ClosingRefused."""
    closes_at = end_of_day(last_day, here.zone)
    if closes_at < here.now or closes_at <= here.petition.opens_at:
        opens = day_of(here.petition.opens_at, here.zone)
        raise ClosingRefused(
            "A petition cannot close in the past, nor before it opens.",
            hint=f"Choose a day from today on. This petition opens on {opens}.",
        )
    if last_day == date.max:
        raise ClosingRefused("The last day is too far away.", hint="Choose an earlier day.")
    return closes_at


def _defined_end(here: OpenPetition) -> int:
    last = here.campaign.closes
    closes_at = end_of_day(last, here.zone)
    if closes_at <= here.now:
        raise ClosingRefused(
            f"By its definition, this petition closed on {last}.",
            hint="Choose a last day from today on.",
            code="no-day-left",
        )
    return closes_at


def _record(
    here: OpenPetition, connection: sqlite3.Connection, action: str, closes_at: int
) -> None:
    slug = here.petition.campaign
    audit.record(connection, here.now, here.actor, action, slug, closes_at=closes_at)
