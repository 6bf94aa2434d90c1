"""What is held about a person: shown to them, or erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaigner.emails import mailbox_of
from campaigner.holding import Person
from campaigner.issued import LeftFile, SharedFile, shared_files
from campaigner.opening import OpenWorkspace
from campaigner.privacy.holdings import HOLDINGS, together
from campaigner.store import audit
from campaigner.store.care import rewrite
from campaigner.store.database import snapshot, transaction


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a person: how many records of each kind.

    ``left`` are their files that were not removed, ``shared`` the files about many people in which
    they may be: somebody has to look at both.
    """

    counts: Mapping[str, int]
    left: tuple[LeftFile, ...]
    shared: tuple[SharedFile, ...]

    @property
    def total(self) -> int:
        """How many records were erased in all."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about the person behind an address: how many records of each kind.

    ``names`` are all under which they are held: a household may share an address.
    """

    counts: Mapping[str, int]
    names: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many records are held in all."""
        return sum(self.counts.values())


def held_about(here: OpenWorkspace, email: str) -> Held:
    """Returns how much would be erased, and of whom; changes nothing. Raises EmailRefused."""
    person = _person(email)
    with snapshot(here.database) as connection:
        found = {each.name: each.export(connection, person) for each in HOLDINGS}
    names = [
        str(record.get("name") or record.get("sender_name") or "")
        for records in found.values()
        for record in records
    ]
    counts = {name: len(records) for name, records in found.items() if records}
    return Held(counts, tuple(dict.fromkeys(name for name in names if name)))


def export_person(here: OpenWorkspace, email: str) -> dict[str, Any]:
    """Returns all that is held about the person behind an address, by what holds it.

    The audit notes it and does not name them. Raises EmailRefused.
    """
    person = _person(email)
    with transaction(here.database) as connection:
        found = {each.name: each.export(connection, person) for each in HOLDINGS}
        records = sum(map(len, found.values()))
        audit.record(connection, here.moment, here.actor, "person export", records=records)
    return {"email": email, **found}


def erase_person(here: OpenWorkspace, email: str) -> Erased:
    """Erases all that names the person behind an address, everywhere.

    What was counted stays counted. The file of the database is rewritten, so that no byte of what
    was erased is left in it. If it is interrupted, doing it again finishes it. Raises EmailRefused.
    """
    person = _person(email)
    done = together(each.erase(here.database, person) for each in HOLDINGS)
    erased = sum(done.counts.values())
    with transaction(here.database) as connection:
        audit.record(connection, here.moment, here.actor, "person erase", records=erased)
    shared = shared_files(here.database, done.print_runs, done.exports, person.has)
    rewrite(here.database.conn)
    return Erased(done.counts, done.left, tuple(shared))


def _person(email: str) -> Person:
    return Person(mailbox_of(email))
