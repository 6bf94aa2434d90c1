"""Stopping contact at the desk: what somebody allows, found by their address, and stopped."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_STOP_CONTACT, DESK_STOP_CONTACT_STOP
from campaigner.emails import EmailRefused
from campaigner.organisers.acts import Act
from campaigner.outreach.askers import asker_names, who_has
from campaigner.outreach.stopping import allowed_by, stop
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_FIELDS = ("email", "keys")


def ask(at: AtDesk) -> Response:
    """Ask whose contact is to be stopped."""
    return at.show("stop-contact", typed={})


def find(at: AtDesk) -> Response:
    """Show what the person of an address allows."""
    return _allowed(at)


def stop_some(at: AtDesk) -> Response:
    """Stop what was ticked, and say whom that has to be told."""
    keys = at.form.getlist("keys")
    if not keys:
        return _allowed(at, {"keys": at.words["stop_contact"]["errors"]["nothing-ticked"]})
    try:
        stopped = stop(at.here, at.form.get("email", ""), keys)
    except EmailRefused:
        return _allowed(at)
    return at.show(
        "stop-contact",
        typed={},
        stopped=stopped,
        names=asker_names(at.here, stopped),
        told=who_has(at.here, stopped),
    )


def _allowed(at: AtDesk, errors: dict[str, str] | None = None) -> Response:
    typed = dict(at.form)
    try:
        allowed = allowed_by(at.here, at.form.get("email", ""))
    except EmailRefused:
        errors = {"email": at.words["stop_contact"]["errors"]["invalid-email"]}
        return at.show("stop-contact", errors=errors, fields=_FIELDS, typed=typed)
    return at.show(
        "stop-contact",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        allowed=allowed,
        names=asker_names(at.here, allowed),
        asked=True,
    )


_ACT, _POST = Act.STOP_CONTACT, ("POST",)
PAGES = (
    DeskPage(DESK_STOP_CONTACT, ask, _ACT, menu="stop_contact"),
    DeskPage(DESK_STOP_CONTACT, find, _ACT, _POST),
    DeskPage(DESK_STOP_CONTACT_STOP, stop_some, _ACT, _POST),
)
