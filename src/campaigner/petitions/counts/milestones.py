"""The milestones of a petition that were passed, how each was answered, and recording that."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date

from campaigner.errors import UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.ledger import append, entry_for_answer
from campaigner.store import audit, ledger, petitions
from campaigner.store.database import transaction
from campaigner.store.petitions import Petition
from campaigner.text import in_language
from campaigner.time_zones import day_of
from campaigner.typed_words import clean_lines

_LONGEST_ANSWER = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Milestone:
    """A number of signatures at which something is due; ``answer`` is empty if none came yet."""

    at: int
    name: str
    reached: date
    answered: date | None = None
    answer: str = ""


def milestones(here: OpenPetition, language: str = "en") -> tuple[Milestone, ...]:
    """Returns the milestones that were reached, in order, with their names in a language."""
    names = {
        each.at: in_language(each.name, language) for each in here.campaign.petition.thresholds
    }
    return tuple(
        Milestone(
            each.at,
            names.get(each.at, each.name),
            day_of(each.reached_at, here.zone),
            day_of(each.answered_at, here.zone) if each.answered_at is not None else None,
            each.answer,
        )
        for each in petitions.thresholds_of(here.database.conn, here.petition.id)
        if each.reached_at is not None
    )


def record_answer(here: OpenPetition, at: int, answer: str) -> None:
    """Record that a threshold was answered, by a response or a debate: its stamp now stays.

    It becomes a row of the ledger. Recording again changes the answer, but not when it was recorded
    first. Raises UsageError if there is no such threshold, it was not reached, or the words have
    control characters.
    """
    answer = clean_lines(answer, _LONGEST_ANSWER)
    with transaction(here.database) as connection:
        petition = here.petition
        there = {each.at: each for each in petitions.thresholds_of(connection, petition.id)}
        mark = there.get(at)
        if mark is None or mark.reached_at is None:
            reached = [str(each.at) for each in there.values() if each.reached_at is not None]
            raise UsageError(
                f"The threshold {at} was not reached.",
                hint=f"Reached: {', '.join(reached)}." if reached else "None was reached yet.",
            )
        answered_at = _add_answer(connection, petition, at, answer, here.now)
        answered = replace(mark, answered_at=mark.answered_at or answered_at, answer=answer)
        petitions.put_thresholds(connection, petition.id, [answered])
        audit.record(connection, here.now, here.actor, "answer", petition.campaign, threshold=at)


def _add_answer(
    connection: sqlite3.Connection, petition: Petition, at: int, answer: str, now: int
) -> int:
    """Adds the ledger row of an answer; returns its time."""
    reached = ledger.reached_by(connection, petition.id, at)
    assert reached is not None
    entry = entry_for_answer(petition.campaign, at, answer, reached, now)
    row = ledger.row_of(connection, petition.id, append(connection, petition.id, [entry], now))
    assert row is not None
    return row.at
