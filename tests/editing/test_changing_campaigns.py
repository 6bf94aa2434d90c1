"""An organiser makes and changes a campaign: each thing they can do, without a page."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import defined_campaign
from campaigner.editing.changing import (
    TextForm,
    add_part,
    change_part,
    change_text,
    move_part,
    remove_part,
)
from campaigner.editing.folder import NotOwn, file_now
from campaigner.editing.history import go_back, history
from campaigner.editing.languages import add_language, remove_language, set_reviewed
from campaigner.editing.outcomes import ChangedMeanwhile, NewWording, PartForm, Refused, defined
from campaigner.editing.part_values import key_of, mark_of, shown_values
from campaigner.editing.parts import Part
from campaigner.editing.saving import Saved
from campaigner.editing.standing import open_now, standing_of
from campaigner.editing.starting import EMPTY, Start, start, templates
from campaigner.errors import UnknownName, UsageError
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.campaigns import CampaignState
from word_signers import confirms, signs


def form_of(here: OpenWorkspace, part: Part, name: str = "", **typed: str) -> PartForm:
    """A form as it is shown, with some fields typed otherwise; “__” stands for a dot."""
    now = defined(here, "bread")
    key = key_of(now.values, part, name)
    shown = shown_values(now.values, part, key, now.languages)
    changed = {field.replace("__", "."): text for field, text in typed.items()}
    return PartForm(part, name, shown | changed, mark_of(now.values, key))


def definition(folder: Path) -> str:
    return (folder / "campaign.toml").read_text(encoding="utf-8")


FACT = {
    "id": "bakers",
    "text.en": "Bakers are few.",
    "text.cy": "Prin yw’r pobyddion.",
    "source": "A made-up count",
    "url": "https://example.org/bakers",
    "as_of": "1 October 2026",
    "review_by": "2027-06-01",
}


@pytest.mark.parametrize("template", [EMPTY, *(each.name for each in templates())])
def test_a_campaign_starts_from_each_template(here: OpenWorkspace, template: str) -> None:
    slug = start(here, Start("Water for “all”", template))
    campaign = defined_campaign(here.workspace.campaign_folder(slug))
    assert (slug, campaign.title) == ("water-for-all", {"en": "Water for “all”"})
    assert (campaign.languages, campaign.opens) == (["en"], date(2027, 1, 8))
    codes = {each.code for each in check_campaign(campaign.folder)}
    assert codes <= {"still-to-write"} if template == EMPTY else not codes
    assert not [
        each.name for each in here.workspace.campaigns_folder.iterdir() if each.name[0] == "."
    ]


@pytest.mark.parametrize(
    ("wished", "field"),
    [
        (Start(" "), "title"),
        (Start("Water", slug="../evil"), "slug"),
        (Start("Water", slug="bread"), "slug"),
        (Start("Water", slug="desk"), "slug"),
        (Start("Water", template="../../etc"), "template"),
        (Start("Water", role="king"), "role"),
        (Start("Water", opens="tomorrowish"), "opens"),
        (Start("Water", languages=["../x"]), "languages"),
        (Start("Water", "right-to-food", languages=["fr"]), "languages"),
    ],
)
def test_what_cannot_start_is_said_beside_its_field(
    here: OpenWorkspace, bread: Path, wished: Start, field: str
) -> None:
    before = sorted(here.workspace.campaigns_folder.iterdir())
    with pytest.raises(FormRefused) as refused:
        start(here, wished)
    assert [each.path for each in refused.value.problems] == [field]
    assert sorted(here.workspace.campaigns_folder.iterdir()) == before


def test_an_example_is_not_changed(here: OpenWorkspace) -> None:
    with pytest.raises(NotOwn):
        defined(here, "right-to-food")


def test_a_changed_value_leaves_all_else_as_the_person_wrote_it(
    here: OpenWorkspace, bread: Path
) -> None:
    path = bread / "campaign.toml"
    path.write_text(f"# Ours.\n{definition(bread)}# The end.\n", encoding="utf-8")
    before = definition(bread).splitlines()
    assert isinstance(
        change_part(here, "bread", form_of(here, Part.FACT, "loaves", source="New")), Saved
    )
    after = definition(bread).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [('source = "A made-up report, for this test"', 'source = "New"')]


def test_a_fact_with_its_source_and_dates_is_added(here: OpenWorkspace, bread: Path) -> None:
    assert isinstance(add_part(here, "bread", PartForm(Part.FACT, typed=FACT)), Saved)
    fact = defined_campaign(bread).fact("bakers")
    assert (fact.as_of, fact.text["cy"]) == (date(2026, 10, 1), "Prin yw’r pobyddion.")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"as_of": "tomorrow-ish"}, "as_of"),
        ({"review_by": ""}, "review_by"),
        ({"url": ""}, "url"),
        ({"url": "nowhere"}, "url"),
        ({"id": "loaves"}, "id"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    here: OpenWorkspace, bread: Path, typed: dict[str, str], field: str
) -> None:
    before = definition(bread)
    outcome = add_part(here, "bread", PartForm(Part.FACT, typed=FACT | typed))
    assert isinstance(outcome, Refused)
    assert [each.path for each in outcome.problems] == [field]
    assert definition(bread) == before


def test_what_is_still_to_write_is_saved_as_a_draft_and_found(
    here: OpenWorkspace, bread: Path
) -> None:
    change_part(here, "bread", form_of(here, Part.ABOUT, opens="2027-01-01"))
    assert isinstance(
        change_part(here, "bread", form_of(here, Part.ASK, "bake", text__cy="")), Saved
    )
    standing = standing_of(here, "bread")
    found = {(each.part, each.name, each.field) for each in standing.errors}
    assert (Part.ASK, "bake", "text.cy") in found
    assert form_of(here, Part.ASK, "bake").typed["text.cy"] == ""


def test_an_open_campaign_is_not_made_worse(here: OpenWorkspace, bread: Path) -> None:
    before = definition(bread)
    outcome = change_part(here, "bread", form_of(here, Part.ASK, "bake", text__cy=""))
    assert isinstance(outcome, Refused)
    assert outcome.is_open
    assert [each.path for each in outcome.problems] == ["text.cy"]
    assert definition(bread) == before


def test_a_second_editor_is_shown_what_the_first_one_saved(
    here: OpenWorkspace, bread: Path
) -> None:
    first, second = (form_of(here, Part.FACT, "loaves", source=each) for each in ("One", "Two"))
    other = form_of(here, Part.ASK, "bake", text__en="Bake.")
    assert isinstance(change_part(here, "bread", first), Saved)
    outcome = change_part(here, "bread", second)
    assert isinstance(outcome, ChangedMeanwhile)
    assert outcome.now["source"] == "One"
    assert isinstance(change_part(here, "bread", replace(second, mark=outcome.mark)), Saved)
    assert isinstance(change_part(here, "bread", other), Saved)  # another part is nobody's loss


def test_a_text_that_was_changed_outside_is_not_overwritten(
    here: OpenWorkspace, bread: Path
) -> None:
    mark = file_now(bread, "letter.en.md").mark
    theirs = (bread / "letter.en.md").read_text(encoding="utf-8") + "\nBy hand.\n"
    (bread / "letter.en.md").write_text(theirs, encoding="utf-8")
    outcome = change_text(here, "bread", TextForm("letter.en.md", "Mine.", mark))
    assert outcome == ChangedMeanwhile({"text": theirs}, file_now(bread, "letter.en.md").mark)
    assert (bread / "letter.en.md").read_text(encoding="utf-8") == theirs


def test_a_renamed_fact_is_renamed_in_the_texts_that_use_it(
    here: OpenWorkspace, bread: Path
) -> None:
    (bread / "letter.en.md").write_text("{{ fact('loaves') }} {{ asks() }}\n", encoding="utf-8")
    assert isinstance(
        change_part(here, "bread", form_of(here, Part.FACT, "loaves", id="bread")), Saved
    )
    assert "fact('bread')" in (bread / "letter.en.md").read_text(encoding="utf-8")
    assert not [each for each in check_campaign(bread) if each.code == "unknown-fact"]


def test_a_variant_comes_renames_and_goes_with_its_texts(here: OpenWorkspace, bread: Path) -> None:
    typed = {"id": "ministers", "recipient.minister": "yes", "recipient.party": "A “B”\nC"}
    assert isinstance(add_part(here, "bread", PartForm(Part.VARIANT, typed=typed)), Saved)
    assert not [each for each in check_campaign(bread) if each.severity == "error"]
    assert isinstance(
        change_part(here, "bread", form_of(here, Part.VARIANT, "ministers", id="office")), Saved
    )
    (variant,) = defined_campaign(bread).letter.variants
    assert (variant.id, variant.recipient.party) == ("office", ["A “B”", "C"])
    assert {each.name for each in bread.glob("letter.*.*.md")} == {
        "letter.office.cy.md",
        "letter.office.en.md",
    }
    assert isinstance(remove_part(here, "bread", PartForm(Part.VARIANT, "office")), Saved)
    assert not list(bread.glob("letter.*.*.md"))
    assert "variants" not in definition(bread)


def test_asks_are_put_in_another_order(here: OpenWorkspace, bread: Path) -> None:
    typed = {"id": "sell", "text.en": "Sell it.", "text.cy": "Gwerthwch.", "nations": "wales"}
    add_part(here, "bread", PartForm(Part.ASK, typed=typed))
    move_part(here, "bread", PartForm(Part.ASK, "sell"), 0)
    assert [each.id for each in defined_campaign(bread).asks] == ["sell", "bake"]


def test_a_language_is_added_to_translate_and_removed_with_its_texts(
    here: OpenWorkspace, bread: Path
) -> None:
    change_part(here, "bread", form_of(here, Part.ABOUT, opens="2027-01-01"))
    assert isinstance(add_language(here, "bread", "fr"), Saved)
    campaign = defined_campaign(bread)
    assert campaign.languages == ["en", "cy", "fr"]
    assert campaign.unreviewed_languages == ["fr"]
    assert {each.code for each in check_campaign(bread)} == {"still-to-write"}
    assert isinstance(set_reviewed(here, "bread", "fr", reviewed=True), Saved)
    assert isinstance(remove_language(here, "bread", "fr", sure=True), Saved)
    assert not check_campaign(bread)
    assert tomllib.loads(definition(bread))["petition"]["thresholds"][0]["name"].keys() == {
        "en",
        "cy",
    }
    with pytest.raises(UsageError):
        add_language(here, "bread", "../fr")


def test_words_that_people_have_signed_are_changed_knowingly(
    here: OpenWorkspace, bread: Path
) -> None:
    petition = open_petition(here, "bread")
    confirms(petition, signs(petition, "Ana Sample"))
    form = form_of(here, Part.PETITION, text__en="We ask for good bread.")
    assert change_part(here, "bread", form) == NewWording(2)
    assert "good" not in definition(bread)
    assert isinstance(change_part(here, "bread", replace(form, sure=True)), Saved)
    assert "We ask for good bread." in definition(bread)
    # what nobody signs needs no second thought
    assert isinstance(change_part(here, "bread", form_of(here, Part.PETITION, goal="200")), Saved)


def test_a_campaign_opens_when_nothing_is_missing(here: OpenWorkspace, bread: Path) -> None:
    change_part(here, "bread", form_of(here, Part.ABOUT, opens="2027-01-01"))
    assert standing_of(here, "bread").state is CampaignState.TO_COME
    change_part(here, "bread", form_of(here, Part.ASK, "bake", text__en=""))
    assert isinstance(open_now(here, "bread"), Refused)
    change_part(here, "bread", form_of(here, Part.ASK, "bake", text__en="Bake."))
    assert isinstance(open_now(here, "bread"), Saved)
    assert standing_of(here, "bread").is_open
    assert open_petition(here, "bread").petition.opens_at <= here.moment


@pytest.mark.parametrize(
    "name",
    ["../campaign.toml", "letter.en.md/../../x", "letter.md", ".env", "letter..en.md",
     "templates/letter.html.j2", "lines.en.md", "letter.en.md\0", "LETTER.en.md",
     "brief.a/b.en.md"],
)  # fmt: skip
def test_only_a_campaigns_own_texts_can_be_written(
    here: OpenWorkspace, bread: Path, name: str
) -> None:
    before = sorted(here.workspace.root.rglob("*"))
    with pytest.raises(UsageError):
        change_text(here, "bread", TextForm(name, "Evil.", ""))
    assert sorted(here.workspace.root.rglob("*")) == before


@pytest.mark.parametrize("name", ["letter.fr.md", "letter.nobody.en.md", "brief.office.en.md"])
def test_a_text_that_the_campaign_has_no_place_for_is_not_written(
    here: OpenWorkspace, bread: Path, name: str
) -> None:
    with pytest.raises(UnknownName):
        change_text(here, "bread", TextForm(name, "Evil.", ""))
    assert not (bread / name).exists()


def joined_in(here: OpenWorkspace) -> None:
    """Somebody has signed the small campaign."""
    petition = open_petition(here, "bread")
    confirms(petition, signs(petition, "Sam Sample"))


PAST = {"opens": "2020-01-01", "closes": "2020-02-01"}


def test_nobody_puts_the_last_day_into_the_past_so_that_names_would_go(
    here: OpenWorkspace, bread: Path
) -> None:
    assert isinstance(change_part(here, "bread", form_of(here, Part.ABOUT, **PAST)), Saved)
    first = history(here, "bread").entries[0].number
    later = form_of(here, Part.ABOUT, opens="2026-12-01", closes="2027-12-31")
    assert isinstance(change_part(here, "bread", later), Saved)
    joined_in(here)
    refused = change_part(here, "bread", form_of(here, Part.ABOUT, **PAST))
    assert isinstance(refused, Refused)
    assert [(each.path, each.code) for each in refused.problems] == [("closes", "closes-past")]
    with pytest.raises(UsageError) as error:
        go_back(here, "bread", first)
    assert error.value.code == "closes-past"
    mark = file_now(bread, "campaign.toml").mark
    typed = (
        definition(bread).replace("2026-12-01", PAST["opens"]).replace("2027-12-31", "2020-02-01")
    )
    outcome = change_text(here, "bread", TextForm("campaign.toml", typed, mark, sure=True))
    assert isinstance(outcome, Refused)
    shorter = form_of(here, Part.ABOUT, closes="2026-12-31")
    assert isinstance(change_part(here, "bread", shorter), Saved)
