"""Petitions on paper: what a House would refuse, by its rule, and what a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

import faulty_drafts as cases
from campaigner.parliament import rules
from campaigner.parliament.draft_checks import check_draft
from campaigner.parliament.drafts import Draft, formal_text
from campaigner.parliament.findings import Finding, undecided
from campaigner.parliament.motion_checks import (
    Question,
    check_motion,
    check_question,
    questions_from,
)
from campaigner.parliament.online_checks import (
    EPetition,
    ScottishPetition,
    check_e_petition,
    check_scottish,
)
from campaigner.parliament.rules import Rule
from campaigner.parliament.sheet_checks import SignedSheets, check_sheets
from campaigner.vocabulary.houses import ForAPerson, PetitionersAre, Venue


def e_petition(*texts: str) -> list[Finding]:
    return list(check_e_petition(EPetition(*texts)))


def scottish(*texts: str) -> list[Finding]:
    return list(check_scottish(ScottishPetition(*texts)))


def moved(title: str, text: str) -> list[Finding]:
    return list(check_motion(title, text))


def asked(asks: str = "", to: str = "Secretary of State for Transport") -> list[Finding]:
    return list(check_question(Question(to, asks or "when buses will run again")))


def broken(findings: Iterable[Finding], *, refused: bool) -> set[Rule]:
    return {each.rule for each in findings if each.refuses is refused}


@pytest.mark.parametrize(("venue", "rule", "draft"), cases.REFUSED)
def test_a_faulty_draft_is_refused_by_its_rule(venue: Venue, rule: Rule, draft: Draft) -> None:
    assert broken(check_draft(draft, venue), refused=True) == {rule}


@pytest.mark.parametrize(("venue", "rule", "draft"), cases.FOR_A_PERSON)
def test_what_needs_judgement_is_shown_to_a_person(venue: Venue, rule: Rule, draft: Draft) -> None:
    findings = check_draft(draft, venue)
    assert broken(findings, refused=True) == set()
    assert broken(findings, refused=False) == {rule}
    assert undecided(findings, {rule.asks or ForAPerson.MONEY}) == []


def test_at_least_twenty_faulty_drafts_are_refused() -> None:
    assert len(cases.REFUSED) >= 20


@pytest.mark.parametrize("venue", Venue)
def test_the_guides_own_example_is_in_order(venue: Venue) -> None:
    assert check_draft(cases.BUS, venue) == []


@pytest.mark.parametrize(("venue", "rule", "sheets"), cases.BAD_SHEETS)
def test_faulty_sheets_are_refused_by_their_rule(
    venue: Venue, rule: Rule, sheets: SignedSheets
) -> None:
    findings = check_sheets(sheets, venue)
    assert rule in broken(findings, refused=True)
    assert not any("Petitioner" in each.message for each in findings)  # no name is told


@pytest.mark.parametrize(
    ("venue", "sheets"),
    [
        (Venue.COMMONS, SignedSheets(cases.TWO)),
        (Venue.COMMONS, SignedSheets(cases.TWO[:1], by=PetitionersAre.PERSON)),
        (Venue.LORDS, SignedSheets(cases.TWO[:1])),
        (Venue.SENEDD, SignedSheets(cases.MANY, lead_in_wales=True)),
    ],
)
def test_sheets_in_order_are_not_refused(venue: Venue, sheets: SignedSheets) -> None:
    assert check_sheets(sheets, venue) == []


def test_a_petition_of_two_hundred_in_wales_is_received_but_not_reviewed() -> None:
    (finding,) = check_sheets(SignedSheets(cases.MANY[:200]), Venue.SENEDD)
    assert (finding.rule, finding.refuses) == (rules.REVIEWED, False)


FORMS = [
    (
        Venue.COMMONS,
        PetitionersAre.PEOPLE,
        [
            "To the House of Commons.",
            "The petition of residents of the constituency of Stone in Staffordshire,",
            "Declares that the No. 31 bus service from Hanley to Cheadle should not be",
            "The petitioners therefore request that the House of Commons urges the Government to",
            "ensure that the No. 31 bus service from Hanley to Cheadle is not withdrawn.",
            "And the petitioners remain, etc.",
        ],
    ),
    (
        Venue.COMMONS,
        PetitionersAre.PERSON,
        ["The petitioner therefore requests that", "And the petitioner remains, etc."],
    ),
    (
        Venue.LORDS,
        PetitionersAre.PEOPLE,
        [
            "To the Right Honourable the Lords Spiritual and Temporal in Parliament assembled,",
            "The humble Petition of residents of the constituency of Stone",
            "Your Petitioners therefore pray that this House will urge the Government to ensure",
            "And your Petitioners will ever pray &c.",
        ],
    ),
    (
        Venue.SENEDD,
        PetitionersAre.PEOPLE,
        ["We call on the Senedd to urge the Welsh Government to publish a plan for buses"],
    ),
]


@pytest.mark.parametrize(("venue", "by", "words"), FORMS)
def test_the_text_is_in_the_houses_form_word_for_word(
    venue: Venue, by: PetitionersAre, words: list[str]
) -> None:
    text = str(formal_text(replace(cases.BUS, by=by), venue))
    places = [text.index(each) for each in words]
    assert places == sorted(places)


ONLINE: list[tuple[Rule, list[Finding]]] = [
    (rules.E_ACTION, e_petition("x" * 81, "why")),
    (rules.E_BACKGROUND, e_petition("Keep buses", "x" * 301)),
    (rules.E_DETAILS, e_petition("Keep buses", "why", "x" * 801)),
    (rules.E_CLEAR, e_petition("Why no buses?", "why")),
    (rules.E_CLEAR, e_petition(" ", "why")),
    (rules.SCOTTISH_TITLE, scottish("x" * 101, "y", "Asked an MSP")),
    (rules.SCOTTISH_FACTUAL, scottish("Justice for Betty", "y", "z")),
    (rules.SCOTTISH_FACTUAL, scottish("Betty’s Law", "y", "z")),
    (rules.SCOTTISH_BEFORE, scottish("Change the law on buses", "y")),
    (rules.SCOTTISH_NAMES, scottish("Buses", "ask Mr Example", "z")),
    (rules.SCOTTISH_COURTS, scottish("Buses", "before a court", "z")),
]


@pytest.mark.parametrize(("rule", "findings"), ONLINE)
def test_texts_for_the_sites_of_parliaments_keep_to_their_limits(
    rule: Rule, findings: Iterable[Finding]
) -> None:
    assert {each.rule for each in findings} == {rule}


def test_texts_at_the_limits_are_taken() -> None:
    assert e_petition("x" * 80, "x" * 300, "x" * 800) == []
    assert scottish("x" * 100, "y", "Asked an MSP") == []


MOTIONS: list[tuple[Rule, list[Finding]]] = [
    (rules.MOTION_FORM, moved("Buses", "notes the buses. They are late")),
    (rules.MOTION_FORM, moved("Buses", "asks why buses are late?")),
    (rules.MOTION_FORM, moved("Buses", "That this House notes the buses")),
    (rules.MOTION_WORDS, moved("Buses", "notes " + "bus " * 247)),
    (rules.MOTION_TITLE, moved("Save the buses!", "notes buses")),
    (rules.MOTION_TITLE, moved("The appalling buses", "notes buses")),
    (rules.MOTION_TITLE, moved("bus " * 11, "notes buses")),
    (rules.MOTION_QUOTES, moved("Buses", f"notes that “{'bus ' * 31}” run")),
    (rules.MOTION_HEATED, moved("Buses", "deplores the disgraceful buses")),
    (rules.QUESTION_PURPOSE, asked(asks="the buses are late")),
    (rules.QUESTION_PURPOSE, asked(asks="when will buses run?")),
    (rules.QUESTION_WORDS, asked(asks="when " + "bus " * 250)),
    (rules.QUESTION_HEATED, asked(asks="what made buses such a disgrace")),
    (rules.QUESTION_MINISTER, asked(to="bus company")),
    (rules.QUESTION_DEVOLVED, asked(asks="what the Welsh Government does")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "findings"), MOTIONS)
def test_motions_and_questions_keep_to_the_rules(rule: Rule, findings: Iterable[Finding]) -> None:
    assert {each.rule for each in findings} == {rule}


def test_a_motion_of_250_words_is_taken() -> None:
    assert moved("Buses", "notes " + "bus " * 246) == []
    assert asked() == []


def test_every_rule_has_a_case_and_a_source() -> None:
    shown = {rule for _, rule, _ in (*cases.REFUSED, *cases.FOR_A_PERSON, *cases.BAD_SHEETS)}
    shown |= {rule for rule, _ in (*ONLINE, *MOTIONS)} | {rules.REVIEWED}
    assert shown == set(rules.RULES)
    assert all(rule.source.address.startswith("http") for rule in rules.RULES)


def test_the_documentation_has_every_rule_with_its_source() -> None:
    shown = (Path(__file__).parents[2] / "docs" / "formal-petitions.md").read_text(encoding="utf-8")
    for rule in rules.RULES:
        assert f"| {rule.says} |" in shown
        assert rule.source.address in shown


@pytest.mark.parametrize(
    ("ask", "asked_for"),
    [
        (
            "Ask the Home Secretary: will the Government limit it? When will it end?",
            ["whether the Government will limit it", "when will it end"],
        ),
        ("Ask the Minister: has it joined?", ["whether the Government has joined"]),
        ("Please act.", []),
    ],
)  # fmt: skip
def test_simple_asks_become_indirect_questions(ask: str, asked_for: list[str]) -> None:
    assert [each.asks for each in questions_from(ask)] == asked_for
