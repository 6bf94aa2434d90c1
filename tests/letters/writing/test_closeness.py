"""How close a letter is to the campaign's text: measured, said, and never in the way."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Variant
from campaigner.letters.writing.closeness import (
    Spread,
    closeness,
    closeness_to_template,
    ways_to_make_it_own,
)
from campaigner.letters.writing.compose import Wording, compose_letter
from campaigner.texts.asks import Choice
from campaigner.vocabulary.letters import SupporterKind
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command
from letter_writers import ADA, SUZIE, stationery, write_table

SENTENCE = "I volunteer at a food bank in Sampleton on Tuesdays, and see who comes and why. "
STORY = (
    SENTENCE + "Last week a nurse came in her uniform, straight from a night shift. "
    "She told me that the children had eaten and she had not. "
)
TEXTS = st.text("abc ŵ,.’\n", max_size=60)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


@pytest.mark.parametrize(
    ("text", "template", "expected"),
    [
        ("Food is a right.", "Food is a right.", 1),
        ("food IS a right!", "Food is a right.", 1),  # case and punctuation
        ("Food  is\n\na right", "Food is a right.", 1),  # spaces
        ("Siân o\u0302l", "Siân ôl", 1),  # composed or not
        ("I don't know", "I don’t know", 1),  # apostrophes, typed or typeset
        ("कि", "की", 0),  # vowel signs tell words apart
        ("bread—and roses", "bread and roses", 1),  # dashes part words
        ("Food is a human right.", "Food is a right.", 8 / 9),  # one word of nine is new
        ("Bread is a right.", "Food is a right.", 6 / 8),  # one word for another
        ("A right is food.", "Food is a right.", 4 / 8),  # the order counts: “a right”
        ("Nobody should go hungry.", "Food is a right.", 0),
        ("", "", 1),
        ("", "Food", 0),
    ],
)
def test_closeness_is_the_share_of_common_words(text: str, template: str, expected: float) -> None:
    assert closeness(text, template) == pytest.approx(expected)


@given(TEXTS, TEXTS)
def test_closeness_is_between_none_and_all_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= closeness(one, other) <= 1
    assert closeness(one, other) == closeness(other, one)
    assert closeness(one, one) == 1


@given(TEXTS, TEXTS)
def test_words_of_one_s_own_never_bring_a_letter_closer(template: str, own: str) -> None:
    assert closeness(f"{template}\n{own}", template) <= 1
    assert closeness(f"{template}\n{own}\n{own}", template) <= closeness(
        f"{template}\n{own}", template
    )


@pytest.mark.parametrize(
    ("wording", "lowest", "highest"),
    [
        (Wording("en"), 1, 1),
        (Wording("cy"), 1, 1),
        (Wording("en", choice=Choice()), 1, 1),
        (Wording("en", SENTENCE), 0.97, 0.99),
        (Wording("en", STORY), 0.93, 0.97),
        (Wording("en", choice=Choice(asks=["law"])), 0.85, 0.98),
        (Wording("en", STORY * 8, Choice(asks=["law"])), 0.4, 0.75),
    ],
    ids=["nothing", "Welsh", "no choice", "a sentence", "a story", "one ask", "mostly their own"],
)
def test_what_suzie_adds_shows(
    campaign: Campaign, wording: Wording, lowest: float, highest: float
) -> None:
    letter = compose_letter(campaign, ADA, SUZIE, wording, stationery())
    assert lowest <= closeness_to_template(letter) <= highest


@pytest.mark.parametrize(
    ("wording", "parts"),
    [
        (Wording("en"), ["personal", "asks"]),
        (Wording("en", "I care."), ["personal", "asks"]),
        (Wording("en", STORY), ["asks"]),
        (Wording("en", STORY, Choice(asks=["law", "target"])), ["asks"]),
        (Wording("en", STORY, Choice(asks=["law"])), []),
    ],
)
def test_advice_is_about_what_was_left_as_it_was(
    campaign: Campaign, wording: Wording, parts: list[str]
) -> None:
    ways = ways_to_make_it_own(campaign, wording, ADA)
    assert [way.part for way in ways] == parts


def test_facts_to_choose_from_are_named(campaign: Campaign) -> None:
    letter = campaign.letter.model_copy(update={"facts": ["food-parcels", "hunger-2024"]})
    offering = campaign.model_copy(update={"letter": letter})
    ways = ways_to_make_it_own(offering, Wording("en", STORY), ADA)
    assert [way.part for way in ways] == ["asks", "facts"]
    assert ways[-1].advice == "Choose the facts that speak to you, of food-parcels and hunger-2024."
    every = Choice(facts=["hunger-2024", "food-parcels"])
    assert "facts" in [w.part for w in ways_to_make_it_own(offering, Wording("en", "", every), ADA)]


@pytest.mark.parametrize(
    ("kinds", "writer", "spoken"),
    [
        (["professional"], "constituent", "as a professional"),
        (["faith-group"], "constituent", "for a faith group"),
        (["professional", "faith-group"], "constituent", "as a professional or for a faith group"),
        (["professional", "faith-group"], "professional", ""),  # who has said it
        ([], "constituent", ""),  # the variant is for all
        (["organisation"], "constituent", ""),
    ],
)
def test_those_for_whom_there_are_other_words_are_asked_who_they_are(
    campaign: Campaign, kinds: list[SupporterKind], writer: SupporterKind, spoken: str
) -> None:
    variant = Variant(id="other", supporter=kinds)
    letter = campaign.letter.model_copy(update={"variants": [variant]})
    varied = campaign.model_copy(update={"letter": letter})
    ways = ways_to_make_it_own(varied, Wording("en", kind=writer), ADA)
    said = [way.advice for way in ways if way.part == "kind"]
    words = f"If you write {spoken}, say so: the campaign has other words for that."
    assert said == ([words] if spoken else [])


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["", "a", "A!", "b", "c d"]))))
def test_a_spread_keeps_the_order_of_its_letters(
    letters: list[tuple[float, str]],
) -> None:
    spread = Spread()
    for close, personal in letters:
        spread.add(close, personal)
    found = spread.as_dict()
    if not letters:
        assert found == {}
        return
    per_cent = sorted(int(close * 100) for close, _ in letters)
    assert (found["lowest"], found["highest"]) == (per_cent[0], per_cent[-1])
    assert sum(each >= found["median"] for each in per_cent) * 2 >= len(letters)
    own = [personal.casefold().strip("!") for _, personal in letters if personal]
    assert found["shared_words"] == sum(own.count(each) > 1 for each in own)


# As people see it


def write(campaigner: Command, *more: str) -> str:
    called = campaigner(
        "letter", "write", "right-to-food", "--name", "Suzie Specimen",
        "--address", "1 Sample Street", "--postcode", "LE93 1AA", *more,
    )  # fmt: skip
    assert called.code == 0, called.stderr
    return called.stderr


def test_suzie_is_told_how_to_make_her_letter_her_own(
    represented: Workspace, campaigner: Command
) -> None:
    said = write(campaigner)
    assert "The whole text is the campaign’s own, and offices set letters aside" in said
    assert "Say what you have seen in Sampleton North: where, when, and what would help." in said
    assert "of law and target. (--asks)" in said


@pytest.mark.slow
def test_sam_who_wrote_more_is_told_less(represented: Workspace, campaigner: Command) -> None:
    said = write(campaigner, "--personal", STORY, "--asks", "law")
    assert "% like the campaign’s own." in said
    assert "(--" not in said
    assert "campaign’s own" not in write(campaigner, "--personal", STORY * 8, "--asks", "law")


@pytest.mark.slow
def test_sam_s_letter_is_made_where_the_text_fails_without_his_words(
    represented: Workspace, campaigner: Command
) -> None:
    folder = represented.root / "campaigns" / "needs-words"
    shutil.copytree(shipped_folder("campaigns") / "right-to-food", folder)
    with (folder / "letter.en.md").open("a", encoding="utf-8") as text:
        text.write("\n{% if 1 // personal|length %}{% endif %}\n")
    called = campaigner(
        "letter", "write", "needs-words", "--name", "Sam Sample", "--address", "1 Sample Street",
        "--postcode", "LE93 1AA", "--personal", STORY,
    )  # fmt: skip
    assert called.code == 0, called.stderr
    assert "%" not in called.stderr


def test_a_batch_of_nobody_says_nothing_of_closeness(
    represented: Workspace, campaigner: Command
) -> None:
    people = write_table(represented.root / "people.csv", [("name", "postcode")])
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out",
        "--format", "json",
    )  # fmt: skip
    assert called.json["closeness"] == {}
    assert "campaign’s own" not in called.stderr


@pytest.mark.slow
def test_a_batch_of_one_text_is_told_in_one_number(
    represented: Workspace, campaigner: Command
) -> None:
    rows = [("name", "postcode"), ("Suzie Specimen", "LE93 1AA"), ("Sam Sample", "LE93 1AB")]
    people = write_table(represented.root / "people.csv", rows)
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out", "--jobs", 1
    )
    assert "to the campaign’s own text: 100%.\n" in called.stderr
    assert "The campaign’s text unchanged: 2 of 2 letters." in called.stderr


def test_one_person_s_letters_to_several_are_no_circular() -> None:
    spread = Spread()
    for personal in (STORY, "", SENTENCE, ""):  # the second letter of each has no say
        spread.add(0.8, personal)
    assert spread.shared == 0
    spread.add(0.8, STORY)
    assert spread.shared == 2


@pytest.mark.slow
def test_a_batch_shows_how_alike_its_letters_are(
    represented: Workspace, campaigner: Command
) -> None:
    rows = [
        ("name", "postcode", "personal"),
        ("Suzie Specimen", "LE93 1AA", ""),
        ("Sam Sample", "LE93 1AB", STORY),
        ("Olive Sample", "LE93 2AA", SENTENCE),
        ("Nobby Sample", "LE93 2AA", SENTENCE.upper()),
    ]
    people = write_table(represented.root / "people.csv", rows)
    arguments = ["letter", "batch", "right-to-food", "--supporters", people, "--out", "out",
                 "--jobs", 1]  # fmt: skip
    called = campaigner(*arguments)
    assert "The campaign’s text unchanged: 1 of 4 letters." in called.stderr
    assert "People with the same paragraph as someone else: 2." in called.stderr
    assert "ask people for a sentence of their own" in called.stderr
    again = campaigner(*arguments, "--format", "json").json
    assert again["unchanged"] == 4
    assert again["closeness"]["highest"] == 100
    assert again["closeness"]["same_as_template"] == 1
    assert again["closeness"]["shared_words"] == 2
    assert 90 <= again["closeness"]["lowest"] <= again["closeness"]["median"] < 100
