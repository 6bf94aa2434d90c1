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

from campaigner.files import write_bytes


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that a mail was written to, with its SHA-256."""

    path: str
    sha256: str


class Transport(Protocol):
    """Something that takes a mail away."""

    def deliver(self, message: EmailMessage, name: str) -> Filed | None:
        """Takes a mail away for good; ``name`` is unlike that of any other mail.

        Returns the file that it is in, None if no file is kept here. Raises NotDelivered if this
        mail cannot be taken, now or ever.
        """


class NotDelivered(Exception):
    """A mail that was not taken. ``trouble`` names no address.

    ``permanent`` means that trying again is of no use, ``bounced`` that the address is the reason.
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

    def deliver(self, message: EmailMessage, name: str) -> Filed:
        """Writes the mail whole into the folder, beside other files; returns its file."""
        file, content = self._free(message, name), message.as_bytes(policy=SMTP)
        write_bytes(file, content, private=True)
        return Filed(str(file), hashlib.sha256(content).hexdigest())

    def _free(self, message: EmailMessage, name: str) -> Path:
        """The place for a mail: of files that are there, only itself is replaced, half noted."""
        folder = self.path.resolve()
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        places = (folder / f"{each}.eml" for each in names)
        return next(
            place for place in places if not os.path.lexists(place) or _is_in(place, message)
        )


def _is_in(file: Path, message: EmailMessage) -> bool:
    """Whether a file has the same mail, as one has that was written just before a power cut."""
    try:
        with file.open("rb") as opened:
            found = BytesHeaderParser(policy=SMTP).parse(opened)
    except OSError:
        return False
    return bool(found["Message-ID"] == message["Message-ID"])
