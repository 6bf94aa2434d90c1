"""Replies that came by mail: somebody says which letter each answers, or that it answers none."""

from __future__ import annotations

from contextlib import suppress

from starlette.responses import Response

from campaigner.desk_addresses import DESK_REPLIES, DESK_REPLIES_ASIDE, DESK_REPLIES_TAKE
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.letters.mailed_replies.deciding import (
    NoMailedReply,
    mailed_replies_waiting,
    set_aside,
    take_as_reply,
)
from campaigner.organisers.acts import Act
from campaigner.vocabulary.letters import ReplyOutcome
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_SHOWN = 10


def show(at: AtDesk) -> Response:
    """Show the mails that wait, the oldest first."""
    return _shown(at)


def take(at: AtDesk) -> Response:
    """Record a mail as the reply to a letter."""
    number = whole_number(at.form.get("mail", "")) or 0
    letter = whole_number(at.form.get("letter", ""))
    outcome = next((each for each in ReplyOutcome if each == at.form.get("outcome", "")), None)
    said = at.words["replies"]["errors"]
    errors: dict[str, str] = {}
    if letter is None:
        errors[f"letter-{number}"] = said["no_letter"]
    if outcome is None:
        errors[f"outcome-{number}"] = said["no_outcome"]
    if letter is not None and outcome:
        try:
            take_as_reply(at.here, number, letter, outcome)
        except NoMailedReply:
            pass  # somebody else has decided: it is not in the list any more
        except UsageError as refused:
            errors[f"letter-{number}"] = at.said(refused)
    return _shown(at, errors, number) if errors else at.go(DESK_REPLIES)


def aside(at: AtDesk) -> Response:
    """Set a mail aside that answers no letter."""
    with suppress(NoMailedReply):  # somebody else has decided
        set_aside(at.here, whole_number(at.form.get("mail", "")) or 0)
    return at.go(DESK_REPLIES)


def _shown(at: AtDesk, errors: dict[str, str] | None = None, wrong: int = 0) -> Response:
    found = mailed_replies_waiting(at.here)
    return at.show(
        "replies",
        errors=errors,
        fields=(f"letter-{wrong}", f"outcome-{wrong}"),
        mails=found[:_SHOWN],
        more=len(found[_SHOWN:]),
        outcomes=list(ReplyOutcome),
        typed=dict(at.form),
        wrong=wrong,
        has_mailbox=bool(at.here.workspace.settings.replies.imap_host),
    )


PAGES = (
    DeskPage(DESK_REPLIES, show, Act.RECORD_REPLIES, menu="replies"),
    DeskPage(DESK_REPLIES_TAKE, take, Act.RECORD_REPLIES, ("POST",)),
    DeskPage(DESK_REPLIES_ASIDE, aside, Act.RECORD_REPLIES, ("POST",)),
)
