"""What packs for representatives hold about people: comments and letters of constituents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed
from campaigner.issued import remove_files
from campaigner.letters.held import letters_of_person
from campaigner.petitions.signatures import signatures_of_person
from campaigner.store import constituent_packs
from campaigner.store.constituent_packs import PackRecord
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import forget_issued_files


class Packs:
    """Packs that have a comment or a letter of a person; they go, and can be made again without."""

    name = "packs"
    tables = frozenset(("constituent_packs", "people_in_packs"))
    kinds: tuple[str, ...] = ()

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns the packs that a person's comment or letter is in."""
        return [
            {"campaign": each.campaign, "role": each.role, "path": each.path}
            for each in _of_person(connection, person)
        ]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes the packs that a person is in; one that was changed since stays and is named."""
        found = _of_person(database.conn, person)
        return _removed(database, found)

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns nothing: the files are among all that are about many people."""
        del connection, limits
        return {}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes what is known of packs of campaigns whose names are past their time."""
        past = limits.past_campaigns(database.conn)
        packs = constituent_packs.of_campaigns(database.conn, past)
        with transaction(database) as connection:
            constituent_packs.forget(connection, (each.path for each in packs))
        yield Removed()


HELD = Packs()


def _removed(database: Database, packs: list[PackRecord]) -> Removed:
    done = remove_files({each.path: each.sha256 for each in packs})
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
        constituent_packs.forget(connection, done.gone)
    return Removed({"packs": len(packs)}, done.left)


def _of_person(connection: sqlite3.Connection, person: Person) -> list[PackRecord]:
    signatures = [each.id for each in signatures_of_person(connection, person)]
    letters = [each.id for each in letters_of_person(connection, person)]
    return constituent_packs.with_people(connection, signatures, letters)
