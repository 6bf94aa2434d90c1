"""Writing letters for many people: for whom, and how."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_LETTERS_JOB, DESK_LETTERS_NEW
from campaigner.jobs.asking import prepare_letters
from campaigner.jobs.uploads import MOST_BYTES, TableRefused
from campaigner.jobs.wanted import LettersWanted
from campaigner.organisers.acts import Act
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_SIGNATORIES, _TABLE, _PRINT = "signatories", "table", "print"


def ask(at: AtDesk) -> Response:
    """Ask for whom letters are to be written, and how."""
    return at.show("letters-new", typed={"source": _TABLE, "made": _PRINT}, most=MOST_BYTES)


def prepare(at: AtDesk) -> Response:
    """Keep what was asked for, and lead to a look at it."""
    source = at.form.get("source", "")
    wanted = LettersWanted(
        at.campaign,
        from_signatures=source == _SIGNATORIES,
        to_print=at.form.get("made", _PRINT) == _PRINT,
    )
    sent = at.file("table") if source != _SIGNATORIES else None
    said = at.words["letters"]["errors"]
    errors: dict[str, str] = {}
    if source not in (_SIGNATORIES, _TABLE):
        errors["source"] = said["no_source"]
    elif source == _TABLE and sent is None:
        errors["table"] = said["no_table"]
    if not errors:
        try:
            row = prepare_letters(at.here, wanted, sent)
            return at.go(DESK_LETTERS_JOB, job=str(row.id))
        except TableRefused as refused:
            errors["table"] = at.said(refused, said)
    typed = {"source": source, "made": at.form.get("made", _PRINT)}
    fields = ("source", "table")
    return at.show("letters-new", errors=errors, fields=fields, typed=typed, most=MOST_BYTES)


PAGES = (
    DeskPage(DESK_LETTERS_NEW, ask, Act.WRITE_LETTERS),
    DeskPage(DESK_LETTERS_NEW, prepare, Act.WRITE_LETTERS, ("POST",), upload=MOST_BYTES),
)
