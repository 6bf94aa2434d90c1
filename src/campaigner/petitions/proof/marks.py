"""When thresholds were reached and answered, as the count goes up and down past them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from campaigner.store.petitions import Threshold


@dataclass(slots=True)
class Mark:
    """A threshold by the ledger: when it was reached and answered first, and the last answer.

    ``answered_before`` is how many rows the ledger had when it was answered, if that is not a row.
    """

    answered_before: int | None = None
    reached_at: int | None = None
    answered_at: int | None = None
    answer: bytes = b""

    @property
    def is_old(self) -> bool:
        """Returns whether it has an answer that is in no row: from before rows had answers."""
        return self.answered_before is not None and not self.answer

    def stays(self, number: int) -> bool:
        """Returns whether it was answered when a row takes the count below it."""
        before = self.answered_before
        return self.answered_at is not None or (before is not None and number > before)


class Marks:
    """The thresholds of a petition, as its ledger goes past them row by row."""

    def __init__(self, thresholds: Iterable[Threshold]) -> None:
        self.by_count = {each.at: Mark(each.answered_after) for each in thresholds}
        self.near = frozenset(count for at in self.by_count for count in (at, at - 1))

    def pass_by(self, number: int, total: int, change: int, at: int) -> None:
        """Note that a row brought the count to ``total``."""
        reached = self.by_count.get(total) if change > 0 else None
        if reached and reached.reached_at is None:
            reached.reached_at = at
        fallen = self.by_count.get(total + 1) if change < 0 else None
        if fallen and not fallen.stays(number):
            fallen.reached_at = None

    def answer(self, total: int, at: int, leaf: bytes) -> str:
        """Note the answer to the threshold ``total``; returns what is wrong with it, or nothing."""
        mark = self.by_count.get(total)
        if mark is None:
            return f"answers {total}, which is not a threshold"
        if mark.reached_at is None:
            return f"answers the threshold {total}, which was not reached"
        mark.answered_at = at if mark.answered_at is None else mark.answered_at
        mark.answer = leaf
        return ""
