"""Comments at the desk: read, approved or refused, and decisions taken back."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_COMMENTS,
    DESK_COMMENTS_APPROVED,
    DESK_COMMENTS_REFUSED,
    DESK_COMMENTS_TAKE_BACK,
)
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.petitions.moderation import reading_comments
from campaigner.petitions.moderation.comments import decide
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.vocabulary.signatures import CommentState
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_FIELD = "comment-"
"""What the name of a comment's field begins with, before its number."""
_CHOICES = (CommentState.APPROVED.value, CommentState.REFUSED.value)


def waiting(at: AtDesk) -> Response:
    """Show the comments that wait to be read, the oldest first."""
    return _page(at, CommentState.WAITING)


def approved(at: AtDesk) -> Response:
    """Show the comments that were approved, the newest first."""
    return _page(at, CommentState.APPROVED)


def refused(at: AtDesk) -> Response:
    """Show the comments that were refused, the newest first."""
    return _page(at, CommentState.REFUSED)


def save(at: AtDesk) -> Response:
    """Approve and refuse the comments that were chosen: all, or none of them."""
    chosen = _chosen(at)
    if not chosen:
        return _page(at, CommentState.WAITING, error="nothing_chosen")
    by_choice = {
        choice: [number for number, chosen_one in chosen.items() if chosen_one == choice]
        for choice in _CHOICES
    }
    try:
        decide(
            open_petition(at.here, at.campaign),
            approve=by_choice[CommentState.APPROVED.value],
            refuse=by_choice[CommentState.REFUSED.value],
        )
    except UsageError:
        return _page(at, CommentState.WAITING, error="changed", chosen=chosen)
    return at.go(f"{DESK_COMMENTS}?decided={','.join(map(str, sorted(chosen)))}")


def take_back(at: AtDesk) -> Response:
    """Let comments wait again that were decided."""
    numbers = _numbers(at.form.getlist("comment"))
    reading_comments.take_back(open_petition(at.here, at.campaign), numbers)
    return at.go(
        f"{DESK_COMMENTS}?back={','.join(map(str, numbers))}" if numbers else DESK_COMMENTS
    )


def _chosen(at: AtDesk) -> dict[int, str]:
    """What was chosen, by the numbers of comments."""
    found = {}
    for name, choice in at.form.items():
        number = whole_number(name.removeprefix(_FIELD)) if name.startswith(_FIELD) else None
        if number and choice in _CHOICES:
            found[number] = choice
    return found


def _numbers(texts: list[str]) -> list[int]:
    found = {whole_number(each) for each in texts[: reading_comments.A_PAGE]}
    return sorted(number for number in found if number)


def _page(
    at: AtDesk, state: CommentState, error: str = "", chosen: dict[int, str] | None = None
) -> Response:
    here, asked = open_petition(at.here, at.campaign), at.request.query_params
    page = reading_comments.read_comments(here, state, at.asked_number("beyond"))
    rows = page.rows
    first = f"{_FIELD}{rows[0].id}" if rows else "main"
    return at.show(
        "comments",
        errors={first: at.words["comments"]["errors"][error]} if error else None,
        fields=(first,),
        state=state.value,
        use=here.campaign.petition.comments.value,
        rows=rows,
        beyond=page.beyond,
        is_first="beyond" not in asked,
        chosen=chosen or {},
        done=_done(here, _numbers(asked.get("decided", "").split(","))),
        back=len(_numbers(asked.get("back", "").split(","))),
    )


def _done(here: OpenPetition, numbers: list[int]) -> dict[str, Any] | None:
    """What was just decided: how many are approved and refused, and their numbers."""
    if not numbers:
        return None
    states = reading_comments.states_of(here, numbers)
    decided = {number: each for number, each in states.items() if each is not CommentState.WAITING}
    if not decided:
        return None
    each = list(decided.values())
    return {
        "numbers": list(decided),
        "approved": each.count(CommentState.APPROVED),
        "refused": each.count(CommentState.REFUSED),
    }


_ACT = Act.MODERATE_COMMENTS
PAGES = (
    DeskPage(DESK_COMMENTS, waiting, _ACT, menu="comments"),
    DeskPage(DESK_COMMENTS, save, _ACT, ("POST",)),
    DeskPage(DESK_COMMENTS_APPROVED, approved, _ACT),
    DeskPage(DESK_COMMENTS_REFUSED, refused, _ACT),
    DeskPage(DESK_COMMENTS_TAKE_BACK, take_back, _ACT, ("POST",)),
)
