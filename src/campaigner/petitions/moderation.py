"""What organisers decide about signatures: invalidate, restore, let suspects in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from campaigner.errors import UsageError
from campaigner.petitions.confirmation import count, keep_state, take_back
from campaigner.petitions.proof.ledger import append, day_and_hour, entry_for
from campaigner.store import audit, petitions
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.store.signature_search import Conditions, count_matching, matching
from campaigner.store.signatures import Signature

INVALIDATED_FROM = ("pending", "suspect", "confirmed")
RESTORED_FROM = ("suspect", "invalidated")
_NAMING = ("name", "words", "network")  # conditions that the audit does not repeat


def preview(database: Database, petition: Petition, conditions: Conditions) -> int:
    """How many signatures an organiser's conditions concern."""
    return count_matching(database.conn, petition.id, conditions)


def invalidate(
    database: Database, petition: Petition, conditions: Conditions, now: int, actor: str
) -> int:
    """Take signatures out of the count, all or none; gives how many.

    Raises UsageError without a condition: nobody invalidates everything by leaving words out.
    """
    conditions = replace(conditions, states=INVALIDATED_FROM)
    with transaction(database) as connection:
        found = _found(connection, petition, conditions)
        invalidate_these(connection, petition, found, now)
        _record(connection, now, actor, "invalidate", petition, conditions, len(found))
    return len(found)


def invalidate_these(
    connection: sqlite3.Connection, petition: Petition, found: Iterable[Signature], now: int
) -> None:
    """Invalidate signatures that wait or count; a count goes down once."""
    found = list(found)
    entries = [
        entry_for("invalidated", petition.campaign, each)
        for each in found
        if each.state == "confirmed"
    ]
    append(connection, petition.id, entries, now)
    for each in found:
        keep_state(connection, replace(each, state="invalidated"))


def restore(
    database: Database, petition: Petition, conditions: Conditions, now: int, actor: str
) -> int:
    """Put invalidated signatures back, and let suspect ones in; gives how many.

    What was counted is counted again, what was confirmed meanwhile is counted now, the rest
    waits for its confirmation. Raises UsageError without a condition.
    """
    conditions = replace(conditions, states=conditions.states or RESTORED_FROM)
    with transaction(database) as connection:
        found = _found(connection, petition, conditions)
        restore_these(connection, petition, found, now)
        _record(connection, now, actor, "restore", petition, conditions, len(found))
    return len(found)


def restore_these(
    connection: sqlite3.Connection, petition: Petition, found: Iterable[Signature], now: int
) -> None:
    """Restore signatures; a count goes up once."""
    again, first = [], []
    for each in found:
        if each.counted is not None:
            again.append(each)
        elif each.confirmed_at is not None:
            first.append(each)
        else:
            keep_state(connection, replace(each, state="pending"))
    count(connection, petition, again, "restored", now)
    count(connection, petition, first, "confirmed", now)


def withdraw_for(database: Database, petition: Petition, email: str, now: int, actor: str) -> int:
    """Withdraw the signatures of an address for a person who asked for it; gives how many."""
    from campaigner.petitions.signatures import signatures_of

    with transaction(database) as connection:
        found = [
            each
            for each in signatures_of(connection, email)
            if each.petition == petition.id and each.state != "withdrawn"
        ]
        for each in found:
            take_back(connection, petition, each, now)
        audit.record(connection, now, actor, "withdraw", petition.campaign, count=len(found))
    return len(found)


def record_answer(
    database: Database, petition: Petition, at: int, answer: str, now: int, actor: str
) -> None:
    """Record that a threshold was answered, by a response or a debate: its stamp now stays.

    Recorded again, it says something else, and stays from when it was recorded first.
    Raises UsageError where there is no such threshold or it was not reached.
    """
    with transaction(database) as connection:
        current = petitions.petition_of(connection, petition.id)
        there = {each.at: each for each in petitions.thresholds_of(connection, petition.id)}
        mark = there.get(at)
        if mark is None or mark.reached_at is None:
            reached = [str(each.at) for each in there.values() if each.reached_at is not None]
            raise UsageError(
                f"The threshold {at} was not reached.",
                hint=f"Reached: {', '.join(reached)}." if reached else "None was reached yet.",
            )
        answered = replace(
            mark,
            answered_at=mark.answered_at or now,
            answered_after=mark.answered_after or current.ledger_rows,
            answer=answer,
        )
        petitions.put_thresholds(connection, petition.id, [answered])
        audit.record(connection, now, actor, "answer", petition.campaign, threshold=at)


def set_closing(
    database: Database, petition: Petition, closes_at: int, now: int, actor: str
) -> None:
    """Close a petition early, or extend it; its definition's date no longer matters.

    Closing it now is always possible. Raises UsageError for a moment that has passed, or one
    before the petition opens.
    """
    if closes_at < now or now < closes_at <= petition.opens_at:
        opens, _ = day_and_hour(petition.opens_at)
        raise UsageError(
            "A petition cannot close in the past, nor before it opens.",
            hint=f"Give a day from today on; this petition opens on {opens}.",
        )
    with transaction(database) as connection:
        petitions.set_closing(connection, petition.id, closes_at)
        audit.record(connection, now, actor, "close", petition.campaign, closes_at=closes_at)


def _found(
    connection: sqlite3.Connection, petition: Petition, conditions: Conditions
) -> list[Signature]:
    if not conditions.given():
        raise UsageError("Say which signatures.", hint="Give one condition at least.")
    return list(matching(connection, petition.id, conditions))


def _record(
    connection: sqlite3.Connection,
    now: int,
    actor: str,
    action: str,
    petition: Petition,
    conditions: Conditions,
    concerned: int,
) -> None:
    given = conditions.given()
    details = {name: "(given)" if name in _NAMING else value for name, value in given.items()}
    audit.record(connection, now, actor, action, petition.campaign, count=concerned, **details)
