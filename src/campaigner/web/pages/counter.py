"""How many have signed, for the pages of others: as a picture and as JSON."""

from __future__ import annotations

import json

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.errors import ProblemsFound, UnknownName
from campaigner.text import in_language
from campaigner.web.counts import Count
from campaigner.web.keeping import Answer
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import Page, language_of
from campaigner.web.protection import READ_ELSEWHERE, SHOWN_ELSEWHERE, framed_policy
from campaigner.web.site import site_of

_TO_EVERYBODY = READ_ELSEWHERE | SHOWN_ELSEWHERE | {"Access-Control-Expose-Headers": "ETag"}
_FOR_A_MOMENT = {"Cache-Control": "public, max-age=0, s-maxage=2, stale-while-revalidate=10"}
_FOR_SECONDS = {"Cache-Control": "public, max-age=10, s-maxage=10, stale-while-revalidate=60"}
_BAR, _ROUND = 288, 7  # units of the picture: the width of the bar, and of its ends
_STYLE = (
    "text{font-family:system-ui,'Segoe UI','Helvetica Neue',Arial,sans-serif;fill:#1b2430}"
    ".b{fill:#fff}.q{fill:#556070}.r{fill:#d9d3ca}.a{fill:#86301c}"
    "@media(prefers-color-scheme:dark){text{fill:#ece7df}"
    ".b{fill:#14181e}.q{fill:#a9b0ba}.r{fill:#3a434f}.a{fill:#f0a48c}}"
)


async def as_json(request: Request) -> Response:
    """Give the count as JSON; 304 to who has it already."""
    count = await _count_of(request)
    recent = site_of(request).recent
    return recent.get(("json", count), lambda: _json(count)).to(request)


async def as_picture(request: Request) -> Response:
    """Give the count as a picture; 304 to who has it already."""
    count = await _count_of(request)
    return await run_in_threadpool(_shown, request, count)


def _shown(request: Request, count: Count) -> Response:
    language, recent = language_of(request, count.languages), site_of(request).recent
    key = ("picture", language, count)
    return recent.get(key, lambda: _picture(request, count, language)).to(request)


async def _count_of(request: Request) -> Count:
    try:
        return await site_of(request).counts.of(request.path_params["campaign"])
    except (UnknownName, ProblemsFound) as unknown:
        raise HTTPException(404) from unknown


def _json(count: Count) -> Answer:
    headers = {**_TO_EVERYBODY, **_FOR_A_MOMENT}
    return Answer(json.dumps(count.as_dict()).encode(), "application/json", headers, count.rows)


def _picture(request: Request, count: Count, language: str) -> Answer:
    campaign = campaign_of(request)
    done = min(count.total / count.ahead, 1) if count.ahead else 0
    least = _ROUND if count.total else 0
    values = {
        "total": count.total,
        "ahead": count.ahead,
        "done": round(max(_BAR * done, least), 1),
        "bar": _BAR,
        "style": Markup(_STYLE),  # noqa: S704 - our own
        "title": in_language(campaign.title, language),
    }
    page = Page("counter", language, campaign=campaign, values=values, kind="svg")
    headers = {
        "Content-Security-Policy": framed_policy(_STYLE),
        **_TO_EVERYBODY,
        **_FOR_SECONDS,
    }
    return Answer(page.text(request).encode(), "image/svg+xml", headers, count.rows)
