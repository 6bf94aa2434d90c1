"""Who cannot be reached by post, before a batch makes anything."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from campaigner.letters.batch.plan import Plan, plan_for
from campaigner.letters.batch.request import BatchRequest, ToAll
from campaigner.opening import OpenWorkspace
from campaigner.representatives.addressing import office_address
from campaigner.store import memberships


@dataclass(frozen=True, slots=True)
class Unaddressed:
    """A recipient without a postal address, and how many letters they would have had."""

    name: str
    area: str
    letters: int


def who_is_unaddressed(here: OpenWorkspace, request: BatchRequest) -> tuple[Unaddressed, ...]:
    """Returns the recipients of a batch without a postal address; none if nothing is posted.

    Their letters are not made: the batch writes all others, and has these among its problems.
    Raises what ``plan.plan_for`` raises.
    """
    plan, _ = plan_for(here, request)
    if not plan.is_posted or not _may_lack(here, plan, request):
        return ()
    deque(plan.orders(), maxlen=0)
    return unaddressed_of(plan)


def unaddressed_of(plan: Plan) -> tuple[Unaddressed, ...]:
    """Returns the recipients without a postal address that a plan has met."""
    return tuple(
        Unaddressed(recipient.envelope_name, recipient.area.name if recipient.area else "", letters)
        for recipient, letters in plan.unaddressed.items()
    )


def _may_lack(here: OpenWorkspace, plan: Plan, request: BatchRequest) -> bool:
    """Whether anybody in the roles that are written to has no postal address: quick to tell."""
    source = request.source
    written_to = [to.role for to in plan.campaign.letter.to]
    roles = [source.role] if isinstance(source, ToAll) else written_to
    return any(
        not office_address(role, country)
        for role in roles
        for country in memberships.countries_without_address(here.database.conn, role, here.today)
    )
