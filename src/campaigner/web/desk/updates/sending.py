"""An update goes out: tried, agreed to by somebody else, stopped, published; or it is removed."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_UPDATE_ANSWER,
    DESK_UPDATE_GO_ON,
    DESK_UPDATE_MAIL,
    DESK_UPDATE_PUBLISH,
    DESK_UPDATE_REMOVE,
    DESK_UPDATE_SEND,
    DESK_UPDATE_STOP,
    DESK_UPDATES,
)
from campaigner.errors import CampaignerError, UnknownName
from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.updates import publishing, sending, writing
from campaigner.updates.preview import mail_preview
from campaigner.web.desk.frame.desk_page import NOT_FOR_PAGES, AtDesk, DeskPage
from campaigner.web.desk.updates.finding import found, number_in
from campaigner.web.desk.updates.showing import done, said_of, update_page


def mail_to_me(at: AtDesk) -> Response:
    """Mail an update to the person at work, as people will get it."""
    address = at.session.account.email
    language = at.form.get("language", "")
    number = number_in(at)
    try:
        found(lambda: mail_preview(at.here, at.session, at.campaign, number, address, language))
    except NOT_FOR_PAGES:
        raise
    except CampaignerError as refused:
        return update_page(at, {"update": said_of(at, refused)})
    return update_page(at, mailed=address)


def send(at: AtDesk) -> Response:
    """Let an update go out, or ask a second person first."""

    def act(number: int) -> None:
        if sending.needs_second_person(at.here):
            sending.ask_second_person(at.here, at.session, at.campaign, number)
        else:
            sending.send_update(at.here, at.session, at.campaign, number)

    return done(at, act)


def answer(at: AtDesk) -> Response:
    """Say yes or no to sending an update that somebody else asked for."""
    proposal, yes = whole_number(at.form.get("proposal", "")) or 0, at.form.get("answer") == "yes"
    return done(
        at,
        lambda number: sending.answer(at.here, at.session, at.campaign, number, proposal, yes=yes),
    )


def stop(at: AtDesk) -> Response:
    """Stop an update that goes out."""
    return done(at, lambda number: sending.stop_sending(at.here, at.session, at.campaign, number))


def go_on(at: AtDesk) -> Response:
    """Let an update that was stopped go on."""
    return done(at, lambda number: sending.go_on_sending(at.here, at.session, at.campaign, number))


def publish(at: AtDesk) -> Response:
    """Show an update on the campaign's page, or take it down."""
    act = publishing.publish if at.form.get("shown") == "yes" else publishing.take_down
    return done(at, lambda number: act(at.here, at.session, at.campaign, number))


def remove(at: AtDesk) -> Response:
    """Remove an update that was not sent."""
    number = number_in(at)
    try:
        writing.remove_update(at.here, at.session, at.campaign, number)
    except UnknownName:
        pass  # it is removed already
    except writing.UpdateStarted as refused:
        return update_page(at, {"update": said_of(at, refused)})
    return at.go(DESK_UPDATES)


_WRITE, _SEND, _POST = Act.WRITE_UPDATES, Act.SEND_UPDATES, ("POST",)
PAGES = (
    DeskPage(DESK_UPDATE_MAIL, mail_to_me, _WRITE, _POST),
    DeskPage(DESK_UPDATE_SEND, send, _SEND, _POST),
    DeskPage(DESK_UPDATE_ANSWER, answer, _SEND, _POST),
    DeskPage(DESK_UPDATE_STOP, stop, _SEND, _POST),
    DeskPage(DESK_UPDATE_GO_ON, go_on, _SEND, _POST),
    DeskPage(DESK_UPDATE_PUBLISH, publish, _SEND, _POST),
    DeskPage(DESK_UPDATE_REMOVE, remove, _WRITE, _POST),
)
