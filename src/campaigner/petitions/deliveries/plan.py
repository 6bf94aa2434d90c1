"""The plan of a delivery: the rules of a place, as a checklist with dates counted back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigner.petitions.deliveries.bank_holidays import is_working_day, working_days_before
from campaigner.petitions.deliveries.venues import RULES, Rule
from campaigner.vocabulary.papers import DeliveryPlace

_TUESDAY, _WEDNESDAY, _FRIDAY = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Step:
    """A rule, with the last day on which it can be kept; ``late`` if that day has passed."""

    rule: Rule
    by: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order; ``warnings`` say what speaks against the day."""

    steps: tuple[Step, ...]
    warnings: tuple[str, ...]


def plan_delivery(venue: DeliveryPlace, on: date, today: date) -> Plan:
    """Returns a place's rules with dates, counted back in working days.

    Raises UsageError for a year whose bank holidays are not known.
    """
    steps = [_step(rule, on, today) for rule in RULES[venue]]
    steps.sort(key=lambda step: step.by or date.max)
    return Plan(tuple(steps), tuple(_warnings(venue, on, today)))


def _step(rule: Rule, on: date, today: date) -> Step:
    by = None if rule.working_days is None else working_days_before(on, rule.working_days)
    return Step(rule, by, late=by is not None and by < today)


def _warnings(venue: DeliveryPlace, on: date, today: date) -> list[str]:
    found = []
    if on < today:
        found.append(f"{on} has passed.")
    if venue is not DeliveryPlace.DOWNING_STREET and not is_working_day(on):
        found.append(f"{on} is not a working day.")
    if venue is DeliveryPlace.DOWNING_STREET:
        if on.weekday() in (_TUESDAY, _WEDNESDAY):
            found.append(f"{on} is a {on:%A}: choose a time after 12:30.")
        if on.weekday() == _FRIDAY:
            found.append(f"{on} is a Friday: choose the morning.")
        if not is_working_day(on):
            found.append(f"{on} is not a working day: ask whether petitions are taken.")
    return found
