"""The ways out of the outbox."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from itertools import chain, count
from pathlib import Path
from typing import Protocol

from campaigner.files import writing
from campaigner.mail.faults import Fault


@dataclass(frozen=True, slots=True)
class ReadyMail:
    """A mail that was written, the one address that it goes to, and a name unlike any other's."""

    message: EmailMessage
    to: str
    name: str


class Claim(Protocol):
    """The right to send a mail, which one sender has at a time."""

    def renew(self) -> None:
        """Keep the mail for longer, just before it goes. Raises ClaimLost."""

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in."""


class Transport(Protocol):
    """Something that takes a mail away."""

    @property
    def longest(self) -> float:
        """The most seconds that pass before a mail's claim is renewed, and after."""

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        """Takes a mail away for good, after the claim was renewed.

        Raises NotDelivered if this mail cannot be taken now, MailServerUnavailable if none can,
        and ClaimLost.
        """

    def close(self) -> None:
        """Ends what was begun for the mails so far."""


class NotDelivered(Exception):
    """A mail that was not taken; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


class ClaimLost(Exception):
    """Another sender has the mail now, or it is no longer to be sent."""


@dataclass(frozen=True)
class Folder:
    """A folder that mails are put into as ``.eml`` files, for looking at or sending on.

    A file that is there stays: a mail whose name is taken gets a number.
    """

    path: Path
    longest = 60.0

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        """Writes the mail whole into the folder, beside other files, and notes it just before."""
        file, content = self._free(mail), _readable(mail.message)
        claim.renew()
        with writing(file, private=True) as writer:
            writer.write(content)
            claim.note(str(file), hashlib.sha256(content).hexdigest())

    def close(self) -> None:
        """Nothing is open."""

    def _free(self, mail: ReadyMail) -> Path:
        """The place for a mail: of files that are there, only itself is replaced, half noted."""
        folder = self.path.resolve()
        names = chain([mail.name], (f"{mail.name}-{number}" for number in count(2)))
        places = (folder / f"{each}.eml" for each in names)
        return next(
            place for place in places if not os.path.lexists(place) or _is_in(place, mail.message)
        )


def _is_in(file: Path, message: EmailMessage) -> bool:
    """Whether a file has the same mail, as one has that was written just before a power cut."""
    try:
        with file.open("rb") as opened:
            found = BytesHeaderParser(policy=SMTP).parse(opened)
    except OSError:
        return False
    return bool(found["Message-ID"] == message["Message-ID"])


def _readable(message: EmailMessage) -> bytes:
    """A mail with its texts as they are, for people and programs that search files for a link."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            part.set_content(part.get_content(), subtype=part.get_content_subtype(), cte="8bit")
    return message.as_bytes(policy=SMTP)
