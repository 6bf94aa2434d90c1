"""What holds for some parts only: what is inside another, booked events, and the last day."""

from __future__ import annotations

from collections.abc import Sequence

from campaigner.campaigns.models import Campaign
from campaigner.editing.definition import Edit, Set
from campaigner.editing.outcomes import Defined, PartForm
from campaigner.editing.part_values import at_key, is_there
from campaigner.editing.parts import Part
from campaigner.errors import UsageError
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.schedule import as_defined
from campaigner.store import bookings, letters, petitions
from campaigner.time_zones import end_of_day
from campaigner.toml import Key

INSIDE = {
    Part.E_PETITION: Part.FORMAL,
    Part.SCOTLAND: Part.FORMAL,
    Part.QUESTION: Part.MOTION,
}
"""The parts that stand in another one, which is written first."""


def check_inside(now: Defined, part: Part) -> None:
    """Check that what a part stands in is there. Raises UsageError."""
    around = INSIDE.get(part)
    if around and not is_there(now.values, around):
        what = "petition on paper" if around is Part.FORMAL else "motion"
        raise UsageError(f"There is no {what} yet.", hint="Write that first.", code="inside")


def booked_problems(here: OpenWorkspace, slug: str, form: PartForm) -> tuple[Problem, ...]:
    """Returns why an event cannot be removed or have another name: people have places at it."""
    if form.part is not Part.EVENT:
        return ()
    if not bookings.of_event(here.database.conn, (slug, form.name)):
        return ()
    message = "People have places at this event: it keeps its short name, and stays."
    return (Problem("id", 0, "has-bookings", message, "Say in its title that it is cancelled."),)


def kept_name(now: Defined, form: PartForm, key: Key, edits: Sequence[Edit]) -> list[Edit]:
    """Returns the edit by which an event whose title changes keeps the name that it had by it."""
    if form.part is not Part.EVENT or at_key(now.values, (*key, "id")):
        return []
    named = any(isinstance(each, Set) and each.key == (*key, "id") for each in edits)
    return [] if named or not edits else [Set((*key, "id"), form.name)]


def last_day_problems(here: OpenWorkspace, slug: str, campaign: Campaign) -> tuple[Problem, ...]:
    """Returns why a campaign that people took part in cannot have closed earlier than it has.

    Names are kept for some months from then: they would be past their time at once.
    """
    known = petitions.find_petition(here.database.conn, slug)
    if known is None or known.closing_set:
        return ()
    if not (known.ledger_rows or letters.any_of(here.database.conn, slug)):
        return ()
    before = as_defined(here.workspace, known).closes_at
    if end_of_day(campaign.closes, here.zone) >= min(before, here.moment):
        return ()
    message = "People have taken part: the last day cannot be put into the past."
    return (Problem("closes", 0, "closes-past", message, "Close the petition instead."),)
