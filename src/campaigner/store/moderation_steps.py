"""Steps of moderation: what was decided, about which signatures, and whether it was taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from campaigner.store.signatures import COLUMNS, Signature, as_signature
from campaigner.vocabulary.signatures import SignatureState


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``at`` and ``undone_at`` in seconds since 1970, UTC."""

    id: int
    petition: int
    act: str
    reason: str
    conditions: str
    count: int
    actor: str
    at: int
    undone_by: str
    undone_at: int | None


class Moderated(NamedTuple):
    """A signature of a step as it is now, its state before, and whether a later step has it."""

    signature: Signature
    before: SignatureState
    decided_later: bool


_STEP = f"SELECT {', '.join(each.name for each in fields(Step))} FROM moderation_steps"


def add_step(
    connection: sqlite3.Connection,
    petition: int,
    act: str,
    reason: str,
    conditions: Mapping[str, object],
    actor: str,
    at: int,
    found: Iterable[Signature],
) -> int:
    """Add a step about signatures, in the state in which they are before it; returns its number."""
    rows = [(each.id, each.state.value) for each in found]
    text = json.dumps(dict(conditions), ensure_ascii=False, sort_keys=True)
    (number,) = connection.execute(
        "INSERT INTO moderation_steps (petition, act, reason, conditions, count, actor, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (petition, act, reason, text, len(rows), actor, at),
    ).fetchone()
    connection.executemany(
        "INSERT INTO moderated_signatures (step, signature, state) VALUES (?, ?, ?)",
        ((number, *row) for row in rows),
    )
    return int(number)


def step_of(connection: sqlite3.Connection, petition: int, number: int) -> Step | None:
    """Returns a petition's step of that number, if there is one."""
    row = connection.execute(
        f"{_STEP} WHERE id = ? AND petition = ?", (number, petition)
    ).fetchone()
    return Step(*row) if row else None


def steps_before(
    connection: sqlite3.Connection, petition: int, before: int, limit: int
) -> list[Step]:
    """Returns a petition's steps with lower numbers, the newest first."""
    rows = connection.execute(
        f"{_STEP} WHERE petition = ? AND id < ? ORDER BY id DESC LIMIT ?",
        (petition, before, limit),
    )
    return [Step(*row) for row in rows]


def reasons_of(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, str]:
    """Returns the reasons of steps, by their numbers; without those that have none."""
    rows: Iterable[tuple[int, str]] = connection.execute(
        "SELECT id, reason FROM moderation_steps"
        " WHERE id IN (SELECT value FROM json_each(?)) AND reason <> ''",
        (json.dumps(list(numbers)),),
    )
    return dict(rows)


def steps_about(connection: sqlite3.Connection, signature: int) -> list[Step]:
    """Returns the steps that concerned a signature, the oldest first."""
    rows = connection.execute(
        f"{_STEP} WHERE id IN (SELECT step FROM moderated_signatures WHERE signature = ?)"
        " ORDER BY id",
        (signature,),
    )
    return [Step(*row) for row in rows]


def signatures_of_step(connection: sqlite3.Connection, step: int) -> list[Moderated]:
    """Returns the signatures of a step that are still held."""
    rows = connection.execute(
        f"SELECT {COLUMNS}, moderated.state AS before, EXISTS (SELECT 1"
        " FROM moderated_signatures AS other JOIN moderation_steps AS later"
        " ON later.id = other.step WHERE other.signature = signatures.id"
        " AND later.id > :step AND later.undone_at IS NULL) AS decided"
        " FROM moderated_signatures AS moderated"
        " JOIN signatures ON signatures.id = moderated.signature"
        " WHERE moderated.step = :step ORDER BY signatures.id",
        {"step": step},
    )
    return [
        Moderated(as_signature(row[:-2]), SignatureState(row["before"]), bool(row["decided"]))
        for row in rows
    ]


def note_undone(connection: sqlite3.Connection, step: int, actor: str, at: int) -> None:
    """Note that a step was taken back, and by whom."""
    connection.execute(
        "UPDATE moderation_steps SET undone_by = ?, undone_at = ? WHERE id = ?", (actor, at, step)
    )


def forget_reasons(connection: sqlite3.Connection, petitions: Iterable[int]) -> None:
    """Remove the reasons of steps of which no signature is held: they may name somebody."""
    connection.executemany(
        "UPDATE moderation_steps SET reason = '' WHERE petition = ? AND reason <> '' AND NOT EXISTS"
        " (SELECT 1 FROM moderated_signatures WHERE step = moderation_steps.id)",
        [(each,) for each in petitions],
    )
