"""Sending by SMTP, over one connection that is kept as long as it lasts."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING

from campaigner.errors import CampaignerError, UsageError
from campaigner.mail.transports import NotDelivered

if TYPE_CHECKING:
    from campaigner.settings import Mail, Settings


class MailServerUnavailable(CampaignerError):
    """No mail can be sent now: the server does not answer, or does not let us in."""

    code = "mail-server-unavailable"


class NoMailServer(UsageError):
    """The settings name no mail server, or no sender."""

    code = "no-mail-server"


class SettingsUnfilled(UsageError):
    """The settings lack what mails need to say."""

    code = "settings-unfilled"


def mail_server(settings: Settings) -> Smtp:
    """Returns the mail server of the settings, not yet connected.

    Raises NoMailServer, or SettingsUnfilled if the links of mails would lead to another site.
    """
    if not settings.mail.host or not settings.mail.sender:
        raise NoMailServer(
            "No mail server is set up.",
            hint="Fill in host and sender under [mail] in campaigner.toml.",
        )
    if unfilled := settings.unfilled:
        raise SettingsUnfilled(
            f"campaigner.toml does not say {' and '.join(unfilled)} yet, which mails need:"
            " their links would lead to someone else's site.",
            hint="Fill it in.",
        )
    return Smtp(settings.mail)


@dataclass
class Smtp:
    """A mail server; ``context`` decides which certificates are trusted."""

    settings: Mail
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    _server: smtplib.SMTP | None = field(default=None, init=False, repr=False)

    def deliver(self, message: EmailMessage, name: str) -> None:
        """Hands a mail over to the server.

        Raises NotDelivered if the server does not take this mail, MailServerUnavailable if it
        cannot be reached at all.
        """
        del name
        server = self._server or self._connect()
        self._server = server
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise NotDelivered(
                f"the server refused the address ({code})",
                permanent=code >= 500,
                bounced=code >= 500,
            ) from None
        except smtplib.SMTPResponseException as error:
            self.close()
            raise NotDelivered(
                f"the server refused the mail ({error.smtp_code})", permanent=error.smtp_code >= 500
            ) from None
        except smtplib.SMTPNotSupportedError:
            raise NotDelivered("the server cannot write to this address", permanent=True) from None
        except OSError:  # as smtplib's own errors are
            self.close()
            raise NotDelivered("the connection was lost") from None

    def close(self) -> None:
        """Leave the server."""
        if self._server:
            try:
                self._server.quit()
            except OSError:  # as smtplib's own errors are
                self._server.close()
            self._server = None

    def _connect(self) -> smtplib.SMTP:
        mail = self.settings
        try:
            server = self._reach()
            try:
                if mail.security == "starttls":
                    server.starttls(context=self.context)
                if mail.username:
                    server.login(mail.username, mail.password)
            except OSError:
                server.close()
                raise
        except smtplib.SMTPAuthenticationError:
            raise MailServerUnavailable(
                f"The mail server {mail.host} refuses the login.",
                hint="Check mail.username and mail.password.",
            ) from None
        except OSError as error:
            raise MailServerUnavailable(
                f"The mail server {mail.host}:{mail.port} cannot be used: "
                f"{error.strerror or error}.",
                hint="Check [mail] in campaigner.toml, then run again: no mail is lost.",
            ) from None
        return server

    def _reach(self) -> smtplib.SMTP:
        mail = self.settings
        if mail.security == "tls":
            return smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=mail.timeout, context=self.context
            )
        return smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
