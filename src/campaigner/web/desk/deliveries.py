"""Deliveries at the desk: the rules of a place as a checklist, and what was handed to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_DELIVERIES,
    DESK_DELIVERIES_RECORD,
    DESK_DELIVERY_DESTROYED,
    DESK_DELIVERY_REMOVE,
    DESK_DELIVERY_SHOWN,
)
from campaigner.errors import CampaignerError, UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.petitions.counts.tally import count_now
from campaigner.petitions.deliveries import record as records
from campaigner.petitions.deliveries.plan import Plan, plan_delivery
from campaigner.petitions.deliveries.record import (
    Handover,
    HandoverRefused,
    NoDelivery,
    NotHandedOver,
    RecordedDelivery,
    deliveries_of,
)
from campaigner.petitions.deliveries.written import files_there, paths_of
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.vocabulary.papers import DeliveryPlace, HandedKind
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.forms import day_in

_PLAN = ("place", "on")
_FIELDS = ("recipient", "on", "handed_by", "signatures", "files", "destroy_by")
_DAYS, _TICKS = ("on", "destroy_by"), ("names_people", "shown")


def show(at: AtDesk) -> Response:
    """Show what was handed in, and the checklist of a place once one is chosen, with a day."""
    return _page(at)


def _page(at: AtDesk, wrong: Mapping[str, str] | None = None, row: int = 0) -> Response:
    """The page; ``wrong`` is what is wrong in the form of a delivery."""
    here, words = open_petition(at.here, at.campaign), at.words["deliveries"]
    typed = {name: at.request.query_params.get(name, "") for name in _PLAN}
    errors = dict(wrong or {})
    plan: Plan | None = None
    if any(typed.values()):
        place = next((each for each in DeliveryPlace if each == typed["place"]), None)
        on = day_in(typed["on"])
        if place is None:
            errors["place"] = words["errors"]["place"]
        if on is None:
            errors["on"] = words["errors"]["on"]
        if place and on:
            try:
                plan = plan_delivery(place, on, here.today)
            except UsageError as refused:
                errors["on"] = at.said(refused)
    return at.show(
        "deliveries",
        errors=errors,
        fields=_PLAN,
        typed=typed,
        places=[(each.value, words["places"][each.value]) for each in DeliveryPlace],
        plan=plan,
        rows=[_row(each) for each in deliveries_of(here)],
        own_copies=destroy_by(here),
        today=here.today,
        wrong_row=row,
        done=at.request.query_params.get("done", ""),
    )


def _row(each: RecordedDelivery) -> dict[str, Any]:
    return {
        "it": each.delivery,
        "on": date.fromisoformat(each.delivery.delivered_on),
        "destroy_by": day_in(each.delivery.destroy_by),
        "destroyed_on": day_in(each.delivery.destroyed_on),
        "files": [file.name for file in each.files],
    }


def ask(at: AtDesk) -> Response:
    """Ask what was handed to whom; what the checklist knows is filled in."""
    here, words = open_petition(at.here, at.campaign), at.words["deliveries"]
    asked = at.request.query_params
    typed = {
        "recipient": words["places"].get(asked.get("place", ""), ""),
        "on": asked.get("on", "") if day_in(asked.get("on", "")) else here.today.isoformat(),
        "signatures": str(count_now(here).total),
        "destroy_by": destroy_by(here).isoformat(),
    }
    return _form(at, here, typed)


def record(at: AtDesk) -> Response:
    """Record a delivery."""
    here, words = open_petition(at.here, at.campaign), at.words["deliveries"]["errors"]
    typed = {name: at.form.get(name, "") for name in (*_FIELDS, *_TICKS)}
    errors = {
        name: words["on"]
        for name in _DAYS
        if day_in(typed[name]) is None and (typed[name] or name == "on")
    }
    signatures = whole_number(typed["signatures"].replace(",", "").strip())
    if signatures is None:
        errors["signatures"] = words["signatures"]
    chosen = at.form.getlist("files")
    paths = paths_of(here, chosen)
    if len(paths) < len(set(chosen)):
        errors["files"] = words["files"]
    if errors:
        return _form(at, here, typed, errors)
    handover = Handover(
        typed["recipient"],
        day_in(typed["on"]) or here.today,
        typed["handed_by"],
        paths,
        shown=typed["shown"] == "yes",
        signatures=signatures,
        names_people=typed["names_people"] == "yes",
        destroy_by=day_in(typed["destroy_by"]),
    )
    try:
        records.record_delivery(here, handover)
    except HandoverRefused as refused:
        return _form(at, here, typed, {refused.field: at.said(refused, words)})
    except NotHandedOver:
        return _form(at, here, typed, {"files": words["files"]})
    except CampaignerError as refused:
        if refused.code != "cannot-go-on":
            raise
        return _form(at, here, typed, {"files": words["files"]})
    return at.go(f"{DESK_DELIVERIES}?done=recorded")


def destroyed(at: AtDesk) -> Response:
    """Record that copies with names were destroyed, or take that back."""
    here, words = open_petition(at.here, at.campaign), at.words["deliveries"]["errors"]
    number, typed = at.number("delivery"), at.form.get("destroyed_on", "")
    on = None if at.form.get("undo") == "yes" else day_in(typed)
    if on is None and at.form.get("undo") != "yes":
        return _page(at, {f"destroyed-{number}": words["on"]}, number)
    try:
        records.record_destroyed(here, number, on)
    except HandoverRefused as refused:
        said = at.said(refused, words)
        return _page(at, {f"destroyed-{number}": said}, number)
    return at.go(f"{DESK_DELIVERIES}?done={'destroyed' if on else 'undone'}")


def shown(at: AtDesk) -> Response:
    """Show a delivery on the campaign's page, or no longer."""
    here = open_petition(at.here, at.campaign)
    is_shown = at.form.get("shown") == "yes"
    records.show_delivery(here, at.number("delivery"), shown=is_shown)
    return at.go(f"{DESK_DELIVERIES}?done={'shown' if is_shown else 'hidden'}")


def remove(at: AtDesk) -> Response:
    """Remove the record of a delivery, and ask for it again as it should be."""
    here = open_petition(at.here, at.campaign)
    known = records.remove_delivery(here, at.number("delivery"))
    typed = {
        "recipient": known.recipient,
        "on": known.delivered_on,
        "handed_by": known.handed_by,
        "signatures": str(known.signatures),
        "destroy_by": known.destroy_by or destroy_by(here).isoformat(),
        "names_people": "yes" if known.destroy_by else "",
        "shown": "yes" if known.shown else "",
    }
    return _form(at, here, typed, removed=True)


def _form(
    at: AtDesk,
    here: OpenPetition,
    typed: Mapping[str, str],
    errors: dict[str, str] | None = None,
    *,
    removed: bool = False,
) -> Response:
    there = files_there(here)
    order = list(HandedKind)
    files = sorted(there.files, key=lambda each: order.index(each.kind))
    return at.show(
        "delivery-form",
        errors=errors,
        fields=_FIELDS,
        typed=dict.fromkeys((*_FIELDS, *_TICKS), "") | dict(typed),
        chosen=set(at.form.getlist("files")),
        groups=[(kind, list(each)) for kind, each in groupby(files, key=lambda each: each.kind)],
        is_more=there.is_more,
        latest=destroy_by(here),
        total=count_now(here).total,
        removed=removed,
    )


_known = missing_if(NoDelivery)
"""Around the pages of one delivery, which may not be there."""


_ACT, _POST = Act.RECORD_DELIVERIES, ("POST",)
PAGES = (
    DeskPage(DESK_DELIVERIES, show, _ACT, menu="deliveries"),
    DeskPage(DESK_DELIVERIES_RECORD, ask, _ACT),
    DeskPage(DESK_DELIVERIES_RECORD, record, _ACT, _POST),
    DeskPage(DESK_DELIVERY_DESTROYED, _known(destroyed), _ACT, _POST),
    DeskPage(DESK_DELIVERY_SHOWN, _known(shown), _ACT, _POST),
    DeskPage(DESK_DELIVERY_REMOVE, _known(remove), _ACT, _POST),
)
