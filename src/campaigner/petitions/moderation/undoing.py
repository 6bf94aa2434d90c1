"""What organisers decided about signatures, step by step, and how a step is taken back."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.counts.counting import count, keep_state, uncount
from campaigner.petitions.moderation.decisions import Act
from campaigner.petitions.opening import OpenPetition
from campaigner.store import audit, moderation_steps
from campaigner.store.database import snapshot, transaction
from campaigner.store.moderation_steps import Moderated, Step
from campaigner.vocabulary.signatures import LedgerKind, SignatureState

A_PAGE = 50
_HIGHEST = 2**62


class StepRefused(CampaignerError):
    """A step that is not there, or was taken back before.

    Its code is ``step-unknown`` or ``step-undone``.
    """


class Left(StrEnum):
    """Why a signature stays as it is when a step is taken back."""

    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    CHANGED = "changed"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back a step did: how many signatures are as before, and how many are not."""

    step: int
    act: Act
    back: int
    left: Mapping[Left, int]


def steps(here: OpenPetition, before: int = 0, limit: int = A_PAGE) -> list[Step]:
    """Returns the steps of a petition, the newest first; those before a number if one is given."""
    with snapshot(here.database) as connection:
        return moderation_steps.steps_before(
            connection, here.petition.id, before or _HIGHEST, limit
        )


def reasons(here: OpenWorkspace, numbers: Collection[int]) -> dict[int, str]:
    """Returns why steps were taken, by their numbers; without those that have no reason."""
    return moderation_steps.reasons_of(here.database.conn, numbers)


def undo(here: OpenPetition, number: int) -> Undone:
    """Take back a step: its signatures are what they were before it, all at once.

    A signature stays as it is if the person withdrew it, if it was decided about again, or if it
    has another state by now; one that was erased is gone. Raises StepRefused.
    """
    with transaction(here.database) as connection:
        step = moderation_steps.step_of(connection, here.petition.id, min(number, _HIGHEST))
        if step is None:
            raise StepRefused("There is no such step.", code="step-unknown")
        if step.undone_at is not None:
            raise StepRefused("This step was taken back already.", code="step-undone")
        act, found = Act(step.act), moderation_steps.signatures_of_step(connection, step.id)
        reasons = [(each, why_left(act, each)) for each in found]
        back = [each for each, reason in reasons if reason is None]
        _UNDO[act](here, connection, back)
        left = Counter(reason for _, reason in reasons if reason is not None)
        if erased := step.count - len(found):
            left[Left.ERASED] = erased
        moderation_steps.note_undone(connection, step.id, here.actor, here.now)
        audit.record(
            connection,
            here.now,
            here.actor,
            f"{act.value} undone",
            here.petition.campaign,
            step=step.id,
            count=len(back),
            **{f"left_{reason.value}": number for reason, number in left.items()},
        )
    return Undone(step.id, act, len(back), dict(left))


def why_left(act: Act, each: Moderated) -> Left | None:
    """Returns why a signature stays as it is when a step is taken back; None if it does not."""
    state = each.signature.state
    if state is SignatureState.WITHDRAWN:
        return Left.WITHDRAWN
    if each.decided_later:
        return Left.DECIDED
    return None if state in _AFTER[act] else Left.CHANGED


_AFTER = {
    Act.INVALIDATE: (SignatureState.INVALIDATED,),
    Act.RESTORE: (SignatureState.CONFIRMED, SignatureState.PENDING),
}


def _undo_invalidation(
    here: OpenPetition, connection: sqlite3.Connection, back: list[Moderated]
) -> None:
    counted = [each.signature for each in back if each.before is SignatureState.CONFIRMED]
    count(connection, here.petition, counted, LedgerKind.RESTORED, here.now)
    for each in back:
        if each.before is not SignatureState.CONFIRMED:
            keep_state(connection, replace(each.signature, state=each.before))


def _undo_restoring(
    here: OpenPetition, connection: sqlite3.Connection, back: list[Moderated]
) -> None:
    """Takes signatures out again; what has counted is invalid then, as the ledger says."""
    found = [each.signature for each in back]
    uncount(connection, here.petition, found, LedgerKind.INVALIDATED, here.now)
    for each in back:
        has_counted = each.signature.counted is not None
        state = SignatureState.INVALIDATED if has_counted else each.before
        keep_state(connection, replace(each.signature, state=state))


_UNDO = {Act.INVALIDATE: _undo_invalidation, Act.RESTORE: _undo_restoring}
