"""Log-ins that failed: the next one has to wait, for a mailbox and for a network.

Whether there is an account for a mailbox makes no difference, so that nobody can tell. A log-in is
noted as failed before its password is looked at: guesses that come together are all counted.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3

from campaigner.emails import EmailRefused, mailbox_of
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.signing.networks import asking_network, network_key
from campaigner.store import sessions
from campaigner.store.database import transaction
from campaigner.store.mailed_letters import Marks

FREE = 5
"""Log-ins that can fail in a row before the next has to wait: half a minute, doubled each time."""

LOCKED = 100
"""Log-ins that can fail in a row at all (NIST SP 800-63B-4, 3.2.2); an invitation unlocks."""

FROM_A_NETWORK = 30
"""Log-ins from one network that can fail in an hour, whoever they are for."""

_FIRST_WAIT, _LONGEST_WAIT, _HOUR = 30, 15 * 60, 60 * 60


class TooManyAttempts(CampaignerError):
    """Log-ins have failed too often; ``wait`` is how many seconds to wait, 0 until unlocked."""

    code = "too-many-attempts"

    def __init__(self, wait: int) -> None:
        super().__init__(
            "Logging in has failed too often.",
            hint="Try again later." if wait else "Ask an owner to invite you again.",
        )
        self.wait = wait


def marks_of(here: OpenWorkspace, email: str, network: str = "") -> Marks:
    """Returns how the log-in of an address from an IP address (empty if not known) is counted."""
    key = network_key(here.workspace.keys_folder)
    return Marks(_mark(key, email), asking_network(here.workspace, network))


def begin(here: OpenWorkspace, marks: Marks) -> int:
    """Notes a log-in as failed, until it is taken back; returns its number.

    Raises TooManyAttempts.
    """
    with transaction(here.database) as connection:
        _check(connection, marks, here.moment)
        return sessions.add_attempt(connection, marks, here.moment)


def wait_after(failures: int) -> int:
    """Returns for how many seconds nobody can log in after so many failures in a row."""
    if failures < FREE:
        return 0
    return min(_FIRST_WAIT << min(failures - FREE, 10), _LONGEST_WAIT)


def _check(connection: sqlite3.Connection, marks: Marks, now: int) -> None:
    failures, last = sessions.failures_of(connection, marks.mailbox)
    if failures >= LOCKED:
        raise TooManyAttempts(0)
    if (left := last + wait_after(failures) - now) > 0 and failures >= FREE:
        raise TooManyAttempts(left)
    if sessions.failures_from(connection, marks.network, now - _HOUR) >= FROM_A_NETWORK:
        raise TooManyAttempts(_HOUR)


def _mark(key: bytes, email: str) -> bytes:
    try:
        mailbox = mailbox_of(email)
    except EmailRefused:
        mailbox = email.strip().casefold()
    text = b"organiser\0" + mailbox.encode(errors="backslashreplace")
    return hmac.new(key, text, hashlib.sha256).digest()[:16]
