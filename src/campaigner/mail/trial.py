"""Trying whether mail goes, with a mail about nothing."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.emails import mailed_email, parse_email
from campaigner.errors import CampaignerError
from campaigner.mail.messages import Writer
from campaigner.mail.smtp import Smtp, mail_server
from campaigner.mail.transports import Folder, NotDelivered, ReadyMail
from campaigner.opening import OpenWorkspace
from campaigner.workspace import Workspace


class TrialRefused(CampaignerError):
    """The server did not take a test mail."""

    code = "test-mail-refused"


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
        fault = error.fault
        raise TrialRefused(
            f"The server did not take the test mail: {fault.words}.", hint=fault.advice
        ) from None
    finally:
        server.close()


def try_mail(here: OpenWorkspace, address: str, language: str = "en") -> Tried:
    """Sends a test mail by the server of the settings, now.

    Raises EmailRefused for the address, NoMailServer, SettingsUnfilled, MailServerUnavailable,
    and TrialRefused: each says in one line what is wrong.
    """
    to = mailed_email(parse_email(address))
    settings = here.workspace.settings
    server = mail_server(settings)
    _deliver(server, Writer(here.workspace).trial(to, language, here.moment))
    shown = {
        "organisation.address": bool(settings.organisation.address),
        "organisation.email": bool(settings.organisation.email),
        "data_controller.contact": bool(settings.data_controller.contact),
    }
    return Tried(tuple(key for key, there in shown.items() if not there))
