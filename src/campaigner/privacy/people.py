"""What is held about a person: shown to them, or erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from campaigner.emails import canonical_email, mailbox_of
from campaigner.errors import CampaignerError
from campaigner.issued import batch_files_about, remove_files_of
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.petitions.signatures import shown, signatures_of
from campaigner.store import (
    audit,
    bookings,
    letter_consents,
    letters,
    outbox,
    petitions,
    replies,
    signatures,
)
from campaigner.store.batch_files import BatchFile
from campaigner.store.bookings import Booking
from campaigner.store.database import Database, transaction
from campaigner.store.letters import SentLetter
from campaigner.store.signatures import Signature


def export_person(database: Database, email: str, now: int, actor: str) -> dict[str, Any]:
    """All that is held about the person behind an address. The audit does not name them."""
    mailbox = mailbox_of(email)
    with transaction(database) as connection:
        found = [_exported(connection, each) for each in signatures_of(connection, email)]
        sent = letters_of(connection, mailbox)
        places = bookings.of_person(connection, mailbox)
        audit.record(connection, now, actor, "person export", signatures=len(found))
    return {
        "email": email,
        "signatures": found,
        "letters": [_letter(database.conn, each) for each in sent],
        "bookings": [_booking(event, booking) for event, booking in places],
    }


def letters_of(connection: sqlite3.Connection, mailbox: str) -> list[SentLetter]:
    """The letters that the person behind a canonical address has sent."""
    found = letters.letters_with_address(connection)
    return [each for each in found if canonical_email(each.sender_email) == mailbox]


def _letter(connection: sqlite3.Connection, letter: SentLetter) -> dict[str, object]:
    came = [
        asdict(each) | {"received_at": _time(each.received_at)}
        for each in replies.replies_to(connection, letter.id)
    ]
    return asdict(letter) | {"made_at": _time(letter.made_at), "replies": came}


def _booking(event: bookings.EventKey, booking: Booking) -> dict[str, object]:
    return {
        "campaign": event[0],
        "event": event[1],
        "name": booking.name,
        "email": booking.email,
        "source": booking.source,
        "booked_at": booking.booked_at.isoformat(),
        "may_write": sorted(booking.partners),
    }


def _exported(connection: sqlite3.Connection, signature: Signature) -> dict[str, object]:
    campaign = petitions.petition_of(connection, signature.petition).campaign
    return {
        "campaign": campaign,
        **shown(signature),
        "may_write": signatures.consents_of(connection, signature.id),
        "agreed_to_letter": letter_consents.has_agreed(connection, signature.id),
        "mails": [
            {"kind": each.kind, "sent_at": _time(each.sent_at)}
            for each in outbox.mails_of(connection, signature.id)
        ],
        "receipt": receipt_of(campaign, signature),
    }


def erase_person(
    database: Database,
    email: str,
    now: int,
    actor: str,
    left: Callable[[str], None] = lambda _: None,
    shared: Callable[[BatchFile], None] = lambda _: None,
) -> int:
    """Erase all that names the person behind an address, everywhere; gives how many records.

    Signatures, letters with their files, places at events, mails. What was counted stays
    counted: the ledger and the tally never held the person. The file of the database is
    rewritten, so that no byte of what was erased is left in it. ``left`` is told the path of
    each file that is no longer the letter made there, and so was not deleted; ``shared`` of each
    file about many people in which they may be: a print run, rows that failed.
    """
    mailbox = mailbox_of(email)
    with transaction(database) as connection:
        signed = signatures_of(connection, email)
        mails = [Path(name) for each in signed for name in outbox.files_of(connection, each.id)]
        sent = letters_of(connection, mailbox)
        signatures.remove(connection, [each.id for each in signed])
        letters.remove_letters(connection, [each.id for each in sent])
        places = bookings.remove_person(connection, mailbox)
        outbox.forget_bounce(connection, mailbox)
        erased = len(signed) + len(sent) + places
        audit.record(connection, now, actor, "person erase", records=erased)
    for file in mails:
        file.unlink(missing_ok=True)
    for letter in sent:
        remove_files_of(letter, left)
    campaigns = {each.campaign for each in sent}
    for about_many in batch_files_about(database, campaigns, partial(_is_of, mailbox)):
        shared(about_many)
    rewrite(database)
    return erased


def _is_of(mailbox: str, address: str) -> bool:
    try:
        return mailbox_of(address) == mailbox
    except CampaignerError:
        return False


def rewrite(database: Database) -> None:
    """Rewrite the database's file, so that nothing deleted is left in it or its log."""
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _time(moment: int | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat()
