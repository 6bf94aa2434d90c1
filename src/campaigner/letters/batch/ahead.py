"""What is wrong with a batch before it makes anything: the rows, and what is wrong with each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from campaigner.letters.batch.plan import Plan, plan_for
from campaigner.letters.batch.request import BatchRequest
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.tables import Table


@dataclass(frozen=True, slots=True)
class Unaddressed:
    """A recipient without a postal address, and how many letters they would have had."""

    name: str
    area: str
    letters: int


@dataclass(frozen=True)
class Ahead:
    """What is known of a batch before it makes anything.

    ``problems`` are of rows for which letters cannot be made: a text that is missing or wrong,
    half an address, a recipient who cannot be reached by post, characters that no font has.
    ``notes`` are of rows whose letters are made all the same. ``unaddressed`` are the recipients
    without a postal address. ``without_sender`` are the rows of senders without an address of
    their own, which no office can answer.
    """

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    unaddressed: tuple[Unaddressed, ...]
    without_sender: tuple[int, ...]


def look_ahead(
    here: OpenWorkspace, request: BatchRequest, seen: Callable[[Table], None] = lambda _: None
) -> Ahead:
    """Returns what is wrong with a batch; what only shows on the sheet it cannot tell.

    ``seen`` is given the table of the senders, if they are in one. The batch itself writes all
    letters that it can, and has the same problems. Raises what ``plan.plan_for`` raises.
    """
    plan, _ = plan_for(here, request)
    if plan.table:
        seen(plan.table)
    deque(plan.orders(), maxlen=0)
    return ahead_of(plan)


def ahead_of(plan: Plan) -> Ahead:
    """Returns what a plan that was gone through has met."""
    return Ahead(
        tuple(sorted(plan.problems)),
        plan.notes,
        tuple(
            Unaddressed(each.envelope_name, each.area.name if each.area else "", letters)
            for each, letters in plan.unaddressed.items()
        ),
        tuple(sorted({*plan.without_sender})),
    )
