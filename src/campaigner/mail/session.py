"""One connection to a mail server, in steps that each come to an end.

A step has so many seconds for the whole of it, however the server spends them: then the connection
is cut from outside, whatever is waited for, a handshake or the rest of a line.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from campaigner.mail.faults import Fault, Step, fault_of, lost, stalled, unable
from campaigner.vocabulary.mail import Reason, reason_of_socket

if TYPE_CHECKING:
    from campaigner.setting_tables import Mail

# The answer to a whole mail may take longer: the server may deliver it meanwhile, and a mail whose
# answer nobody waits for is sent twice (RFC 5321, 4.5.3.2.6 and 6.1).
CONTENT_PATIENCE = 5
STEPS_BEFORE_CONTENT = len(Step) + 1  # EHLO is said twice
_LINES_AT_MOST = 100  # of an answer
_LINE_AT_MOST = 8_192  # bytes
_OK = range(200, 300)
_GO_ON = 354
_PORT = "Check security and port."


class StepFailed(Exception):
    """A step of the conversation failed: the fault says why, and whose it is."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


class _Client(smtplib.SMTP):
    """smtplib's words for the conversation; how answers are read is ours."""

    def getreply(self) -> tuple[int, bytes]:
        """Returns the code (-1 if there is none) and the text of an answer, which has an end."""
        assert self.sock is not None
        if self.file is None:
            self.file = self.sock.makefile("rb")
        lines: list[bytes] = []
        while True:
            line = self.file.readline(_LINE_AT_MOST + 1)
            if not line.endswith(b"\n"):
                raise smtplib.SMTPServerDisconnected("the answer is cut short or too long")
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                break
            if len(lines) == _LINES_AT_MOST:
                raise smtplib.SMTPServerDisconnected("the answer does not end")
        return (int(line[:3]) if line[:3].isdigit() else -1), b"\n".join(lines)


class Session:
    """A connection over which mails can be sent one after another."""

    def __init__(self, settings: Mail, trusted: Callable[[], ssl.SSLContext]) -> None:
        """Connects, encrypts and logs in as the settings say. Raises StepFailed.

        ``trusted`` gives the certificates that are trusted, where any are needed.
        """
        self.settings = settings
        self._trusted = trusted
        self._line: socket.socket | None = None  # the connection below any encryption
        self._stalled = False
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def sender(self, address: str) -> None:
        """Begins a mail from an address. Raises StepFailed."""
        self._ask(Step.SENDER, f"MAIL FROM:<{address}>")

    def recipient(self, address: str) -> None:
        """Says whom the mail is to. Raises StepFailed."""
        self._ask(Step.RECIPIENT, f"RCPT TO:<{address}>")

    def content(self, content: bytes) -> None:
        """Hands the mail over, in lines that end as SMTP's do. Raises StepFailed."""
        with self._within(Step.DATA):
            code, answer = self._client.docmd("DATA")
        if code != _GO_ON:
            raise StepFailed(_refused(Step.DATA, code, answer))
        with self._within(Step.CONTENT, CONTENT_PATIENCE):
            self._client.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
            code, answer = self._client.getreply()
        if code not in _OK:
            raise StepFailed(_refused(Step.CONTENT, code, answer))

    def start_over(self) -> None:
        """Leaves the mail that was begun, so that another one can be. Raises StepFailed."""
        self._ask(Step.SENDER, "RSET")

    def leave(self) -> None:
        """Says goodbye and closes the connection."""
        with suppress(StepFailed), self._within(Step.GREETING):
            self._client.docmd("QUIT")
        self.close()

    def close(self) -> None:
        """Closes the connection at once."""
        if self._line:
            with suppress(OSError):
                self._client.close()
            self._line.close()
            self._line = None

    def _begin(self) -> None:
        mail = self.settings
        self._client = _Client(timeout=mail.timeout)
        with self._within(Step.CONNECT):
            found = _connected(mail.host, mail.port, mail.timeout)
            self._line = found.dup()
            self._client.sock = found
        if mail.security == "tls":
            self._encrypt()
        with self._within(Step.GREETING):
            code, answer = self._client.getreply()
        if code not in _OK:
            raise StepFailed(_refused(Step.GREETING, code, answer))
        self._hello()
        if mail.security == "starttls":
            self._start_tls()
        if mail.username:
            self._log_in()

    def _hello(self) -> None:
        with self._within(Step.HELLO):
            code, answer = self._client.ehlo()
            if code not in _OK:
                code, answer = self._client.helo()
        if code not in _OK:
            raise StepFailed(_refused(Step.HELLO, code, answer))

    def _start_tls(self) -> None:
        if not self._client.has_extn("starttls"):
            raise StepFailed(
                unable(Step.TLS, "the server offers no encryption", _PORT, Reason.NO_TLS)
            )
        self._ask(Step.TLS, "STARTTLS")
        self._encrypt()
        self._client.file = None  # what came before the encryption is nobody's (RFC 3207, 4.2)
        self._client.ehlo_resp = self._client.helo_resp = None
        self._client.esmtp_features = {}
        self._client.does_esmtp = False
        self._hello()

    def _encrypt(self) -> None:
        assert self._client.sock is not None
        context = self._trusted()
        with self._within(Step.TLS):
            self._client.sock = context.wrap_socket(
                self._client.sock, server_hostname=self.settings.host
            )

    def _log_in(self) -> None:
        mail = self.settings
        with self._within(Step.LOGIN):
            try:
                self._client.login(mail.username, mail.password)
            except smtplib.SMTPNotSupportedError:
                raise StepFailed(
                    unable(Step.LOGIN, "the server takes no login", _PORT, Reason.NO_LOGIN)
                ) from None

    def _ask(self, step: Step, command: str) -> None:
        with self._within(step):
            code, answer = self._client.docmd(command)
        if code not in _OK:
            raise StepFailed(_refused(step, code, answer))

    @contextmanager
    def _within(self, step: Step, times: int = 1) -> Iterator[None]:
        """A step, and an end to it. Raises StepFailed for whatever goes wrong with the server."""
        seconds = self.settings.timeout * times
        if self._client.sock is not None:
            self._client.sock.settimeout(seconds)
        watch = threading.Timer(seconds, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        except smtplib.SMTPResponseException as error:
            raise StepFailed(_refused(step, error.smtp_code, error.smtp_error)) from None
        except ssl.SSLCertVerificationError as error:
            words = f"the server's certificate is not trusted: {error.verify_message}"
            raise StepFailed(unable(step, words, reason=Reason.CERTIFICATE)) from None
        except (OSError, ValueError) as error:  # smtplib's errors are of these, too
            raise StepFailed(self._fault(step, error)) from None
        finally:
            watch.cancel()

    def _fault(self, step: Step, error: Exception) -> Fault:
        if self._stalled or isinstance(error, TimeoutError):
            return stalled(step)
        if step is Step.CONNECT and isinstance(error, OSError):
            words = f"it cannot be reached ({error.strerror or error})"
            return unable(step, words, reason=reason_of_socket(error))
        if isinstance(error, ssl.SSLError) and "WRONG_VERSION" in str(error.reason):
            return unable(step, "the server does not speak TLS at this port", _PORT, Reason.NOT_TLS)
        if isinstance(error, UnicodeError):
            return unable(step, f"SMTP has no letters for what is said to it ({step})")
        return lost(step)

    def _cut(self) -> None:
        self._stalled = True
        if line := self._line:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _connected(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to the first address of a host that answers, within so many seconds in all."""
    until = time.monotonic() + seconds
    failed = OSError("no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        made = socket.socket(family, kind, protocol)
        made.settimeout(max(until - time.monotonic(), 0.001))
        try:
            made.connect(address)
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed


def _refused(step: Step, code: int, answer: bytes | str) -> Fault:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return fault_of(step, code, text)
