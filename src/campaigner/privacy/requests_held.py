"""What requests about people's data hold about those who asked.

A request that was closed keeps who asked for some months, so that the organisation can answer for
what it did; then only what was asked, when, and what came of it. Who is erased goes from it at
once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed, months_from, time_of
from campaigner.petitions.signing.duplicates import same_person_name
from campaigner.store import rights_requests
from campaigner.store.database import Database, transaction
from campaigner.store.rights_requests import RightsRequest


class Requests:
    """Requests for access, correction, erasure, or objections."""

    name = "requests"
    tables = frozenset(("rights_requests", "rights_steps"))
    kinds = ("requests",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns what a person has asked for."""
        return [_exported(connection, each) for each in _of_person(connection, person)]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes who asked from a person's requests."""
        with transaction(database) as connection:
            return _forget(connection, _of_person(connection, person))

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many closed requests name somebody for longer than they may."""
        return {"requests": len(_past(connection, limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes who asked from them."""
        with transaction(database) as connection:
            done = _forget(connection, _past(connection, limits))
        yield done


HELD = Requests()


def _of_person(connection: sqlite3.Connection, person: Person) -> list[RightsRequest]:
    if person.mailbox:
        return rights_requests.of_mailbox(connection, person.mailbox)
    return [
        each
        for each in rights_requests.without_mailbox(connection)
        if each.asker.postcode == person.postcode and same_person_name(each.asker.name, person.name)
    ]


def _past(connection: sqlite3.Connection, limits: Limits) -> list[RightsRequest]:
    found = rights_requests.closed_with_names(connection)
    months = limits.retention.months_after_request
    return [
        each
        for each in found
        if each.closed_at and limits.now >= months_from(each.closed_at, months, limits.zone)
    ]


def _forget(connection: sqlite3.Connection, found: list[RightsRequest]) -> Removed:
    for each in found:
        rights_requests.forget(connection, each.id)
    return Removed({"requests": len(found)})


def _exported(connection: sqlite3.Connection, request: RightsRequest) -> dict[str, object]:
    asker = request.asker
    return {
        "asked_for": request.asked_for.value,
        "way": request.way.value,
        "received_on": request.received_on.isoformat(),
        "due_on": request.due_on.isoformat(),
        "name": asker.name,
        "email": asker.email,
        "postcode": asker.postcode,
        "note": asker.note,
        "reason": request.reason,
        "closed_at": time_of(request.closed_at),
        "outcome": request.outcome.value if request.outcome else None,
        "steps": [
            {"done_at": time_of(each.at), "step": each.step.value}
            for each in rights_requests.steps_of(connection, request.id)
        ],
    }
