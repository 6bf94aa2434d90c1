"""The pages for what goes wrong: nothing here, too much, too busy, our fault."""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from campaigner.addresses import API
from campaigner.errors import CampaignerError
from campaigner.web.api.answers import problem
from campaigner.web.pages.page import Page, language_of
from campaigner.web.pages.statuses import BUSY

_log = logging.getLogger(__name__)
_SECONDS = 5
_BARE = """\
Sorry, something went wrong. Try again in a few minutes.
Mae'n ddrwg gennym, aeth rhywbeth o'i le. Rhowch gynnig arall arni ymhen ychydig funudau.
"""


def refused(request: Request, error: Exception) -> Response:
    """The page of an error with a status."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(f"{API}/"):  # a line break in it leads past the interface
        return problem(error.status_code)
    return _page(request, error.status_code, dict(error.headers or {}))


def unable(request: Request, error: Exception) -> Response:
    """The page where the work cannot go on now, such as with a database that is busy."""
    assert isinstance(error, CampaignerError)
    _note(error)
    return _page(request, BUSY, {"Retry-After": str(_SECONDS)})


def failed(request: Request, error: Exception) -> Response:
    """The page of a fault of ours; what it was is in the log alone."""
    del error
    return _page(request, 500, {})


def _page(request: Request, status: int, headers: dict[str, str]) -> Response:
    values = {"status": status}
    try:
        page = Page("mistake", language_of(request), values=values)
        return page.response(request, status, headers)
    except CampaignerError as error:  # settings, words or a template have a mistake themselves
        _note(error)
        return PlainTextResponse(_BARE, BUSY, {"Retry-After": str(_SECONDS)} | headers)


def _note(error: CampaignerError) -> None:
    _log.warning("%s: %s", error.code, error.message)
    for each in getattr(error, "problems", ()):
        _log.warning("%s", each)
