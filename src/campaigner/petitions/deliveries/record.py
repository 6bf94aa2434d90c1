"""Deliveries: what was handed to whom, when, with which state of the log and which files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaigner.errors import CampaignerError, UsageError
from campaigner.files import sha256_of
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.petitions.proof.published import root_at
from campaigner.store import audit, deliveries, ledger
from campaigner.store.database import require_writable, transaction
from campaigner.store.deliveries import DeliveredFile, Delivery
from campaigner.store.issued_files import files_about_many
from campaigner.store.ledger import LedgerRow
from campaigner.store.outputs import outputs_at
from campaigner.time_zones import day_of
from campaigner.typed_words import clean_line


class NotHandedOver(CampaignerError):
    """A file that campaigner did not write, or that has changed since."""

    code = "file-not-handed-over"


class HandoverRefused(UsageError):
    """What was said of a delivery cannot be kept; its ``field`` says what, as in ``Handover``."""

    def __init__(self, field: str, message: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(message, hint=hint, code=code or f"{field}-refused", field=field)
        self.field = field


class NoDelivery(UsageError):
    """No delivery of a petition has this number."""

    code = "unknown-delivery"


@dataclass(frozen=True, slots=True)
class Handover:
    """What an organiser records of a delivery.

    ``files`` are those that were handed over. ``size`` is the number of the ledger's rows that they
    show, ``signatures`` how many signatures they show if nobody knows the rows (default: all there
    are now). ``shown``: the campaign's public page says so. ``names_people``: something else with
    names was handed over, such as prints. ``destroy_by`` is the last day for copies with names, if
    it is before that of the rule (``destroying.destroy_by``).
    """

    recipient: str
    on: date
    handed_by: str = ""
    files: Sequence[Path] = ()
    size: int | None = None
    shown: bool = False
    signatures: int | None = None
    names_people: bool = False
    destroy_by: date | None = None


@dataclass(frozen=True, slots=True)
class RecordedDelivery:
    """A delivery with its files."""

    delivery: Delivery
    files: tuple[DeliveredFile, ...]


def record_delivery(here: OpenPetition, handover: Handover) -> RecordedDelivery:
    """Keep what was handed to whom; a checkpoint is made of the ledger as it was shown there.

    Raises HandoverRefused for a day to come or before the petition opened, no recipient, words
    that cannot be kept, a file that is given twice, more rows or signatures than there are, no
    signature, or a day for the copies that is too late; NotHandedOver for a file that was not
    written by the program or has changed since.
    """
    require_writable(here.database)
    recipient = _line("recipient", handover.recipient)
    handed_by = _line("handed_by", handover.handed_by)
    if not recipient:
        raise HandoverRefused(
            "recipient", "The recipient is missing.", hint="Enter who received the petition.",
            code="no-recipient",
        )  # fmt: skip
    _check_day(here, handover.on)
    files = _handed_over(here, handover.files)
    last = _shown_row(here, handover)
    named = handover.names_people or any(names_people for _, names_people in files)
    delivery = Delivery(
        id=0,
        petition=here.petition.id,
        recipient=recipient,
        delivered_on=handover.on.isoformat(),
        handed_by=handed_by,
        signatures=last.total,
        size=last.number,
        root=root_at(here.database.conn, here.petition.id, last.number),
        destroy_by=_destroy_by(here, handover).isoformat() if named else "",
        destroyed_on="",
        shown=handover.shown,
        recorded_at=here.now,
    )
    kept = tuple(file for file, _ in files)
    with transaction(here.database) as connection:
        number = deliveries.add_delivery(connection, delivery, kept)
        slug = here.campaign.slug
        audit.record(connection, here.now, here.actor, "record delivery", slug, files=len(kept))
    return RecordedDelivery(delivery._replace(id=number), kept)


def remove_delivery(here: OpenPetition, number: int) -> Delivery:
    """Remove the record of a delivery that was not made so; returns it. Raises NoDelivery."""
    require_writable(here.database)
    with transaction(here.database) as connection:
        known = _known(here, number)
        deliveries.remove_delivery(connection, known.id)
        audit.record(
            connection, here.now, here.actor, "remove delivery", here.campaign.slug,
            delivery=number, signatures=known.signatures,
        )  # fmt: skip
    return known


def show_delivery(here: OpenPetition, number: int, *, shown: bool) -> None:
    """Show a delivery on the campaign's public page, or no longer. Raises NoDelivery."""
    require_writable(here.database)
    with transaction(here.database) as connection:
        deliveries.set_shown(connection, _known(here, number).id, shown=shown)
        audit.record(
            connection, here.now, here.actor, "show delivery", here.campaign.slug,
            delivery=number, shown=shown,
        )  # fmt: skip


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


def record_destroyed(here: OpenPetition, number: int, on: date | None) -> None:
    """Keep that a recipient has destroyed what names people; None takes that back.

    Raises NoDelivery, and HandoverRefused for a day before it, or a day to come.
    """
    require_writable(here.database)
    with transaction(here.database) as connection:
        delivered_on = _known(here, number).delivered_on
        if on and on.isoformat() < delivered_on:
            raise HandoverRefused(
                "destroyed_on",
                f"{on} is before the delivery, which was made on {delivered_on}.",
                code="destroyed-before",
            )
        if on and on > here.today:
            raise HandoverRefused(
                "destroyed_on", f"{on} is still to come.", code="destroyed-to-come"
            )
        deliveries.set_destroyed(connection, number, on.isoformat() if on else "")
        what = "record destroyed" if on else "take back destroyed"
        audit.record(connection, here.now, here.actor, what, here.campaign.slug)


def _known(here: OpenPetition, number: int) -> Delivery:
    for each in deliveries.deliveries_of(here.database.conn, here.petition.id):
        if each.id == number:
            return each
    raise NoDelivery(f"There is no delivery {number}.")


def _line(field: str, text: str) -> str:
    try:
        return clean_line(text)
    except UsageError as refused:
        raise HandoverRefused(field, refused.message, hint=refused.hint) from refused


def _check_day(here: OpenPetition, on: date) -> None:
    if on > here.today:
        raise HandoverRefused(
            "on", f"{on} is still to come.", hint="Record a delivery once it was made.",
            code="on-to-come",
        )  # fmt: skip
    opened = day_of(here.petition.opens_at, here.zone)
    if on < opened:
        raise HandoverRefused(
            "on", f"{on} is before the petition opened, on {opened}.", code="on-before-opening"
        )


def _shown_row(here: OpenPetition, handover: Handover) -> LedgerRow:
    """The last row of the ledger that was shown; the checkpoint of what there is now is kept."""
    connection, rows = here.database.conn, make_checkpoint(here).rows
    size = rows if handover.size is None else handover.size
    if not 0 <= size <= rows:
        raise HandoverRefused(
            "size", f"The ledger has {rows:,} rows, not {size:,}.", code="more-rows"
        )
    last = ledger.row_of(connection, here.petition.id, size) if size else None
    if last is None or not last.total:
        raise HandoverRefused(
            "signatures", "No signature was counted by then: there was nothing to hand in.",
            code="nobody-signed",
        )  # fmt: skip
    wanted = handover.signatures
    if wanted is None or wanted == last.total:
        return last
    found = _row_of_total(here, wanted, last.number) if wanted > 0 else None
    if found is None:
        raise HandoverRefused(
            "signatures", f"{wanted:,} is not a number of signatures that was reached.",
            hint=f"By now there are {last.total:,}.", code="never-so-many",
        )  # fmt: skip
    return found


def _row_of_total(here: OpenPetition, total: int, size: int) -> LedgerRow | None:
    """A row of the ledger by which so many were counted, None if there is none.

    The total goes up and down by one at most from row to row, so halving finds it.
    """
    first, last = 0, size
    while last - first > 1:
        middle = (first + last) // 2
        if _total_at(here, middle) < total:
            first = middle
        else:
            last = middle
    found = ledger.row_of(here.database.conn, here.petition.id, last)
    return found if found and found.total == total else None


def _total_at(here: OpenPetition, number: int) -> int:
    row = ledger.row_of(here.database.conn, here.petition.id, number)
    return row.total if row else 0


def _destroy_by(here: OpenPetition, handover: Handover) -> date:
    latest = destroy_by(here)
    chosen = handover.destroy_by
    if chosen is None:
        return latest
    if chosen > latest or chosen < handover.on:
        raise HandoverRefused(
            "destroy_by", f"{chosen} is not between the delivery and {latest}.",
            hint="Names are kept no longer than that.", code="destroy-by-too-late",
        )  # fmt: skip
    return chosen


def _handed_over(here: OpenPetition, paths: Sequence[Path]) -> list[tuple[DeliveredFile, bool]]:
    """The files with their names; those that share one, with the names of their folders."""
    if len({path.resolve() for path in paths}) < len(paths):
        raise HandoverRefused("files", "A file is given twice.", hint="Enter each file once.")
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
        sha256 = sha256_of(path)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
    if not any(each.sha256 == sha256 for each in outputs_at(connection, place)):
        raise NotHandedOver(
            f"{path} was not written by campaigner, or has changed since.",
            hint="Enter the file as it was handed over.",
        )
    names_people = any(each.path == place for each in files_about_many(connection))
    return DeliveredFile(path.name, sha256), names_people
