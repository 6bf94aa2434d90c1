"""Updates to people who signed: written, read, agreed to by somebody else, sent, published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.addresses import (
    DESK_UPDATE,
    DESK_UPDATE_ANSWER,
    DESK_UPDATE_COUNT,
    DESK_UPDATE_GO_ON,
    DESK_UPDATE_MAIL,
    DESK_UPDATE_NEW,
    DESK_UPDATE_PEOPLE,
    DESK_UPDATE_PUBLISH,
    DESK_UPDATE_REMOVE,
    DESK_UPDATE_SEND,
    DESK_UPDATE_STOP,
    DESK_UPDATE_TEXT,
    DESK_UPDATES,
)
from campaigner.campaigns.loader import defined_campaign
from campaigner.errors import CampaignerError, UnknownName
from campaigner.forms import FormRefused
from campaigner.organisers.acting import (
    LoginTooOld,
    NotAllowed,
    SessionOver,
    name_of_account,
)
from campaigner.organisers.acts import Act
from campaigner.outreach.sources import source_counts
from campaigner.updates import publishing, sending, writing
from campaigner.updates.audience import audience_of, choose_audience, count_again, write_for
from campaigner.updates.preview import mail_preview, preview
from campaigner.updates.writing import Wish
from campaigner.web.desk.desk_page import AtDesk, DeskPage
from campaigner.web.forms import whole_number
from campaigner.web.pages.form_errors import in_words

_TEXT_FIELDS = ("subject", "body")
_AUDIENCE_FIELDS = ("areas", "sources", "languages")
_SEPARATORS = re.compile(r"[\n,;]+")
_FOR_THE_WRAPPER = (NotAllowed, LoginTooOld, SessionOver)


def list_updates(at: AtDesk) -> Response:
    """Show a campaign's updates, and how far each has gone."""
    found = writing.updates_of(at.here, at.session, at.campaign)
    rows = [
        {"about": each, "progress": _progress(at, each.id), "subject": _subject(at, each.texts)}
        for each in found
    ]
    return at.show("updates", rows=rows, asks=at.here.workspace.settings.updates.basis.value)


def ask_text(at: AtDesk) -> Response:
    """Show an empty form for a new update."""
    languages = _languages(at)
    return _text_page(at, languages[0], {"subject": "", "body": ""})


def write_new(at: AtDesk) -> Response:
    """Take a new update."""
    return _write(at, _languages(at)[0], None)


def change_text(at: AtDesk) -> Response:
    """Show what an update says in a language, to be changed or translated."""
    number, language = _number(at), _language(at)
    said = _found(lambda: writing.the_update(at.here, at.session, at.campaign, number)).texts
    text = said.get(language)
    typed = {"subject": text.subject, "body": text.body} if text else {"subject": "", "body": ""}
    return _text_page(at, language, typed, number)


def write_text(at: AtDesk) -> Response:
    """Take what an update says in a language."""
    return _write(at, _language(at), _number(at))


def show(at: AtDesk) -> Response:
    """Show an update as people will read it, whom it is for, and how far it has gone."""
    return _update_page(at)


def choose_people(at: AtDesk) -> Response:
    """Take whom an update is for."""
    wanted = audience_of(
        [each.strip() for each in _SEPARATORS.split(at.form.get("areas", ""))],
        at.form.getlist("sources"),
        at.form.getlist("languages"),
    )
    try:
        choose_audience(at.here, at.session, at.campaign, _number(at), wanted)
    except FormRefused as refused:
        errors = in_words(refused.problems, at.words["updates"]["errors"])
        return _update_page(at, errors, at.form.get("areas", ""))
    return _back(at)


def count_people(at: AtDesk) -> Response:
    """Count again how many people an update would go to."""
    return _done(at, lambda number: count_again(at.here, at.session, at.campaign, number))


def mail_to_me(at: AtDesk) -> Response:
    """Mail an update to the person at work, as people will get it."""
    address = at.session.account.email
    language = at.form.get("language", "")
    number = _number(at)
    try:
        _found(lambda: mail_preview(at.here, at.session, at.campaign, number, address, language))
    except CampaignerError as refused:
        if isinstance(refused, _FOR_THE_WRAPPER):
            raise
        return _update_page(at, {"update": _said(at, refused)})
    return _update_page(at, mailed=address)


def send(at: AtDesk) -> Response:
    """Let an update go out, or ask a second person first."""

    def act(number: int) -> None:
        if sending.needs_second_person(at.here):
            sending.ask_second_person(at.here, at.session, at.campaign, number)
        else:
            sending.send_update(at.here, at.session, at.campaign, number)

    return _done(at, act)


def answer(at: AtDesk) -> Response:
    """Say yes or no to sending an update that somebody else asked for."""
    proposal, yes = whole_number(at.form.get("proposal", "")) or 0, at.form.get("answer") == "yes"
    return _done(
        at,
        lambda number: sending.answer(at.here, at.session, at.campaign, number, proposal, yes=yes),
    )


def stop(at: AtDesk) -> Response:
    """Stop an update that goes out."""
    return _done(at, lambda number: sending.stop_sending(at.here, at.session, at.campaign, number))


def go_on(at: AtDesk) -> Response:
    """Let an update that was stopped go on."""
    return _done(at, lambda number: sending.go_on_sending(at.here, at.session, at.campaign, number))


def publish(at: AtDesk) -> Response:
    """Show an update on the campaign's page, or take it down."""
    act = publishing.publish if at.form.get("shown") == "yes" else publishing.take_down
    return _done(at, lambda number: act(at.here, at.session, at.campaign, number))


def remove(at: AtDesk) -> Response:
    """Remove an update that was not sent."""
    number = _number(at)
    try:
        writing.remove_update(at.here, at.session, at.campaign, number)
    except UnknownName:
        pass  # it is removed already
    except writing.UpdateStarted as refused:
        return _update_page(at, {"update": _said(at, refused)})
    return at.go(DESK_UPDATES)


def _write(at: AtDesk, language: str, number: int | None) -> Response:
    typed = {name: at.form.get(name, "") for name in _TEXT_FIELDS}
    wish = Wish(typed["subject"], typed["body"], language)
    try:
        found = _found(lambda: write_for(at.here, at.session, at.campaign, wish, number))
    except FormRefused as refused:
        errors = {
            each.path: _in_line(at, each.code, each.message, each.hint, each.line)
            for each in refused.problems
        }
        return _text_page(at, language, typed, number, errors)
    except writing.UpdateStarted as refused:
        return _text_page(at, language, typed, number, {"body": _said(at, refused)})
    return at.go(DESK_UPDATE, update=str(found.id))


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
        fields=_TEXT_FIELDS,
        typed=typed,
        number_of=number,
        spoken=language,
        spoken_name=_name(at, language),
        longest={"subject": writing.LONGEST_SUBJECT, "body": writing.LONGEST_BODY},
    )


def _update_page(
    at: AtDesk,
    errors: Mapping[str, str] | None = None,
    areas: str | None = None,
    mailed: str = "",
) -> Response:
    number = _number(at)
    found = _found(lambda: writing.the_update(at.here, at.session, at.campaign, number))
    languages = _languages(at)
    progress = _progress(at, number)
    asked_by = progress.asked.asked_by if progress.asked else None
    return at.show(
        "update",
        errors=errors,
        fields=("update", *_AUDIENCE_FIELDS),
        update=found,
        previews=_previews(at, number, [each for each in languages if each in found.texts]),
        missing=[(each, _name(at, each)) for each in languages if each not in found.texts],
        people=found.people,
        areas="\n".join(found.audience.areas) if areas is None else areas,
        sources=_sources(at),
        spoken=[(each, _name(at, each)) for each in languages],
        names={each: _name(at, each) for each in languages},
        progress=progress,
        asked_by_me=asked_by == at.session.account.id,
        asker=name_of_account(at.here, asked_by) if asked_by else "",
        mailed=mailed,
        two_people=sending.needs_second_person(at.here),
        a_month=at.here.workspace.settings.updates.a_month,
    )


def _previews(at: AtDesk, number: int, languages: list[str]) -> list[dict[str, Any]]:
    """What the update says in each language; one that has a mistake by now says so."""
    shown: list[dict[str, Any]] = []
    for each in languages:
        try:
            made = preview(at.here, at.session, at.campaign, number, each)
        except CampaignerError as error:
            if isinstance(error, _FOR_THE_WRAPPER):
                raise
            shown.append({"language": each, "name": _name(at, each), "error": error.message})
        else:
            shown.append({"language": each, "name": _name(at, each), "made": made, "error": ""})
    return shown


def _done(at: AtDesk, act: Callable[[int], object]) -> Response:
    """Do something to an update, and show it again: as it is now, or with what was wrong."""
    number = _number(at)
    try:
        _found(lambda: act(number))
    except CampaignerError as refused:
        if isinstance(refused, _FOR_THE_WRAPPER):
            raise
        return _update_page(at, {"update": _said(at, refused)})
    return _back(at)


def _back(at: AtDesk) -> Response:
    return at.go(DESK_UPDATE, update=at.part("update"))


def _said(at: AtDesk, refused: CampaignerError) -> str:
    own: str | None = at.words["updates"]["errors"].get(refused.code)
    return own or f"{refused.message} {refused.hint}".strip()


def _in_line(at: AtDesk, code: str, message: str, hint: str, line: int) -> str:
    w = at.words["updates"]
    said: str = w["errors"].get(code) or f"{message} {hint}".strip()
    return w["in_line"].replace("{number}", str(line)).replace("{said}", said) if line else said


def _found(look: Callable[[], Any]) -> Any:
    """Returns what a service does; 404 if the update is not there."""
    try:
        return look()
    except UnknownName as unknown:
        if unknown.code != "unknown-update":
            raise
        raise HTTPException(404) from unknown


def _number(at: AtDesk) -> int:
    number = whole_number(at.part("update"))
    if number is None:
        raise HTTPException(404)
    return number


def _language(at: AtDesk) -> str:
    language = at.part("language")
    if language not in _languages(at):
        raise HTTPException(404)
    return language


def _languages(at: AtDesk) -> list[str]:
    return list(defined_campaign(at.here.workspace.campaign_folder(at.campaign)).languages)


def _name(at: AtDesk, language: str) -> str:
    from babel import Locale

    own = Locale.parse(at.language)
    name = Locale.parse(language.replace("-", "_")).get_display_name(own) or language
    return name[:1].upper() + name[1:]


def _sources(at: AtDesk) -> list[tuple[str, str]]:
    found = source_counts(at.here, at.campaign)
    return [(each.code, each.source.name or each.code) for each in found if each.source]


def _subject(at: AtDesk, texts: Mapping[str, Any]) -> str:
    known = [texts[each].subject for each in (at.language, *texts) if each in texts]
    return str(known[0]) if known else ""


def _progress(at: AtDesk, number: int) -> sending.Progress:
    return sending.progress_of(at.here, at.session, at.campaign, number)


_WRITE, _SEND, _POST = Act.WRITE_UPDATES, Act.SEND_UPDATES, ("POST",)
PAGES = (
    DeskPage(DESK_UPDATES, list_updates, _WRITE, menu="updates"),
    DeskPage(DESK_UPDATE_NEW, ask_text, _WRITE),
    DeskPage(DESK_UPDATE_NEW, write_new, _WRITE, _POST),
    DeskPage(DESK_UPDATE, show, _WRITE),
    DeskPage(DESK_UPDATE_TEXT, change_text, _WRITE),
    DeskPage(DESK_UPDATE_TEXT, write_text, _WRITE, _POST),
    DeskPage(DESK_UPDATE_PEOPLE, choose_people, _WRITE, _POST),
    DeskPage(DESK_UPDATE_COUNT, count_people, _WRITE, _POST),
    DeskPage(DESK_UPDATE_MAIL, mail_to_me, _WRITE, _POST),
    DeskPage(DESK_UPDATE_SEND, send, _SEND, _POST),
    DeskPage(DESK_UPDATE_ANSWER, answer, _SEND, _POST),
    DeskPage(DESK_UPDATE_STOP, stop, _SEND, _POST),
    DeskPage(DESK_UPDATE_GO_ON, go_on, _SEND, _POST),
    DeskPage(DESK_UPDATE_PUBLISH, publish, _SEND, _POST),
    DeskPage(DESK_UPDATE_REMOVE, remove, _WRITE, _POST),
)
