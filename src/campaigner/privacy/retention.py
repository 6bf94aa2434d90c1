"""Removing what names a person when its time is up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaigner.holding import Limits, Removed
from campaigner.issued import LeftFile
from campaigner.opening import OpenWorkspace
from campaigner.privacy.holdings import HOLDINGS, together
from campaigner.schedule import bring_into_line
from campaigner.store import audit
from campaigner.store.database import transaction

_KINDS = {kind: 0 for each in HOLDINGS for kind in each.kinds}


@dataclass(frozen=True, slots=True)
class Due:
    """How many records of each kind are past their time, or were removed.

    ``left`` are files that were not removed: they are looked for again next time.
    """

    counts: Mapping[str, int]
    left: tuple[LeftFile, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to remove."""
        return any(self.counts.values())


def what_is_due(here: OpenWorkspace) -> Due:
    """Returns how much would be removed now."""
    bring_into_line(here.workspace, here.database)
    connection, limits = here.database.conn, _limits(here)
    counts = Counter(_KINDS)
    for each in HOLDINGS:
        counts.update(each.due(connection, limits))
    return Due(dict(counts))


def anonymise(here: OpenWorkspace, progress: Callable[[int], None] = lambda _: None) -> Due:
    """Removes what names people and is past its time, a little in each transaction.

    Area, day, source and the count stay in the ledger and the tally; signing goes on meanwhile.
    ``progress`` is given how many records have been removed so far.
    """
    bring_into_line(here.workspace, here.database)
    done = together(_told(_steps(here), progress))
    counts: dict[str, Any] = _KINDS | dict(done.counts)
    if any(counts.values()):
        with transaction(here.database) as connection:
            audit.record(connection, here.moment, here.actor, "anonymise", **counts)
    return Due(counts, done.left)


def _steps(here: OpenWorkspace) -> Iterator[Removed]:
    limits = _limits(here)
    for each in HOLDINGS:
        yield from each.remove_due(here.database, limits)


def _told(steps: Iterator[Removed], progress: Callable[[int], None]) -> Iterator[Removed]:
    so_far = 0
    for step in steps:
        so_far += sum(step.counts.values())
        progress(so_far)
        yield step


def _limits(here: OpenWorkspace) -> Limits:
    return Limits(here.moment, here.workspace.settings.retention, here.zone)
