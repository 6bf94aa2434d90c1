"""Thresholds: stamped when the count reaches them, cleared when it falls, unless answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from campaigner.store import petitions, tallies
from campaigner.store.petitions import Threshold


def stamped(thresholds: Iterable[Threshold], count: int, now: int) -> list[Threshold]:
    """Returns the thresholds as they stand at a count.

    ``reached_at`` is set to ``now`` when the count has come up to a threshold, and cleared when
    it has fallen below, but not after an organiser has recorded an answer for it.
    """
    changed = []
    for each in thresholds:
        if each.reached_at is None and count >= each.at:
            changed.append(replace(each, reached_at=now))
        elif each.reached_at is not None and count < each.at and each.answered_at is None:
            changed.append(replace(each, reached_at=None))
        else:
            changed.append(each)
    return changed


def restamp(connection: sqlite3.Connection, petition: int, now: int) -> None:
    """Bring a petition's thresholds in line with its count."""
    before = petitions.thresholds_of(connection, petition)
    after = stamped(before, tallies.total(connection, petition), now)
    petitions.put_thresholds(
        connection, petition, [new for new, old in zip(after, before, strict=True) if new != old]
    )
