"""Sending what is due: each mail is claimed, written, handed over and marked.

What fails waits, longer each time. A mail that fails for reasons of its own fails alone; what the
server refuses of all mails ends the work, and no mail is the worse for it.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from campaigner.issued import note_place
from campaigner.mail.bounces import Bounces
from campaigner.mail.claims import Claimed, Refusal, claim
from campaigner.mail.data_links import DATA_LINKS
from campaigner.mail.faults import ABOUT_A_MAIL
from campaigner.mail.invitations import INVITATIONS
from campaigner.mail.messages import NotWritten, Writer
from campaigner.mail.own_letters import send_letters
from campaigner.mail.pace import Pace
from campaigner.mail.reminders import queue_reminders
from campaigner.mail.smtp import MailServerUnavailable, mail_server
from campaigner.mail.transports import ClaimLost, Folder, NotDelivered, Transport
from campaigner.mail.updates import queue_more
from campaigner.opening import OpenWorkspace
from campaigner.petitions.rehearsing import check_rehearsal
from campaigner.schedule import bring_into_line
from campaigner.store import mail_server as server_store
from campaigner.store import outbox
from campaigner.store.database import Database, transaction
from campaigner.vocabulary.mail import Blame

# Seconds to wait after the first, second … failed try. Together they are more than the four days
# that RFC 5321, 4.5.4.1 asks for; what the server or a campaign is to blame for is never given up,
# and waits for the longest of the first few.
BACK_OFF = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, *[24 * 3600] * 4)
_LONGEST_FOR_OTHERS = 8 * 3600
_FOR_OTHERS_TO_SEE_TO = (Blame.SERVER, Blame.CAMPAIGN)
_FOR_GOOD = (Blame.ADDRESS, Blame.PETITION)
_CLAIM_SECONDS = 15 * 60
_REFUSED_IN_A_ROW = 3  # mails that the server refuses, one after another, before the work ends

Clock = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept some mails from being sent, and how many."""

    blame: Blame
    words: str
    mails: int


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails went out, what kept others, and what ended the work before its time."""

    sent: int
    troubles: tuple[Trouble, ...] = ()
    stopped: MailServerUnavailable | None = None

    @property
    def failed(self) -> int:
        """How many mails could not be sent."""
        return sum(each.mails for each in self.troubles)


def send_mail(
    here: OpenWorkspace,
    folder: Path | None = None,
    limit: int | None = None,
    *,
    clock: Clock | None = None,
) -> Sent:
    """Sends the mails that are due, and reminders, or writes them into a folder as ``.eml`` files.

    ``clock`` tells the time in seconds since 1970 while the work goes on; without one it stands
    still. Raises NoMailServer, SettingsUnfilled or ControllerUnfilled if mail cannot be sent at
    all, CampaignerError if the folder cannot be written to.
    """
    transport, pace = way_out(here, folder)
    if folder:
        note_place(here.database, folder, here.moment)
    bring_into_line(here.workspace, here.database)
    queue_reminders(here.database, here.moment)
    try:
        return send_due(
            here.database,
            Writer(here.workspace),
            transport,
            clock or (lambda: here.moment),
            limit,
            pace,
        )
    finally:
        transport.close()


def way_out(here: OpenWorkspace, folder: Path | None) -> tuple[Transport, Pace | None]:
    """Returns how mail goes out, and how fast: by the server of the settings, or into a folder.

    Raises NoMailServer, SettingsUnfilled, ControllerUnfilled, RehearsalRefused.
    """
    if folder is None:
        check_rehearsal(here)
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
    clock: Clock,
    limit: int | None = None,
    pace: Pace | None = None,
) -> Sent:
    """Sends the mails that are due, at most ``limit``; several senders may work side by side.

    Raises CampaignerError if the transport can take nothing at all, for reasons of this machine:
    what was not sent is due again at once.
    """
    work = _Work(database, writer, transport, clock)
    while (limit is None or work.tried < limit) and not work.stopped:
        work.send_links(pace)
        if work.stopped:
            break
        claimed = claim(database, work.claimant, work.claim_seconds, clock, work.bounces)
        if claimed is None:
            if queue_more(database, writer.workspace.settings.updates, clock()):
                continue
            break
        if pace:
            pace.wait()
        work.send(claimed)
    work.send_letters(limit, pace)
    troubles = (Trouble(*kind, mails) for kind, mails in work.troubles.items())
    return Sent(work.sent, tuple(troubles), work.stopped)


@dataclass
class _Work:
    """One sender at work."""

    database: Database
    writer: Writer
    transport: Transport
    clock: Clock
    claimant: str = field(default_factory=lambda: secrets.token_hex(8))
    sent: int = 0
    tried: int = 0
    troubles: Counter[tuple[Blame, str]] = field(default_factory=Counter)
    stopped: MailServerUnavailable | None = None
    in_a_row: int = 0

    @property
    def bounces(self) -> Bounces:
        return Bounces(self.writer.workspace.keys_folder)

    @property
    def claim_seconds(self) -> int:
        return max(_CLAIM_SECONDS, int(2 * self.transport.longest))

    def send(self, claimed: Claimed) -> None:
        """Try to send a mail, and note what came of it."""
        self.tried += 1
        try:
            if isinstance(claimed.content, Refusal):
                refusal = claimed.content
                self._failed(claimed, refusal.blame, refusal.words)
                return
            mail = self.writer.write(claimed.content, self.clock())
            claimed.renew()
            self.transport.deliver(mail, claimed)
        except ClaimLost:
            return
        except NotWritten as error:
            self._failed(claimed, error.blame, error.words)
        except NotDelivered as error:
            self._refused(claimed, error)
        except MailServerUnavailable as error:
            self._stop(claimed, error)
        except BaseException:
            claimed.release()
            raise
        else:
            self._done(claimed)

    def send_links(self, pace: Pace | None) -> None:
        """Send links to people's own data and to accounts before other mail: they wait for them."""
        try:
            for send in (DATA_LINKS.send, INVITATIONS.send):
                done = send(self.database, self.writer, self.transport, self.clock, pace)
                self.sent += done
                self.tried += done
        except MailServerUnavailable as error:
            self._stopped(error)

    def send_letters(self, limit: int | None, pace: Pace | None) -> None:
        """Send people the letters that they wrote, after all other mail."""
        if self.stopped:
            return
        left = None if limit is None else limit - self.tried
        try:
            self.sent += send_letters(
                self.database, self.writer, self.transport, self.clock, left, pace
            )
        except MailServerUnavailable as error:
            self._stopped(error)

    def _done(self, claimed: Claimed) -> None:
        with transaction(self.database) as connection:
            outbox.mark_sent(connection, claimed.outgoing.id, self.clock())
            server_store.forget_trouble(connection)
        self.sent += 1
        self.in_a_row = 0

    def _refused(self, claimed: Claimed, error: NotDelivered) -> None:
        fault = error.fault
        self._failed(claimed, fault.blame, fault.words)
        self.in_a_row = self.in_a_row + 1 if fault.blame is Blame.SERVER else 0
        if self.in_a_row == _REFUSED_IN_A_ROW:
            self._stopped(MailServerUnavailable(fault))

    def _stop(self, claimed: Claimed, error: MailServerUnavailable) -> None:
        fault = error.fault
        if fault.step in ABOUT_A_MAIL:  # the mail may be the reason: let others go first
            self._failed(claimed, fault.blame, fault.words)
        else:
            claimed.release()
        self._stopped(error)

    def _stopped(self, error: MailServerUnavailable) -> None:
        with transaction(self.database) as connection:
            server_store.note_trouble(connection, error.fault.words, self.clock())
        self.stopped = error

    def _failed(self, claimed: Claimed, blame: Blame, words: str) -> None:
        now, outgoing = self.clock(), claimed.outgoing
        again = next_try(blame, outgoing.tries + 1, now)
        with transaction(self.database) as connection:
            outbox.mark_failed(connection, outgoing.id, blame, words, again, now)
            if blame is Blame.ADDRESS and not isinstance(claimed.content, Refusal):
                email = claimed.content.signature.email or ""
                self.bounces.add(connection, email, now)
        self.troubles[blame, words] += 1


def next_try(blame: Blame, tries: int, now: int) -> int | None:
    """Returns when to try again after so many failed tries, None if it is to be given up."""
    if blame in _FOR_GOOD:
        return None
    if blame in _FOR_OTHERS_TO_SEE_TO:
        return now + min(BACK_OFF[min(tries, len(BACK_OFF)) - 1], _LONGEST_FOR_OTHERS)
    return now + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None
