"""A petition at the desk: how it stands, closing it and opening it again, and what was answered."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_PETITION,
    DESK_PETITION_ANSWER,
    DESK_PETITION_CLOSE,
    DESK_PETITION_REOPEN,
)
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.petitions.closing import ClosingRefused, is_closed, reopen, set_closing
from campaigner.petitions.counts.milestones import milestones, record_answer
from campaigner.petitions.counts.tally import count_now
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.text import in_language
from campaigner.time_zones import day_of
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.forms import day_in

_FIELDS = ("last_day", "until", "at", "answer")


def show(at: AtDesk) -> Response:
    """Show how the petition stands, and what can be done about it."""
    return _page(at)


def close(at: AtDesk) -> Response:
    """Close the petition now, or at the end of a day."""
    last_day = None if at.form.get("now") == "yes" else day_in(at.form.get("last_day", ""))
    if last_day is None and at.form.get("now") != "yes":
        return _page(at, {"last_day": at.words["petition"]["errors"]["not-a-day"]})
    try:
        set_closing(open_petition(at.here, at.campaign), last_day)
    except ClosingRefused as refused:
        return _page(at, {"last_day": _said(at, refused)})
    return at.go(f"{DESK_PETITION}?done=closing")


def open_again(at: AtDesk) -> Response:
    """Open the petition again, until a day or until the last day of its definition."""
    typed = at.form.get("until", "")
    until = day_in(typed)
    if until is None and typed.strip():
        return _page(at, {"until": at.words["petition"]["errors"]["not-a-day"]})
    try:
        reopen(open_petition(at.here, at.campaign), until)
    except ClosingRefused as refused:
        return _page(at, {"until": _said(at, refused)})
    return at.go(f"{DESK_PETITION}?done=opened")


def answer(at: AtDesk) -> Response:
    """Record what was answered to a threshold that was reached."""
    words, text = at.words["petition"]["errors"], at.form.get("answer", "")
    if not text.strip():
        return _page(at, {"answer": words["no-answer"]})
    try:
        record_answer(
            open_petition(at.here, at.campaign), whole_number(at.form.get("at", "")) or 0, text
        )
    except UsageError as refused:
        if refused.code == "words-refused":
            return _page(at, {"answer": _said(at, refused)})
        return _page(at, {"at": words["not-reached"]})
    return at.go(f"{DESK_PETITION}?done=answered")


def _said(at: AtDesk, refused: UsageError) -> str:
    return at.said(refused, at.words["petition"]["errors"])


def _page(at: AtDesk, errors: dict[str, str] | None = None) -> Response:
    here = open_petition(at.here, at.campaign)
    petition, counted = here.petition, count_now(here).total
    marks = _marks(here, at.language)
    return at.show(
        "petition",
        errors=errors,
        fields=_FIELDS,
        typed={name: at.form.get(name, "") for name in _FIELDS},
        state=_state(here),
        is_closed=is_closed(here),
        is_set=petition.closing_set,
        opens=day_of(petition.opens_at, here.zone),
        closes=day_of(petition.closes_at - 1, here.zone),
        defined=here.campaign.closes,
        is_day_left=here.campaign.closes >= here.today,
        total=counted,
        goal=here.campaign.petition.goal,
        marks=marks,
        reached=[(str(each["at"]), each["label"]) for each in marks if each["mark"]],
        may_answer=at.may(Act.ANSWER_PETITION, campaign=at.campaign),
        done=at.request.query_params.get("done", ""),
    )


def _state(here: OpenPetition) -> str:
    if is_closed(here):
        return "closed"
    return "to_come" if here.now < here.petition.opens_at else "open"


def _marks(here: OpenPetition, language: str) -> list[dict[str, Any]]:
    """The thresholds in order; ``mark`` says when one was reached, and what was answered."""
    labels = {
        each.at: in_language(each.name, language) for each in here.campaign.petition.thresholds
    }
    reached = {each.at: each for each in milestones(here, language)}
    return [
        {
            "at": at,
            "label": reached[at].name if at in reached else labels[at],
            "mark": reached.get(at),
        }
        for at in sorted({*labels, *reached})
    ]


PAGES = (
    DeskPage(DESK_PETITION, show, Act.CLOSE_PETITION, menu="petition"),
    DeskPage(DESK_PETITION_CLOSE, close, Act.CLOSE_PETITION, ("POST",)),
    DeskPage(DESK_PETITION_REOPEN, open_again, Act.CLOSE_PETITION, ("POST",)),
    DeskPage(DESK_PETITION_ANSWER, answer, Act.ANSWER_PETITION, ("POST",)),
)
