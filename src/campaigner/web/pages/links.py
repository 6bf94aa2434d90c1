"""The links of emails: a page that says what will happen, and a button that does it.

The token goes into a sealed cookie at once, so that it does not stay in the address bar. Opening a
link changes nothing: programs that look through people's mail open them too.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.addresses import CONFIRM_PAGE, LANGUAGE, THANKS, WITHDRAW_PAGE
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.outreach import stopping
from campaigner.petitions.signing import confirmation
from campaigner.petitions.signing.confirmation import Followed, LinkRefused, Peeked
from campaigner.text import in_language
from campaigner.vocabulary.signatures import LinkPurpose
from campaigner.web.forms import Form, read_form
from campaigner.web.pages.campaign import campaign_named, recorded_campaign, title_of
from campaigner.web.pages.page import OWN_LANGUAGES, Page, wording_of
from campaigner.web.pages.spoken import in_english
from campaigner.web.pages.statuses import GONE
from campaigner.web.pages.thanks import remember
from campaigner.web.sealing import KEPT_FOR, keep, kept, sealed, unsealed
from campaigner.web.site import lane_of, site_of

_PAGES = {LinkPurpose.CONFIRM: CONFIRM_PAGE, LinkPurpose.WITHDRAW: WITHDRAW_PAGE}
_FIELD = "link"


def arrive_to_confirm(request: Request) -> Response:
    """Take the token of a link that confirms out of the address bar."""
    return _arrive(request, LinkPurpose.CONFIRM)


def arrive_to_withdraw(request: Request) -> Response:
    """Take the token of a link that withdraws out of the address bar."""
    return _arrive(request, LinkPurpose.WITHDRAW)


def _arrive(request: Request, purpose: LinkPurpose) -> Response:
    response = RedirectResponse(_PAGES[purpose], 303)
    token = {"token": request.path_params["token"]}
    keep(request, response, purpose, token, site_of(request).clock())
    return response


def ask_to_confirm(request: Request) -> Response:
    """Say what confirming does, with a button."""
    return _ask(request, LinkPurpose.CONFIRM)


def ask_to_withdraw(request: Request) -> Response:
    """Say what withdrawing does, with a button."""
    return _ask(request, LinkPurpose.WITHDRAW)


async def confirm(request: Request) -> Response:
    """Confirm the signature of the page whose button was pressed."""
    form = await _form(request)
    token = _sent(request, LinkPurpose.CONFIRM, form)
    try:
        followed = await site_of(request).written(
            partial(confirmation.confirm, link=token), lane_of(request)
        )
    except LinkRefused as refused:
        return await run_in_threadpool(_refused, request, LinkPurpose.CONFIRM, refused)
    return await run_in_threadpool(_thanked, request, followed, form.get(LANGUAGE, ""))


def _thanked(request: Request, followed: Followed, wanted: str) -> Response:
    """On to the page of thanks; thanks at once if the campaign cannot be shown (any more)."""
    wanted = wanted or followed.language
    try:
        campaign_named(site_of(request).workspace, followed.campaign)
    except (HTTPException, CampaignerError):
        language, _ = _languages(request, None, wanted)
        return Page("confirmed", language, (language,)).response(request)
    query = urlencode({LANGUAGE: wanted})
    address = THANKS.format(campaign=followed.campaign)
    response = RedirectResponse(f"{address}?{query}", 303)
    if _is_fresh(followed, site_of(request).clock()):
        remember(request, response, followed.campaign, followed.signature)
    return response


def _is_fresh(followed: Followed, now: datetime) -> bool:
    """Whether a signature was confirmed a moment ago: a link that is found later names nobody."""
    return followed.at is not None and now.timestamp() - followed.at < KEPT_FOR.total_seconds()


async def withdraw(request: Request) -> Response:
    """Withdraw the signature of the page whose button was pressed."""
    form = await _form(request)
    token = _sent(request, LinkPurpose.WITHDRAW, form)
    act = stopping.withdraw_and_stop if "stop" in form else confirmation.withdraw
    try:
        followed = await site_of(request).written(partial(act, link=token), lane_of(request))
    except LinkRefused as refused:
        return await run_in_threadpool(_refused, request, LinkPurpose.WITHDRAW, refused)
    return _back(request, token, form.get(LANGUAGE) or followed.language)


async def stop(request: Request) -> Response:
    """Stop what was ticked of all that the person allows, and say what is left; the link stays."""
    form = await _form(request)
    token, keys = _sent(request, LinkPurpose.WITHDRAW, form), form.getlist("key")
    try:
        job = partial(stopping.stop_by_link, link=token, keys=keys)
        await site_of(request).written(job, lane_of(request))
    except LinkRefused as refused:
        return await run_in_threadpool(_refused, request, LinkPurpose.WITHDRAW, refused)
    return _back(request, token, form.get(LANGUAGE, ""), stopped=bool(keys))


def _back(request: Request, token: str, language: str, *, stopped: bool = False) -> Response:
    """Lead to the page of a link to withdraw, which says how things stand now."""
    query = f"?{urlencode({LANGUAGE: language})}" if language else ""
    response = RedirectResponse(f"{WITHDRAW_PAGE}{query}", 303)
    values = {"token": token, "stopped": stopped}
    keep(request, response, LinkPurpose.WITHDRAW, values, site_of(request).clock())
    return response


async def _form(request: Request) -> Form:
    """What was sent; programs that withdraw with one click send nothing."""
    return await read_form(request) if "content-type" in request.headers else Form()


def _sent(request: Request, purpose: LinkPurpose, form: Form) -> str:
    """The token of the page whose button was pressed: a household may have several pages open."""
    text = form.get(_FIELD, "")
    found = unsealed(request, purpose, text, site_of(request).clock())
    return str(found["token"]) if found else _token(request, purpose)


def _token(request: Request, purpose: LinkPurpose) -> str:
    found = kept(request, purpose, site_of(request).clock())
    return str(found["token"]) if found else ""


def _ask(request: Request, purpose: LinkPurpose) -> Response:
    """The page of a link, in the language that its address asks for."""
    found = kept(request, purpose, site_of(request).clock())
    if not found:
        return _refused(request, purpose, None)
    token = str(found["token"])
    with site_of(request).opened() as here:
        peeked = confirmation.peek(here, token, purpose)
        if peeked.refusal:
            return _refused(request, purpose, peeked.refusal, peeked)
        asks_to_stop = purpose is LinkPurpose.WITHDRAW
        allowed = stopping.allowed_by_link(here, token) if asks_to_stop else []
    link = sealed(request, purpose, {"token": token}, site_of(request).clock())
    wanted = _wanted(request)
    spoken = wanted or peeked.language
    titles = {each.campaign: title_of(request, each.campaign, spoken) for each in allowed}
    values = {"allowed": allowed, "titles": titles, "stopped": found.get("stopped", False)}
    return _page(request, str(purpose), peeked, wanted, link, **values)


def _page(
    request: Request, template: str, about: Peeked, wanted: str, link: str, **more: object
) -> Response:
    campaign = recorded_campaign(request, about.campaign)
    language, languages = _languages(request, campaign, wanted or about.language)
    values = {
        "slug": about.campaign,
        "title": in_language(campaign.title, language) if campaign else "",
        "about": about,
        "link": link,
    } | more
    return Page(template, language, languages, campaign, values).response(request)


def _wanted(request: Request) -> str:
    """The language that a page's address asks for; empty if it does not say."""
    return request.query_params.get(LANGUAGE, "")


def _languages(
    request: Request, campaign: Campaign | None, wanted: str
) -> tuple[str, tuple[str, ...]]:
    """The language of a page, and those that it is also in under its address."""
    known = tuple(campaign.languages) if campaign else OWN_LANGUAGES
    language = wanted if wanted in known else known[0]
    return language, known if request.method == "GET" else (language,)


def _refused(
    request: Request,
    purpose: LinkPurpose,
    refused: LinkRefused | None,
    about: Peeked | None = None,
) -> Response:
    """Say why a link does nothing; without ``refused`` the browser did not keep it."""
    campaign = recorded_campaign(request, about.campaign) if about and about.campaign else None
    wanted = _wanted(request) or (about.language if about else "")
    language, languages = _languages(request, campaign, wanted)
    words = wording_of(site_of(request), language, campaign).words["refused"]
    code = refused.code if refused else "link-not-kept"
    message = refused.said if refused else ""
    values = {
        "slug": campaign.slug if campaign else "",
        "title": in_language(campaign.title, language) if campaign else "",
        "purpose": str(purpose),
        "message": words.get(code) or in_english(message, language),
    }
    return Page("refused", language, languages, campaign, values).response(request, GONE)
