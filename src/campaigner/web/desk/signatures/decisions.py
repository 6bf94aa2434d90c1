"""Taking signatures out of the count at the desk, or putting them back: shown first, and undone."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_DECIDE, DESK_DECISIONS, DESK_UNDO
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acting import names_of_actors
from campaigner.organisers.acts import Act
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.moderation import decisions, undoing
from campaigner.petitions.moderation.decisions import Preview, PreviewOutdated, ReasonMissing
from campaigner.petitions.moderation.undoing import StepRefused
from campaigner.petitions.opening import open_petition
from campaigner.typed_words import WordsRefused
from campaigner.vocabulary.signatures import Grouping
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.signatures.looked_for import Asked, asked_for, tabs_of

_SAMPLE = 10


def decide(at: AtDesk) -> Response:
    """Show how many signatures it is about and ten of them, and ask why; then do it."""
    here, asked = open_petition(at.here, at.campaign), asked_for(at.form)
    act = decisions.Act.RESTORE if at.form.get("act") == "restore" else decisions.Act.INVALIDATE
    token, errors = at.form.get("token", ""), dict[str, str]()
    said = at.words["decisions"]["errors"]
    if token:
        try:
            reason = at.form.get("reason", "")
            step = decisions.decide(here, act, asked.wanted, reason=reason, token=token)
            return at.go(f"{DESK_DECISIONS}?done={step.id}")
        except (ReasonMissing, WordsRefused) as refused:
            errors["reason"] = at.said(refused, said)
        except PreviewOutdated:
            errors["reason"] = said["preview-outdated"]
        except UsageError as refused:
            return _refused(at, asked, refused)
    try:
        shown = decisions.preview(
            here, act, asked.wanted, sample=_SAMPLE, bounds=decisions.DESK_BOUNDS
        )
    except UsageError as refused:
        return _refused(at, asked, refused)
    return _ask(at, asked, act, shown, errors)


def _ask(
    at: AtDesk,
    asked: Asked,
    act: decisions.Act,
    shown: Preview,
    errors: dict[str, str],
) -> Response:
    areas = take_tally(open_petition(at.here, at.campaign), Grouping.AREA).rows
    return at.show(
        "decide",
        area_names={row.value: row.label for row in areas if row.value},
        errors=errors,
        fields=("reason",),
        act=act.value,
        shown=shown,
        asked=asked,
        reason=at.form.get("reason", ""),
        longest=decisions.LONGEST_REASON,
    )


def _refused(at: AtDesk, asked: Asked, refused: UsageError) -> Response:
    said = at.words["decisions"]["errors"]
    message = at.said(refused, said)
    return at.show("too-wide", status=422, message=message, asked=asked)


def listed(at: AtDesk) -> Response:
    """Show what was decided, the newest first, each with a button to take it back."""
    before = at.asked_number("before")
    found = undoing.steps(open_petition(at.here, at.campaign), before)
    actors = {name for each in found for name in (each.actor, each.undone_by)}
    names = names_of_actors(at.here, actors)
    done = whole_number(at.request.query_params.get("done", ""))
    return at.show(
        "decisions",
        rows=[{"it": each} for each in found],
        names=names,
        done=next((each for each in found if each.id == done), None),
        further=found[-1].id if len(found) == undoing.A_PAGE else 0,
        **tabs_of(at),
    )


def undo(at: AtDesk) -> Response:
    """Take a decision back, and say what came of it."""
    number = whole_number(at.part("step"))
    if number is None:
        raise HTTPException(404)
    try:
        done = undoing.undo(open_petition(at.here, at.campaign), number)
    except StepRefused as refused:
        if refused.code == "step-undone":
            return at.go(DESK_DECISIONS)
        raise HTTPException(404) from refused
    return at.show("undone", undone=done, left=[(each.value, n) for each, n in done.left.items()])


PAGES = (
    DeskPage(DESK_DECIDE, decide, Act.MODERATE_SIGNATURES, ("POST",)),
    DeskPage(DESK_DECISIONS, listed, Act.MODERATE_SIGNATURES),
    DeskPage(DESK_UNDO, undo, Act.MODERATE_SIGNATURES, ("POST",)),
)
