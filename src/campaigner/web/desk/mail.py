"""Mail at the desk: how it stands, what did not go and why, and trying it again."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_MAIL, DESK_MAIL_RETRY
from campaigner.errors import UnknownName
from campaigner.forms import whole_number
from campaigner.mail.listing import failed_mails
from campaigner.mail.upkeep import mail_now, mail_troubles, retry
from campaigner.organisers.acts import Act
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if

_DONE = ("due", "late")


def show(at: AtDesk) -> Response:
    """Show how mail stands, and what did not go."""
    asked = at.request.query_params
    before = at.asked_number("before")
    return at.show(
        "mail",
        now=mail_now(at.here),
        troubles=mail_troubles(at.here),
        failed=failed_mails(at.here, before),
        before=before,
        done={name: whole_number(asked[name]) for name in _DONE if name in asked},
    )


def try_again(at: AtDesk) -> Response:
    """Let a mail be sent again, or all that failed but for bounces."""
    number = whole_number(at.form.get("mail", "")) or 0
    with missing_if(UnknownName):
        done = retry(at.here, [number] if number else ())
    return at.go(f"{DESK_MAIL}?due={done.due}&late={done.too_late}")


PAGES = (
    DeskPage(DESK_MAIL, show, Act.SEE_MAIL, menu="mail"),
    DeskPage(DESK_MAIL_RETRY, try_again, Act.SEND_MAIL, ("POST",)),
)
