"""Requests of people about their data: the queue, one of them, and what is done about it."""

from __future__ import annotations

from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_REQUEST,
    DESK_REQUEST_CLOSE,
    DESK_REQUEST_CORRECT,
    DESK_REQUEST_ERASE,
    DESK_REQUEST_EXPORT,
    DESK_REQUEST_EXTEND,
    DESK_REQUEST_HELD,
    DESK_REQUEST_REOPEN,
    DESK_REQUEST_STOP,
    DESK_REQUESTS,
    DESK_REQUESTS_ADD,
)
from campaigner.emails import EmailRefused
from campaigner.forms import FormRefused, whole_number
from campaigner.organisers.acts import Act
from campaigner.petitions.own_changes import NotTheirs, RecordedAlready
from campaigner.privacy import answering, requests
from campaigner.privacy.answering import NobodyKnown
from campaigner.privacy.requests import RequestClosed, TooLate, Typed, UnknownRequest
from campaigner.vocabulary.requests import RequestOutcome, RequestWay, RightAsked
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, Handler
from campaigner.web.desk.frame.files import attached
from campaigner.web.pages.statuses import NOT_VALID

_FIELDS = ("asked_for", "way", "received_on", "email", "name", "postcode", "note")


def show_all(at: AtDesk) -> Response:
    """Show what is to be answered, late ones first, and what was answered last."""
    found = requests.queue_of(at.here, at.session)
    return at.show("requests", queue=found, today=at.here.today)


def ask(at: AtDesk) -> Response:
    """Ask what somebody has asked for."""
    return _form(at, {"received_on": at.here.today.isoformat()})


def add(at: AtDesk) -> Response:
    """Add a request."""
    typed = {name: at.form.get(name, "") for name in _FIELDS}
    try:
        added = requests.add_request(at.here, at.session, Typed(**typed))
    except FormRefused as refused:
        return _form(at, typed, at.errors_in(refused.problems, at.words["requests"]["errors"]))
    return at.go(DESK_REQUEST, request=str(added.id))


def show(at: AtDesk, errors: dict[str, str] | None = None, refused: str = "") -> Response:
    """Show a request, its deadline, and what can be done about it."""
    found, steps = requests.request_numbered(at.here, at.session, at.number("request"))
    return at.show(
        "request",
        NOT_VALID if refused else 200,
        errors=errors,
        fields=("reason", "outcome"),
        found=found,
        steps=steps,
        today=at.here.today,
        extendable=requests.can_be_extended(found, at.here.today),
        searchable=answering.can_be_found(found.asker),
        outcomes=[each.value for each in RequestOutcome],
        typed=dict(at.form),
        refused=refused,
    )


def extend(at: AtDesk) -> Response:
    """Give a request two months more, for a reason that the person was told."""
    try:
        requests.extend(at.here, at.session, at.number("request"), at.form.get("reason", ""))
    except FormRefused as refused:
        return show(at, at.errors_in(refused.problems, at.words["requests"]["errors"]))
    return at.go(DESK_REQUEST, request=at.part("request"))


def close(at: AtDesk) -> Response:
    """Close a request."""
    try:
        outcome = requests.outcome_named(at.form.get("outcome", ""))
        requests.close(at.here, at.session, at.number("request"), outcome)
    except FormRefused as refused:
        return show(at, at.errors_in(refused.problems, at.words["requests"]["errors"]))
    return at.go(DESK_REQUEST, request=at.part("request"))


def reopen(at: AtDesk) -> Response:
    """Take back that it was closed."""
    requests.reopen(at.here, at.session, at.number("request"))
    return at.go(DESK_REQUEST, request=at.part("request"))


def held(at: AtDesk, errors: dict[str, str] | None = None, wrong: int = 0) -> Response:
    """Show what is held about who asked."""
    found = answering.found_for(at.here, at.session, at.number("request"))
    return at.show(
        "request-held",
        errors=errors,
        fields=("name", "postcode"),
        found=found,
        wrong=wrong,
        typed=dict(at.form),
        days={on: date.fromisoformat(on[:10]) for each in found.held.records if (on := each.day)},
    )


def export(at: AtDesk) -> Response:
    """Give all that is held about who asked, as a file."""
    number = at.number("request")
    content = answering.export_for(at.here, at.session, number)
    return attached(f"request-{number}.json", content)


def correct(at: AtDesk) -> Response:
    """Correct a signature of who asked."""
    signature = whole_number(at.form.get("signature", "")) or 0
    name, postcode = at.form.get("name", ""), at.form.get("postcode", "")
    try:
        answering.correct_for(at.here, at.session, at.number("request"), signature, name, postcode)
    except FormRefused as refused:
        words = at.words["requests"]["errors"]
        return held(at, at.errors_in(refused.problems, words), signature)
    return at.go(DESK_REQUEST, request=at.part("request"))


def stop(at: AtDesk) -> Response:
    """Stop all that who asked allows others to do."""
    answering.stop_for(at.here, at.session, at.number("request"))
    return at.go(DESK_REQUEST, request=at.part("request"))


def erase(at: AtDesk) -> Response:
    """Erase all that names who asked, and say what is left to do; their address is shown once."""
    found, _ = requests.request_numbered(at.here, at.session, at.number("request"))
    done = answering.erase_for(at.here, at.session, found.id)
    return at.show("request-erased", done=done, asker=found.asker, number_of=found.id)


def _form(at: AtDesk, typed: dict[str, str], errors: dict[str, str] | None = None) -> Response:
    return at.show(
        "request-form",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        rights=[each.value for each in RightAsked],
        ways=[each.value for each in RequestWay],
    )


def _known(handler: Handler) -> Handler:
    """What is not there is said so; what cannot be done any more is said on the request's page."""

    def handle(at: AtDesk) -> Response:
        try:
            return handler(at)
        except (RequestClosed, TooLate, NobodyKnown, NotTheirs, RecordedAlready) as refused:
            return show(at, refused=str(at.words["requests"]["errors"][refused.code]))
        except EmailRefused:
            return show(at, refused=str(at.words["requests"]["errors"]["nobody-known"]))
        except UnknownRequest as unknown:
            raise HTTPException(404) from unknown

    return handle


_ACT, _POST = Act.ANSWER_REQUESTS, ("POST",)
PAGES = (
    DeskPage(DESK_REQUESTS, show_all, _ACT, menu="requests"),
    DeskPage(DESK_REQUESTS_ADD, ask, _ACT),
    DeskPage(DESK_REQUESTS_ADD, add, _ACT, _POST),
    DeskPage(DESK_REQUEST, _known(show), _ACT),
    DeskPage(DESK_REQUEST_EXTEND, _known(extend), _ACT, _POST),
    DeskPage(DESK_REQUEST_CLOSE, _known(close), _ACT, _POST),
    DeskPage(DESK_REQUEST_REOPEN, _known(reopen), _ACT, _POST),
    DeskPage(DESK_REQUEST_HELD, _known(held), Act.EXPORT_PERSON),
    DeskPage(DESK_REQUEST_EXPORT, _known(export), Act.EXPORT_PERSON, _POST),
    DeskPage(DESK_REQUEST_CORRECT, _known(correct), Act.EXPORT_PERSON, _POST),
    DeskPage(DESK_REQUEST_STOP, _known(stop), Act.STOP_CONTACT, _POST),
    DeskPage(DESK_REQUEST_ERASE, _known(erase), Act.ERASE_PERSON, _POST),
)
