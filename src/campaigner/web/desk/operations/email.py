"""The mail server and the mailbox for replies: how they are set up, and tried step by step."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_OPERATIONS_EMAIL,
    DESK_OPERATIONS_TRY_MAIL,
    DESK_OPERATIONS_TRY_MAILBOX,
)
from campaigner.editing.machine_settings import MAIL, REPLIES, shown_settings
from campaigner.errors import CampaignerError
from campaigner.letters.mailed_replies.trying import MailboxTrial, try_mailbox
from campaigner.mail.trial import ServerTrial, try_server
from campaigner.mail.upkeep import mail_now
from campaigner.organisers.acts import Act
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.pages.statuses import NOT_VALID

_SENDING = ("sender", "per_minute")


def show(
    at: AtDesk,
    server: ServerTrial | None = None,
    mailbox: MailboxTrial | None = None,
    refused: str = "",
) -> Response:
    """Show every setting with its meaning, and what came of trying."""
    tried = server or mailbox
    return at.show(
        "email",
        NOT_VALID if refused or (tried and tried.failed) else 200,
        now=mail_now(at.here),
        sending=shown_settings(at.here, "mail", MAIL),
        sender=shown_settings(at.here, "mail", _SENDING),
        replies=shown_settings(at.here, "replies", REPLIES),
        server=server,
        mailbox=mailbox,
        came=_came(tried) if tried else (),
        refused=refused,
        is_rehearsal=at.here.workspace.settings.rehearsal.on,
    )


def _came(trial: ServerTrial | MailboxTrial) -> list[tuple[str, str]]:
    """The steps of a trial, and what became of each: good, bad or later."""
    ended = trial.steps.index(trial.failed) if trial.failed in trial.steps else len(trial.steps)
    return [
        (each, "good" if number < ended else "bad" if number == ended else "later")
        for number, each in enumerate(trial.steps)
    ]


def send_test(at: AtDesk) -> Response:
    """Send a test mail to the person at the desk, and say how far it came."""
    try:
        return show(at, server=try_server(at.here, at.session.account.email, at.language))
    except CampaignerError as refused:
        return show(at, refused=at.said(refused))


def look_into_mailbox(at: AtDesk) -> Response:
    """Open the mailbox for replies, and say how far that came."""
    try:
        return show(at, mailbox=try_mailbox(at.here))
    except CampaignerError as refused:
        return show(at, refused=at.said(refused))


PAGES = (
    DeskPage(DESK_OPERATIONS_EMAIL, show, Act.CARE_FOR_DATABASE),
    DeskPage(DESK_OPERATIONS_TRY_MAIL, send_test, Act.CARE_FOR_DATABASE, ("POST",)),
    DeskPage(DESK_OPERATIONS_TRY_MAILBOX, look_into_mailbox, Act.CARE_FOR_DATABASE, ("POST",)),
)
