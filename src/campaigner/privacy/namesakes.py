"""Records without an email address that may be about somebody who has one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaigner.holding import Person
from campaigner.privacy.holdings import HOLDINGS
from campaigner.store.letters import count_without_address
from campaigner.text import fold


@dataclass(frozen=True, slots=True)
class Namesake:
    """Records without an email address under the name and postcode of somebody who has one.

    Whether they are about the same person, only people can say. The postcode is empty if it is not
    known, as that of letters.
    """

    name: str
    postcode: str
    records: int


def namesakes_of(connection: sqlite3.Connection, person: Person) -> tuple[Namesake, ...]:
    """Returns what is held without an address under the names and postcodes of a mailbox."""
    if not person.mailbox:
        return ()
    found = [each for holding in HOLDINGS for each in holding.export(connection, person)]
    known = _pairs(found, "name", "postcode")
    names = {fold(name) for name, _ in known}
    sent = [
        pair for pair in _pairs(found, "sender_name", "area_name") if fold(pair[0]) not in names
    ]
    namesakes = [
        *(Namesake(*pair, _held_by(connection, *pair)) for pair in known),
        *(Namesake(pair[0], "", count_without_address(connection, *pair)) for pair in sent),
    ]
    return tuple(each for each in namesakes if each.records)


def _pairs(records: Iterable[Mapping[str, object]], name: str, place: str) -> list[tuple[str, str]]:
    """The names and places of records that have both."""
    return sorted({(str(each[name]), str(each[place])) for each in records
                   if each.get(name) and place in each})  # fmt: skip


def _held_by(connection: sqlite3.Connection, name: str, postcode: str) -> int:
    person = Person(name=name, postcode=postcode)
    return sum(len(holding.export(connection, person)) for holding in HOLDINGS)
