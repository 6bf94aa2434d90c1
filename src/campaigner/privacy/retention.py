"""Removing what names a person when its time is up."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from campaigner.holding import Limits, Removed
from campaigner.issued import (
    LeftFile,
    backups_left,
    clear_places,
    files_of_campaigns,
    stale_left,
)
from campaigner.opening import OpenWorkspace
from campaigner.privacy.holdings import HOLDINGS, together
from campaigner.privacy.people import ERASE
from campaigner.schedule import bring_into_line
from campaigner.store import audit
from campaigner.store.care import empty_log, rewrite
from campaigner.store.database import transaction

_HASHES = ("networks", "tokens", "bounces", "organiser_sessions")  # they name nobody
_LEFT = (ERASE, "campaign removed")  # deeds that may leave it to this to rewrite the file
_KINDS = {kind: 0 for each in HOLDINGS for kind in each.kinds}


@dataclass(frozen=True, slots=True)
class Due:
    """How many records of each kind are past their time, or were removed.

    ``left`` are files that were not removed, backups that still have what is past its time, and
    copies that others have to destroy: they are looked for again next time. ``files`` are those
    that would be deleted. If ``still_readable``, another program has kept the
    database from being rewritten: what was removed can be read in its file until it is done again.
    """

    counts: Mapping[str, int]
    left: tuple[LeftFile, ...] = ()
    files: tuple[str, ...] = ()
    still_readable: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is left that the program knows of."""
        return not (self.left or self.still_readable)

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
    past = limits.past_campaigns(connection)
    return Due(dict(counts), files=tuple(files_of_campaigns(connection, past)))


def anonymise(here: OpenWorkspace, progress: Callable[[int], None] = lambda _: None) -> Due:
    """Removes what names people and is past its time, a little in each transaction.

    Area, day, source and the count stay in the ledger and the tally; signing goes on meanwhile. At
    the end the file is rewritten, which takes some seconds for a million people: SQLite overwrites
    what is deleted, but may leave copies of records that it moved before. It is rewritten, too, if
    that was left to this when somebody was erased or a campaign removed.
    ``progress`` is given how many records have been removed so far.
    """
    bring_into_line(here.workspace, here.database)
    done = together(_told(_steps(here), progress))
    counts: dict[str, Any] = _KINDS | dict(done.counts)
    if any(counts.values()):
        with transaction(here.database) as connection:
            audit.record(connection, here.moment, here.actor, "anonymise", **counts)
    clear_places(here.database, here.workspace.root)
    backups = backups_left(here.database, partial(_has_names, limits=_limits(here)))
    connection = here.database.conn
    is_left = any(audit.is_unfinished(connection, each) for each in _LEFT)
    cleaned = rewrite(connection) if is_left or any(counts.values()) else empty_log(connection)
    if is_left and cleaned:
        with transaction(here.database) as connection:
            for each in _LEFT:
                audit.finish(connection, each)
    return Due(
        counts, (*done.left, *backups, *stale_left(here.database)), still_readable=not cleaned
    )


def _has_names(connection: sqlite3.Connection, limits: Limits) -> bool:
    """Whether a copy of the database still names people whose time is up."""
    return any(
        count
        for each in HOLDINGS
        for kind, count in each.due(connection, limits).items()
        if kind not in _HASHES
    )


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
    return Limits(here.moment, here.workspace.settings.retention, here.zone, here.actor)
