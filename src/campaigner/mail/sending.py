"""Sending what is due: each mail is written, handed over and marked; what fails waits longer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from campaigner.emails import EmailRefused, canonical_email
from campaigner.errors import CampaignerError
from campaigner.issued import note_place
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.reminders import queue_reminders
from campaigner.mail.smtp import mail_server
from campaigner.mail.transports import Folder, NotDelivered, Transport
from campaigner.opening import OpenWorkspace
from campaigner.petitions.confirmation import confirmable_until
from campaigner.schedule import bring_into_line
from campaigner.store import outbox, petitions, signatures
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.outbox import Outgoing
from campaigner.vocabulary import MailKind

# Seconds to wait after the first, second … failed try; after the last one it is given up.
BACK_OFF = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 24 * 3600)
_TO_CONFIRM = (MailKind.CONFIRM, MailKind.REMIND)
_CLAIM_SECONDS = 15 * 60
_CLAIM_MAILS = 50


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails went out, and how many could not."""

    sent: int
    failed: int


def send_mail(here: OpenWorkspace, folder: Path | None = None, limit: int | None = None) -> Sent:
    """Sends the mails that are due, and reminders, or writes them into a folder as ``.eml`` files.

    Raises NoMailServer, SettingsUnfilled or ControllerUnfilled if mail cannot be sent at all,
    MailServerUnavailable if the server cannot be reached: what was not sent is due again at once.
    """
    transport, pace = way_out(here, folder)
    if folder:
        note_place(here.database, folder, here.moment)
    bring_into_line(here.workspace, here.database)
    queue_reminders(here.database, here.moment)
    return send_due(here.database, Writer(here.workspace), transport, here.moment, limit, pace)


def way_out(here: OpenWorkspace, folder: Path | None) -> tuple[Transport, Pace | None]:
    """Returns how mail goes out, and how fast: by the server of the settings, or into a folder.

    Raises NoMailServer, SettingsUnfilled, ControllerUnfilled.
    """
    settings = here.workspace.settings
    way: tuple[Transport, Pace | None] = (
        (Folder(folder), None)
        if folder
        else (mail_server(settings), Pace(settings.mail.per_minute))
    )
    settings.check_controller()
    return way


def send_due(
    database: Database,
    writer: Writer,
    transport: Transport,
    now: int,
    limit: int | None = None,
    pace: Pace | None = None,
) -> Sent:
    """Sends the mails that are due, at most ``limit``; several senders may run side by side.

    What cannot be sent is tried again, later and later, and given up after the last of
    ``BACK_OFF``. Raises what a transport raises if it can send nothing at all: then what was not
    sent is due again at once.
    """
    sent = failed = 0
    while limit is None or sent + failed < limit:
        wanted = _CLAIM_MAILS if limit is None else min(_CLAIM_MAILS, limit - sent - failed)
        with transaction(database) as connection:
            claimed = outbox.claim(connection, now, wanted, now + _CLAIM_SECONDS)
        if not claimed:
            break
        for position, outgoing in enumerate(claimed):
            if pace:
                pace.wait()
            try:
                done = _send(database, writer, transport, outgoing, now)
            except CampaignerError:
                with transaction(database) as connection:
                    outbox.release(connection, [each.id for each in claimed[position:]], now)
                raise
            sent += done
            failed += not done
    return Sent(sent, failed)


def _send(
    database: Database, writer: Writer, transport: Transport, outgoing: Outgoing, now: int
) -> bool:
    with transaction(database) as connection:
        signature = signatures.signature_of(connection, outgoing.signature)
        if signature is None or signature.email is None:  # erased meanwhile
            return False
        mailbox = canonical_email(signature.email)
        if outbox.bounced_at(connection, mailbox) is not None:
            outbox.mark_failed(connection, outgoing.id, "the address is known to fail", None, now)
            return False
        petition = petitions.petition_of(connection, signature.petition)
        if outgoing.kind in _TO_CONFIRM and now >= confirmable_until(petition):
            outbox.mark_failed(connection, outgoing.id, "the petition has closed", None, now)
            return False
        try:
            message = writer.write(connection, outgoing, signature, now)
        except EmailRefused:  # taken before such addresses were refused
            trouble = "the address cannot be written to"
            outbox.mark_failed(connection, outgoing.id, trouble, None, now)
            return False
    try:
        filed = transport.deliver(message, f"{outgoing.id:06d}-{outgoing.kind}")
    except NotDelivered as error:
        again = None if error.permanent else next_try(outgoing.tries + 1, now)
        with transaction(database) as connection:
            outbox.mark_failed(connection, outgoing.id, error.trouble, again, now)
            if error.bounced:
                outbox.add_bounce(connection, mailbox, now)
        return False
    with transaction(database) as connection:
        outbox.mark_sent(connection, outgoing.id, now)
        if filed:
            file = IssuedFile(filed.path, petition.campaign, filed.sha256, signature=signature.id)
            save_issued_files(connection, [file], now)
    return True


def next_try(tries: int, now: int) -> int | None:
    """Returns when to try again after so many failed tries, None if it is to be given up."""
    return now + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None
