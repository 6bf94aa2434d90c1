"""Accepting an invitation: a mailed link, a password, and the desk is open.

The token goes into a sealed cookie at once, so that it does not stay in the address bar.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from campaigner.desk_addresses import (
    DESK_INVITATION,
    DESK_INVITATION_PAGE,
    DESK_LOG_IN,
    DESK_SECOND_FACTOR,
)
from campaigner.errors import CampaignerError
from campaigner.organisers.acting import Account
from campaigner.organisers.invitations import InvitationRefused, accept, invited
from campaigner.organisers.passwords import PasswordRefused
from campaigner.web.desk.accounts.logging_in import posted, with_password
from campaigner.web.desk.frame.refusals import said_of_password
from campaigner.web.desk.frame.view import Shown, errors_of, language_at_desk, show
from campaigner.web.desk.frame.words import desk_words
from campaigner.web.forms import Form
from campaigner.web.pages.spoken import in_english
from campaigner.web.pages.statuses import GONE, NOT_VALID
from campaigner.web.sealing import cookie_name, keep, kept
from campaigner.web.site import site_of

_LINK = "desk-invitation"


def arrive(request: Request) -> Response:
    """Take the token of a link out of the address bar."""
    response = RedirectResponse(DESK_INVITATION_PAGE, 303)
    keep(
        request, response, _LINK, {"token": request.path_params["token"]}, site_of(request).clock()
    )
    return response


def ask(request: Request) -> Response:
    """Ask for a password."""
    try:
        with site_of(request).opened() as here:
            account = invited(here, _token(request))
    except InvitationRefused as refused:
        return _refused(request, refused)
    return _page(request, account)


def choose(request: Request, form: Form) -> Response:
    """Take the password, log in with it, and offer a second factor."""
    password, token = form.get("password", ""), _token(request)
    with site_of(request).opened() as here:
        try:
            account = invited(here, token)
            accept(here, token, password)
        except InvitationRefused as refused:
            return _refused(request, refused)
        except PasswordRefused as refused:
            return _page(request, account, refused)
    response = with_password(request, account.email, password, _log_in, DESK_SECOND_FACTOR)
    response.delete_cookie(cookie_name(request, _LINK), path="/")
    return response


def _log_in(request: Request, email: str, refused: CampaignerError) -> Response:
    """The password is chosen, and logging in has to wait."""
    del request, email, refused
    return RedirectResponse(DESK_LOG_IN, 303)


def _token(request: Request) -> str:
    found = kept(request, _LINK, site_of(request).clock())
    return str(found["token"]) if found else ""


def _page(request: Request, account: Account, refused: CampaignerError | None = None) -> Response:
    language = language_at_desk(request, account)
    errors = {"password": said_of_password(request, language, refused)} if refused else {}
    values = {"invited": account, **errors_of(errors, ("password",))}
    return show(request, "invitation", Shown(language), values, NOT_VALID if refused else 200)


def _refused(request: Request, refused: CampaignerError) -> Response:
    language = language_at_desk(request)
    words = desk_words(request, language)["invitation"]["refused"]
    values = {"message": words.get(refused.code) or in_english(refused.message, language)}
    return show(request, "invitation-refused", Shown(language), values, GONE)


ROUTES = (
    Route(DESK_INVITATION, arrive),
    Route(DESK_INVITATION_PAGE, ask),
    Route(DESK_INVITATION_PAGE, posted(choose), methods=["POST"]),
)
"""Open to everybody."""
