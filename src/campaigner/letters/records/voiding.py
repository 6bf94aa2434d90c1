"""Letters that were recorded and never sent: void, so that nobody counts or waits for them."""

from __future__ import annotations

from collections.abc import Sequence

from campaigner.errors import UsageError
from campaigner.letters.records.replies import NoLetter
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, replies
from campaigner.store.database import transaction
from campaigner.store.letters import set_void, void_state


class VoidRefused(UsageError):
    """A letter that cannot be void, or valid again; the message says why.

    Its code is ``already-void``, ``not-void`` or ``letter-answered``.
    """


def void_letters(here: OpenWorkspace, numbers: Sequence[int]) -> None:
    """Make letters void, all or none: they count no more, and nobody is reminded of them.

    A letter that is made again counts again. Raises NoLetter for a letter that is not there,
    VoidRefused for one that is void already, or has a reply.
    """
    _set(here, numbers, void=True)


def restore_letters(here: OpenWorkspace, numbers: Sequence[int]) -> None:
    """Undo ``void_letters``, for all or none. Raises NoLetter, VoidRefused."""
    _set(here, numbers, void=False)


def _set(here: OpenWorkspace, numbers: Sequence[int], *, void: bool) -> None:
    with transaction(here.database) as connection:
        for number in dict.fromkeys(numbers):
            state = void_state(connection, number)
            if state is None:
                raise NoLetter(number)
            campaign, voided_at = state
            if void and voided_at is not None:
                raise VoidRefused(f"Letter {number} is void already.", code="already-void")
            if not void and voided_at is None:
                raise VoidRefused(f"Letter {number} is not void.", code="not-void")
            if void and replies.replies_to(connection, number):
                raise VoidRefused(
                    f"Letter {number} has a reply, so it was sent.",
                    hint="If the reply is a mistake, remove it first.",
                    code="letter-answered",
                )
            set_void(connection, number, here.moment if void else None)
            action = "letter void" if void else "letter void undone"
            audit.record(connection, here.moment, here.actor, action, campaign, letter=number)
