"""The overview of a campaign: how it stands now, and what needs a look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_CAMPAIGN,
    DESK_OVERVIEW_DAYS,
    DESK_OVERVIEW_MAP,
    DESK_OVERVIEW_NOW,
    DESK_SIGNATURES,
    DESK_SUSPECTS,
)
from campaigner.errors import ProblemsFound
from campaigner.organisers.acts import Act
from campaigner.overview.figures import Figures, Hour, by_area, by_source, figures
from campaigner.overview.matters import Matter, needs_a_look
from campaigner.papers.pictures import NoMap, Picture, area_map, has_map, timeline
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.time_zones import day_of
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.pages.map_picture import STYLE
from campaigner.web.protection import picture_policy

_SEEN_TO: Mapping[Matter, str] = {
    Matter.DEFINITION: "editor",
    Matter.FACTS: "editor",
    Matter.FACTS_SOON: "editor",
    Matter.PAST: "editor",
    Matter.SUSPECTS: "signatures",
    Matter.COMMENTS: "comments",
    Matter.UPDATES: "updates",
    Matter.REPLIES: "replies",
    Matter.REQUESTS: "requests",
    Matter.JOBS: "letters",
    Matter.MAIL_STOPPED: "operations",
    Matter.MAIL_LATE: "operations",
    Matter.BOUNCED: "operations",
    Matter.GIVEN_UP: "operations",
    Matter.NO_BACKUP: "operations",
    Matter.BACKUP: "operations",
    Matter.DISK: "operations",
    Matter.TWO_PEOPLE: "two_people",
}
"""On which page of the menu a matter is seen to."""
_FURTHER = {Matter.SUSPECTS: DESK_SUSPECTS.removeprefix(DESK_SIGNATURES)}  # on a page below it

_AREAS = 8
_MAP, _DAYS = 380, 500  # how wide the pictures are drawn: on a phone they are somewhat smaller
_LETTERS = 14.5
_DAYS_STYLE = (
    "@media(prefers-color-scheme:dark){text{fill:#ece7df}[stroke='#566070']{stroke:#a9b0ba}"
    "[fill='#f2d5c6']{fill:#6d3929}[stroke='#86301c']{stroke:#f0a48c}"
    "[fill='#c17354']{fill:#d98f73}circle{fill:#f0a48c}}"
)
_PAST_DAYS = 28  # of the table; the picture has all


def show(at: AtDesk) -> Response:
    """Show how the campaign stands; what can be said, if its definition cannot be used."""
    values = _now(at)
    petition = values["petition"]
    more = _whole(at, petition) if petition else {}
    return at.show("overview", **values, **more)


def show_now(at: AtDesk) -> Response:
    """Give what changes from minute to minute, for the page to put in place of what it has."""
    return at.show("overview-now", **_now(at))


def days(at: AtDesk) -> Response:
    """Give the picture of signatures by day."""
    picture = timeline(open_petition(at.here, at.campaign), at.language)
    return _drawn(picture, _DAYS, _DAYS_STYLE)


def where(at: AtDesk) -> Response:
    """Give the map; 404 if nobody has imported the places of the areas."""
    with missing_if(NoMap):
        picture = area_map(open_petition(at.here, at.campaign), at.language)
    return _drawn(picture, _MAP, STYLE)


def _drawn(picture: Picture, width: int, style: str) -> Response:
    svg = picture.svg(
        width, heading=False, source=False, style=style, letters=_LETTERS, embed_fonts=True
    )
    headers = {"Content-Security-Policy": picture_policy(svg)}
    return Response(svg, media_type="image/svg+xml", headers=headers)


def _now(at: AtDesk) -> dict[str, Any]:
    account = at.session.account
    petition = _petition(at)
    stands = figures(petition, account, at.language) if petition else None
    return {
        "petition": petition,
        "figures": stands,
        "hours": _hours(stands) if stands else None,
        "looks": [
            {"look": look, "address": _address(at, look.matter)}
            for look in needs_a_look(at.here, at.campaign, account)
        ],
    }


def _petition(at: AtDesk) -> OpenPetition | None:
    """The petition; None if the campaign's definition cannot be used."""
    try:
        return open_petition(at.here, at.campaign)
    except ProblemsFound:
        return None


def _address(at: AtDesk, matter: Matter) -> str:
    """The address of the page where a matter is seen to, empty if it is not for this account."""
    account, page = at.session.account, _SEEN_TO[matter]
    entries = (*at.menu.in_campaign(account, at.campaign), *at.menu.besides(account))
    address = next((each.address for each in entries if each.name == page), "")
    return address + _FURTHER.get(matter, "") if address else ""


def _hours(stands: Figures) -> dict[str, Any]:
    """The hours as the template draws them: each with its height as a share of the busiest."""
    busiest: Hour = max(stands.hours, key=lambda each: each.count)
    return {
        "busiest": busiest,
        "sum": sum(each.count for each in stands.hours),
        "all": [
            {"hour": each, "share": each.count / max(busiest.count, 1)} for each in stands.hours
        ],
    }


def _whole(at: AtDesk, petition: OpenPetition) -> dict[str, Any]:
    """What is asked for once: when and where people signed, and how they came."""
    areas = by_area(petition)
    sources = by_source(petition, at.session.account)
    by_day = timeline(petition, at.language)
    row = petition.petition
    return {
        "state": "to_come"
        if petition.now < row.opens_at
        else "open"
        if petition.now < row.closes_at
        else "closed",
        "opens": day_of(row.opens_at, petition.zone),
        "closes": day_of(row.closes_at - 1, petition.zone),
        "days": {"picture": by_day, "rows": by_day.rows[: -_PAST_DAYS - 1 : -1]},
        "map": area_map(petition, at.language).words if has_map(petition) else "",
        "areas": areas[:_AREAS],
        "other_areas": areas[_AREAS:],
        "sources": sources,
    }


PAGES = (
    DeskPage(DESK_CAMPAIGN, show, Act.SEE_CAMPAIGN, menu="overview"),
    DeskPage(DESK_OVERVIEW_NOW, show_now, Act.SEE_CAMPAIGN, by_itself=True),
    DeskPage(DESK_OVERVIEW_DAYS, days, Act.SEE_CAMPAIGN),
    DeskPage(DESK_OVERVIEW_MAP, where, Act.SEE_CAMPAIGN),
)
