"""Stopping updates, by the link in each: by a button, or by one click in the mail program.

A mail program posts to the link itself, with no cookie and no page before (RFC 8058): that stops
them at once. A person who opens the link gets a page with a button, because programs that look
through people's mail open links, too.
"""

from __future__ import annotations

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.addresses import LANGUAGE, STOP_UPDATES_PAGE
from campaigner.outreach.stopping import StopLink, stop_link_about, stop_updates
from campaigner.petitions.signing.confirmation import LinkRefused
from campaigner.web.forms import read_form
from campaigner.web.pages.page import OWN_LANGUAGES, Page, wording_of
from campaigner.web.pages.spoken import spoken
from campaigner.web.pages.statuses import GONE
from campaigner.web.sealing import keep, kept, sealed, unsealed
from campaigner.web.site import lane_of, site_of

_PURPOSE = "stop-updates"
_FIELD = "link"


def arrive(request: Request) -> Response:
    """Take the token of the link out of the address bar."""
    response = RedirectResponse(STOP_UPDATES_PAGE, 303)
    token = {"token": request.path_params["token"]}
    keep(request, response, _PURPOSE, token, site_of(request).clock())
    return response


async def stop_by_program(request: Request) -> Response:
    """Stop updates by the link alone."""
    return await _stop(request, request.path_params["token"], "")


def ask(request: Request) -> Response:
    """Say what the link stops, with a button."""
    found = kept(request, _PURPOSE, site_of(request).clock())
    if not found:
        return _refused(request, _not_kept(), request.query_params.get(LANGUAGE, ""))
    token = str(found["token"])
    return _page(request, token, request.query_params.get(LANGUAGE, ""), stopped=False)


async def stop(request: Request) -> Response:
    """Stop updates to the person of the page whose button was pressed."""
    form = await read_form(request)
    found = unsealed(request, _PURPOSE, form.get(_FIELD, ""), site_of(request).clock())
    language = form.get(LANGUAGE, "")
    if not found:
        return await run_in_threadpool(_refused, request, _not_kept(), language)
    return await _stop(request, str(found["token"]), language)


async def _stop(request: Request, token: str, language: str) -> Response:
    try:
        await site_of(request).written(partial(stop_updates, link=token), lane_of(request))
    except LinkRefused as refused:
        return await run_in_threadpool(_refused, request, refused, language)
    return await run_in_threadpool(_page, request, token, language, stopped=True)


def _page(request: Request, token: str, wanted: str, *, stopped: bool) -> Response:
    try:
        with site_of(request).opened() as here:
            about = stop_link_about(here, token)
    except LinkRefused as refused:
        return _refused(request, refused, wanted)
    link = sealed(request, _PURPOSE, {"token": token}, site_of(request).clock())
    values = {"link": link, "about": about, "stopped": stopped}
    return _shown(request, "stop-updates", wanted, about, values).response(request)


def _refused(request: Request, refused: LinkRefused, wanted: str) -> Response:
    words = wording_of(site_of(request), _language(wanted)).words["refused"]
    message = spoken(refused, _language(wanted), words)
    values: dict[str, object] = {
        "slug": "", "title": "", "purpose": _PURPOSE, "message": message,
    }  # fmt: skip
    return _shown(request, "refused", wanted, StopLink(), values).response(request, GONE)


def _not_kept() -> LinkRefused:
    return LinkRefused(
        "Your browser did not keep the link.",
        hint="Follow the link in the email again.",
        code="link-not-kept",
    )


def _shown(
    request: Request, template: str, wanted: str, about: StopLink, values: dict[str, object]
) -> Page:
    language = _language(wanted or about.language)
    languages = OWN_LANGUAGES if request.method == "GET" else (language,)
    return Page(template, language, languages, values=values)


def _language(wanted: str) -> str:
    return wanted if wanted in OWN_LANGUAGES else OWN_LANGUAGES[0]
