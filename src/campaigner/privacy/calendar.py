"""What is removed when: the days on which names go, by the settings and what is held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf

from campaigner.holding import ASKED_DAYS, NETWORK_DAYS, months_from
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.schedule import bring_into_line
from campaigner.setting_tables import Retention
from campaigner.store import organisers, outdated, petitions, rights_requests
from campaigner.store.database import snapshot
from campaigner.time_zones import local_time

NAMES, BOOKINGS, ORGANISER, REQUEST = "names", "bookings", "organiser", "request"


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes on a day: of which kind, and what it is about.

    ``campaign`` and ``event`` are empty where it is about none; ``number`` is that of a request.
    ``is_due`` says that the day has come: the next removal takes it.
    """

    day: date
    kind: str
    campaign: str = ""
    event: str = ""
    number: int = 0
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """For how long each kind of data is kept, as the settings and the program say."""

    unconfirmed_days: int
    sheet_picture_days: int
    months_after_closing: int
    months_after_leaving: int
    months_after_request: int
    download_days: int
    network_days: int = NETWORK_DAYS
    asked_days: int = ASKED_DAYS


def times_of(here: OpenWorkspace) -> Times:
    """Returns for how long data is kept. Raises ProblemsFound if the settings have a mistake."""
    settings = here.workspace.settings
    keep = settings.retention
    return Times(
        keep.unconfirmed_days,
        keep.sheet_picture_days,
        keep.months_after_closing,
        keep.months_after_leaving,
        keep.months_after_request,
        settings.desk.download_days,
    )


def removals(here: OpenWorkspace, by: Session | Machine) -> list[Removal]:
    """Returns what is to be removed on which day, the earliest first.

    Data without a day of its own, such as signatures that are never confirmed, is in ``times_of``.
    Raises as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.ANSWER_REQUESTS)
    bring_into_line(here.workspace, here.database)
    keep = here.workspace.settings.retention
    with snapshot(here.database) as connection:
        found = [
            _removal(here, moment, kind, campaign, event, number)
            for moment, kind, campaign, event, number in _moments(here, connection, keep)
            if moment != inf
        ]
    return sorted(found, key=lambda each: (each.day, each.kind, each.campaign, each.event))


_Moment = tuple[float, str, str, str, int]


def _moments(
    here: OpenWorkspace, connection: sqlite3.Connection, keep: Retention
) -> Iterator[_Moment]:
    """When what goes: of campaigns, of accounts that were removed, of requests."""
    yield from _of_campaigns(here, connection, keep.months_after_closing)
    for account in organisers.removed_with_names(connection):
        end = months_from(account.removed_at or 0, keep.months_after_leaving, here.zone)
        yield end, ORGANISER, "", "", 0
    for request in rights_requests.closed_with_names(connection):
        end = months_from(request.closed_at or 0, keep.months_after_request, here.zone)
        yield end, REQUEST, "", "", request.id


def _of_campaigns(
    here: OpenWorkspace, connection: sqlite3.Connection, months: int
) -> Iterator[_Moment]:
    for petition in petitions.all_petitions(connection):
        if outdated.has_signatures(connection, petition.id):
            end = months_from(petition.closes_at, months, here.zone)
            yield end, NAMES, petition.campaign, "", 0
    for campaign, event, ends_at in outdated.events_with_places(connection):
        yield months_from(ends_at, months, here.zone), BOOKINGS, campaign, event, 0


def _removal(
    here: OpenWorkspace, moment: float, kind: str, campaign: str, event: str, number: int
) -> Removal:
    day = local_time(int(moment), here.zone).date()
    return Removal(day, kind, campaign, event, number, here.moment >= moment)
