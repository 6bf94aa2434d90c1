"""What is seen through an envelope's window, however the folded sheet lies in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pymupdf
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.rendering.layouts import LAYOUTS, Box, layout_for
from campaigner.rendering.renderers import DoesNotFit
from campaigner.representatives.models import Representative
from campaigner.workspace import shipped_folder
from letter_writers import ADA, MM, letter, lines_of, typeset

pytestmark = pytest.mark.slow

# The common DL envelope with a window, as stationers sell it: 110 × 220 mm; the window 35 × 90 mm,
# 20 mm from the left and 18 mm from the bottom. ISO 269 (DL), ISO 216 (A4, folded to thirds).
ENVELOPE_HEIGHT, ENVELOPE_WIDTH = 110, 220
WINDOW = Box(20, ENVELOPE_HEIGHT - 18 - 35, 90, 35)
FOLDED_HEIGHT, FOLDED_WIDTH = 99, 210
# Where the sheet's top left corner can lie in the envelope.
SLIDES = list(
    product(
        (0, (ENVELOPE_WIDTH - FOLDED_WIDTH) / 2, ENVELOPE_WIDTH - FOLDED_WIDTH),
        (0, (ENVELOPE_HEIGHT - FOLDED_HEIGHT) / 2, ENVELOPE_HEIGHT - FOLDED_HEIGHT),
    )
)
NOTIFY = Box(24.6, 39.5, 95.4, 26.8)  # GOV.UK Notify, letter specification: the address area

SIX_LINES = replace(
    ADA,
    envelope_name="Councillor Ada Specimen",
    address=("Sampleton City Council", "Mock House", "12 Example Road", "Sampleton", "LE93 1AA"),
)
SEVEN_LINES = replace(SIX_LINES, address=("The Group Office", *SIX_LINES.address))
LONG_LINES = replace(
    ADA,
    envelope_name="The Rt Hon. Hyacinth Wilhelmina Featherstonehaugh-Cholmondeley DBE KC MP",
    address=("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", *ADA.address[1:]),
)
WELSH = replace(
    ADA,
    envelope_name="Yr Anrh. Carys Enghraifft AS",
    address=("Senedd Cymru", "Bae Caerdydd", "Caerdydd", "CF99 1SN"),
)
RECIPIENTS = {
    "an MP": (ADA, "en"),
    "six lines": (SIX_LINES, "en"),
    "seven lines": (SEVEN_LINES, "en"),
    "long lines": (LONG_LINES, "en"),
    "in Welsh": (WELSH, "cy"),
    "six lines in Welsh": (SIX_LINES, "cy"),
}


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


def seen(window: Box, slide: tuple[float, float]) -> Box:
    """The part of the sheet that lies behind a window when the sheet has slid so far."""
    return Box(window.left - slide[0], window.top - slide[1], window.width, window.height)


def ink(pdf: bytes, part: Box) -> Box:
    """The smallest box around all that is printed in a part of the first page."""
    clip = pymupdf.Rect(*(edge * MM for edge in (part.left, part.top, part.right, part.bottom)))
    page = pymupdf.Document(stream=pdf)[0]
    picture = page.get_pixmap(dpi=200, clip=clip, colorspace=pymupdf.csGRAY)
    rows = [picture.samples[n * picture.stride :][: picture.width] for n in range(picture.height)]
    down = [n for n, row in enumerate(rows) if min(row) < 160]
    across = [n for n, column in enumerate(zip(*rows, strict=True)) if min(column) < 160]
    mm = 25.4 / 200
    left, top = (picture.x + across[0]) * mm, (picture.y + down[0]) * mm
    width, height = (across[-1] - across[0] + 1) * mm, (down[-1] - down[0] + 1) * mm
    return Box(left, top, width, height)


def is_inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.top >= outer.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


@pytest.mark.parametrize("who", RECIPIENTS)
def test_the_address_is_in_the_window_of_a_bought_envelope_however_the_sheet_slides(
    campaign: Campaign, who: str
) -> None:
    recipient, language = RECIPIENTS[who]
    pdf = typeset(letter(campaign, language, recipient=recipient)).pdf
    ever_seen = Box(WINDOW.left - 10, WINDOW.top - 11, WINDOW.width + 10, WINDOW.height + 11)
    printed = ink(pdf, ever_seen)
    for slide in SLIDES:
        assert is_inside(printed, seen(WINDOW, slide)), slide
    assert letters_in(pdf, ever_seen) == letters_of(recipient)


@pytest.mark.parametrize("who", RECIPIENTS)
def test_the_address_is_in_the_area_of_gov_uk_notify(campaign: Campaign, who: str) -> None:
    recipient, language = RECIPIENTS[who]
    pdf = typeset(letter(campaign, language, recipient=recipient, layout="uk-notify")).pdf
    around = Box(0, NOTIFY.top - 10, 125, NOTIFY.height + 30)
    assert is_inside(ink(pdf, around), NOTIFY)
    assert letters_in(pdf, around) == letters_of(recipient)


def test_no_address_could_be_in_both() -> None:
    """What they share is 9.3 mm high: two lines."""
    always = Box(20, 57, 80, 24)
    for slide in SLIDES:
        assert is_inside(always, seen(WINDOW, slide))
    assert NOTIFY.bottom - always.top == pytest.approx(9.3)


def test_letters_are_for_envelopes_that_people_buy_unless_a_campaign_says_otherwise(
    campaign: Campaign,
) -> None:
    assert campaign.letter.layout == "uk-dl"
    assert layout_for("GB", "us-9") is LAYOUTS["uk-dl"]


@pytest.mark.parametrize("layout", ["uk-dl", "uk-notify"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_letter_to_a_councillor_stays_on_one_page(
    campaign: Campaign, layout: str, language: str
) -> None:
    made = typeset(letter(campaign, language, recipient=SIX_LINES, layout=layout))
    assert made.pages == 1


def test_an_address_of_more_lines_than_the_window_has_room_for_is_refused(
    campaign: Campaign,
) -> None:
    too_long = replace(SEVEN_LINES, address=("First Floor", *SEVEN_LINES.address))
    with pytest.raises(DoesNotFit) as refused:
        typeset(letter(campaign, recipient=too_long))
    assert "recipient’s address" in refused.value.message


def letters_in(pdf: bytes, part: Box) -> str:
    """The lines of text that begin in a part of the first page, without spaces."""
    lines = lines_of(pdf)
    inside = [
        line
        for line in lines
        if line.left < part.right and line.bottom > part.top and line.top < part.bottom
    ]
    return "".join(line.text for line in inside).replace(" ", "")


def letters_of(recipient: Representative) -> str:
    return "".join((recipient.envelope_name, *recipient.address)).replace(" ", "")
