"""Logging in: an address and a password, a code where there is a second factor; logging out.

Whoever cannot log in is told the same, whether there is an account or not. Few passwords are
looked at at once: each takes memory, and pages for supporters are not to wait for them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from campaigner.desk_addresses import DESK, DESK_LOG_IN, DESK_LOG_IN_CODE, DESK_LOG_OUT
from campaigner.errors import CampaignerError
from campaigner.organisers import sessions
from campaigner.organisers.acting import SessionOver
from campaigner.organisers.attempts import TooManyAttempts
from campaigner.organisers.passkeys import question_to_log_in
from campaigner.organisers.second_factor import CodeRefused
from campaigner.organisers.sessions import CodeNeeded, LoggedIn, LoginRefused, Proved
from campaigner.web.desk.accounts.devices import device_of
from campaigner.web.desk.frame.answering import NEXT
from campaigner.web.desk.frame.asking_devices import asked, origin_of
from campaigner.web.desk.frame.cookies import drop_token, keep_token, token_of
from campaigner.web.desk.frame.refusals import said_of, waited
from campaigner.web.desk.frame.view import Shown, errors_of, language_at_desk, show
from campaigner.web.desk.frame.visit import sent_form
from campaigner.web.forms import Form
from campaigner.web.pages.statuses import NOT_VALID, TOO_MANY
from campaigner.web.sealing import cookie_name, keep, kept
from campaigner.web.site import network_of, site_of

_PROVED = "desk-proved"
_AT_ONCE = 4
_limiter: RunVar[CapacityLimiter] = RunVar("log-ins")


def posted(act: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Returns what answers a form with a password in it: a few of them at once."""

    async def handle(request: Request) -> Response:
        form = await sent_form(request)
        try:
            limiter = _limiter.get()
        except LookupError:
            limiter = CapacityLimiter(_AT_ONCE)
            _limiter.set(limiter)
        return await anyio.to_thread.run_sync(act, request, form, limiter=limiter)

    return handle


def ask(request: Request) -> Response:
    """Ask for the address and the password; whoever is logged in is led on."""
    with site_of(request).opened() as here:
        try:
            sessions.session_of(here, token_of(request))
        except SessionOver:
            return page(request)
    return _on(request)


def log_in(request: Request, form: Form) -> Response:
    """Begin a session, or ask for the code that is needed besides."""
    email, password = form.get("email", ""), form.get("password", "")
    return with_password(request, email, password, page)


def with_password(
    request: Request,
    email: str,
    password: str,
    otherwise: Callable[[Request, str, CampaignerError], Response],
    path: str = "",
) -> Response:
    """Begin a session, or ask for the code; ``otherwise`` answers if the log-in is refused.

    ``path`` is what comes then, if not the page that was asked for.
    """
    try:
        with site_of(request).opened() as here:
            done = sessions.log_in(
                here, email, password, network=network_of(request), device=device_of(request)
            )
    except CodeNeeded as needed:
        response = RedirectResponse(DESK_LOG_IN_CODE, 303)
        keep(request, response, _PROVED, asdict(needed.proved), site_of(request).clock())
        return response
    except (LoginRefused, TooManyAttempts, SessionOver) as refused:
        return otherwise(request, email, refused)
    return begun(request, done, path)


def ask_code(request: Request) -> Response:
    """Ask for a code of the app, or one to recover with."""
    if _proved(request) is None:
        return RedirectResponse(DESK_LOG_IN, 303)
    return _code_page(request)


def log_in_with_code(request: Request, form: Form) -> Response:
    """Begin a session with the code; with one that is not right, ask again."""
    proved = _proved(request)
    if proved is None:
        return RedirectResponse(DESK_LOG_IN, 303)
    try:
        with site_of(request).opened() as here:
            done = sessions.log_in_with_code(
                here, proved, form.get("code", ""), network_of(request), device_of(request)
            )
    except (CodeRefused, TooManyAttempts) as refused:
        return _code_page(request, refused)
    except (LoginRefused, SessionOver):  # too long ago, or changed meanwhile
        response = RedirectResponse(DESK_LOG_IN, 303)
        _forget(request, response, _PROVED)
        return response
    return begun(request, done)


def begun(request: Request, done: LoggedIn, path: str = "") -> Response:
    """Lead on with the token of a new session; the one that the browser had ends."""
    before = token_of(request)
    if before:
        with site_of(request).opened() as here:
            sessions.log_out(here, before)
    response = RedirectResponse(path, 303) if path else _on(request)
    _forget(request, response, _PROVED)
    keep_token(request, response, done.token)
    return response


def log_out(request: Request, form: Form) -> Response:
    """End the session of this browser."""
    del form
    with site_of(request).opened() as here:
        sessions.log_out(here, token_of(request))
    response = RedirectResponse(DESK_LOG_IN, 303)
    drop_token(request, response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _on(request: Request) -> Response:
    """On to the page that was asked for, or the first one."""
    found = kept(request, NEXT, site_of(request).clock())
    response = RedirectResponse(str(found["path"]) if found else DESK, 303)
    _forget(request, response, NEXT)
    return response


def _proved(request: Request) -> Proved | None:
    found = kept(request, _PROVED, site_of(request).clock())
    return Proved(**found) if found else None


def _forget(request: Request, response: Response, name: str) -> None:
    if cookie_name(request, name) in request.cookies:
        secure = request.scope["scheme"] == "https"
        response.delete_cookie(cookie_name(request, name), path="/", secure=secure)


def page(request: Request, email: str = "", refused: CampaignerError | None = None) -> Response:
    """Ask for the address and the password, or a passkey; with what was refused before."""
    return _asking(request, "log-in", {"email": email, "asked": to_passkeys(request)}, refused)


def _code_page(request: Request, refused: CampaignerError | None = None) -> Response:
    return _asking(request, "log-in-code", {}, refused)


def _asking(
    request: Request, template: str, values: dict[str, object], refused: CampaignerError | None
) -> Response:
    language = language_at_desk(request)
    errors = said_of(request, language, refused) if refused else {}
    status = TOO_MANY if isinstance(refused, TooManyAttempts) else NOT_VALID if refused else 200
    if template == "log-in-code":  # which has one field
        errors = dict(zip(["code"], errors.values(), strict=False))
    more = {**values, **errors_of(errors, ("email", "password", "code"))}
    return show(request, template, Shown(language), more, status, waited(refused))


def to_passkeys(request: Request) -> dict[str, str]:
    """What a form has for a device that logs in."""
    return asked(request, question_to_log_in(origin_of(request)))


ROUTES = (
    Route(DESK_LOG_IN, ask),
    Route(DESK_LOG_IN, posted(log_in), methods=["POST"]),
    Route(DESK_LOG_IN_CODE, ask_code),
    Route(DESK_LOG_IN_CODE, posted(log_in_with_code), methods=["POST"]),
    Route(DESK_LOG_OUT, posted(log_out), methods=["POST"]),
)
"""Open to everybody."""
