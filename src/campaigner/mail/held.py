"""What mail holds about people: files that mails were written to, addresses that cannot be reached.

What waits in the outbox names no person but a signature, and goes with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import ASKED_DAYS, DAY, Limits, Person, Removed, time_of
from campaigner.issued import LeftFile, remove_files
from campaigner.mail import bounces
from campaigner.petitions.signatures import signatures_of_person
from campaigner.store import data_links, issued_files, mailed_letters, outbox, outdated
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile

AT_ONCE = 2_000  # files forgotten in one transaction


class Mails:
    """Mails in folders, and bounces; to be asked before petitions, which signatures go with."""

    name = "bounces"
    tables = frozenset(("issued_files", "bounces"))
    kinds = ("files", "bounces")

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns whether mail to a person's address is known to fail, and since when."""
        since = outbox.bounced_at(connection, person.bounce)
        return [] if since is None else [{"bounced_at": time_of(since)}]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes the mails in folders to a person, and what is known of their address."""
        signed = [each.id for each in signatures_of_person(database.conn, person)]
        _, left = _remove(database, issued_files.files_about(database.conn, signed))
        with transaction(database) as connection:
            outbox.forget_bounce(connection, person.bounce, person.mailbox)
        return Removed(left=left)

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many mails in folders and bounces are past their time."""
        old = outdated.count_bounces(connection, _before(limits))
        return {"files": len(_past(connection, limits)), "bounces": old}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them."""
        found = _past(database.conn, limits)
        for start in range(0, len(found), AT_ONCE):
            count, left = _remove(database, found[start : start + AT_ONCE])
            yield Removed({"files": count}, left)
        with transaction(database) as connection:
            forgotten = outdated.remove_bounces(connection, _before(limits))
        yield Removed({"bounces": forgotten})


class OwnLetters:
    """Letters that people have mailed to themselves, until they have gone."""

    name = "mailed_letters"
    tables = frozenset(("mailed_letters",))
    kinds = ("mailed_letters",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns when a person asked for letters."""
        asked = mailed_letters.times_asked(connection, person.bounce)
        return [{"asked_at": time_of(each)} for each in asked]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes a person's letters, also those that have not gone yet."""
        with transaction(database) as connection:
            return Removed({self.name: mailed_letters.remove_of(connection, person.bounce)})

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many letters are past their time, gone or not."""
        return {self.name: mailed_letters.count_before(connection, _two_days_before(limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them."""
        with transaction(database) as connection:
            gone = mailed_letters.remove_before(connection, _two_days_before(limits))
        yield Removed({self.name: gone})


class DataLinks:
    """Links by which people see their own data."""

    name = "data_links"
    tables = frozenset(("data_links",))
    kinds = ("data_links",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns when a person asked for links, and when they were mailed and opened."""
        found = data_links.times_of(connection, person.bounce)
        names = ("asked_at", "mailed_at", "opened_at")
        return [dict(zip(names, map(time_of, each), strict=True)) for each in found]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes a person's links, also one that is open."""
        with transaction(database) as connection:
            return Removed({self.name: data_links.remove_of(connection, person.bounce)})

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many links are past their time."""
        return {self.name: data_links.count_before(connection, _two_days_before(limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them."""
        with transaction(database) as connection:
            gone = data_links.remove_before(connection, _two_days_before(limits))
        yield Removed({self.name: gone})


HELD = Mails()
LETTERS = OwnLetters()
LINKS = DataLinks()


def _two_days_before(limits: Limits) -> int:
    return limits.now - ASKED_DAYS * DAY


def _before(limits: Limits) -> int:
    """The moment before which a bounce is past its time."""
    return limits.now - bounces.DAYS * DAY


def _past(connection: sqlite3.Connection, limits: Limits) -> list[IssuedFile]:
    closed = [each.id for each in limits.past_petitions(connection)]
    signed = outdated.signatures_with_files(connection, limits.unconfirmed, closed)
    return issued_files.files_about(connection, signed)


def _remove(database: Database, found: list[IssuedFile]) -> tuple[int, tuple[LeftFile, ...]]:
    """Removes files; what stays is noted as a file of its campaign, without the person."""
    done = remove_files({each.path: each.sha256 for each in found})
    with transaction(database) as connection:
        issued_files.forget_issued_files(connection, done.gone)
        issued_files.forget_whom(connection, [each.path for each in done.left])
    return len(done.gone), done.left
