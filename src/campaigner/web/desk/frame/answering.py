"""What stands around every page of the desk: who asks, whether they may, the password once more.

Whoever is not logged in is led to the page to log in, and whoever may not is told so: the same
whether what they asked for exists or not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.desk_addresses import DESK_LOG_IN
from campaigner.errors import CampaignerError, UnknownName
from campaigner.group_commit import Busy
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import (
    LoginTooOld,
    NotAllowed,
    SessionOver,
    as_account,
    check_allowed,
)
from campaigner.organisers.sessions import session_of
from campaigner.web.desk.frame import again
from campaigner.web.desk.frame.cookies import drop_token, keep_token, said_token, token_of
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.menu import Menu
from campaigner.web.desk.frame.view import Shown, language_at_desk, show
from campaigner.web.desk.frame.visit import Visit, back, own_address, sent
from campaigner.web.pages.statuses import CONFLICT
from campaigner.web.sealing import keep
from campaigner.web.site import site_of
from campaigner.web.uploads import Sent, is_upload

NEXT = "desk-next"
"""The cookie with the page that was asked for before logging in."""
FORBIDDEN, MISSING = 403, 404
Pages = Mapping[str, DeskPage]


def answered_by(pages: Pages, menu: Menu) -> Callable[[Request], Awaitable[Response]]:
    """Returns what answers at an address of the desk; ``pages`` by the method of the request."""
    upload = max(page.upload for page in pages.values())

    async def handle(request: Request) -> Response:
        if upload and is_upload(request):  # which nobody is to send who is not logged in
            refused = await run_in_threadpool(_stranger, request, pages)
            if refused:
                return refused
        found = await sent(request, upload)
        return await run_in_threadpool(_answered, request, found, pages, menu)

    return handle


def _stranger(request: Request, pages: Pages) -> Response | None:
    """The answer to somebody who is not logged in; nothing more is read from them."""
    with site_of(request).opened() as here:
        try:
            session_of(here, token_of(request))
        except SessionOver:
            response = _to_log_in(request, pages)
            response.headers["Connection"] = "close"
            return response
    return None


def _answered(request: Request, found: Sent, pages: Pages, menu: Menu) -> Response:
    with site_of(request).opened() as here:
        try:
            asked = _visit(request, here, found, pages)
            visit = again.prove(asked) if again.is_proof(found.form) else asked
            if isinstance(visit, Response):
                return visit
            response = _at(visit, pages, menu)
        except SessionOver:
            return _to_log_in(request, pages)
    if visit.token != token_of(request) and not said_token(request, response):
        keep_token(request, response, visit.token)
    return response


def _visit(request: Request, here: OpenWorkspace, found: Sent, pages: Pages) -> Visit:
    """Raises SessionOver."""
    token = token_of(request)
    method = "GET" if request.method == "HEAD" else request.method
    session = session_of(here, token, seen=not _is_by_itself(pages, method))
    language = language_at_desk(request, session.account)
    here = as_account(here, session.account)
    return Visit(request, here, session, token, language, method, found.form, found.files)


def _at(visit: Visit, pages: Pages, menu: Menu) -> Response:
    """What the page answers, if the person may ask for it. Raises SessionOver."""
    if visit.method != visit.request.method and visit.request.method == "POST":
        return back(visit.request)  # the password was given, and a page is looked at
    page = pages.get(visit.method)
    if page is None:
        raise HTTPException(405)
    try:
        return page.handler(_checked(visit, page, menu))
    except (CampaignerError, HTTPException) as error:
        return _instead(visit, menu, error)


def _instead(visit: Visit, menu: Menu, error: CampaignerError | HTTPException) -> Response:
    """What is shown instead of a page. Raises what is not for the page to say."""
    request, shown = visit.request, Shown(visit.language, visit.session.account, menu=menu)
    if isinstance(error, LoginTooOld):
        return again.ask(visit)
    if isinstance(error, NotAllowed):
        return show(request, "denied", shown, {}, FORBIDDEN)
    if isinstance(error, HTTPException):
        if error.status_code != MISSING:
            raise error
        return show(request, "missing", shown, {}, MISSING)
    if isinstance(error, SessionOver | Busy) or error.code.startswith("database"):
        raise error
    problems = [str(each) for each in getattr(error, "problems", ())]
    return show(request, "unable", shown, {"error": error, "problems": problems}, CONFLICT)


def _checked(visit: Visit, page: DeskPage, menu: Menu) -> AtDesk:
    """Returns what the page has at hand. Raises as ``check_allowed``, and HTTPException (404)."""
    found: dict[str, Any] = visit.request.path_params
    campaign, source, partner = (
        str(found.get(name, "")) for name in ("campaign", "source", "partner")
    )
    check_allowed(
        visit.here, visit.session, page.act, campaign=campaign, source=source, partner=partner
    )
    try:
        if campaign:
            visit.here.workspace.campaign_folder(campaign)
    except UnknownName as unknown:
        raise HTTPException(404) from unknown
    return AtDesk(visit, campaign, menu)


def _to_log_in(request: Request, pages: Pages) -> Response:
    """On to the page to log in, and from there to the page that was asked for."""
    response = RedirectResponse(DESK_LOG_IN, 303)
    if "GET" in pages and not _is_by_itself(pages, "GET"):
        keep(request, response, NEXT, {"path": own_address(request)}, site_of(request).clock())
    drop_token(request, response)
    return response


def _is_by_itself(pages: Pages, method: str) -> bool:
    """Whether what is asked for is asked for by a page, not by a person."""
    page = pages.get(method)
    return page is not None and page.by_itself
