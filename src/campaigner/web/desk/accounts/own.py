"""A person's own account: the password, where they are logged in, and the second factor."""

from __future__ import annotations

from functools import partial

from starlette.responses import RedirectResponse, Response

from campaigner.desk_addresses import (
    DESK_ACCOUNT,
    DESK_END_SESSION,
    DESK_LOG_IN,
    DESK_RENEW,
    DESK_SECOND_FACTOR,
    DESK_SECOND_FACTOR_CODE,
    DESK_SECOND_FACTOR_CODES,
    DESK_SECOND_FACTOR_REMOVE,
    DESK_SECOND_FACTOR_START,
)
from campaigner.forms import whole_number
from campaigner.organisers import own_account, second_factor
from campaigner.organisers.acts import Act
from campaigner.organisers.passkeys import own_passkeys
from campaigner.organisers.passwords import PasswordRefused
from campaigner.organisers.second_factor import Begun, CodeRefused
from campaigner.rendering.images import qr_svg
from campaigner.web.desk.accounts.devices import in_words
from campaigner.web.desk.frame.cookies import drop_token, keep_token
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.refusals import said_of_password
from campaigner.web.pages.campaign import titles_of
from campaigner.web.sealing import sealed, unsealed
from campaigner.web.site import site_of

_BEGUN = "desk-factor"


def show(at: AtDesk) -> Response:
    """Show the account, and what can be done with it."""
    own = own_account.own_account(at.here, at.session)
    titles = titles_of(at.request, at.session.account.campaigns, at.language)
    return at.show(
        "account",
        own=own,
        passkeys=own_passkeys(at.here, at.session),
        titles=list(titles.values()),
        device=partial(in_words, words=at.words["account"]["device_on"]),
    )


def end_session(at: AtDesk) -> Response:
    """End one of the sessions."""
    number = whole_number(at.form.get("session", "")) or 0
    own_account.end_session(at.here, at.session, number)
    return at.go(DESK_ACCOUNT)


def ask_password(at: AtDesk) -> Response:
    """Ask for a new password."""
    return at.show("new-password")


def change_password(at: AtDesk) -> Response:
    """Take a new password: other sessions end."""
    try:
        done = own_account.change_password(at.here, at.session, at.form.get("password", ""))
    except PasswordRefused as refused:
        said = said_of_password(at.request, at.language, refused)
        return at.show("new-password", errors={"password": said})
    response = at.go(DESK_ACCOUNT)
    keep_token(at.request, response, done.token)
    return response


def offer_factor(at: AtDesk) -> Response:
    """Say what a second factor is, with a button to set it up."""
    return at.show("second-factor", own=own_account.own_account(at.here, at.session))


def start_factor(at: AtDesk) -> Response:
    """Show the secret for the app, once."""
    begun = second_factor.begin(at.here, at.session)
    return _factor_page(at, begun)


def confirm_factor(at: AtDesk) -> Response:
    """Take the app's first code, and show the codes to recover with, once."""
    kept = at.form.get("begun", "")
    found = unsealed(at.request, _BEGUN, kept, site_of(at.request).clock())
    if not found:
        return at.go(DESK_SECOND_FACTOR)
    try:
        codes = second_factor.confirm(at.here, at.session, at.form.get("code", ""))
    except CodeRefused:
        said = at.words["account"]["code_refused"]
        return _factor_page(at, Begun(found["secret"], found["address"]), {"code": said})
    return at.show("recovery-codes", codes=codes)


def renew_codes(at: AtDesk) -> Response:
    """Show new codes to recover with, once."""
    return at.show("recovery-codes", codes=second_factor.renew_codes(at.here, at.session))


def remove_factor(at: AtDesk) -> Response:
    """Remove the second factor; all sessions end."""
    second_factor.remove(at.here, at.session, at.session.account.id)
    response = RedirectResponse(DESK_LOG_IN, 303)
    drop_token(at.request, response)
    return response


def _factor_page(at: AtDesk, begun: Begun, errors: dict[str, str] | None = None) -> Response:
    values = {"secret": begun.secret, "address": begun.address}
    kept = sealed(at.request, _BEGUN, values, site_of(at.request).clock())
    picture = qr_svg(begun.address, at.words["account"]["qr"], border=4)
    secret = [begun.secret[start : start + 4] for start in range(0, len(begun.secret), 4)]
    return at.show("second-factor-start", errors=errors, qr=picture, secret=secret, begun=kept)


_OWN, _CHANGE, _POST = Act.USE_DESK, Act.CHANGE_OWN_ACCOUNT, ("POST",)
PAGES = (
    DeskPage(DESK_ACCOUNT, show, _OWN),
    DeskPage(DESK_END_SESSION, end_session, _OWN, _POST),
    DeskPage(DESK_RENEW, ask_password, _CHANGE),
    DeskPage(DESK_RENEW, change_password, _CHANGE, _POST),
    DeskPage(DESK_SECOND_FACTOR, offer_factor, _OWN),
    DeskPage(DESK_SECOND_FACTOR_START, start_factor, _CHANGE, _POST),
    DeskPage(DESK_SECOND_FACTOR_CODE, confirm_factor, _CHANGE, _POST),
    DeskPage(DESK_SECOND_FACTOR_CODES, renew_codes, _CHANGE, _POST),
    DeskPage(DESK_SECOND_FACTOR_REMOVE, remove_factor, _CHANGE, _POST),
)
