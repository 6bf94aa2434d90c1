"""What is held about a person: shown to them, or erased."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from campaigner.emails import mailbox_of
from campaigner.holding import Person
from campaigner.issued import (
    LeftFile,
    SharedFile,
    backups_left,
    clear_places,
    keep_stale,
    shared_files,
    stale_left,
)
from campaigner.mail.bounces import Bounces
from campaigner.opening import OpenWorkspace
from campaigner.privacy.holdings import HOLDINGS, together
from campaigner.privacy.left_bytes import texts_of
from campaigner.privacy.namesakes import Namesake, namesakes_of
from campaigner.representatives.postcodes import parse_postcode
from campaigner.store import audit
from campaigner.store.care import clean, rewrite
from campaigner.store.database import snapshot, transaction
from campaigner.text import fold

_SHORT = 4  # characters: a name that is no longer than that is found in many files
ERASE = audit.ERASE
_SOON = 100_000_000  # bytes of a file that is read and rewritten in about a second
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a person: how many records of each kind.

    ``left`` are their files that were not removed and backups that still have them, ``shared`` the
    files about many people in which they may be: somebody has to look at both. If
    ``still_readable``, another program has kept the database from being rewritten: what was
    erased can be read in its file until it is done again, or until what is past its time is
    removed. So it is if that was left to it. ``namesakes`` may be records about the
    same person, which were not erased.
    """

    counts: Mapping[str, int]
    left: tuple[LeftFile, ...]
    shared: tuple[SharedFile, ...]
    still_readable: bool = False
    namesakes: tuple[Namesake, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing of the person is left that the program knows of."""
        return not (self.left or self.shared or self.still_readable or self.namesakes)

    @property
    def total(self) -> int:
        """How many records were erased in all."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who gave no email address, on paper or in a letter: their name and postcode.

    Records with an address are not theirs: people of one name can live at one postcode.
    """

    name: str
    postcode: str


Whom = str | Named  # an email address, or a name and a postcode


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """One record about a person, as it is shown before it is erased; ``day`` is in ISO 8601."""

    kind: str
    campaign: str
    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about a person: how many records of each kind, and the records.

    ``names`` are all under which they are held: a household may share an address.
    """

    counts: Mapping[str, int]
    records: tuple[HeldRecord, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, each once."""
        return tuple(dict.fromkeys(each.name for each in self.records if each.name))

    @property
    def total(self) -> int:
        """How many records are held in all."""
        return sum(self.counts.values())


def held_about(here: OpenWorkspace, whom: Whom) -> Held:
    """Returns what would be erased, and of whom; changes nothing.

    Raises EmailRefused, PostcodeError.
    """
    person = person_of(here, whom)
    with snapshot(here.database) as connection:
        found = {each.name: each.export(connection, person) for each in HOLDINGS}
    counts = {name: len(records) for name, records in found.items() if records}
    return Held(counts, tuple(_shown(name, each) for name in found for each in found[name]))


def _shown(kind: str, record: Mapping[str, object]) -> HeldRecord:
    day = record.get("signed_at") or record.get("made_at") or record.get("booked_at") or ""
    return HeldRecord(
        kind,
        str(record.get("campaign") or ""),
        str(record.get("name") or record.get("sender_name") or ""),
        str(day)[:10],
    )


def export_person(here: OpenWorkspace, whom: Whom) -> dict[str, Any]:
    """Returns all that is held about a person, by what holds it.

    The audit notes it and does not name them. Raises EmailRefused, PostcodeError.
    """
    person = person_of(here, whom)
    with transaction(here.database) as connection:
        found = {each.name: each.export(connection, person) for each in HOLDINGS}
        records = sum(map(len, found.values()))
        audit.record(connection, here.moment, here.actor, "person export", records=records)
    asked = {"email": whom} if isinstance(whom, str) else asdict(whom)
    return {**asked, **found}


def erase_person(here: OpenWorkspace, whom: Whom, *, soon: bool = False) -> Erased:
    """Erases all that names a person, everywhere.

    What was counted stays counted. No byte of what was erased is left in the file of the database,
    which is rewritten if need be; whoever reads from it is waited for. Nobody can write meanwhile,
    so that with ``soon`` a large file is left to the next removal of what is past its time. If it
    is interrupted, doing it again finishes it. Raises EmailRefused, PostcodeError.
    """
    names = held_about(here, whom).names
    with snapshot(here.database) as connection:
        namesakes = namesakes_of(connection, person_of(here, whom))
        told_by = texts_of(connection, person_of(here, whom))
    with transaction(here.database) as connection:
        is_unfinished = audit.is_unfinished(connection, ERASE)
        deed = audit.record(
            connection, here.moment, here.actor, ERASE, complete=False, rewritten=False
        )
    person = replace(person_of(here, whom), now=here.moment, actor=here.actor)
    done = together(each.erase(here.database, person) for each in HOLDINGS)
    clear_places(here.database, here.workspace.root)
    named = partial(_is_named, names=[_words(name) for name in names if len(name) > _SHORT])
    shared = shared_files(here.database, done.print_runs, done.exports, person.has, named)
    keep_stale(here.database, shared, here.moment)
    found = {each.path for each in shared}
    stale = [each for each in stale_left(here.database) if each.path not in found]
    backups = backups_left(here.database, partial(_is_in, person=person))
    is_left = soon and is_large(here)
    rewritten = not is_left and _clean(here, told_by, everything=is_unfinished)
    left = (*done.left, *backups, *stale)
    erased = Erased(done.counts, left, tuple(shared), not rewritten, namesakes)
    with transaction(here.database) as connection:
        audit.complete(
            connection,
            deed,
            records=erased.total,
            files_left=len(left) + len(shared),
            complete=erased.complete,
            rewritten=rewritten,
        )
        if rewritten:
            audit.finish(connection, ERASE)
    return erased


def is_large(here: OpenWorkspace) -> bool:
    """Returns whether rewriting the database's file would keep others waiting for seconds."""
    path = here.workspace.database_path
    return path.exists() and path.stat().st_size > _SOON


def _clean(here: OpenWorkspace, told_by: Sequence[bytes], *, everything: bool) -> bool:
    """Returns whether nothing of the texts is left in the database's file.

    ``everything``: an erasure was interrupted, so that nobody knows what to look for.
    """
    connection = here.database.conn
    return rewrite(connection) if everything else clean(connection, told_by)


def _is_in(connection: sqlite3.Connection, person: Person) -> bool:
    return any(each.export(connection, person) for each in HOLDINGS)


def _words(text: str) -> frozenset[str]:
    return frozenset(_NOT_WORD.sub(" ", fold(text)).split())


def _is_named(text: str, names: Sequence[frozenset[str]]) -> bool:
    """Whether a line of a text has all words of a name, in any order and whatever is between."""
    lines = map(_words, text.splitlines() if names else ())
    return any(words <= line for line in lines for words in names)


def person_of(here: OpenWorkspace, whom: Whom) -> Person:
    """Returns whom holdings are asked about. Raises EmailRefused, PostcodeError."""
    if isinstance(whom, str):
        mailbox = mailbox_of(whom)
        bounces = Bounces(here.workspace.keys_folder)
        return Person(mailbox, bounce=bounces.hash_of(mailbox))
    postcode = str(parse_postcode(whom.postcode)) if whom.postcode.strip() else ""
    return Person(name=" ".join(whom.name.split()), postcode=postcode)
