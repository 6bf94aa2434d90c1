"""Tries to send mails that are no mails about a signature, and what follows if one fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from campaigner.mail.messages import NotWritten
from campaigner.mail.pace import Pace
from campaigner.mail.smtp import MailServerUnavailable
from campaigner.mail.transports import Claim, ClaimLost, NotDelivered, ReadyMail, Transport

CLAIM_SECONDS = 15 * 60
"""For so long nobody else sends what was claimed."""

_BACK_OFF = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600)  # seconds after each failed try, then never


class Attempt(Claim, Protocol):
    """The right to send one mail; ``tries`` is how often that failed before."""

    @property
    def tries(self) -> int:
        """How often it was tried before."""

    def now(self) -> int:
        """The time in seconds since 1970."""

    def write(self) -> ReadyMail:
        """Returns the mail. Raises NotWritten."""

    def put_off(self, due_at: int, tries: int) -> None:
        """Let it be tried again from then on."""

    def end(self) -> None:
        """It has gone, or will not go."""


def attempt_all(
    claim: Callable[[], Attempt | None],
    transport: Transport,
    pace: Pace | None = None,
    limit: int | None = None,
) -> int:
    """Sends what can be claimed, at most ``limit`` mails; returns how many went.

    Raises MailServerUnavailable.
    """
    sent = tried = 0
    while (limit is None or tried < limit) and (mail := claim()):
        if pace:
            pace.wait()
        tried += 1
        sent += attempt(mail, transport)
    return sent


def attempt(mail: Attempt, transport: Transport) -> bool:
    """Sends a mail; returns whether it went.

    One that fails is tried five times again, then given up. If the server takes no mail at all, it
    is due at once as it was, and MailServerUnavailable is raised.
    """
    try:
        written = mail.write()
        mail.renew()
        transport.deliver(written, mail)
    except ClaimLost:
        return False
    except (NotWritten, NotDelivered):
        if mail.tries >= len(_BACK_OFF):
            mail.end()
        else:
            mail.put_off(mail.now() + _BACK_OFF[mail.tries], mail.tries + 1)
        return False
    except MailServerUnavailable:
        mail.put_off(mail.now(), mail.tries)
        raise
    mail.end()
    return True
