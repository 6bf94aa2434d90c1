"""Representatives entered by hand: added, corrected, out of office, and back."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_REPRESENTATIVE,
    DESK_REPRESENTATIVE_EDIT,
    DESK_REPRESENTATIVE_END,
    DESK_REPRESENTATIVE_RESUME,
    DESK_REPRESENTATIVES_ADD,
)
from campaigner.errors import UsageError
from campaigner.forms import FormRefused
from campaigner.moments import DateRefused, parse_day
from campaigner.organisers.acts import Act
from campaigner.representatives.details import Details
from campaigner.representatives.entries import (
    AlreadyThere,
    SeatTaken,
    add_representative,
    edit_representative,
    end_membership,
    resume_membership,
)
from campaigner.representatives.upkeep.browsing import Known
from campaigner.vocabulary.representatives import Role
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.representatives.finding import known, tabs_of
from campaigner.web.pages.statuses import NOT_VALID

_FIELDS = (
    *("name", "title", "party", "area", "organisation", "post"),
    *("email", "address", "envelope_name", "salutation", "started"),
)


def ask(at: AtDesk) -> Response:
    """Ask for somebody new."""
    return _form(at, {"role": at.request.query_params.get("role", "")})


def add(at: AtDesk) -> Response:
    """Add somebody; whoever held the seat before them leaves it."""
    typed = {name: at.form.get(name, "") for name in ("role", *_FIELDS)}
    role = next((each for each in Role if each == typed["role"]), None)
    if role is None:
        return _form(at, typed, {"role": str(at.words["representatives"]["errors"]["role"])})
    given = {name: typed[name] for name in _FIELDS if typed[name].strip()}
    try:
        entered = add_representative(at.here, role, Details(**given))
    except FormRefused as refused:
        return _form(at, typed, at.errors_in(refused.problems))
    except (AlreadyThere, UsageError) as refused:
        return _form(at, typed, {"name": at.said(refused)})
    return at.go(DESK_REPRESENTATIVE, membership=str(entered.representative.membership))


def ask_edit(at: AtDesk) -> Response:
    """Ask what is to be corrected."""
    found = known(at)
    return _form(at, _as_typed(found), found=found)


def edit(at: AtDesk) -> Response:
    """Correct what is known; what was not changed is left as it is."""
    found = known(at)
    before, typed = _as_typed(found), {name: at.form.get(name, "") for name in _FIELDS}
    changed = {name: text for name, text in typed.items() if _plain(text) != _plain(before[name])}
    if changed:
        try:
            edit_representative(at.here, found.term.number, Details(**changed))
        except FormRefused as refused:
            return _form(at, typed, at.errors_in(refused.problems), found)
    return at.go(DESK_REPRESENTATIVE, membership=str(found.term.number))


def end(at: AtDesk) -> Response:
    """Note that somebody is out of office, from a day on."""
    found, text = known(at), at.form.get("on", "").strip()
    try:
        day = parse_day(text) if text else at.here.today
        end_membership(at.here, found.term.number, day)
    except (DateRefused, UsageError) as refused:
        errors = {"on": at.said(refused)}
        return at.show(
            *("representative", 200, errors, ("on",)), known=found, on=text, **tabs_of(at)
        )
    return at.go(DESK_REPRESENTATIVE, membership=str(found.term.number))


def resume(at: AtDesk) -> Response:
    """Take back that somebody is out of office."""
    found = known(at)
    try:
        resume_membership(at.here, found.term.number)
    except (SeatTaken, UsageError) as refused:
        return at.show(
            "representative", NOT_VALID, known=found, refused=at.said(refused), **tabs_of(at)
        )
    return at.go(DESK_REPRESENTATIVE, membership=str(found.term.number))


def _form(
    at: AtDesk,
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    found: Known | None = None,
) -> Response:
    return at.show(
        "representative-form",
        errors=errors,
        fields=("role", *_FIELDS),
        typed={**dict.fromkeys(_FIELDS, ""), **typed},
        roles=list(Role),
        known=found,
        **tabs_of(at),
    )


def _as_typed(found: Known) -> dict[str, str]:
    return {name: getattr(found.entry, name) for name in _FIELDS}


def _plain(text: str) -> str:
    """A text as it is compared: browsers send line breaks in their own way."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


_EDIT, _POST = Act.EDIT_REPRESENTATIVES, ("POST",)
PAGES = (
    DeskPage(DESK_REPRESENTATIVES_ADD, ask, _EDIT),
    DeskPage(DESK_REPRESENTATIVES_ADD, add, _EDIT, _POST),
    DeskPage(DESK_REPRESENTATIVE_EDIT, ask_edit, _EDIT),
    DeskPage(DESK_REPRESENTATIVE_EDIT, edit, _EDIT, _POST),
    DeskPage(DESK_REPRESENTATIVE_END, end, _EDIT, _POST),
    DeskPage(DESK_REPRESENTATIVE_RESUME, resume, _EDIT, _POST),
)
