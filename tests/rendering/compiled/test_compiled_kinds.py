"""Letters by substitution of every kind: lists, letterheads, two pages; what the checkers say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks._seen_letters import seen, structure
from outloud import check
from pikepdf.pdfa import validate_written

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.letters.writing.compose import OrganisationShown, Sender, Wording, compose_letter
from campaigner.rendering.compiled.renderer import Compiled
from campaigner.rendering.layouts import LAYOUTS
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.plain import Plain
from campaigner.vocabulary.letters import PdfVariant
from campaigner.workspace import shipped_folder
from letter_writers import ADA, SUZIE, letter, stationery

pytestmark = pytest.mark.slow

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">'
    '<rect width="60" height="30"/></svg>'
)
LIST = (
    "I have seen three things:\n\n- the queue {0}\n- {0}\n\n> “Enough,” she said {0}.\n\n"
    "And so\non."
)
LONG = "I have seen it {0}, week after week. " * 40
NAMES = ("Suzie Specimen", "Barnaby Placeholder", "Tom Sample")
FLAVOURS = {PdfVariant.A_2U: "2b", PdfVariant.A_3U: "3b"}


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


def letters_of(kind: str, campaign: Campaign, folder: Path, layout: str = "") -> list[LetterPage]:
    """Letters of a kind, each with other people's words."""
    if kind != "logo":
        words = {"list": LIST, "two pages": LONG}.get(kind, "")
        return [
            letter(campaign, sender=replace(SUZIE, name=name), layout=layout,
                   personal=words.format(name.split()[0])).page
            for name in NAMES
        ]  # fmt: skip
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    there = stationery(layout)
    there = replace(there, template_folders=(folder, *there.template_folders))
    shown = OrganisationShown("logo.svg", "1234567")
    sender = Sender("Sample Rights", ("1 Sample Street",), email="a@example.org", about=shown)
    wording = Wording("en", kind=ORGANISATION)
    return [
        compose_letter(
            campaign, replace(ADA, name=name, envelope_name=f"{name} MP"), sender, wording, there
        ).page
        for name in NAMES
    ]


@pytest.mark.parametrize("kind", ["list", "logo", "two pages"])
def test_letters_of_a_kind_are_put_into_one_plan_and_show_the_same(
    campaign: Campaign, tmp_path: Path, kind: str
) -> None:
    compiled, plain = Compiled(), Plain()
    for page in letters_of(kind, campaign, tmp_path):
        made, expected = compiled.typeset(page), plain.typeset(page)
        assert seen(made.pdf) == seen(expected.pdf)
        assert structure(made.pdf) == structure(expected.pdf)
    assert not compiled.tally.fallbacks
    assert compiled.tally.substituted >= 1


def findings(pdf: bytes, variant: PdfVariant, path: Path) -> list[str]:
    """What the checkers find in a file, without what the one of PDF/A says of PDF/UA."""
    path.write_bytes(pdf)
    found = [str(each) for each in check(str(path)).findings]
    if variant in FLAVOURS:
        found += [str(each) for each in validate_written(path, FLAVOURS[variant]).findings]
        allowed = ("declare pdfuaid:part", "conformance is 'U'")
        found = [each for each in found if not any(words in each for words in allowed)]
    return found


@pytest.mark.parametrize("variant", list(PdfVariant))
@pytest.mark.parametrize("kind", ["list", "logo", "two pages"])
def test_the_checkers_find_nothing_in_letters_of_any_kind(
    campaign: Campaign, tmp_path: Path, kind: str, variant: PdfVariant
) -> None:
    compiled = Compiled()
    for page in letters_of(kind, campaign, tmp_path):
        pdf = compiled.typeset(page, variant).pdf
        assert findings(pdf, variant, tmp_path / "letter.pdf") == []


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_checkers_find_nothing_in_any_layout_and_language(
    campaign: Campaign, language: str, layout: str, tmp_path: Path
) -> None:
    compiled = Compiled()
    for variant in PdfVariant:
        for name in ("Suzie Specimen", "Zara Specimen"):
            sender = replace(SUZIE, name=name, email=f"{name[:4]}@example.org")
            page = letter(campaign, language, layout=layout, sender=sender).page
            pdf = compiled.typeset(page, variant).pdf
        assert findings(pdf, variant, tmp_path / "letter.pdf") == []
    assert compiled.tally.substituted == len(PdfVariant)
