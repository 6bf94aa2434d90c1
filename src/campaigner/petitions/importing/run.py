"""Taking in signatures from elsewhere: millions of rows, and taken up again where it stopped."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO

from campaigner.emails import canonical_email
from campaigner.errors import CampaignerError
from campaigner.petitions.areas import areas_of_postcodes
from campaigner.petitions.duplicates import Signer, free_place, person_key, repeated
from campaigner.petitions.importing.rows import COLUMNS, Imported, read_row
from campaigner.petitions.proof.ledger import (
    Entry,
    append,
    day_and_hour,
    leaf_of,
    new_salt,
    record_of,
)
from campaigner.store import letter_consents, outbox, petitions, signatures
from campaigner.store.database import Database, loading, transaction
from campaigner.store.imports import Progress, keep_progress, progress_of
from campaigner.store.petitions import Petition
from campaigner.store.signatures import NewSignature
from campaigner.tables import Row, open_table
from campaigner.vocabulary import SignatureState

AT_ONCE = 50_000  # rows in one transaction


@dataclass(frozen=True)
class Import:
    """What is to be taken in, and how.

    ``confirmed``: the other system had them confirmed, so they count at once; else each gets a
    confirmation mail. Rows that cannot be taken go to ``rejects``, with their line and reason.
    """

    petition: Petition
    path: Path
    rejects: Path
    confirmed: bool = False
    source: str = "web"
    language: str = "en"
    mapping: dict[str, str] | None = None
    month_first: bool = False
    at_once: int = AT_ONCE


def import_signatures(
    database: Database,
    wanted: Import,
    now: int,
    report: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Take in a file; one that was taken in before in part is taken up where it stopped.

    Memory does not grow with the file. Raises ProblemsFound where a column is missing.
    """
    table = open_table(wanted.path, COLUMNS, wanted.mapping)
    with wanted.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    progress = progress_of(database.conn, wanted.petition.id, digest)
    if progress.done:
        return progress
    rows = iter(row for row in table.rows() if row.number > progress.line)
    with loading(database), _rejects(wanted.rejects, progress) as rejects:
        while batch := list(islice(rows, wanted.at_once)):
            taken = replace(progress)
            readable = list(_readable(wanted, batch, now, taken, rejects))
            rejects.flush()
            taken.line, taken.rejects_end = batch[-1].number, rejects.tell()
            with transaction(database) as connection:
                _Batch(database, wanted, now, taken).take_in(readable)
                keep_progress(connection, wanted.petition.id, digest, taken)
            progress = taken
            report(progress)
    progress.done = 1
    with transaction(database) as connection:
        keep_progress(connection, wanted.petition.id, digest, progress)
    return progress


def _rejects(path: Path, progress: Progress) -> IO[str]:
    """The file of rejects as it stood after the last rows that were taken in."""
    file = path.open("a+" if progress.line else "w+", encoding="utf-8", newline="")
    file.truncate(progress.rejects_end)
    file.seek(progress.rejects_end)
    if not progress.rejects_end:
        csv.writer(file).writerow(["line", "reason", *(column.name for column in COLUMNS)])
    return file


def _readable(
    wanted: Import, batch: Iterable[Row], now: int, progress: Progress, rejects: IO[str]
) -> Iterator[Imported]:
    writer = csv.writer(rejects)
    for row in batch:
        try:
            yield read_row(row, wanted.language, now, month_first=wanted.month_first)
        except CampaignerError as error:
            progress.rejected += 1
            values = [row[column.name] for column in COLUMNS]
            writer.writerow([row.number, error.message, *values])


@dataclass
class _Batch:
    """Rows that are taken in together, inside one transaction."""

    database: Database
    wanted: Import
    now: int
    progress: Progress

    def take_in(self, rows: Sequence[Imported]) -> None:
        connection = self.database.conn
        petition = petitions.petition_of(connection, self.wanted.petition.id)
        accepted = self._accepted(rows, petition)
        first = signatures.last_id(connection) + 1
        areas = areas_of_postcodes(
            self.database, petition.scheme, {row.postcode for row, _, _ in accepted if not row.area}
        )
        made, entries = [], []
        for number, (row, person, place) in enumerate(accepted, petition.ledger_rows + 1):
            area = row.area or areas.get(row.postcode, "")
            salt = new_salt()
            made.append(self._new(row, area, person, place, salt, number))
            if self.wanted.confirmed:
                entries.append(self._entry(petition.campaign, row, area, salt))
        signatures.add_signatures(connection, made)
        agreed = [first + place for place, (row, _, _) in enumerate(accepted) if row.letter]
        letter_consents.add_letter_consents(connection, agreed, self.now)
        append(connection, petition.id, entries, self.now)
        if not self.wanted.confirmed:
            outbox.add_mails(connection, "confirm", range(first, first + len(made)), self.now)
        self.progress.accepted += len(made)

    def _accepted(
        self, rows: Sequence[Imported], petition: Petition
    ) -> list[tuple[Imported, int, int]]:
        """The rows that repeat no signature, each with its person's key and place."""
        keys = [person_key(row.email, row.name, row.postcode) for row in rows]
        there = signatures.of_people(self.database.conn, keys, petition.id)
        known: dict[int, list[tuple[int | None, Signer]]] = {
            key: [(each.place, each) for each in signed] for key, signed in there.items()
        }
        accepted = []
        for row, key in zip(rows, keys, strict=True):
            earlier = known.get(key)
            if earlier is None:
                known[key] = [(1, row)]
                accepted.append((row, key, 1))
            elif repeated(row, _same_mailbox(row, [signer for _, signer in earlier])):
                self.progress.repeated += 1
            else:
                place = free_place([place for place, _ in earlier])
                earlier.append((place, row))
                accepted.append((row, key, place))
        return accepted

    def _new(
        self, row: Imported, area: str, person: int, place: int, salt: bytes, number: int
    ) -> NewSignature:
        confirmed = self.wanted.confirmed
        return NewSignature(
            self.wanted.petition.id,
            SignatureState.CONFIRMED if confirmed else SignatureState.PENDING,
            row.name,
            row.email,
            row.postcode,
            row.country,
            row.language,
            area,
            self.wanted.source,
            signed_at=row.signed_at,
            confirmed_at=row.signed_at if confirmed else None,
            counted=number if confirmed else None,
            person=person,
            place=place,
            salt=salt,
        )

    def _entry(self, campaign: str, row: Imported, area: str, salt: bytes) -> Entry:
        day, hour = day_and_hour(row.signed_at)
        record = record_of(campaign, row.name, row.email, row.postcode, row.country, row.signed_at)
        return Entry(
            "confirmed",
            area,
            day,
            hour,
            self.wanted.source,
            row.country,
            row.language,
            leaf_of(salt, record),
        )


def _same_mailbox(row: Imported, known: Iterable[Signer]) -> list[Signer]:
    mailbox = canonical_email(row.email)
    return [each for each in known if each.email and canonical_email(each.email) == mailbox]
