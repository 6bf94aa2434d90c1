"""How pages of the desk are shown: their language, the bar and the menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from campaigner.addresses import LANGUAGE
from campaigner.organisers.acting import Account
from campaigner.web.desk.frame.cookies import keep_language, kept_language
from campaigner.web.desk.frame.menu import Menu, grouped
from campaigner.web.desk.frame.words import Words, desk_words
from campaigner.web.pages.campaign import title_of
from campaigner.web.pages.form_errors import listed
from campaigner.web.pages.page import OWN_LANGUAGES, Page, Wording, wording_of
from campaigner.web.pages.spoken import ENGLISH, Told, in_english, spoken
from campaigner.web.site import Site, site_of

_HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}


@dataclass(frozen=True, slots=True)
class Shown:
    """To whom a page is shown, and in which campaign they are at work, if any."""

    language: str
    account: Account | None = None
    campaign: str = ""
    menu: Menu | None = None


def language_at_desk(request: Request, account: Account | None = None) -> str:
    """Returns the language of a page: that of its address, or that chosen last, or the person's."""
    own = account.language if account else ""
    wanted = (request.query_params.get(LANGUAGE, ""), kept_language(request), own)
    return next((each for each in wanted if each in OWN_LANGUAGES), OWN_LANGUAGES[0])


def said_in(desk: Words, language: str, told: Told, words: Mapping[str, str]) -> str:
    """Returns what an error or a problem says; ``words`` are the page's own, by its code."""
    shared = {} if language == ENGLISH else desk["problems"]["said"]
    return spoken(told, language, words, shared)


def errors_of(errors: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, object]:
    """Returns mistakes as templates take them: by field, and in the order of the form."""
    return {"errors": errors, "listed": listed(errors, fields)}


def show(
    request: Request,
    template: str,
    shown: Shown,
    values: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a request: ``templates/web/desk/TEMPLATE.html.j2``."""
    site, language = site_of(request), shown.language
    languages = OWN_LANGUAGES if request.method in ("GET", "HEAD") else (language,)
    more = {
        "errors": {},
        "listed": [],
        **_around(request, shown),
        "desk": desk_words(request, language),
        "spoken": lambda told: said_in(desk_words(request, language), language, told, {}),
        "english": lambda text: in_english(text, language),
        "moment": moments_of(site, wording_of(site, language)),
        **values,
    }
    response = Page(f"desk/{template}", language, languages, values=more).response(
        request, status, {**_HEADERS, **(headers or {})}
    )
    if LANGUAGE in request.query_params:
        keep_language(request, response, language)
    return response


def _around(request: Request, shown: Shown) -> dict[str, object]:
    """What the bar and the menu have."""
    account, campaign, menu = shown.account, shown.campaign, shown.menu
    in_menu = account and menu
    return {
        "account": account,
        "slug": campaign,
        "campaign_title": title_of(request, campaign, shown.language) if campaign else "",
        "in_campaign": grouped(menu.in_campaign(account, campaign)) if account and menu else [],
        "besides": grouped(menu.besides(account)) if account and menu else [],
        "has_menu": bool(in_menu),
        "path": request.scope["path"],
    }


def moments_of(site: Site, wording: Wording) -> Callable[[int | str], str]:
    """Returns what writes a moment as day and time, in the organisation's zone.

    It takes seconds since 1970, or a time of that zone as ISO 8601 writes it.
    """
    zone: ZoneInfo = site.workspace.zone

    def said(at: int | str) -> str:
        if isinstance(at, str):
            local = datetime.fromisoformat(at)
        else:
            local = datetime.fromtimestamp(at, zone)
        return f"{wording.day(local.date())}, {wording.time(local)}"

    return said
