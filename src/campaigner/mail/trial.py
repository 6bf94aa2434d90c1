"""Trying whether mail goes, with a mail about nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaigner.emails import mailed_email, parse_email
from campaigner.errors import CampaignerError
from campaigner.mail.faults import Fault, Step
from campaigner.mail.messages import Writer
from campaigner.mail.smtp import MailServerUnavailable, Smtp, mail_server
from campaigner.mail.transports import Folder, NotDelivered, ReadyMail
from campaigner.opening import OpenWorkspace
from campaigner.vocabulary.mail import Reason, TrialStep
from campaigner.workspace import Workspace

if TYPE_CHECKING:
    from campaigner.setting_tables import Mail


class TrialRefused(CampaignerError):
    """The server did not take a test mail."""

    code = "test-mail-refused"

    def __init__(self, fault: Fault) -> None:
        super().__init__(
            f"The server did not take the test mail: {fault.words}.", hint=fault.advice
        )
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Tried:
    """The server took a test mail; ``lacking`` are the settings that mails should show."""

    lacking: tuple[str, ...]


class _Free:
    """The mail is nobody else's."""

    def renew(self) -> None:
        """Nothing to keep."""

    def note(self, path: str, sha256: str) -> None:
        """Nothing to note."""


def deliver_now(workspace: Workspace, mail: ReadyMail) -> None:
    """Hands a mail that nobody else has over to the server of the settings.

    In a rehearsal it is written to the folder of mails. Raises as ``try_mail``.
    """
    if workspace.settings.rehearsal.on:
        Folder(workspace.mail_folder).deliver(mail, _Free())
        return
    _deliver(mail_server(workspace.settings), mail)


def _deliver(server: Smtp, mail: ReadyMail) -> None:
    try:
        server.deliver(mail, _Free())
    except NotDelivered as error:
        raise TrialRefused(error.fault) from None
    finally:
        server.close()


def try_mail(here: OpenWorkspace, address: str, language: str = "en") -> Tried:
    """Sends a test mail by the server of the settings, now.

    Raises EmailRefused for the address, NoMailServer, SettingsUnfilled, MailServerUnavailable,
    and TrialRefused: each says in one line what is wrong.
    """
    return _try(here, mail_server(here.workspace.settings), address, language)


def _try(here: OpenWorkspace, server: Smtp, address: str, language: str) -> Tried:
    to = mailed_email(parse_email(address))
    _deliver(server, Writer(here.workspace).trial(to, language, here.moment))
    settings = here.workspace.settings
    shown = {
        "organisation.address": bool(settings.organisation.address),
        "organisation.email": bool(settings.organisation.email),
        "data_controller.contact": bool(settings.data_controller.contact),
    }
    return Tried(tuple(key for key, there in shown.items() if not there))


@dataclass(frozen=True, slots=True)
class ServerTrial:
    """How far a server was tried: its steps in order, and at which one it ended, and why.

    ``failed`` is None if all went well. ``words`` are what came of the server, in English;
    ``lacking`` are the settings that mails should show.
    """

    steps: tuple[TrialStep, ...]
    failed: TrialStep | None = None
    reason: Reason = Reason.OTHER
    words: str = ""
    lacking: tuple[str, ...] = ()


_SECONDS = 10.0
_FAILED_AT = {
    Step.CONNECT: TrialStep.CONNECTION,
    Step.TLS: TrialStep.ENCRYPTION,
    Step.GREETING: TrialStep.GREETING,
    Step.HELLO: TrialStep.GREETING,
    Step.LOGIN: TrialStep.LOGIN,
    Step.SENDER: TrialStep.SENDER,
    Step.RECIPIENT: TrialStep.RECIPIENT,
    Step.DATA: TrialStep.MAIL,
    Step.CONTENT: TrialStep.MAIL,
}


def try_server(here: OpenWorkspace, address: str, language: str = "en") -> ServerTrial:
    """Sends a test mail as ``try_mail`` does, for somebody who waits; says how far it came.

    No step is waited for longer than ten seconds.
    Raises EmailRefused for the address, NoMailServer, SettingsUnfilled.
    """
    server = mail_server(here.workspace.settings)
    mail = server.settings
    server.settings = mail.model_copy(update={"timeout": min(mail.timeout, _SECONDS)})
    steps = _steps(mail)
    try:
        done = _try(here, server, address, language)
    except (MailServerUnavailable, TrialRefused) as error:
        fault = error.fault
        is_unknown = fault.reason is Reason.NO_NAME
        failed = TrialStep.NAME if is_unknown else _FAILED_AT[fault.step]
        return ServerTrial(steps, failed, fault.reason, fault.words)
    return ServerTrial(steps, lacking=done.lacking)


def _steps(mail: Mail) -> tuple[TrialStep, ...]:
    """The steps that a server is tried in, as the settings have it."""
    encrypted = (TrialStep.ENCRYPTION,)
    return (
        TrialStep.NAME,
        TrialStep.CONNECTION,
        *(encrypted if mail.security == "tls" else ()),
        TrialStep.GREETING,
        *(encrypted if mail.security == "starttls" else ()),
        *((TrialStep.LOGIN,) if mail.username else ()),
        TrialStep.SENDER,
        TrialStep.RECIPIENT,
        TrialStep.MAIL,
    )
