"""What an update says: written, changed, and translated into each language of its campaign."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_UPDATE, DESK_UPDATE_NEW, DESK_UPDATE_TEXT
from campaigner.forms import FormRefused
from campaigner.organisers.acts import Act
from campaigner.problems import Problem
from campaigner.updates import writing
from campaigner.updates.audience import write_for
from campaigner.updates.writing import Wish
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name
from campaigner.web.desk.updates.finding import found, languages_of, number_in
from campaigner.web.desk.updates.showing import said_of

_FIELDS = ("subject", "body")


def ask_text(at: AtDesk) -> Response:
    """Show an empty form for a new update."""
    languages = languages_of(at)
    return _text_page(at, languages[0], {"subject": "", "body": ""})


def write_new(at: AtDesk) -> Response:
    """Take a new update."""
    return _write(at, languages_of(at)[0], None)


def change_text(at: AtDesk) -> Response:
    """Show what an update says in a language, to be changed or translated."""
    number, language = number_in(at), _language(at)
    said = found(lambda: writing.the_update(at.here, at.session, at.campaign, number)).texts
    text = said.get(language)
    typed = {"subject": text.subject, "body": text.body} if text else {"subject": "", "body": ""}
    return _text_page(at, language, typed, number)


def write_text(at: AtDesk) -> Response:
    """Take what an update says in a language."""
    return _write(at, _language(at), number_in(at))


def _language(at: AtDesk) -> str:
    language = at.part("language")
    if language not in languages_of(at):
        raise HTTPException(404)
    return language


def _write(at: AtDesk, language: str, number: int | None) -> Response:
    typed = {name: at.form.get(name, "") for name in _FIELDS}
    wish = Wish(typed["subject"], typed["body"], language)
    try:
        update = found(lambda: write_for(at.here, at.session, at.campaign, wish, number))
    except FormRefused as refused:
        errors = {each.path: _in_line(at, each) for each in refused.problems}
        return _text_page(at, language, typed, number, errors)
    except writing.UpdateStarted as refused:
        return _text_page(at, language, typed, number, {"body": said_of(at, refused)})
    return at.go(DESK_UPDATE, update=str(update.id))


def _text_page(
    at: AtDesk,
    language: str,
    typed: Mapping[str, str],
    number: int | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    return at.show(
        "update-text",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        number_of=number,
        spoken=language,
        spoken_name=language_name(at, language),
        longest={"subject": writing.LONGEST_SUBJECT, "body": writing.LONGEST_BODY},
    )


def _in_line(at: AtDesk, problem: Problem) -> str:
    said = said_of(at, problem)
    if not problem.line:
        return said
    words = str(at.words["updates"]["in_line"])
    return words.replace("{number}", str(problem.line)).replace("{said}", said)


PAGES = (
    DeskPage(DESK_UPDATE_NEW, ask_text, Act.WRITE_UPDATES),
    DeskPage(DESK_UPDATE_NEW, write_new, Act.WRITE_UPDATES, ("POST",)),
    DeskPage(DESK_UPDATE_TEXT, change_text, Act.WRITE_UPDATES),
    DeskPage(DESK_UPDATE_TEXT, write_text, Act.WRITE_UPDATES, ("POST",)),
)
