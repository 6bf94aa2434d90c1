"""The milestones of a petition that were passed, and how each was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigner.petitions.opening import OpenPetition
from campaigner.store import petitions
from campaigner.text import in_language
from campaigner.time_zones import day_of


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
