"""People's own data: a link by email, then all that is held, and what can be done with it.

The token of the link goes into a sealed cookie at once, and a button opens it: programs that look
through people's mail open links too. What is open then is known by another secret, in a cookie.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.addresses import LANGUAGE, MY_DATA, MY_DATA_ERASED, MY_DATA_MINE, MY_DATA_SENT
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused, whole_number
from campaigner.opening import OpenWorkspace
from campaigner.petitions.own_changes import NotTheirs, RecordedAlready
from campaigner.privacy import data_links, own_data
from campaigner.privacy.data_links import LinkRefused, TooManyLinks
from campaigner.web.forms import Form, read_form
from campaigner.web.pages.campaign import title_of
from campaigner.web.pages.form_errors import in_words, listed
from campaigner.web.pages.page import OWN_LANGUAGES, Page, language_of, wording_of
from campaigner.web.pages.spoken import in_english
from campaigner.web.pages.statuses import GONE, NOT_VALID, TOO_MANY
from campaigner.web.sealing import cookie_name, keep, kept
from campaigner.web.site import lane_of, network_of, site_of

T = TypeVar("T")
_LINK, _OPEN, _ERASED = "my-data-link", "my-data", "my-data-erased"
_FIELDS = ("name", "postcode", "comment")
Handler = Callable[[Request], Awaitable[Response]]


def ask(request: Request) -> Response:
    """Ask for the address whose data somebody wants to see."""
    return _page(request, "my-data", language_of(request), {"email": "", "error": ""})


async def send(request: Request) -> Response:
    """Mail the link, if anything is held; the answer is the same if not."""
    form = await read_form(request)
    return await run_in_threadpool(_send, request, form)


def _send(request: Request, form: Form) -> Response:
    language, email = language_of(request), form.get("email", "")
    network = network_of(request)
    try:
        with site_of(request).opened() as here:
            data_links.ask_for_link(here, email, language, network)
    except FormRefused:
        words = wording_of(site_of(request), language).words["errors"]
        values = {"email": email, "error": words["invalid-email"]}
        return _page(request, "my-data", language, values, NOT_VALID)
    except TooManyLinks as error:
        return _refused(request, error, TOO_MANY)
    return RedirectResponse(_in(language, MY_DATA_SENT), 303)


def sent(request: Request) -> Response:
    """Say that a link was mailed, if anything is held."""
    return _page(request, "my-data-sent", language_of(request), {})


def arrive(request: Request) -> Response:
    """Take the token of a link out of the address bar."""
    response = RedirectResponse(MY_DATA_MINE, 303)
    token = {"token": request.path_params["token"]}
    keep(request, response, _LINK, token, site_of(request).clock())
    response.delete_cookie(cookie_name(request, _OPEN), path="/")
    return response


async def open_link(request: Request) -> Response:
    """Open the link that was followed last: once."""
    token = _kept(request, _LINK, "token")
    try:
        secret = await site_of(request).written(
            partial(data_links.open_link, link=token), lane_of(request)
        )
    except LinkRefused as refused:
        return await run_in_threadpool(_refused, request, refused)
    response = RedirectResponse(_in(language_of(request)), 303)
    response.delete_cookie(cookie_name(request, _LINK), path="/")
    keep(request, response, _OPEN, {"secret": secret}, site_of(request).clock())
    return response


def mine(request: Request) -> Response:
    """Show all that is held for the address of the open link, or offer to open it."""
    if token := _kept(request, _LINK, "token"):
        return _before_opening(request, token)
    try:
        return _shown(request)
    except LinkRefused as refused:
        return _refused(request, refused)


def _before_opening(request: Request, token: str) -> Response:
    try:
        with site_of(request).opened() as here:
            language = data_links.language_of_link(here, token)
    except LinkRefused as refused:
        response = _refused(request, refused)
        response.delete_cookie(cookie_name(request, _LINK), path="/")
        return response
    return _page(request, "my-data-open", _language(request, language), {})


def ask_to_erase(request: Request) -> Response:
    """Say what erasing does, with a button."""
    try:
        found = _read(request, own_data.own_data)
    except LinkRefused as refused:
        return _refused(request, refused)
    language = _language(request, found.language)
    return _page(request, "my-data-erase", language, {"mine": found})


def _shown(
    request: Request, at: int = 0, typed: Form | None = None, refused: CampaignerError | None = None
) -> Response:
    """All that is held; a correction of signature ``at`` that was refused is shown there."""
    found = _read(request, own_data.own_data)
    language = _language(request, found.language)
    problems = refused.problems if isinstance(refused, FormRefused) else ()
    words = wording_of(site_of(request), language).words
    errors = in_words(problems, words["my_data"]["errors"], language)
    values = {
        "mine": found,
        "titles": {slug: title_of(request, slug, language) for slug in found.campaigns},
        "at": at,
        "typed": dict(typed or {}),
        "errors": errors,
        "listed": [(f"{name}-{at}", said) for name, said in listed(errors, _FIELDS)],
    }
    return _page(request, "my-data-mine", language, values, NOT_VALID if refused else 200)


def posted(act: Callable[[Request, Form], Response]) -> Handler:
    """What answers a form on the page of an open link; without one it says why not."""

    async def handle(request: Request) -> Response:
        return await run_in_threadpool(_answered, act, request, await read_form(request))

    return handle


def _answered(act: Callable[[Request, Form], Response], request: Request, form: Form) -> Response:
    try:
        return act(request, form)
    except LinkRefused as refused:
        return _refused(request, refused)
    except NotTheirs as error:
        raise HTTPException(404) from error


def correct(request: Request, form: Form) -> Response:
    """Correct a signature; with mistakes, show them at its fields."""
    number = _number(form)
    job = partial(
        own_data.correct,
        number=number,
        name=form.get("name", ""),
        postcode=form.get("postcode", ""),
    )
    try:
        _read(request, job)
    except (FormRefused, RecordedAlready) as refused:
        return _shown(request, number, form, refused)
    return _back(request)


def comment(request: Request, form: Form) -> Response:
    """Change a comment, or delete it; with mistakes, show them at its field."""
    number = _number(form)
    text = "" if "delete" in form else form.get("comment", "")
    job = partial(own_data.change_comment, number=number, text=text)
    try:
        _read(request, job)
    except FormRefused as refused:
        return _shown(request, number, form, refused)
    return _back(request)


def withdraw(request: Request, form: Form) -> Response:
    """Withdraw a signature."""
    _read(request, partial(own_data.withdraw, number=_number(form)))
    return _back(request)


def stop(request: Request, form: Form) -> Response:
    """Stop one thing that the person allows, or everything."""
    keys = [form["key"]] if "key" in form else None
    _read(request, partial(own_data.stop, keys=keys))
    return _back(request)


def download(request: Request, form: Form) -> Response:
    """Give all that is held as a file."""
    del form
    headers = {
        "Content-Disposition": 'attachment; filename="my-data.json"',
        "Cache-Control": "no-store",
    }
    text = _read(request, own_data.download)
    return Response(text, media_type="application/json", headers=headers)


def erase(request: Request, form: Form) -> Response:
    """Erase all that is held."""
    del form
    language = _language(request, _read(request, data_links.session_of).language)
    done = _read(request, own_data.erase)
    response = RedirectResponse(_in(language, MY_DATA_ERASED), 303)
    values = {
        "left": len(done.left) + len(done.shared),
        "readable": done.still_readable,
        "namesakes": sum(each.records for each in done.namesakes),
    }
    keep(request, response, _ERASED, values, site_of(request).clock())
    response.delete_cookie(cookie_name(request, _OPEN), path="/")
    return response


def erased(request: Request) -> Response:
    """Say that all is erased, and what could not be removed."""
    language = language_of(request)
    done = kept(request, _ERASED, site_of(request).clock())
    if done is None:
        return RedirectResponse(_in(language, MY_DATA), 303)
    contact = site_of(request).settings.data_controller.contact
    return _page(request, "my-data-erased", language, {**done, "contact": contact})


def leave(request: Request, form: Form) -> Response:
    """Close what the link opened, for people at a computer that others use."""
    del form
    _read(request, data_links.close_session)
    response = RedirectResponse(_in(language_of(request), MY_DATA), 303)
    response.delete_cookie(cookie_name(request, _OPEN), path="/")
    return response


def _read(request: Request, job: Callable[[OpenWorkspace, str], T]) -> T:
    """What a service gives for the link that is open in this browser. Raises LinkRefused."""
    with site_of(request).opened() as here:
        return job(here, _kept(request, _OPEN, "secret"))


def _kept(request: Request, name: str, key: str) -> str:
    found = kept(request, name, site_of(request).clock())
    return str(found.get(key, "")) if found else ""


def _number(form: Form) -> int:
    return whole_number(form.get("signature", "")) or 0


def _language(request: Request, own: str) -> str:
    return language_of(request, (own, *(each for each in OWN_LANGUAGES if each != own)))


def _in(language: str, path: str = MY_DATA_MINE) -> str:
    """The address of a page in a language."""
    return f"{path}?{urlencode({LANGUAGE: language})}"


def _back(request: Request) -> Response:
    return RedirectResponse(_in(language_of(request)), 303)


def _refused(request: Request, refused: CampaignerError, status: int = GONE) -> Response:
    language = language_of(request)
    words = wording_of(site_of(request), language).words["my_data"]["refused"]
    values = {"message": words.get(refused.code) or in_english(refused.message, language)}
    return _page(request, "my-data-refused", language, values, status)


def _page(
    request: Request, template: str, language: str, values: dict[str, object], status: int = 200
) -> Response:
    languages = OWN_LANGUAGES if request.method == "GET" else (language,)
    return Page(template, language, languages, values=values).response(request, status)
