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
from campaigner.web.references import asked, new_reference, place_of

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
    reference = new_reference()
    _note(error, reference)
    return _page(request, BUSY, {"Retry-After": str(_SECONDS)}, reference)


def failed(request: Request, error: Exception) -> Response:
    """The page of a fault of ours; what it was is in the log alone, by its reference."""
    reference = new_reference()
    _log.error(
        "fault in the program: %s in %s, at %s",
        type(error).__name__, place_of(error), asked(request.scope),
        extra={"reference": reference},
    )  # fmt: skip
    return _page(request, 500, {}, reference)


def _page(request: Request, status: int, headers: dict[str, str], reference: str = "") -> Response:
    values = {"status": status, "reference": reference}
    try:
        page = Page("mistake", language_of(request), values=values)
        return page.response(request, status, headers)
    except CampaignerError as error:  # settings, words or a template have a mistake themselves
        _note(error, reference)
        return PlainTextResponse(_BARE, BUSY, {"Retry-After": str(_SECONDS)} | headers)


def _note(error: CampaignerError, reference: str = "") -> None:
    more = {"reference": reference}
    _log.warning("%s: %s", error.code, error.message, extra=more)
    for each in getattr(error, "problems", ()):
        _log.warning("%s", each, extra=more)
