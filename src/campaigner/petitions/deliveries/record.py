"""Deliveries: what was handed to whom, when, with which state of the log and which files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaigner.errors import CampaignerError, UsageError
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.petitions.proof.published import root_at
from campaigner.store import audit, deliveries, ledger
from campaigner.store.database import require_writable, transaction
from campaigner.store.deliveries import DeliveredFile, Delivery
from campaigner.store.issued_files import files_about_many
from campaigner.store.outputs import outputs_at
from campaigner.time_zones import day_of
from campaigner.typed_words import clean_line


class NotHandedOver(CampaignerError):
    """A file that campaigner did not write, or that has changed since."""

    code = "file-not-handed-over"


@dataclass(frozen=True, slots=True)
class Handover:
    """What an organiser records of a delivery.

    ``files`` are those that were handed over. ``size`` is the number of the ledger's rows that they
    show (default: all there are now). ``shown``: the campaign's public page says so.
    """

    recipient: str
    on: date
    handed_by: str = ""
    files: Sequence[Path] = ()
    size: int | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class RecordedDelivery:
    """A delivery with its files."""

    delivery: Delivery
    files: tuple[DeliveredFile, ...]


def record_delivery(here: OpenPetition, handover: Handover) -> RecordedDelivery:
    """Keep what was handed to whom; a checkpoint is made of the ledger as it was shown there.

    Raises UsageError for a day to come or before the petition opened, no recipient, words that
    cannot be kept, a file that is given twice, more rows than the ledger has, or no signature;
    NotHandedOver for a file that was not written by the program or has changed since.
    """
    require_writable(here.database)
    recipient, handed_by = clean_line(handover.recipient), clean_line(handover.handed_by)
    if not recipient:
        raise UsageError("The recipient is missing.", hint="Enter who received the petition.")
    if handover.on > here.today:
        raise UsageError(
            f"{handover.on} is still to come.", hint="Record a delivery once it was made."
        )
    opened = day_of(here.petition.opens_at, here.zone)
    if handover.on < opened:
        raise UsageError(f"{handover.on} is before the petition opened, on {opened}.")
    rows = make_checkpoint(here).rows
    size = rows if handover.size is None else handover.size
    if not 0 <= size <= rows:
        raise UsageError(f"The ledger has {rows:,} rows, not {size:,}.")
    files = _handed_over(here, handover.files)
    named = any(names_people for _, names_people in files)
    connection = here.database.conn
    last = ledger.row_of(connection, here.petition.id, size) if size else None
    if last is None or not last.total:
        raise UsageError(
            "No signature was counted by then: there was nothing to hand in.", code="nobody-signed"
        )
    delivery = Delivery(
        id=0,
        petition=here.petition.id,
        recipient=recipient,
        delivered_on=handover.on.isoformat(),
        handed_by=handed_by,
        signatures=last.total,
        size=size,
        root=root_at(connection, here.petition.id, size),
        destroy_by=destroy_by(here).isoformat() if named else "",
        destroyed_on="",
        shown=handover.shown,
        recorded_at=here.now,
    )
    kept = tuple(file for file, _ in files)
    with transaction(here.database):
        number = deliveries.add_delivery(connection, delivery, kept)
        slug = here.campaign.slug
        audit.record(connection, here.now, here.actor, "record delivery", slug, files=len(kept))
    return RecordedDelivery(delivery._replace(id=number), kept)


def deliveries_of(here: OpenPetition) -> list[RecordedDelivery]:
    """Returns a petition's deliveries, the first first."""
    connection = here.database.conn
    return [
        RecordedDelivery(each, tuple(deliveries.files_of(connection, each.id)))
        for each in deliveries.deliveries_of(connection, here.petition.id)
    ]


def shown_deliveries(here: OpenPetition) -> list[Delivery]:
    """Returns the deliveries that the campaign's public page tells of, the first first."""
    found = deliveries.deliveries_of(here.database.conn, here.petition.id)
    return [each for each in found if each.shown]


def record_destroyed(here: OpenPetition, number: int, on: date) -> None:
    """Keep that a recipient has destroyed what names people.

    Raises UsageError for an unknown delivery, a day before it, or a day to come.
    """
    there = deliveries.deliveries_of(here.database.conn, here.petition.id)
    known = {each.id: each for each in there}
    if number not in known:
        raise UsageError(f"There is no delivery {number}.")
    delivered_on = known[number].delivered_on
    if on.isoformat() < delivered_on:
        raise UsageError(f"{on} is before the delivery, which was made on {delivered_on}.")
    if on > here.today:
        raise UsageError(f"{on} is still to come.")
    with transaction(here.database) as connection:
        deliveries.set_destroyed(connection, number, on.isoformat())
        audit.record(connection, here.now, here.actor, "record destroyed", here.campaign.slug)


def _handed_over(here: OpenPetition, paths: Sequence[Path]) -> list[tuple[DeliveredFile, bool]]:
    """The files with their names; those that share one, with the names of their folders."""
    if len({path.resolve() for path in paths}) < len(paths):
        raise UsageError("A file is given twice.", hint="Enter each file once.")
    found = [_file(here, path) for path in paths]
    shared = Counter(file.name for file, _ in found)
    return [
        (file._replace(name=_in_folder(path)) if shared[file.name] > 1 else file, names_people)
        for path, (file, names_people) in zip(paths, found, strict=True)
    ]


def _in_folder(path: Path) -> str:
    place = path.resolve()
    return f"{place.parent.name}/{place.name}"


def _file(here: OpenPetition, path: Path) -> tuple[DeliveredFile, bool]:
    """A file as it was handed over, and whether it names people."""
    place, connection = str(path.resolve()), here.database.conn
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
    if not any(each.sha256 == sha256 for each in outputs_at(connection, place)):
        raise NotHandedOver(
            f"{path} was not written by campaigner, or has changed since.",
            hint="Enter the file as it was handed over.",
        )
    names_people = any(each.path == place for each in files_about_many(connection))
    return DeliveredFile(path.name, sha256), names_people
