"""Deliveries at the desk: the rules of a place as a checklist, and what was handed to whom."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from campaigner.desk_addresses import DESK_DELIVERIES
from campaigner.errors import UsageError
from campaigner.organisers.acts import Act
from campaigner.petitions.deliveries.plan import Plan, plan_delivery
from campaigner.petitions.deliveries.record import deliveries_of
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.papers import DeliveryPlace
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_FIELDS = ("place", "on")


def show(at: AtDesk) -> Response:
    """Show what was handed in, and the checklist of a place once one is chosen, with a day."""
    here, words = open_petition(at.here, at.campaign), at.words["deliveries"]
    typed = {name: at.request.query_params.get(name, "") for name in _FIELDS}
    errors: dict[str, str] = {}
    plan: Plan | None = None
    if any(typed.values()):
        place = next((each for each in DeliveryPlace if each == typed["place"]), None)
        on = _day(typed["on"])
        if place is None:
            errors["place"] = words["errors"]["place"]
        if on is None:
            errors["on"] = words["errors"]["on"]
        if place and on:
            try:
                plan = plan_delivery(place, on, here.today)
            except UsageError as refused:
                errors["on"] = refused.said
    return at.show(
        "deliveries",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        places=[(each.value, words["places"][each.value]) for each in DeliveryPlace],
        plan=plan,
        rows=[
            {
                "it": each.delivery,
                "on": date.fromisoformat(each.delivery.delivered_on),
                "destroy_by": _day(each.delivery.destroy_by),
                "destroyed_on": _day(each.delivery.destroyed_on),
                "files": [file.name for file in each.files],
            }
            for each in deliveries_of(here)
        ],
        own_copies=destroy_by(here),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PAGES = (DeskPage(DESK_DELIVERIES, show, Act.RECORD_DELIVERIES, menu="deliveries"),)
