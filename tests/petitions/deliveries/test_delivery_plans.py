"""The rules of places where petitions are handed in, with dates counted back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from campaigner.errors import UsageError
from campaigner.parliament import rules
from campaigner.petitions.deliveries.bank_holidays import (
    BANK_HOLIDAYS,
    KNOWN_YEARS,
    is_working_day,
    working_days_before,
)
from campaigner.petitions.deliveries.plan import plan_delivery
from campaigner.petitions.deliveries.venues import RULES
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.papers import DeliveryPlace
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import SLUG

TODAY = date(2026, 12, 11)
EASTER_SUNDAYS = {2026: date(2026, 4, 5), 2027: date(2027, 3, 28)}


def last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


@pytest.mark.parametrize("year", KNOWN_YEARS)
def test_the_bank_holidays_follow_from_the_act_of_1971_and_the_usual_days(year: int) -> None:
    easter, first_of_may = EASTER_SUNDAYS[year], date(year, 5, 1)
    expected = {
        easter - timedelta(days=2),  # Good Friday, by common law
        easter + timedelta(days=1),
        first_of_may + timedelta(days=-first_of_may.weekday() % 7),
        last_monday(year, 5),
        last_monday(year, 8),
    }
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() >= 5 or day in expected:
            day += timedelta(days=1)
        expected.add(day)
    assert {day for day in BANK_HOLIDAYS if day.year == year} == expected


@pytest.mark.parametrize(
    ("on", "count", "by"),
    [
        ("2026-12-14", 5, "2026-12-07"),  # a plain week
        ("2027-01-05", 5, "2026-12-24"),  # Christmas, Boxing Day on Monday, New Year
        ("2027-03-30", 5, "2027-03-19"),  # Good Friday and Easter Monday
        ("2027-04-02", 5, "2027-03-24"),
        ("2027-12-29", 5, "2027-12-20"),  # Christmas on a Saturday: Monday and Tuesday instead
        ("2027-05-04", 1, "2027-04-30"),
        ("2026-12-14", 0, "2026-12-14"),
    ],
)
def test_working_days_are_counted_back_over_holidays(on: str, count: int, by: str) -> None:
    assert working_days_before(date.fromisoformat(on), count) == date.fromisoformat(by)


@pytest.mark.parametrize("day", ["2025-12-31", "2028-01-01", "2028-06-01"])
def test_no_date_is_promised_beyond_the_known_years(day: str) -> None:
    with pytest.raises(UsageError, match="not known"):
        is_working_day(date.fromisoformat(day))
    with pytest.raises(UsageError):
        plan_delivery(DeliveryPlace.DOWNING_STREET, date.fromisoformat(day), TODAY)


@pytest.mark.parametrize(
    ("venue", "code", "by", "words"),
    [
        (DeliveryPlace.DOWNING_STREET, "ask-early", "2027-03-05", "three weeks ahead"),
        (DeliveryPlace.DOWNING_STREET, "office", None, "liaison office"),
        (DeliveryPlace.DOWNING_STREET, "form", "2027-03-19", "five working days"),
        (DeliveryPlace.DOWNING_STREET, "six", None, "at most six people"),
        (DeliveryPlace.DOWNING_STREET, "members", None, "in addition to the six"),
        (DeliveryPlace.DOWNING_STREET, "mornings", None, "Tuesday or Wednesday mornings"),
        (DeliveryPlace.DOWNING_STREET, "identification", "2027-03-30", "identification"),
        (DeliveryPlace.DOWNING_STREET, "props", "2027-03-30", "No props"),
        (DeliveryPlace.DOWNING_STREET, "box", "2027-03-30", "a ream of paper"),
        (DeliveryPlace.DOWNING_STREET, "minutes", "2027-03-30", "30 minutes"),
        (DeliveryPlace.COMMONS, "ask-early", "2027-03-05", "Ask a Member"),
        (DeliveryPlace.COMMONS, "member", None, "Ministers can present it informally"),
        (DeliveryPlace.COMMONS, "text-early", "2027-03-12", "Journal Office"),
        (DeliveryPlace.COMMONS, "text", None, "Journal Office first"),
        (DeliveryPlace.COMMONS, "to-the-member", "2027-03-24", "signed sheets"),
        (DeliveryPlace.COMMONS, "formal-top-sheet", None, "the full text"),
        (DeliveryPlace.COMMONS, "formal-too-few-on-top", None, "at least two petitioners"),
        (DeliveryPlace.COMMONS, "formal-member-signed", None, "must not sign"),
        (DeliveryPlace.COMMONS, "notice", "2027-03-25", "the sitting day before"),
        (DeliveryPlace.COMMONS, "bag", "2027-03-30", "without notice"),
        (DeliveryPlace.LORDS, "ask-early", "2027-03-05", "Ask a Member"),
        (DeliveryPlace.LORDS, "to-the-member", "2027-03-24", "signed sheets"),
        (DeliveryPlace.LORDS, "sample", None, "Clerk of the Parliaments"),
        (DeliveryPlace.LORDS, "present", "2027-03-30", "hands it in at the Table"),
        (DeliveryPlace.LORDS, "rise", "2027-03-30", "No speech"),
        (DeliveryPlace.LORDS, "member", None, "Only a Member of the House"),
        (DeliveryPlace.LORDS, "formal-none-on-the-petition", None, "on the same sheet"),
        (DeliveryPlace.LORDS, "formal-stuck-on", None, "not be stuck on"),
        (DeliveryPlace.LORDS, "formal-no-seal", None, "common seal on the first sheet"),
        (DeliveryPlace.SENEDD, "agree", "2027-03-12", "petitions team"),
        (DeliveryPlace.SENEDD, "contact", None, "before people sign"),
        (DeliveryPlace.SENEDD, "formal-lead-not-in-wales", None, "address is in Wales"),
        (DeliveryPlace.SENEDD, "formal-sheet-without-wording", None, "the full wording"),
        (DeliveryPlace.SENEDD, "formal-no-address", None, "names and addresses"),
        (DeliveryPlace.SENEDD, "formal-too-long", None, "six months"),
        (DeliveryPlace.SENEDD, "formal-too-few", None, "At least 50"),
        (DeliveryPlace.SENEDD, "formal-not-reviewed", None, "more than 250"),
        (DeliveryPlace.SENEDD, "formal-other-website", None, "other websites"),
        (DeliveryPlace.SENEDD, "formal-signed-twice", None, "both online and on paper"),
    ],
)
def test_each_rule_has_its_date_after_easter(
    venue: DeliveryPlace, code: str, by: str | None, words: str
) -> None:
    plan = plan_delivery(venue, date(2027, 3, 30), TODAY)
    (step,) = (each for each in plan.steps if each.rule.code == code)
    assert step.by == (by and date.fromisoformat(by))
    assert words in step.rule.text
    assert not step.late


SAID_BY_A_SOURCE = {(DeliveryPlace.DOWNING_STREET, "form"): 5, (DeliveryPlace.COMMONS, "notice"): 1}


@pytest.mark.parametrize("venue", DeliveryPlace)
def test_every_rule_has_a_source_with_its_date_or_is_our_advice(venue: DeliveryPlace) -> None:
    codes = [rule.code for rule in RULES[venue]]
    assert len(set(codes)) == len(codes)
    for rule in RULES[venue]:
        if rule.source:
            assert rule.source.address.startswith("http")
            assert rule.source.copy


def test_every_house_that_receives_petitions_on_paper_has_a_plan() -> None:
    assert set(RULES) == {DeliveryPlace.DOWNING_STREET, *Venue} == set(DeliveryPlace)


@pytest.mark.parametrize("venue", Venue)
def test_rules_of_a_house_are_those_that_its_papers_are_checked_by(venue: Venue) -> None:
    known = {rule.key: rule for rule in rules.RULES if venue in rule.venues}
    planned = [rule for rule in RULES[DeliveryPlace(venue)] if rule.code.startswith("formal-")]
    assert planned
    for rule in planned:
        assert (rule.text, rule.source) == (known[rule.code].says, known[rule.code].source)


def test_days_ahead_that_no_source_gives_are_our_advice() -> None:
    said = {
        (venue, rule.code): rule.working_days
        for venue, known in RULES.items()
        for rule in known
        if rule.source and rule.working_days
    }
    assert said == SAID_BY_A_SOURCE


def test_olive_sees_in_the_plan_what_is_our_advice(
    campaigner: Command, workspace: Workspace
) -> None:
    plan = ("petition", "plan-delivery", SLUG, "--to", "commons", "--on", "2027-06-17")
    called = campaigner(*plan, "--format", "json")
    assert called.code == 0, called.stderr
    by_source = {row["what"]: (row["source"], row["url"]) for row in json.loads(called.stdout)}
    assert by_source["Ask a Member three weeks ahead."] == ("our advice", "")
    (notice,) = (each for what, each in by_source.items() if what.startswith("Formally"))
    assert notice[0].startswith("Guide to Procedure")
    assert "our advice" in campaigner(*plan).stdout
    assert "Ask the office" in called.stderr


@pytest.mark.parametrize(
    ("venue", "on", "warning"),
    [
        (DeliveryPlace.DOWNING_STREET, "2027-06-15", "is a Tuesday: choose a time after 12:30"),
        (DeliveryPlace.DOWNING_STREET, "2027-06-16", "is a Wednesday: choose a time after 12:30"),
        (DeliveryPlace.DOWNING_STREET, "2027-06-18", "is a Friday: choose the morning"),
        (DeliveryPlace.DOWNING_STREET, "2027-03-29", "is not a working day"),
        (DeliveryPlace.DOWNING_STREET, "2026-12-10", "has passed"),
        (DeliveryPlace.COMMONS, "2026-12-28", "is not a working day"),
        (DeliveryPlace.LORDS, "2027-05-31", "is not a working day"),
        (DeliveryPlace.SENEDD, "2027-06-19", "is not a working day"),
    ],
)
def test_a_day_that_does_not_suit_is_named(venue: DeliveryPlace, on: str, warning: str) -> None:
    plan = plan_delivery(venue, date.fromisoformat(on), TODAY)
    assert any(warning in each for each in plan.warnings)


def test_a_plain_thursday_has_no_warning() -> None:
    assert plan_delivery(DeliveryPlace.DOWNING_STREET, date(2027, 6, 17), TODAY).warnings == ()


def test_what_is_too_late_is_marked() -> None:
    plan = plan_delivery(DeliveryPlace.DOWNING_STREET, date(2026, 12, 14), TODAY)
    assert {step.rule.code for step in plan.steps if step.late} == {"ask-early", "form"}
