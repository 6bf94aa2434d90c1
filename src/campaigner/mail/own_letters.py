"""A letter mailed to the person who wrote it, at their wish: queued, and sent.

The mail says nothing that anybody typed, and few go to one address or come from one network, so
that it is of no use for writing to others. What was typed is in the attached letter alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from campaigner.emails import parse_email
from campaigner.errors import CampaignerError
from campaigner.forms import check_form, read_field
from campaigner.holding import ASKED_DAYS, DAY
from campaigner.letters.writing.preview import Preview
from campaigner.mail.attempts import CLAIM_SECONDS, attempt_all
from campaigner.mail.bounces import Bounces
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.transports import ClaimLost, ReadyMail, Transport
from campaigner.opening import OpenWorkspace
from campaigner.petitions.signing.networks import asking_network
from campaigner.problems import Problem
from campaigner.store import mailed_letters
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.mailed_letters import MailedLetter, Marks

FOR_AN_ADDRESS = 3
FROM_A_NETWORK = 10
"""How many letters may be asked for in a day."""


class TooManyLetters(CampaignerError):
    """An address or a network has asked for so many letters today that no more are mailed."""

    code = "too-many-letters"


def mail_to_writer(
    here: OpenWorkspace, shown: Preview, pdf: bytes, email: str, *, agreed: bool, network: str = ""
) -> None:
    """Queue a letter as a mail to the person who wrote it, who has ``agreed`` to that.

    ``network`` is the IP address that asks, empty if it is not known. Raises FormRefused for an
    address that is not valid or without agreement, TooManyLetters.
    """
    address = check_wish(email, agreed=agreed)
    mark = Bounces(here.workspace.keys_folder).mark_of(address)
    marks = Marks(mark, asking_network(here.workspace, network))
    with transaction(here.database) as connection:
        mailed_letters.remove_before(connection, here.moment - ASKED_DAYS * DAY)
        to_address, from_network = mailed_letters.asked_for(connection, marks, here.moment - DAY)
        if to_address >= FOR_AN_ADDRESS or from_network >= FROM_A_NETWORK:
            raise TooManyLetters(
                "No more letters can be mailed today.", hint="Download it instead."
            )
        recipient = shown.letter.recipient.envelope_name
        letter = (shown.campaign.slug, shown.wording.language, address, recipient, pdf)
        mailed_letters.add(connection, marks, letter, here.moment)


def check_wish(email: str, *, agreed: bool) -> str:
    """Returns the address that a letter is to be mailed to.

    Raises FormRefused if it is not valid, or its owner has not agreed.
    """
    problems: list[Problem] = []
    address = read_field(problems, "mail_to", parse_email, email, "")
    if not agreed:
        message = "This needs your agreement."
        problems.append(Problem("agree", 0, "not-agreed", message, "Tick the box."))
    check_form(problems)
    return address


@dataclass(frozen=True)
class _Claimed:
    """The right to send one letter."""

    database: Database
    writer: Writer
    claimant: str
    letter: MailedLetter
    now: Callable[[], int]

    @property
    def tries(self) -> int:
        """How often it was tried before."""
        return self.letter.tries

    def write(self) -> ReadyMail:
        """Returns the mail. Raises NotWritten."""
        return self.writer.own_letter(self.letter, self.now())

    def renew(self) -> None:
        """Keep the letter for longer. Raises ClaimLost."""
        with transaction(self.database) as connection:
            until = self.now() + CLAIM_SECONDS
            if not mailed_letters.renew(connection, self.letter.id, self.claimant, until):
                raise ClaimLost

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in."""
        file = IssuedFile(path, self.letter.campaign, sha256)
        with transaction(self.database) as connection:
            save_issued_files(connection, [file], self.now())

    def put_off(self, due_at: int, tries: int) -> None:
        """Let it be sent from then on."""
        with transaction(self.database) as connection:
            mailed_letters.put_off(connection, self.letter.id, due_at, tries)

    def end(self) -> None:
        """Forget it: it has gone, or will not go."""
        with transaction(self.database) as connection:
            mailed_letters.forget(connection, self.letter.id, self.now())


def send_letters(
    database: Database,
    writer: Writer,
    transport: Transport,
    clock: Callable[[], int],
    limit: int | None = None,
    pace: Pace | None = None,
) -> int:
    """Sends the letters that are due, at most ``limit``; returns how many went.

    Raises MailServerUnavailable.
    """
    return attempt_all(lambda: _claim(database, writer, clock), transport, pace, limit)


def _claim(database: Database, writer: Writer, clock: Callable[[], int]) -> _Claimed | None:
    claimant, now = secrets.token_hex(8), clock()
    with transaction(database) as connection:
        letter = mailed_letters.claim(connection, claimant, now, now + CLAIM_SECONDS)
    return _Claimed(database, writer, claimant, letter, clock) if letter else None
