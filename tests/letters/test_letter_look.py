"""How a letter looks: a person's own, without the marks of a circular, and the organisation's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.logos import LogoRefused
from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.writing.compose import (
    OrganisationShown,
    Sender,
    SignatureCount,
    Wording,
    compose_letter,
)
from campaigner.rendering.memo import Memo
from campaigner.rendering.renderers import Typeset
from campaigner.workspace import shipped_folder
from letter_writers import ADA, letter, lines_of, stationery, text_of, typeset

pytestmark = pytest.mark.slow

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    '<rect width="120" height="40" fill="#86301c"/></svg>'
)
CHARITY = OrganisationShown("logo.svg", "1234567", "https://example.org/", "01632 960 001")


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "hostile-environment")


@pytest.fixture(scope="module")
def usual(campaign: Campaign) -> Typeset:
    return typeset(letter(campaign))


def spans(pdf: bytes) -> Iterator[tuple[str, float, int]]:
    """Each run of text of the first page, with its size in points and its colour."""
    for block in pymupdf.Document(stream=pdf)[0].get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                yield span["text"].strip(), round(span["size"], 1), span["color"]


def test_a_person_s_letter_is_black_and_has_neither_code_nor_link(usual: Typeset) -> None:
    colours = {colour for text, size, colour in spans(usual.pdf) if text and size > 8.5}
    assert colours == {0}
    page = pymupdf.Document(stream=usual.pdf)[0]
    codes = [each for each in page.get_drawings() if each["rect"].y0 > 270 / 25.4 * 72]
    assert not codes
    assert "example.org/hostile-environment" not in text_of(usual.pdf)


def test_a_campaign_may_ask_for_its_line_and_code(campaign: Campaign) -> None:
    settings = campaign.letter.model_copy(update={"campaign_line": True})
    pdf = typeset(letter(campaign.model_copy(update={"letter": settings}))).pdf
    assert "More about this campaign: example.org/hostile-environment" in text_of(pdf)
    page = pymupdf.Document(stream=pdf)[0]
    assert [each for each in page.get_drawings() if each["rect"].y0 > 270 / 25.4 * 72]


@pytest.mark.parametrize(("words", "size"), [(0, 11), (124, 10.5), (146, 10), (190, 11)])
def test_a_letter_is_set_in_eleven_points_or_so_that_it_keeps_to_one_page(
    bread: Path, words: int, size: float
) -> None:
    made = typeset(letter(load_campaign(bread), personal="week after week, " * words))
    assert made.pages == (2 if words == 190 else 1)
    body = next(found for text, found, _ in spans(made.pdf) if text.startswith("Many have none"))
    assert body == size


def test_each_note_has_its_line_and_can_be_read(usual: Typeset) -> None:
    notes = [
        line.text for line in lines_of(usual.pdf) if line.text[:1].isdigit() and line.top > 230
    ]
    assert [each[:2] for each in notes] == ["1.", "2.", "3.", "4.", "5."]
    sizes = {size for text, size, _ in spans(usual.pdf) if text.startswith("Home Office")}
    assert min(sizes) >= 8.5


@pytest.mark.parametrize("sentences", range(6, 15))
@pytest.mark.parametrize("asks", [2, 1])
def test_what_is_asked_stands_on_the_page_of_the_words_before(
    campaign: Campaign, sentences: int, asks: int
) -> None:
    settings = campaign.letter.model_copy(update={"most_asks": asks})
    fewer = campaign.model_copy(update={"letter": settings})
    language = "en" if asks > 1 else "cy"  # where a single ask is a paragraph
    said = "I have seen it myself, week after week, in our street.\n\n" * sentences
    pdf = typeset(letter(fewer, language, personal=said)).pdf
    words = {"en": ("I therefore ask you to", "1. Ask the"), "cy": ("un peth", "Gofynnwch i’r")}
    pages = [
        [line.text for line in lines_of(pdf, number)]
        for number in range(pymupdf.Document(stream=pdf).page_count)
    ]
    places = [
        next(
            number
            for number, lines in enumerate(pages)
            if any(part in line for line in lines if "?" not in part)
        )
        for part in words[language]
    ]
    assert places[0] == places[1]


def from_organisation(campaign: Campaign, folder: Path, shown: OrganisationShown) -> bytes:
    sender = Sender("Sample Rights", ("1 Sample Street",), email="a@example.org", about=shown)
    wording = Wording("en", kind=ORGANISATION, signatures=SignatureCount(12, 1234))
    there = stationery()
    there = replace(there, template_folders=(folder, *there.template_folders))
    return typeset(compose_letter(campaign, ADA, sender, wording, there)).pdf


def test_the_organisation_s_letter_has_its_logo_and_charity_number(
    campaign: Campaign, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    pdf = from_organisation(campaign, tmp_path, CHARITY)
    assert (
        "Sample Rights · Registered charity number 1234567 · 01632 960 001 · example.org"
        in text_of(pdf)
    )
    red = [each for each in pymupdf.Document(stream=pdf)[0].get_drawings() if each["fill"]]
    logo = next(each["rect"] for each in red if each["rect"].height > 20)
    assert logo.y0 / 72 * 25.4 < 25


def test_a_logo_can_be_a_picture_of_pixels(campaign: Campaign, tmp_path: Path) -> None:
    Image.new("RGB", (240, 80), "#86301c").save(tmp_path / "logo.png")
    pdf = from_organisation(campaign, tmp_path, replace(CHARITY, logo="logo.png"))
    assert len(pymupdf.Document(stream=pdf)[0].get_images()) == 1


def test_an_organisation_without_logo_and_number_has_its_name_at_the_foot(
    campaign: Campaign, tmp_path: Path
) -> None:
    pdf = from_organisation(campaign, tmp_path, OrganisationShown())
    assert [line.text for line in lines_of(pdf)].count("Sample Rights") == 3


def test_a_logo_that_is_missing_or_not_a_picture_stops_the_letter(
    campaign: Campaign, tmp_path: Path
) -> None:
    with pytest.raises(CampaignerError, match=r"no template logo\.svg"):
        from_organisation(campaign, tmp_path, CHARITY)
    (tmp_path / "logo.svg").write_text("<svg", encoding="utf-8")
    with pytest.raises(LogoRefused, match="not valid SVG"):
        from_organisation(campaign, tmp_path, CHARITY)


def test_a_note_s_mark_stays_on_the_line_of_its_word(campaign: Campaign) -> None:
    usual, memo = campaign.texts["letter.en.md"], Memo()  # its bytes are those of plain letters
    for width in range(0, 120, 2):  # so that a line ends just before the mark
        text = usual.replace("Under the European", f"{'i' * width} Under the European")
        longer = campaign.model_copy(update={"texts": {**campaign.texts, "letter.en.md": text}})
        lines = [line.text for line in lines_of(memo.typeset(letter(longer).page).pdf)]
        assert not {"1", "2", "3", "4", "5"} & {*lines}, width


def test_a_mark_after_a_figure_stands_apart_from_it(bread: Path) -> None:
    text = 'As {{ cite("ICESCR 11") }} says, and {{ cite("UDHR 25(1)") }}, and {{ asks() }}\n'
    (bread / "letter.en.md").write_text(text, encoding="utf-8")
    body = letter(load_campaign(bread)).page.body
    assert "11\u00a0<span class=" in body  # never 11¹
    assert "25(1),<span class=" in body
