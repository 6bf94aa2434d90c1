"""Finding representatives: by role and kind of area, by what is typed, or one with all of them."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_REPRESENTATIVE,
    DESK_REPRESENTATIVES,
    DESK_REPRESENTATIVES_DATA,
)
from campaigner.errors import CampaignerError, UnknownName
from campaigner.forms import whole_number
from campaigner.organisers.acting import name_of_actor
from campaigner.organisers.acts import Act
from campaigner.representatives.directory import find_people, seats_vacant
from campaigner.representatives.upkeep.browsing import Browsed, Known, browse, known_of
from campaigner.representatives.upkeep.origins import origins
from campaigner.vocabulary.representatives import Role
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.pages.campaign import titles_of

_MOST = 100  # of those found by what was typed, and vacant seats


def show(at: AtDesk) -> Response:
    """Show those in office, a page at a time."""
    wanted = _wanted(at)
    page = browse(at.here, wanted, at.language)
    return at.show("representatives", **_around(at), wanted=wanted, page=page, typed="")


def find(at: AtDesk) -> Response:
    """Show whom a postcode, a name or an area means; in a form, as a postcode is somebody's."""
    text = at.form.get("text", "").strip()
    around = _around(at)
    if not text:
        return at.go(DESK_REPRESENTATIVES)
    try:
        found = find_people(at.here, text, area=at.form.get("area", ""), language=at.language)
    except CampaignerError as refused:
        said = {"text": at.said(refused)}
        return at.show("representatives", errors=said, fields=("text",), typed=text, **around)
    return at.show(
        "representatives",
        typed=text,
        found=found.found[:_MOST],
        more=len(found.found[_MOST:]),
        choices=found.choices,
        remarks=found.remarks,
        **around,
    )


def show_one(at: AtDesk) -> Response:
    """Show all that is known of a representative."""
    found = known(at)
    titles = titles_of(at.request, (campaign for campaign, _ in found.letters), at.language)
    return at.show("representative", known=found, titles=titles, **tabs_of(at))


def data(at: AtDesk) -> Response:
    """Show how much there is, how old it is, and where it came from."""
    vacant, found = seats_vacant(at.here, language=at.language), origins(at.here)
    return at.show(
        "representatives-data",
        origins=found,
        by={each.actor: name_of_actor(at.here, each.actor) for each in found.imports},
        vacant=vacant[:_MOST],
        more=len(vacant[_MOST:]),
        **tabs_of(at),
    )


def known(at: AtDesk) -> Known:
    """Returns the representative of the path. Raises HTTPException (404) for an unknown number."""
    number = at.number("membership")
    with missing_if(UnknownName):
        return known_of(at.here, number, at.language)


def tabs_of(at: AtDesk) -> dict[str, Any]:
    """Returns which of the pages about representatives the person may use."""
    return {"may_edit": at.may(Act.EDIT_REPRESENTATIVES)}


def _around(at: AtDesk) -> dict[str, Any]:
    there = origins(at.here)
    return {"roles": there.roles, "schemes": there.schemes, **tabs_of(at)}


def _wanted(at: AtDesk) -> Browsed:
    query = at.request.query_params
    role = query.get("role", "")
    return Browsed(
        role if role in list(Role) else "",
        query.get("scheme", "")[:60],
        query.get("without", "") == "address",
        whole_number(query.get("after", "")) or 0,
    )


_SEE = Act.SEE_REPRESENTATIVES
PAGES = (
    DeskPage(DESK_REPRESENTATIVES, show, _SEE, menu="representatives"),
    DeskPage(DESK_REPRESENTATIVES, find, _SEE, ("POST",)),
    DeskPage(DESK_REPRESENTATIVES_DATA, data, _SEE),
    DeskPage(DESK_REPRESENTATIVE, show_one, _SEE),
)
