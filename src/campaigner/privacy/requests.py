"""The queue of what people ask for under data protection law, with its deadlines."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from campaigner.emails import canonical_email, parse_email
from campaigner.errors import CampaignerError, UsageError
from campaigner.forms import check_form, read_field
from campaigner.moments import parse_day
from campaigner.names import clean_name
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.privacy.deadlines import MONTHS, due_after
from campaigner.problems import Problem
from campaigner.representatives.postcodes import parse_postcode
from campaigner.store import audit, rights_requests
from campaigner.store.database import snapshot, transaction
from campaigner.store.rights_requests import Asker as Asker
from campaigner.store.rights_requests import RightsRequest as RightsRequest
from campaigner.store.rights_requests import Step as Step
from campaigner.typed_words import clean_lines
from campaigner.vocabulary.requests import RequestOutcome, RequestStep, RequestWay, RightAsked

LONGEST_NOTE = 2_000  # characters
_ACT = Act.ANSWER_REQUESTS
_Kind = TypeVar("_Kind", RightAsked, RequestWay, RequestOutcome)


class UnknownRequest(UsageError):
    """There is no request of that number."""

    code = "unknown-request"


class RequestClosed(CampaignerError):
    """A request was closed, or opened again, meanwhile."""

    code = "request-closed"


class TooLate(CampaignerError):
    """The time to tell somebody that it takes longer is over, or it was used."""

    code = "too-late-to-extend"


@dataclass(frozen=True, slots=True)
class Typed:
    """A request as it is typed in: the day as people write days, the rest as they say it."""

    asked_for: str
    way: str
    received_on: str
    email: str = ""
    name: str = ""
    postcode: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Requests to answer, those due first at the top, and those that were closed last."""

    waiting: tuple[RightsRequest, ...]
    closed: tuple[RightsRequest, ...]


def add_request(here: OpenWorkspace, by: Session | Machine, typed: Typed) -> RightsRequest:
    """Adds a request; it is due a month after the day on which it came.

    Raises FormRefused, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, _ACT)
    problems: list[Problem] = []
    asked_for = read_field(problems, "asked_for", _right, typed.asked_for, RightAsked.ACCESS)
    way = read_field(problems, "way", _way, typed.way, RequestWay.OTHER)
    received = read_field(problems, "received_on", parse_day, typed.received_on, here.today)
    if received > here.today:
        problems.append(Problem("received_on", 0, "day-to-come", "That day is still to come."))
    asker = _asker(problems, typed)
    check_form(problems)
    with transaction(here.database) as connection:
        check_allowed(here, by, _ACT)
        days = (received, due_after(received))
        number = rights_requests.add(connection, asked_for, way, days, asker, here.moment)
        note_step(here, connection, number, RequestStep.ADDED)
        return known_request(connection, number)


def queue_of(here: OpenWorkspace, by: Session | Machine, closed: int = 20) -> Queue:
    """Returns what is to be answered, and the latest that was. Raises as ``check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, _ACT)
        waiting = tuple(rights_requests.open_ones(connection))
        return Queue(waiting, tuple(rights_requests.closed_ones(connection, closed)))


def request_numbered(
    here: OpenWorkspace, by: Session | Machine, number: int
) -> tuple[RightsRequest, tuple[Step, ...]]:
    """Returns a request and what was done about it.

    Raises UnknownRequest, and as ``acting.check_allowed``.
    """
    with snapshot(here.database) as connection:
        check_allowed(here, by, _ACT)
        found = known_request(connection, number)
        return found, tuple(rights_requests.steps_of(connection, number))


def can_be_extended(request: RightsRequest, today: date) -> bool:
    """Returns whether somebody can still be told that it takes longer: once, in the first month."""
    return request.closed_at is None and not request.extended_on and today <= request.due_on


def extend(here: OpenWorkspace, by: Session | Machine, number: int, reason: str) -> RightsRequest:
    """Gives a request two months more, because of what the person was told today.

    Raises UnknownRequest, FormRefused without a reason, RequestClosed, TooLate, and as
    ``acting.check_allowed``.
    """
    problems: list[Problem] = []
    kept = read_field(problems, "reason", _reason, reason, "")
    check_form(problems)
    with transaction(here.database) as connection:
        check_allowed(here, by, _ACT)
        found = open_request(connection, number)
        if not can_be_extended(found, here.today):
            raise TooLate(
                f"People have to be told within {MONTHS} month, once.", hint="Answer it now."
            )
        longer = due_after(found.received_on, extended=True)
        rights_requests.extend(connection, number, longer, here.today, kept)
        note_step(here, connection, number, RequestStep.EXTENDED)
        return known_request(connection, number)


def close(
    here: OpenWorkspace, by: Session | Machine, number: int, outcome: RequestOutcome
) -> RightsRequest:
    """Closes a request that was answered.

    Raises UnknownRequest, RequestClosed, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, _ACT)
        open_request(connection, number)
        rights_requests.close(connection, number, outcome, here.moment)
        note_step(here, connection, number, RequestStep.CLOSED)
        return known_request(connection, number)


def reopen(here: OpenWorkspace, by: Session | Machine, number: int) -> RightsRequest:
    """Takes back that a request was closed. One that is open stays so.

    Raises UnknownRequest, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, _ACT)
        if known_request(connection, number).closed_at is not None:
            rights_requests.reopen(connection, number)
            note_step(here, connection, number, RequestStep.REOPENED)
        return known_request(connection, number)


def note_step(
    here: OpenWorkspace,
    connection: sqlite3.Connection,
    number: int,
    step: RequestStep,
    records: int = 0,
) -> None:
    """Notes what was done about a request, there and in the audit; neither says whose it is."""
    done = Step(here.moment, here.actor, step, records)
    rights_requests.add_step(connection, number, done)
    audit.record(connection, here.moment, here.actor, f"request {step}", request=number)


def known_request(connection: sqlite3.Connection, number: int) -> RightsRequest:
    """Returns the request of a number. Raises UnknownRequest."""
    found = rights_requests.of_number(connection, number)
    if found is None:
        raise UnknownRequest("There is no such request.")
    return found


def open_request(connection: sqlite3.Connection, number: int) -> RightsRequest:
    """Returns the request of a number if it is not closed. Raises UnknownRequest, RequestClosed."""
    found = known_request(connection, number)
    if found.closed_at is not None:
        raise RequestClosed("This request is closed.", hint="Open it again to change it.")
    return found


def _asker(problems: list[Problem], typed: Typed) -> Asker:
    """Who asks: an address, or a name for those who gave none."""
    email = read_field(problems, "email", _address, typed.email, "")
    name = read_field(problems, "name", _name, typed.name, "")
    postcode = read_field(problems, "postcode", _postcode, typed.postcode, "")
    note = read_field(problems, "note", _note, typed.note, "")
    if not (typed.email.strip() or typed.name.strip()):
        problems.append(Problem("email", 0, "nobody", "Give an address or a name."))
    return Asker(canonical_email(email) if email else "", email, name, postcode, note)


def _address(text: str) -> str:
    return parse_email(text) if text.strip() else ""


def _name(text: str) -> str:
    return clean_name(text) if text.strip() else ""


def _postcode(text: str) -> str:
    return str(parse_postcode(text)) if text.strip() else ""


def _note(text: str) -> str:
    return clean_lines(text, LONGEST_NOTE)


def _reason(text: str) -> str:
    if not text.strip():
        raise UsageError("A reason is required.")
    return clean_lines(text, LONGEST_NOTE)


def _right(text: str) -> RightAsked:
    return _one_of(RightAsked, text)


def _way(text: str) -> RequestWay:
    return _one_of(RequestWay, text)


def outcome_named(text: str) -> RequestOutcome:
    """Returns the outcome of a name. Raises FormRefused."""
    problems: list[Problem] = []
    found = read_field(problems, "outcome", _outcome, text, RequestOutcome.DONE)
    check_form(problems)
    return found


def _outcome(text: str) -> RequestOutcome:
    return _one_of(RequestOutcome, text)


def _one_of(kinds: type[_Kind], text: str) -> _Kind:
    try:
        return kinds(text)
    except ValueError as error:
        raise UsageError("Choose one of the list.") from error
