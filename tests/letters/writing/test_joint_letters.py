"""Letters of two people: “we are your constituents”, and both names at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.letters.writing.compose import Letter, Wording, compose_letter
from campaigner.letters.writing.joint import is_joint, people_in
from campaigner.letters.writing.plain_text import as_text
from campaigner.vocabulary.letters import SupporterKind
from campaigner.workspace import shipped_folder
from letter_writers import ADA, SUZIE, stationery, text_of, typeset

CAMPAIGNS = sorted(path.name for path in shipped_folder("campaigns").iterdir())


@pytest.mark.parametrize(
    ("name", "language", "people"),
    [
        ("Asha & Ben Example", "en", ("Asha Example", "Ben Example")),
        ("Asha and Ben Example", "en", ("Asha Example", "Ben Example")),
        ("Asha + Ben Example", "en", ("Asha Example", "Ben Example")),
        ("Asha Sample & Ben Example", "en", ("Asha Sample", "Ben Example")),
        ("Asha Sample / Ben Example", "en", ("Asha Sample", "Ben Example")),
        ("Asha, Ben and Cara Example", "en", ("Asha Example", "Ben Example", "Cara Example")),
        ("Dr Asha & Mr Ben Example", "en", ("Dr Asha Example", "Mr Ben Example")),
        ("Jan & Eva van der Sample", "en", ("Jan van der Sample", "Eva van der Sample")),
        ("Asha & Ben", "en", ("Asha", "Ben")),
        ("Mr & Mrs Example", "en", ("Mr & Mrs Example",)),
        ("Mr. and Mrs. J Example", "en", ("Mr. and Mrs. J Example",)),
        ("Mair a Huw Sampl", "cy", ("Mair Sampl", "Huw Sampl")),
        ("Mair ac Ann Sampl", "cy", ("Mair Sampl", "Ann Sampl")),
    ],
)
def test_who_signs(name: str, language: str, people: tuple[str, ...]) -> None:
    assert people_in(name, language) == people
    assert is_joint(name, language)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Sandy Anderson", "en"),
        ("Maria a Silva", "en"),
        ("Anderson & Sons Ltd", "en"),
        ("Friends & Neighbours", "en"),
        ("Example, Asha", "en"),
        ("Asha &", "en"),
    ],
)
def test_who_is_one(name: str, language: str) -> None:
    assert people_in(name, language) == (name,)
    assert not is_joint(name, language)


def written(
    campaign: str, name: str, language: str = "en", kind: SupporterKind = SupporterKind.CONSTITUENT
) -> Letter:
    return compose_letter(
        load_campaign(shipped_folder("campaigns") / campaign),
        ADA,
        replace(SUZIE, name=name),
        Wording(language, kind=kind),
        stationery(),
    )


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_campaign_says_we_and_i(campaign: str) -> None:
    two = as_text(written(campaign, "Asha & Ben Example"))
    one = as_text(written(campaign, "Asha Example"))
    assert "We are your constituents in Sampleton North" in " ".join(two.split())
    assert "I am one of your constituents in Sampleton North" in " ".join(one.split())
    assert two.endswith("Yours sincerely,\n\nAsha Example\nBen Example\n")
    body = two.partition("Dear ")[2]
    assert not [word for word in ("I", "my", "me") if word in body.split()]
    assert "We therefore ask" in body


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_campaign_says_so_in_welsh(campaign: str) -> None:
    two = " ".join(as_text(written(campaign, "Mair a Huw Sampl", "cy")).split())
    assert "Rydym ymhlith eich etholwyr (Sampleton North)" in two
    assert "Gofynnwn ichi felly" in two
    for word in ("Rwy’n", "rwy’n", "Gofynnaf", "gofynnaf", "Byddwn", "Edrychaf", "Credaf"):
        assert word not in two
    assert "Yn gywir, Mair Sampl Huw Sampl" in two


def test_both_names_are_on_the_page() -> None:
    said = text_of(typeset(written("right-to-food", "Asha & Ben Example")).pdf)
    assert "Asha & Ben Example 1 Sample Street" in said
    assert "Yours sincerely, Asha Example Ben Example" in said


def test_a_faith_group_is_one_sender() -> None:
    group = written("right-to-food", "St Asha and St Ben", kind=SupporterKind.FAITH_GROUP)
    assert as_text(group).endswith("Yours sincerely,\n\nSt Asha and St Ben\n")


def test_a_campaign_can_ask_who_writes(bread: Path) -> None:
    text = bread / "letter.en.md"
    text.write_text(f'{text.read_text("utf-8")}\n{{{{ "We" if sender.joint else "I" }}}} care.\n')
    assert check_campaign(bread) == []
