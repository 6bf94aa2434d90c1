"""A letter’s page: where things stand, what fits, what a screen reader meets."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.batch.print_run import Sheaf, write_print_run
from campaigner.letters.writing.compose import Sender
from campaigner.letters.writing.plain_text import as_message, as_text
from campaigner.rendering.layouts import A4, LAYOUTS, layout_for
from campaigner.rendering.renderers import DoesNotFit
from campaigner.workspace import shipped_folder
from letter_writers import ADA, SUZIE, letter, lines_of, text_of, typeset

pytestmark = pytest.mark.slow

LONG_NAME = "Hyacinth Wilhelmina Featherstonehaugh-Cholmondeley-Placeholder of the Outer Mock Hills"
LONG_PLACE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


@pytest.fixture(scope="module")
def in_layout(campaign: Campaign) -> Callable[[str], bytes]:
    """The same letter in each layout, typeset once."""
    return cache(lambda name: typeset(letter(campaign, layout=name)).pdf)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_address_stands_in_its_window(in_layout: Callable[[str], bytes], name: str) -> None:
    layout = LAYOUTS[name]
    box = layout.address_box
    lines = lines_of(in_layout(name))
    address = [line for line in lines if line.text in ("Ada Specimen MP", *ADA.address)]
    assert [line.text for line in address] == ["Ada Specimen MP", *ADA.address]
    for line in address:
        assert abs(line.left - box.left) <= 0.5
        assert line.top >= box.top - 0.5
        assert max(line.right - box.right, line.bottom - box.bottom) <= 0.5
    window = layout.window
    others = [line for line in lines if line not in address and "·" not in line.text]
    assert not [
        line
        for line in others
        if line.left < window.right
        and line.right > window.left
        and line.top < window.bottom
        and line.bottom > window.top
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_body_begins_below_the_window_and_the_sheet_has_its_size(
    in_layout: Callable[[str], bytes], name: str
) -> None:
    layout = LAYOUTS[name]
    pdf = in_layout(name)
    (salutation,) = [line for line in lines_of(pdf) if line.text == "Dear Ada Specimen,"]
    assert layout.body_top <= salutation.top + 0.5
    assert salutation.top >= layout.window.bottom
    page = pymupdf.Document(stream=pdf)[0].rect
    assert page.width / 72 * 25.4 == pytest.approx(layout.sheet.width, abs=0.1)
    assert page.height / 72 * 25.4 == pytest.approx(layout.sheet.height, abs=0.1)


@pytest.mark.parametrize("name", LAYOUTS)
def test_fold_marks_stand_where_the_sheet_is_folded(
    in_layout: Callable[[str], bytes], name: str
) -> None:
    page = pymupdf.Document(stream=in_layout(name))[0]
    marks = [
        drawing["rect"] for drawing in page.get_drawings() if drawing["rect"].x1 < 12 / 25.4 * 72
    ]
    tops = sorted(mark.y0 / 72 * 25.4 for mark in marks)
    assert tops == pytest.approx(LAYOUTS[name].fold_marks, abs=0.3)


def test_the_layout_can_follow_the_recipient_s_country() -> None:
    assert layout_for("US", "uk-dl").name == "us-9"
    assert layout_for("DE", "uk-dl").name == "din-5008-b"
    assert layout_for("", "fr-nf").name == "fr-nf"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_usual_letter_is_one_page(campaign: Campaign, language: str) -> None:
    assert typeset(letter(campaign, language)).pages == 1


def test_a_long_letter_continues_with_recipient_date_and_page(campaign: Campaign) -> None:
    made = typeset(letter(campaign, personal="I have seen it myself, week after week. " * 40))
    assert made.pages == 2
    head = " ".join(line.text for line in lines_of(made.pdf, page=1)[:2])
    last = " ".join(line.text for line in lines_of(made.pdf, page=1))
    assert "Yours sincerely, Suzie Specimen" in last
    assert len(lines_of(made.pdf, page=1)) > 5, head
    assert "Ada Specimen MP · 10 December 2026" in last
    assert "Page 2 of 2" in last


def test_a_long_address_is_set_smaller_and_stays_in_the_window(campaign: Campaign) -> None:
    recipient = replace(
        ADA, envelope_name=f"The Rt Hon. {LONG_NAME} DBE KC MP", address=(LONG_PLACE, *ADA.address)
    )
    sender = Sender(LONG_NAME, (LONG_PLACE, "The Old Specimen Repository"), "LE93 1AA")
    made = letter(campaign, sender=sender, recipient=recipient, layout="uk-notify")
    lines = lines_of(typeset(made).pdf)
    box = LAYOUTS["uk-notify"].address_box
    within = [line for line in lines if box.top - 0.7 <= line.top < box.bottom and line.left < 50]
    assert within[0].text.startswith("The Rt Hon. Hyacinth")
    assert within[-1].text == "SW1A 0AA"
    assert within[-1].bottom <= box.bottom + 0.7
    assert max(line.right for line in within) <= box.right + 0.5
    assert max(line.right for line in lines) <= 210 - 15


@pytest.mark.parametrize(
    ("lines", "whose"),
    [
        ({"recipient": tuple(f"Line {number}" for number in range(12))}, "recipient’s"),
        ({"sender": tuple(f"Line {number}" for number in range(30))}, "sender’s"),
    ],
    ids=["recipient", "sender"],
)
def test_an_address_that_cannot_fit_is_refused_not_clipped(
    campaign: Campaign, lines: dict[str, tuple[str, ...]], whose: str
) -> None:
    recipient = replace(ADA, address=lines.get("recipient", ADA.address))
    sender = replace(SUZIE, address=lines.get("sender", SUZIE.address))
    with pytest.raises(DoesNotFit, match=f"{whose} address is too long"):
        typeset(letter(campaign, sender=sender, recipient=recipient))


def test_characters_without_a_shape_are_refused_by_name(campaign: Campaign) -> None:
    with pytest.raises(CampaignerError, match=r"“\U000103a0” \(U\+103A0\)"):
        typeset(letter(campaign, sender=replace(SUZIE, name="\U000103a0 Specimen")))


def test_a_cyrillic_name_is_welcome(campaign: Campaign) -> None:
    pdf = typeset(letter(campaign, sender=replace(SUZIE, name="Олена Зразок"))).pdf
    assert "Олена Зразок" in text_of(pdf)


READING_ORDER = {
    "en": [
        "Suzie Specimen 1 Sample Street Sampleton LE93 1AA suzie@example.org",
        "10 December 2026",
        "Ada Specimen MP House of Commons London SW1A 0AA",
        "Dear Ada Specimen,",
        "A legal right to food",
        "Sampleton North",
        "Everyone has the right to a standard of living",
        "I therefore ask you to",
        "1. Ask the Environment Secretary",
        "2. Ask the Work and Pensions",
        "Yours sincerely, Suzie Specimen",
        "1. Joseph Rowntree Foundation",
    ],
    "cy": [
        "10 Rhagfyr 2026",
        "Hawl gyfreithiol i fwyd",
        "Y mae gan bawb hawl i safon byw",
        "1. Gofynnwch i Ysgrifennydd",
        "Yn gywir, Suzie Specimen",
    ],
}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_text_comes_out_in_reading_order(campaign: Campaign, language: str) -> None:
    text = text_of(typeset(letter(campaign, language)).pdf)
    places = [text.find(part) for part in READING_ORDER[language]]
    assert -1 not in places, list(zip(READING_ORDER[language], places, strict=True))
    assert places == sorted(places)


LIGATURES = "Five officials find it difficult to flee; Siân’s tŷ, y dŵr, Ŵyl, Ŷd."


@pytest.mark.parametrize("joined", [False, True], ids=["letter", "print run"])
def test_ligatures_and_welsh_letters_copy_as_they_were_typed(
    campaign: Campaign, tmp_path: Path, joined: bool
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(typeset(letter(campaign, personal=LIGATURES)).pdf)
    if joined:
        sheaf = Sheaf("sampleton", "Ada", str(path), "Sampleton", A4)
        path = write_print_run([sheaf], tmp_path, "bread", "Bread")[0].path
    assert LIGATURES in text_of(path.read_bytes())
    by_poppler = subprocess.run(
        ["pdftotext", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert LIGATURES in " ".join(by_poppler.split())


def test_title_language_and_author_are_set(campaign: Campaign) -> None:
    document = pymupdf.Document(stream=typeset(letter(campaign, "cy")).pdf)
    assert document.metadata is not None
    assert document.metadata["title"] == "Hawl gyfreithiol i fwyd: Ada Specimen MP"
    assert document.metadata["author"] == "Suzie Specimen"
    assert "(cy)" in document.xref_object(document.pdf_catalog())
    assert document.metadata["creationDate"] == ""


def test_a_letter_is_the_same_bytes_each_time(campaign: Campaign) -> None:
    assert typeset(letter(campaign)).pdf == typeset(letter(campaign)).pdf


def test_a_letter_s_identity_is_what_it_says_to_whom_and_not_when(campaign: Campaign) -> None:
    first = letter(campaign)
    assert first.identity == letter(campaign).identity
    person = replace(first.page.of_person, date="11 December 2026")
    later = replace(first, page=replace(first.page, of_person=person))
    assert later.identity == first.identity
    for other in (
        letter(campaign, personal="I have seen it."),
        letter(campaign, "cy"),
        letter(campaign, layout="fr-nf"),
        letter(campaign, recipient=replace(ADA, envelope_name="The Rt Hon. Ada Specimen MP")),
        letter(campaign, sender=replace(SUZIE, postcode="LE93 1AB")),
    ):
        assert other.identity != first.identity


def test_words_of_people_are_not_markup_anywhere(campaign: Campaign) -> None:
    name = "*x* <b> {{7*7}} [a](http:x)"
    pdf = typeset(letter(campaign, sender=replace(SUZIE, name=name), personal=name)).pdf
    assert text_of(pdf).count(name) == 3


def test_a_word_without_an_end_stays_on_the_page(campaign: Campaign) -> None:
    lines = lines_of(typeset(letter(campaign, personal="x" * 400)).pdf)
    assert max(line.right for line in lines) <= 210 - 15


def test_the_letter_as_plain_text(campaign: Campaign) -> None:
    text = as_text(letter(campaign))
    assert text.startswith("Suzie Specimen\n1 Sample Street\nSampleton\nLE93 1AA\n\n10 December")
    assert "\n\nDear Ada Specimen,\n\nA legal right to food\n\n" in text
    assert "\n\n1. Ask the Environment Secretary" in text
    assert "needed. [1]" in text
    assert "\n[1] Joseph Rowntree Foundation" in text
    assert "\n    Everyone has the right" in text
    assert text.endswith("Yours sincerely,\n\nSuzie Specimen\n")
    assert max(map(len, text.splitlines())) <= 72


def test_the_letter_as_a_mail_to_send_oneself(campaign: Campaign) -> None:
    from email import message_from_bytes, policy

    message = message_from_bytes(as_message(letter(campaign, "cy")), policy=policy.default)
    assert message["Subject"] == "Hawl gyfreithiol i fwyd"
    assert message["To"] == "ada@example.org"
    assert message["From"] == "suzie@example.org"
    assert message["X-Unsent"] == "1"
    body = message.get_body()
    assert body is not None
    assert "Yn gywir," in body.get_content()


def test_a_letter_in_arabic_runs_from_the_right_and_its_address_does_not(
    campaign: Campaign,
) -> None:
    usual = letter(campaign)
    campaign_s = replace(usual.page.of_campaign, language="ar")
    arabic = replace(usual, page=replace(usual.page, of_campaign=campaign_s))
    lines = {line.text: line for line in lines_of(typeset(arabic).pdf)}
    box = LAYOUTS["uk-dl"].address_box
    assert abs(lines["Ada Specimen MP"].left - box.left) <= 0.5
    assert lines["1 Sample Street"].left > 105
    assert lines["A legal right to food"].right > 170
