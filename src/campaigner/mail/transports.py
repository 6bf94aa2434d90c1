"""The ways out of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol

from campaigner.files import write_bytes


class Transport(Protocol):
    """Something that takes a mail away."""

    def deliver(self, message: EmailMessage, name: str) -> str:
        """Take a mail away for good; ``name`` is unlike that of any other mail.

        Gives the file that it is in, if it is in one that is kept here.

        Raises NotDelivered where this mail cannot be taken, now or ever.
        """


class NotDelivered(Exception):
    """A mail that was not taken. ``trouble`` names no address.

    ``permanent`` where trying again is no use, ``bounced`` where the address is the reason.
    """

    def __init__(self, trouble: str, *, permanent: bool = False, bounced: bool = False) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.permanent = permanent
        self.bounced = bounced


@dataclass(frozen=True)
class Folder:
    """A folder that mails are put into as ``.eml`` files, for looking at or sending on."""

    path: Path

    def deliver(self, message: EmailMessage, name: str) -> str:
        """Write the mail whole into the folder; gives its file."""
        file = self.path.resolve() / f"{name}.eml"
        write_bytes(file, message.as_bytes(policy=SMTP))
        return str(file)
