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
from campaigner.letters.preview import Preview
from campaigner.mail.bounces import Bounces
from campaigner.mail.messages import NotWritten, Writer
from campaigner.mail.pace import Pace
from campaigner.mail.smtp import MailServerUnavailable
from campaigner.mail.transports import ClaimLost, NotDelivered, Transport
from campaigner.opening import OpenWorkspace
from campaigner.petitions.networks import network_key, network_of
from campaigner.problems import Problem
from campaigner.store import mailed_letters
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.mailed_letters import MailedLetter, Marks

DAY = 24 * 60 * 60
KEPT_DAYS = 2
FOR_AN_ADDRESS = 3
FROM_A_NETWORK = 10
"""How many letters may be asked for in a day."""

_BACK_OFF = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600)  # seconds after each failed try, then never
_CLAIM_SECONDS = 15 * 60


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
    marks = _marks(here, address, network)
    with transaction(here.database) as connection:
        mailed_letters.remove_before(connection, here.moment - KEPT_DAYS * DAY)
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


def _marks(here: OpenWorkspace, email: str, network: str) -> Marks:
    keys, fraud = here.workspace.keys_folder, here.workspace.settings.fraud
    seen = network_of(network, fraud, network_key(keys)) if network else b""
    return Marks(Bounces(keys).mark_of(email), seen)


@dataclass(frozen=True)
class _Claimed:
    """The right to send one letter."""

    database: Database
    claimant: str
    letter: MailedLetter
    clock: Callable[[], int]

    def renew(self) -> None:
        """Keep the letter for longer. Raises ClaimLost."""
        with transaction(self.database) as connection:
            until = self.clock() + _CLAIM_SECONDS
            if not mailed_letters.renew(connection, self.letter.id, self.claimant, until):
                raise ClaimLost

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in."""
        file = IssuedFile(path, self.letter.campaign, sha256)
        with transaction(self.database) as connection:
            save_issued_files(connection, [file], self.clock())


def send_letters(
    database: Database,
    writer: Writer,
    transport: Transport,
    clock: Callable[[], int],
    limit: int | None = None,
    pace: Pace | None = None,
) -> int:
    """Sends the letters that are due, at most ``limit``; returns how many went.

    Whatever is wrong with a mail, its letter is tried five times again, then given up and
    forgotten. Raises MailServerUnavailable.
    """
    sent = tried = 0
    while limit is None or tried < limit:
        claimed = _claim(database, clock)
        if claimed is None:
            break
        if pace:
            pace.wait()
        tried += 1
        sent += _send(claimed, writer, transport)
    return sent


def _claim(database: Database, clock: Callable[[], int]) -> _Claimed | None:
    claimant, now = secrets.token_hex(8), clock()
    with transaction(database) as connection:
        letter = mailed_letters.claim(connection, claimant, now, now + _CLAIM_SECONDS)
    return _Claimed(database, claimant, letter, clock) if letter else None


def _send(claimed: _Claimed, writer: Writer, transport: Transport) -> bool:
    letter = claimed.letter
    try:
        mail = writer.own_letter(letter, claimed.clock())
        claimed.renew()
        transport.deliver(mail, claimed)
    except ClaimLost:
        return False
    except (NotWritten, NotDelivered):
        _put_off(claimed)
        return False
    except MailServerUnavailable:
        with transaction(claimed.database) as connection:
            mailed_letters.put_off(connection, letter.id, claimed.clock(), letter.tries)
        raise
    with transaction(claimed.database) as connection:
        mailed_letters.forget(connection, letter.id, claimed.clock())
    return True


def _put_off(claimed: _Claimed) -> None:
    letter, now = claimed.letter, claimed.clock()
    with transaction(claimed.database) as connection:
        if letter.tries >= len(_BACK_OFF):
            mailed_letters.forget(connection, letter.id, now)
        else:
            due = now + _BACK_OFF[letter.tries]
            mailed_letters.put_off(connection, letter.id, due, letter.tries + 1)
