"""Passkeys: to add one, to remove it, and to log in with it, where the browser has them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from campaigner.desk_addresses import (
    DESK_ACCOUNT,
    DESK_LOG_IN_PASSKEY,
    DESK_PASSKEY_REMOVE,
    DESK_PASSKEYS,
)
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.organisers import passkeys
from campaigner.organisers.acting import SessionOver
from campaigner.organisers.acts import Act
from campaigner.organisers.passkeys import PasskeyRefused
from campaigner.web.desk.accounts import logging_in
from campaigner.web.desk.accounts.devices import device_of
from campaigner.web.desk.frame.asking_devices import asked, challenge_of, origin_of
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.forms import Form
from campaigner.web.site import site_of


def log_in(request: Request, form: Form) -> Response:
    """Begin a session with what a device says."""
    try:
        challenge = challenge_of(request, form)
        with site_of(request).opened() as here:
            said = form.get("credential", "")
            done = passkeys.log_in_with_passkey(
                here, origin_of(request), challenge, said, device_of(request)
            )
    except (PasskeyRefused, SessionOver) as refused:
        return logging_in.page(request, "", refused)
    return logging_in.begun(request, done)


def ask(at: AtDesk, error: str = "") -> Response:
    """Ask for a name, and a device for a passkey."""
    question = passkeys.question_to_add(at.here, at.session, origin_of(at.request))
    return at.show(
        "passkey",
        errors={"name": error} if error else None,
        asked=asked(at.request, question),
        typed=at.form.get("name", ""),
    )


def add(at: AtDesk) -> Response:
    """Keep the passkey that a device has made."""
    try:
        challenge = challenge_of(at.request, at.form)
        said, name = at.form.get("credential", ""), at.form.get("name", "")
        passkeys.add_passkey(at.here, at.session, origin_of(at.request), challenge, said, name)
    except PasskeyRefused:
        return ask(at, str(at.words["account"]["passkey_refused"]))
    except UsageError:
        return ask(at, str(at.words["account"]["passkeys_too_many"]))
    return at.go(DESK_ACCOUNT)


def remove(at: AtDesk) -> Response:
    """Remove a passkey."""
    number = whole_number(at.form.get("passkey", "")) or 0
    passkeys.remove_passkey(at.here, at.session, number)
    return at.go(DESK_ACCOUNT)


_ACT, _POST = Act.CHANGE_OWN_ACCOUNT, ("POST",)
PAGES = (
    DeskPage(DESK_PASSKEYS, ask, _ACT),
    DeskPage(DESK_PASSKEYS, add, _ACT, _POST),
    DeskPage(DESK_PASSKEY_REMOVE, remove, _ACT, _POST),
)
ROUTES = (Route(DESK_LOG_IN_PASSKEY, logging_in.posted(log_in), methods=["POST"]),)
"""Open to everybody."""
