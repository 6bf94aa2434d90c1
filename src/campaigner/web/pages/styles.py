"""The page of all components, for those who change how the pages look."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.petitions.counts.places import PublishedPlaces
from campaigner.petitions.counts.tally import TallyRow
from campaigner.vocabulary.representatives import Nation
from campaigner.web.pages.page import Page, language_of
from campaigner.web.site import site_of

_PLACES = PublishedPlaces(
    1_513,
    (TallyRow("", 1_412, "Sampleton North"), TallyRow("", 96, "Glen Pretend")),
    5,
    ((Nation.ENGLAND, 1_412), (Nation.SCOTLAND, 96)),
)


def styles(request: Request) -> Response:
    """Show every component; there is no such page outside a rehearsal."""
    site = site_of(request)
    if not site.is_rehearsal:
        raise HTTPException(404)
    values = {"today": site.clock().date(), "places": _PLACES}
    return Page("styles", language_of(request), values=values).response(request)
