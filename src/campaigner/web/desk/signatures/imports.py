"""Taking in a table of signatures at the desk: uploaded, looked at, taken in, corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_IMPORT,
    DESK_IMPORT_CORRECT,
    DESK_IMPORT_LOOK,
    DESK_IMPORT_TAKE,
)
from campaigner.errors import CampaignerError, UsageError
from campaigner.organisers.acts import Act
from campaigner.petitions.importing import uploaded
from campaigner.petitions.importing.request import ImportResult
from campaigner.petitions.importing.uploaded import Choices, Looked
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.sources import WEB
from campaigner.tables import MOST_AT_DESK
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name
from campaigner.web.desk.frame.tables import columns_in, lines_in, refused_beside, table_sent
from campaigner.web.desk.signatures.looked_for import tabs_of
from campaigner.web.forms import Form, day_in

_CELL, _LEAVE, _WORDS = "cell-", "leave-", "words-"
_SAID = ("asked", "source", "order", "signed_on")
_BY_HAND = ("language", "wording", "yes_means", "no_means")
_FEW = 20
_FIELD_OF = {"unknown-source": "source", "day-refused": "signed_on"}


def ask(at: AtDesk) -> Response:
    """Ask for a table."""
    return _form(at)


def _form(at: AtDesk, errors: Mapping[str, str] | None = None) -> Response:
    return at.show(
        "import",
        errors=errors,
        fields=("table", "asked", "source", "signed_on"),
        typed=dict(at.form),
        megabytes=uploaded.MOST_BYTES // 1_000_000,
        rows=f"{MOST_AT_DESK:,}",
        **tabs_of(at),
    )


_told = refused_beside(_form, "imports", _FIELD_OF)


@_told
def send(at: AtDesk) -> Response:
    """Keep a table that was sent, and show how it is understood."""
    here, sent = open_petition(at.here, at.campaign), table_sent(at)
    if at.form.get("asked", "") not in ("yes", "no"):
        return _form(at, {"asked": at.words["imports"]["errors"]["asked"]})
    key = uploaded.keep_upload(here, sent)
    try:
        return _looked(at, here, key)
    except CampaignerError:
        uploaded.discard_upload(here, key)
        raise


@_told
def look(at: AtDesk) -> Response:
    """Show how a table is understood, with columns matched by hand."""
    return _looked(at, open_petition(at.here, at.campaign), at.form.get("key", ""))


def _looked(at: AtDesk, here: OpenPetition, key: str) -> Response:
    choices = _choices(at.form)
    looked = uploaded.look_through(here, key, choices)
    result, can = looked.result, uploaded.can_be_said(here)
    return at.show(
        "import-look",
        key=key,
        looked=looked,
        matched=_matched(looked, choices),
        examples=_examples(result),
        problems=(result.problems if result else looked.problems)[:_FEW],
        notes=_notes(at, result),
        kept=_kept(at.form),
        by_hand=_by_hand(at.form),
        can=can,
        tongues=[(tag, language_name(at, tag)) for tag in can.languages],
        typed=dict(at.form),
        **tabs_of(at),
    )


def _matched(looked: Looked, choices: Choices) -> dict[str, str]:
    """Which heading each column has: as was understood, else as was chosen."""
    found = looked.result.table.columns if looked.result and looked.result.table else {}
    return {name: found.get(name) or choices.columns.get(name, "") for name in looked.wanted}


def _examples(result: ImportResult | None) -> list[tuple[int, dict[str, str]]]:
    if result is None or result.table is None:
        return []
    return [(each.number, dict(each.values)) for each in result.table.examples]


def _notes(at: AtDesk, result: ImportResult | None) -> list[str]:
    if result is None or result.table is None:
        return []
    notes = (*result.table.notes, *result.notes)
    return [at.said(each) for each in notes]


@_told
def take(at: AtDesk) -> Response:
    """Take a table in; then say what came of it, with the rows that are to be corrected."""
    here, key = open_petition(at.here, at.campaign), at.form.get("key", "")
    return _taken(at, here, key, uploaded.take_in(here, key, _choices(at.form)))


def _taken(at: AtDesk, here: OpenPetition, key: str, result: ImportResult) -> Response:
    rejected = uploaded.rejected_rows(here, key) if result.rejected else None
    return at.show(
        "import-done",
        key=key,
        result=result,
        rejected=rejected,
        kept=[*_kept(at.form), *_by_hand(at.form)],
        **tabs_of(at),
    )


@_told
def correct(at: AtDesk) -> Response:
    """Take in rows that were corrected; what is still wrong is shown again."""
    here, key = open_petition(at.here, at.campaign), at.form.get("key", "")
    if at.form.get("leave-all"):
        uploaded.discard_upload(here, key)
        return at.go(DESK_IMPORT)
    known = uploaded.rejected_rows(here, key)
    changed = {row.line: _cells(at.form, row.line, row.cells) for row in known.rows}
    fresh = uploaded.correct(here, key, changed)
    choices = replace(_choices(at.form), columns={})
    return _taken(at, here, fresh, uploaded.take_in(here, fresh, choices))


def _cells(form: Form, line: int, before: tuple[str, ...]) -> tuple[str, ...]:
    if form.get(f"{_LEAVE}{line}"):
        return ("",) * len(before)
    return tuple(form.get(f"{_CELL}{line}-{place}", cell) for place, cell in enumerate(before))


def _choices(form: Form) -> Choices:
    order = {"day": False, "month": True}.get(form.get("order", ""))
    day = form.get("signed_on", "").strip()
    return Choices(
        confirmed=form.get("asked") == "no",
        source=form.get("source", "").strip() or WEB,
        columns=columns_in(form),
        month_first=order,
        signed_on=_day(day) if day else None,
        language=form.get("language", ""),
        wording=form.get("wording", ""),
        yes_means=lines_in(form, "yes_means"),
        no_means=lines_in(form, "no_means"),
        words={
            name.removeprefix(_WORDS): text.strip()
            for name, text in form.items()
            if name.startswith(_WORDS) and text.strip()
        },
    )


def _day(text: str) -> date:
    day = day_in(text)
    if day is None:
        message = f"“{text}” is not a valid day."
        raise UsageError(message, hint="Write it like 10 December 2026.", code="day-refused")
    return day


def _kept(form: Form) -> list[tuple[str, str]]:
    """What was said before, for the next form."""
    return [(name, form[name]) for name in _SAID if form.get(name)]


def _by_hand(form: Form) -> list[tuple[str, str]]:
    """What was said about the answers and words of a table, for the next form."""
    names = [name for name in form if name in _BY_HAND or name.startswith(_WORDS)]
    return [(name, form[name]) for name in names if form.get(name)]


_IMPORT, _POST = Act.IMPORT_SIGNATURES, ("POST",)
PAGES = (
    DeskPage(DESK_IMPORT, ask, _IMPORT),
    DeskPage(DESK_IMPORT, send, _IMPORT, _POST, upload=uploaded.MOST_BYTES + 1),
    DeskPage(DESK_IMPORT_LOOK, look, _IMPORT, _POST),
    DeskPage(DESK_IMPORT_TAKE, take, _IMPORT, _POST),
    DeskPage(DESK_IMPORT_CORRECT, correct, _IMPORT, _POST),
)
