"""What deliveries hold about people: who handed a petition in, and copies that are elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed
from campaigner.issued import LeftFile, LeftReason
from campaigner.store import deliveries
from campaigner.store.database import Database, transaction
from campaigner.store.deliveries import Delivery
from campaigner.text import comparison_key
from campaigner.time_zones import day_of


class Deliveries:
    """Who handed a petition in goes with the campaign's names; copies elsewhere are named."""

    name = "deliveries"
    tables = frozenset(("deliveries", "delivered_files"))
    kinds = ("deliverers",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns the deliveries that somebody of that name made."""
        return [
            {"name": each.handed_by, "recipient": each.recipient, "made_at": each.delivered_on}
            for each in _handed_by(connection, person)
        ]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes the name; what was handed to whom stays."""
        with transaction(database) as connection:
            found = _handed_by(connection, person)
            deliveries.forget_who(connection, [each.id for each in found])
        return Removed({"deliveries": len(found)} if found else {})

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many deliveries name somebody and are past their time."""
        return {"deliverers": len(_past(connection, limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes the names; names the copies that recipients have to destroy."""
        today = day_of(limits.now, limits.zone).isoformat()
        with transaction(database) as connection:
            past = [each.id for each in _past(connection, limits)]
            deliveries.forget_who(connection, past)
            elsewhere = [
                LeftFile(f"{each.recipient} ({each.delivered_on})", LeftReason.DELIVERED)
                for each in deliveries.all_deliveries(connection)
                if each.destroy_by and each.destroy_by < today and not each.destroyed_on
            ]
        yield Removed({"deliverers": len(past)}, tuple(elsewhere))


HELD = Deliveries()


def _handed_by(connection: sqlite3.Connection, person: Person) -> list[Delivery]:
    wanted = comparison_key(person.name)
    known = deliveries.all_deliveries(connection) if wanted else []
    return [each for each in known if comparison_key(each.handed_by) == wanted]


def _past(connection: sqlite3.Connection, limits: Limits) -> list[Delivery]:
    past = {each.id for each in limits.past_petitions(connection)}
    known = deliveries.all_deliveries(connection)
    return [each for each in known if each.handed_by and each.petition in past]
