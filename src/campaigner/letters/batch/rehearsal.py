"""A batch rehearsed: what would be written, and what would fail. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaigner.letters.batch.ahead import Unaddressed, ahead_of
from campaigner.letters.batch.plan import plan_for
from campaigner.letters.batch.request import BatchRequest
from campaigner.letters.worker import Order
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.tables import Table


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A letter that would be written; ``row`` is its sender's number, ``file`` its first file.

    ``known`` is whether it was made before: it is made again only if it says something else or
    goes elsewhere.
    """

    row: int
    supporter: str
    recipient: str
    area: str
    language: str
    file: str
    known: bool


@dataclass(frozen=True)
class Rehearsal:
    """What a batch would do; ``read`` counts the senders gone through.

    ``left_out`` is the number of senders who have not agreed to a letter, ``unused`` are headers
    of the table that letters do not use, ``unaddressed`` are recipients without a postal address,
    ``without_sender`` the rows of senders without an address of their own.
    """

    letters: tuple[PlannedLetter, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    read: int
    left_out: int
    unused: tuple[str, ...]
    unaddressed: tuple[Unaddressed, ...] = ()
    without_sender: tuple[int, ...] = ()

    @property
    def known(self) -> int:
        """The number of letters that were made before."""
        return sum(letter.known for letter in self.letters)


def rehearse(
    here: OpenWorkspace, request: BatchRequest, seen: Callable[[Table], None] = lambda _: None
) -> Rehearsal:
    """Returns what a batch would write; what only shows on the sheet it cannot tell.

    ``seen`` is given the table of the senders, if they are in one.
    Raises what ``plan.plan_for`` raises.
    """
    plan, job = plan_for(here, request)
    if plan.table:
        seen(plan.table)
    letters = tuple(_planned(order, job.forms[0]) for order in plan.orders())
    ahead = ahead_of(plan)
    return Rehearsal(
        letters,
        ahead.problems,
        ahead.notes,
        plan.read,
        plan.senders.left_out,
        plan.unused,
        ahead.unaddressed,
        ahead.without_sender,
    )


def _planned(order: Order, form: str) -> PlannedLetter:
    supporter, recipient = order.supporter, order.recipient
    return PlannedLetter(
        row=supporter.row,
        supporter=supporter.sender.name,
        recipient=recipient.envelope_name,
        area=recipient.area.name if recipient.area else "",
        language=supporter.wording.language,
        file=f"{order.name}.{form}",
        known=order.known is not None,
    )
