"""Reading a mailbox by IMAP (RFC 9051): new mails, each to a limit; nothing is deleted there.

The server is somebody else's program: what it sends is bounded in size and in time.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from campaigner.errors import CampaignerError, UsageError
from campaigner.vocabulary.mail import Reason, TrialStep, reason_of_socket

if TYPE_CHECKING:
    from campaigner.setting_tables import Replies

MOST_BYTES = 256 * 1024
"""How much of a mail is read: its text comes first, and attachments are not wanted."""
MOST_AT_ONCE = 100
_SECONDS = 30.0  # for one answer
_WHOLE = 300.0  # for all of them
_MARK = "$Campaigner"
_NUMBERS = re.compile(rb"\d{1,10}")


class NoReplyMailbox(UsageError):
    """The settings name no mailbox for replies."""

    code = "no-reply-mailbox"


class MailboxUnavailable(CampaignerError):
    """The mailbox cannot be read now: at which step, and why."""

    code = "mailbox-unavailable"

    def __init__(self, why: str, step: TrialStep, reason: Reason) -> None:
        super().__init__(
            f"The mailbox for replies cannot be read: {why}.",
            hint="Check [replies] in campaigner.toml. No mail is lost.",
        )
        self.step = TrialStep.NAME if reason is Reason.NO_NAME else step
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail by its number in the mailbox, as it is on the server; the end may be cut off."""

    uid: int
    content: bytes = field(repr=False)


class _Bounded:
    """What a client of ``imaplib`` reads at once has an end."""

    def read(self, size: int) -> bytes:
        """Returns so many bytes of a mail. Raises IMAP4.abort if that is too many."""
        if size > MOST_BYTES + 1024:
            raise imaplib.IMAP4.abort("the server sends more than it was asked for")
        content: bytes = super().read(size)  # type: ignore[misc]
        return content


class _Plain(_Bounded, imaplib.IMAP4):
    pass


class _Secure(_Bounded, imaplib.IMAP4_SSL):
    pass


@dataclass
class Mailbox:
    """An open mailbox; ``validity`` is that of its numbers."""

    client: imaplib.IMAP4
    validity: int
    takes_marks: bool

    def after(self, uid: int) -> Iterator[RawMail]:
        """Yields the mails with higher numbers, the lowest first. Raises MailboxUnavailable."""
        found = self._ask("uid", "SEARCH", f"UID {uid + 1}:*")
        numbers = sorted(int(each) for each in _NUMBERS.findall(found[0] or b""))
        for number in [each for each in numbers if each > uid][:MOST_AT_ONCE]:
            parts = self._ask("uid", "FETCH", str(number), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            content = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if content is not None:  # else it was deleted meanwhile
                yield RawMail(number, bytes(content)[:MOST_BYTES])

    def mark(self, uid: int) -> None:
        """Marks a mail as taken, for people who look into the mailbox."""
        with suppress(MailboxUnavailable):  # a mark is a courtesy
            flag = _MARK if self.takes_marks else "\\Seen"
            self._ask("uid", "STORE", str(uid), "+FLAGS.SILENT", f"({flag})")

    def _ask(self, method: str, *arguments: str) -> list[Any]:
        with _talking(TrialStep.FOLDER):
            kind, answer = getattr(self.client, method)(*arguments)
        if kind != "OK":
            why = "the server refuses to show the mails"
            raise MailboxUnavailable(why, TrialStep.FOLDER, Reason.OTHER)
        return list(answer)


@contextmanager
def opened_mailbox(settings: Replies, seconds: float = _SECONDS) -> Iterator[Mailbox]:
    """The mailbox of the settings for the length of a ``with`` block.

    ``seconds`` is how long an answer is waited for.
    Raises NoReplyMailbox, MailboxUnavailable.
    """
    if not settings.imap_host or not settings.imap_username:
        raise NoReplyMailbox(
            "No mailbox for replies is set up.",
            hint="Fill in imap_host, imap_username and imap_password under [replies] in"
            " campaigner.toml.",
        )
    client = _connected(settings, seconds)
    watch = threading.Timer(_WHOLE, _cut, (client,))
    watch.daemon = True
    watch.start()
    try:
        yield _selected(client, settings)
    finally:
        watch.cancel()
        _close(client)


def _connected(settings: Replies, seconds: float) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    host, port = settings.imap_host, settings.imap_port
    with _talking(TrialStep.CONNECTION):
        if settings.imap_security == "tls":
            return _Secure(host, port, ssl_context=context, timeout=seconds)
        client = _Plain(host, port, timeout=seconds)
    if settings.imap_security == "starttls":
        try:
            _encrypt(client, context)
        except BaseException:
            _close(client)
            raise
    return client


def _encrypt(client: imaplib.IMAP4, context: ssl.SSLContext) -> None:
    if "STARTTLS" not in client.capabilities:
        why = "the server offers no encryption"
        raise MailboxUnavailable(why, TrialStep.ENCRYPTION, Reason.NO_TLS)
    with _talking(TrialStep.ENCRYPTION):
        client.starttls(context)


def _selected(client: imaplib.IMAP4, settings: Replies) -> Mailbox:
    refused = ("the server refuses the account or its password", Reason.LOGIN_REFUSED)
    with _talking(TrialStep.LOGIN, refused):
        client.login(settings.imap_username, settings.imap_password)
    with _talking(TrialStep.FOLDER):
        kind, _ = client.select(_quoted(settings.imap_folder))
        if kind != "OK":
            why = f"there is no folder “{settings.imap_folder}”"
            raise MailboxUnavailable(why, TrialStep.FOLDER, Reason.NO_FOLDER)
        (validity,) = client.response("UIDVALIDITY")[1][:1] or [None]
        flags = b" ".join(filter(None, client.response("PERMANENTFLAGS")[1] or []))
    return Mailbox(client, int(validity or 0), b"\\*" in flags)


def _quoted(folder: str) -> str:
    """A folder's name as the server takes it."""
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


@contextmanager
def _talking(
    step: TrialStep, refused: tuple[str, Reason] = ("the server does not understand", Reason.OTHER)
) -> Iterator[None]:
    """Make one error of whatever goes wrong with a server; its own words are not repeated."""
    try:
        yield
    except imaplib.IMAP4.abort:
        raise MailboxUnavailable("the connection was lost", step, Reason.LOST) from None
    except imaplib.IMAP4.error:
        raise MailboxUnavailable(refused[0], step, refused[1]) from None
    except ssl.SSLError as error:
        is_untrusted = isinstance(error, ssl.SSLCertVerificationError)
        reason = Reason.CERTIFICATE if is_untrusted else Reason.NOT_TLS
        why = "its certificate is not valid, or it does not speak TLS"
        raise MailboxUnavailable(why, TrialStep.ENCRYPTION, reason) from None
    except (OSError, ValueError) as error:
        reason = reason_of_socket(error) if isinstance(error, OSError) else Reason.OTHER
        why = "the server cannot be reached, or does not answer"
        raise MailboxUnavailable(why, step, reason) from None


def _close(client: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError):
        client.logout()
    with suppress(OSError):  # it is closed already, if the server has answered
        client.shutdown()


def _cut(client: imaplib.IMAP4) -> None:
    with suppress(OSError):
        client.socket().shutdown(socket.SHUT_RDWR)
