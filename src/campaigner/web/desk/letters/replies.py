"""Letters that wait for a reply, and replies that are typed in."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_LETTERS_REMIND, DESK_LETTERS_REPLY, DESK_LETTERS_WAITING
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.letters.records.reminders import senders_to_remind
from campaigner.letters.records.replies import NoLetter, Reply, record_reply
from campaigner.letters.records.waiting import (
    DAYS_TO_WAIT,
    LetterToAnswer,
    letter_to_answer,
    waiting_letters,
)
from campaigner.organisers.acts import Act
from campaigner.vocabulary.letters import ReplyOutcome
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import attached
from campaigner.web.forms import day_in

_SHOWN = 50
_FIELDS = ("outcome", "received", "text")


def waiting(at: AtDesk) -> Response:
    """Show the letters without a reply, the oldest first."""
    after = at.asked_number("after")
    days = _days(at.request.query_params.get("days", ""))
    found = waiting_letters(at.here, at.campaign, days, after, _SHOWN + 1)
    return at.show(
        "letters-waiting",
        letters=found[:_SHOWN],
        after=found[_SHOWN - 1].id if len(found) > _SHOWN else 0,
        is_first=not after,
        days=days,
        recorded=at.asked_number("recorded"),
    )


def remind(at: AtDesk) -> Response:
    """Give a table of those whose letters wait, to remind them."""
    found = senders_to_remind(at.here, at.campaign, _days(at.form.get("days", "")))
    return attached(f"remind-{at.campaign}.csv", found.csv)


def _days(text: str) -> int:
    days = whole_number(text)
    return DAYS_TO_WAIT if days is None else min(days, 36_500)


def ask(at: AtDesk) -> Response:
    """Ask what came back to a letter."""
    return _asked(at, {"outcome": "", "received": at.here.today.isoformat(), "text": ""})


def record(at: AtDesk) -> Response:
    """Record a reply."""
    said = at.words["letters"]["errors"]
    typed = {name: at.form.get(name, "") for name in _FIELDS}
    errors: dict[str, str] = {}
    outcome = next((each for each in ReplyOutcome if each == typed["outcome"]), None)
    if outcome is None:
        errors["outcome"] = said["no_outcome"]
    received = day_in(typed["received"])
    if received is None:
        errors["received"] = said["not_a_day"]
    number = _letter(at).id
    if outcome and received and not errors:
        try:
            record_reply(at.here, number, Reply(outcome, received, typed["text"]))
        except UsageError as refused:
            field = "text" if refused.code == "words-refused" else "received"
            errors[field] = at.said(refused)
        else:
            return at.go(f"{DESK_LETTERS_WAITING}?recorded={number}")
    return _asked(at, typed, errors)


def _asked(at: AtDesk, typed: dict[str, str], errors: dict[str, str] | None = None) -> Response:
    return at.show(
        "letters-reply", errors=errors, fields=_FIELDS, typed=typed, letter=_letter(at),
        outcomes=list(ReplyOutcome),
    )  # fmt: skip


def _letter(at: AtDesk) -> LetterToAnswer:
    with missing_if(NoLetter):
        return letter_to_answer(at.here, at.campaign, at.number("letter"))


PAGES = (
    DeskPage(DESK_LETTERS_WAITING, waiting, Act.RECORD_REPLIES),
    DeskPage(DESK_LETTERS_REMIND, remind, Act.MAKE_PAPERS_WITH_NAMES, ("POST",)),
    DeskPage(DESK_LETTERS_REPLY, ask, Act.RECORD_REPLIES),
    DeskPage(DESK_LETTERS_REPLY, record, Act.RECORD_REPLIES, ("POST",)),
)
