"""Taking in a table of representatives or areas at the desk: uploaded, looked at, taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_REPRESENTATIVES_IMPORT,
    DESK_REPRESENTATIVES_LOOK,
    DESK_REPRESENTATIVES_TAKE,
)
from campaigner.errors import CampaignerError
from campaigner.moments import DateRefused, parse_day
from campaigner.organisers.acts import Act
from campaigner.representatives.report import Kind, Report
from campaigner.representatives.upkeep import uploaded
from campaigner.representatives.upkeep.uploaded import Choices, Looked, Subject
from campaigner.vocabulary.representatives import Role
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.tables import columns_in, refused_beside, table_sent
from campaigner.web.desk.representatives.finding import tabs_of
from campaigner.web.forms import Form

_SAID = ("subject", "role", "scheme", "as_of", "origin")
_FIELDS = ("table", *_SAID)
_FIELD_OF = {"as-of": "as_of", "missing-role": "role"}
_FEW, _MOST = 30, 200  # problems, and changes of each kind, that are listed


class _AsOfRefused(CampaignerError):
    code = "as-of"


def ask(at: AtDesk) -> Response:
    """Ask for a table."""
    return _form(at)


def _form(at: AtDesk, errors: Mapping[str, str] | None = None) -> Response:
    typed = {**dict.fromkeys(_SAID, ""), **dict(at.form)}
    return at.show(
        "representatives-import",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        roles=list(Role),
        megabytes=uploaded.MOST_BYTES // 1_000_000,
        rows=uploaded.MOST_ROWS,
        **tabs_of(at),
    )


_told = refused_beside(_form, "representatives", _FIELD_OF)


@_told
def send(at: AtDesk) -> Response:
    """Keep a table that was sent, and show how it is understood."""
    sent, choices = table_sent(at), _choices(at.form)
    key = uploaded.keep_upload(at.here, sent)
    try:
        return _looked(at, key, choices)
    except CampaignerError:
        uploaded.discard_upload(at.here, key)
        raise


@_told
def look(at: AtDesk) -> Response:
    """Show how a table is understood, with columns matched by hand."""
    return _looked(at, at.form.get("key", ""), _choices(at.form))


@_told
def take(at: AtDesk) -> Response:
    """Take a table in, and say what came of it."""
    report = uploaded.take_in(at.here, at.form.get("key", ""), _choices(at.form))
    subject = _choices(at.form).subject
    return at.show(
        "representatives-done", report=report, subject=subject, **_said_of(report), **tabs_of(at)
    )


def _looked(at: AtDesk, key: str, choices: Choices) -> Response:
    looked = uploaded.look_through(at.here, key, choices)
    return at.show(
        "representatives-look",
        key=key,
        looked=looked,
        choices=choices,
        matched=_matched(looked, choices),
        examples=[(each.number, dict(each.values)) for each in looked.table.examples]
        if looked.table
        else [],
        notes=[at.said(each) for each in looked.table.notes] if looked.table else [],
        kept=[(name, at.form[name]) for name in _SAID if at.form.get(name)],
        roles=list(Role),
        **_said_of(looked.report),
        problems=(looked.report.problems if looked.report else looked.problems)[:_FEW],
        **tabs_of(at),
    )


def _matched(looked: Looked, choices: Choices) -> dict[str, str]:
    """Which heading each column has: as was understood, else as was chosen."""
    found = looked.table.columns if looked.table else {}
    return {name: found.get(name) or choices.columns.get(name, "") for name in looked.wanted}


def _said_of(report: Report | None) -> dict[str, Any]:
    """What changes, by kind, each list as far as it is shown."""
    if report is None:
        return {"changes": []}
    kinds = [
        (kind.value, [each for each in report.changes if each.kind is kind])
        for kind in (Kind.ENDED, Kind.CHANGED, Kind.ADDED)
    ]
    return {
        "changes": [(name, found[:_MOST], len(found[_MOST:])) for name, found in kinds if found]
    }


def _choices(form: Form) -> Choices:
    role, subject = form.get("role", ""), form.get("subject", "")
    day = form.get("as_of", "").strip()
    try:
        as_of = parse_day(day) if day else None
    except DateRefused as refused:
        raise _AsOfRefused(refused.message, hint=refused.hint) from None
    return Choices(
        subject=Subject.AREAS if subject == Subject.AREAS else Subject.PEOPLE,
        role=next((each for each in Role if each == role), None),
        scheme=form.get("scheme", "").strip(),
        as_of=as_of,
        origin=form.get("origin", "").strip(),
        columns=columns_in(form),
    )


_EDIT, _POST = Act.EDIT_REPRESENTATIVES, ("POST",)
PAGES = (
    DeskPage(DESK_REPRESENTATIVES_IMPORT, ask, _EDIT),
    DeskPage(DESK_REPRESENTATIVES_IMPORT, send, _EDIT, _POST, upload=uploaded.MOST_BYTES + 1),
    DeskPage(DESK_REPRESENTATIVES_LOOK, look, _EDIT, _POST),
    DeskPage(DESK_REPRESENTATIVES_TAKE, take, _EDIT, _POST),
)
