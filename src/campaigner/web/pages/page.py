"""A page: a template, a language, and what all pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from babel.core import Locale
from babel.dates import format_time
from babel.numbers import format_decimal
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from campaigner.addresses import LANGUAGE, SOURCE
from campaigner.campaigns.models import Campaign
from campaigner.rendering.fonts.scripts import direction
from campaigner.rendering.templating.environment import kept_environment, render
from campaigner.rendering.templating.words import has_words, words_in
from campaigner.texts.campaign_text import date_in_words
from campaigner.web.site import Site, site_of

WORDS = "web/words.toml"
OWN_LANGUAGES = ("en", "cy")
"""The languages that the pages' own words are in."""
SHOW_IN = "show_in"
"""The field of a form that asks for the same page in another language, and for nothing else."""
_BRITISH = "en_GB"


@dataclass(frozen=True)
class Wording:
    """How a page speaks: its language, and the pages' own words in it.

    ``words_in`` is the language that these words are in: English if they are not translated.
    """

    language: str
    words: Mapping[str, Any]
    words_in: str = ""

    @property
    def beside(self) -> str:
        """The language of numbers and days: that of the words beside them."""
        return self.words_in or self.language

    def number(self, count: int) -> str:
        """A whole number as that language writes it."""
        return format_decimal(count, locale=self.beside.replace("-", "_"))

    def day(self, day: date) -> str:
        """A date as that language writes it."""
        return date_in_words(day, self.beside)

    def time(self, moment: datetime) -> str:
        """A time of day as that language writes it; English as in the United Kingdom."""
        locale = _BRITISH if self.beside == "en" else self.beside.replace("-", "_")
        return format_time(moment, "short", locale=locale)


def wording_of(site: Site, language: str, campaign: Campaign | None = None) -> Wording:
    """Returns the pages' words in a language; what is not translated is in English."""
    folders = _folders(site, campaign)
    own = language if has_words(folders, WORDS, language) else OWN_LANGUAGES[0]
    return Wording(language, words_in(folders, WORDS, language), own)


def language_of(request: Request, languages: tuple[str, ...] | list[str] = OWN_LANGUAGES) -> str:
    """Returns the language that a page's address asks for, otherwise the first."""
    wanted = request.query_params.get(LANGUAGE, "")
    return wanted if wanted in languages else languages[0]


@dataclass(frozen=True)
class Resent:
    """A form of a page that shows the page in another language when it is sent with ``SHOW_IN``.

    ``form`` is its id, ``action`` where it is sent. So what was typed is kept, without a script.
    """

    form: str
    action: str


@dataclass(frozen=True)
class Page:
    """What a page shows: a template of ``templates/web``, its language and its values.

    ``kind`` is what it is written in, as in the name of its template. A page that answers a form
    has ``resent``, if it can be shown in another language; others have a link for that.
    """

    template: str
    language: str = "en"
    languages: tuple[str, ...] = OWN_LANGUAGES
    campaign: Campaign | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "html"
    resent: Resent | None = None

    def response(
        self, request: Request, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> HTMLResponse:
        """The answer to a request. Raises ProblemsFound where a template has a mistake."""
        return HTMLResponse(
            self.text(request), status, {"Cache-Control": "no-store", **(headers or {})}
        )

    def text(self, request: Request) -> str:
        """The page as text, such as HTML. Raises ProblemsFound as ``response``."""
        site = site_of(request)
        wording = wording_of(site, self.language, self.campaign)
        made = kept_environment(_folders(site, self.campaign))
        return render(
            made,
            f"web/{self.template}.{self.kind}.j2",
            **{
                "language": self.language,
                "words": wording.words,
                "number": wording.number,
                "day": wording.day,
                "time": wording.time,
                "asset": site.assets.address,
                "organisation": site.settings.organisation,
                "web_address": site.settings.web.address.rstrip("/"),
                "rehearsal": site.clock().date() if site.is_rehearsal else None,
                "languages": [_choice(request, tag) for tag in self.languages],
                "resent": self.resent,
                "words_in": wording.words_in,
                "chrome": _marked(wording),
                "unreviewed": self._is_unreviewed,
                "noted": Markup,
            }
            | dict(self.values),
        )

    @property
    def _is_unreviewed(self) -> bool:
        """Whether no native speaker has checked what the page says."""
        if self.campaign:
            return self.language in self.campaign.unreviewed_languages
        return self.language != OWN_LANGUAGES[0]


def _marked(wording: Wording) -> Markup:
    """What marks the pages' own words where they are in another language than the page."""
    same = wording.words_in == wording.language
    return Markup() if same else Markup(' lang="{}"').format(wording.words_in)


def _folders(site: Site, campaign: Campaign | None) -> tuple[Any, ...]:
    own = (campaign.folder,) if campaign else ()
    return (*own, *site.workspace.template_folders)


def _own_path(request: Request) -> str:
    """The path of a page as a link to it; with two slashes in front it would lead elsewhere."""
    return "/" + quote(request.scope["path"]).lstrip("/")


def _choice(request: Request, tag: str) -> dict[str, str]:
    """A language that the page is also in: its tag, its own name, and the address of the page."""
    kept = {name: request.query_params[name] for name in (SOURCE,) if name in request.query_params}
    address = f"{_own_path(request)}?{urlencode({LANGUAGE: tag, **kept})}"
    name = Locale.parse(tag.replace("-", "_")).get_display_name() or tag
    return {
        "tag": tag,
        "name": name[:1].upper() + name[1:],
        "address": address,
        "direction": direction(tag),
    }
