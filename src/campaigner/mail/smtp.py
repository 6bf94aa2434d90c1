"""Sending by SMTP, over one connection that is kept as long as it lasts."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from email.policy import SMTP
from typing import TYPE_CHECKING

from campaigner.emails import mailed_email
from campaigner.errors import CampaignerError, UsageError
from campaigner.mail.faults import Fault
from campaigner.mail.session import CONTENT_PATIENCE, STEPS_BEFORE_CONTENT, Session, StepFailed
from campaigner.mail.transports import Claim, NotDelivered, ReadyMail
from campaigner.vocabulary.mail import Blame

if TYPE_CHECKING:
    from campaigner.setting_tables import Mail
    from campaigner.settings import Settings


class MailServerUnavailable(CampaignerError):
    """No mail can be sent now: the server cannot be reached, or refuses whatever comes."""

    code = "mail-server-unavailable"

    def __init__(self, fault: Fault, host: str = "") -> None:
        super().__init__(
            f"No mail can be sent{f' by {host}' if host else ''} now: {fault.words}.",
            hint=fault.advice or "Check [mail] in campaigner.toml. No mail is lost.",
        )
        self.fault = fault


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
    """A mail server; ``context`` decides which certificates are trusted.

    Where it is None, those are the system's. They are read when they are first needed, which takes
    longer than a mail.
    """

    settings: Mail
    context: ssl.SSLContext | None = None
    _session: Session | None = field(default=None, init=False, repr=False)

    @property
    def longest(self) -> float:
        """The seconds of all steps, of which those before the content can be needed twice."""
        return self.settings.timeout * (2 * STEPS_BEFORE_CONTENT + CONTENT_PATIENCE)

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        """Hands a mail over to the server. Raises as every transport does."""
        content = mail.message.as_bytes(policy=SMTP)
        try:
            session = self._at_sender()
            session.recipient(mail.to)
            claim.renew()
            session.content(content)
        except StepFailed as error:
            self._leave_off(error.fault)
            if error.fault.ends:
                raise MailServerUnavailable(error.fault, self.settings.host) from None
            raise NotDelivered(error.fault) from None
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Leave the server."""
        if self._session:
            self._session.leave()
            self._session = None

    def _trusted(self) -> ssl.SSLContext:
        if self.context is None:
            self.context = ssl.create_default_context()
        return self.context

    def _at_sender(self) -> Session:
        """A connection on which a mail is begun.

        One that took a mail before may be over by now, as many servers take only some over one
        connection: then it is begun again, once. Raises StepFailed.
        """
        sender = mailed_email(self.settings.sender)
        if self._session:
            try:
                self._session.sender(sender)
            except StepFailed:
                self._drop()
            else:
                return self._session
        self._session = Session(self.settings, self._trusted)
        self._session.sender(sender)
        return self._session

    def _leave_off(self, fault: Fault) -> None:
        """Make room for another mail after one that failed."""
        if self._session and fault.blame is not Blame.SERVER:
            try:
                self._session.start_over()
            except StepFailed:
                pass
            else:
                return
        self._drop()

    def _drop(self) -> None:
        if self._session:
            self._session.close()
            self._session = None
