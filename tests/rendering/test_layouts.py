"""Where a letter's address, body and folds lie: each number against the source it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from campaigner.errors import UnknownName
from campaigner.rendering.layouts import (
    A4,
    LAYOUTS,
    US_LETTER,
    Box,
    css,
    layout_for,
    layout_named,
    layout_wanted,
)


@dataclass(frozen=True)
class Standard:
    """What a standard says, in millimetres from the sheet's top left corner."""

    source: str
    paper: str
    window: tuple[float, float, float, float]  # left, top, width, height
    folds: tuple[float, float]
    body: float
    left: float
    return_line: float = 0


# ISO 216: A4; ANSI/ASME Y14.1: letter (8.5 × 11 inches).
PAPER = {"A4": (210, 297), "letter": (215.9, 279.4)}

# Box, folds: the domain rules' table of letter layouts. The body's start is the source's own where
# it has one (GOV.UK Notify 95; DIN 5008 the information line at 80.5 and 98.5, which SN 010130's
# right window shares), else the window's end and a margin.
STANDARDS = {
    "uk-dl": Standard("Common DL window envelope: what no slide of the sheet hides, 20 to 100"
                      " across and 57 to 81 down, from the margin of the body on; DL folds",
                      "A4", (25, 57, 100 - 25, 81 - 57), (99, 198), 95, left=25),
    "uk-notify": Standard("GOV.UK Notify, letter specification: address area, body from 95",
                          "A4", (24.6, 39.5, 95.4, 26.8), (99, 198), 95, left=24.6),
    "din-5008-a": Standard("DIN 5008:2020 form A, return line 5 of 45",
                           "A4", (20, 27, 85, 45), (87, 192), 80.5, left=25, return_line=5),
    "din-5008-b": Standard("DIN 5008:2020 form B",
                           "A4", (20, 45, 85, 45), (105, 210), 98.5, left=25),
    "ch-right": Standard("SN 010130, window right: right edge 8 from the right",
                         "A4", (210 - 8 - 90, 45, 90, 45), (105, 210), 98.5, left=25),
    "ch-left": Standard("SN 010130, window left",
                        "A4", (20, 35.5, 100, 45), (105, 210), 92, left=25),
    "fr-nf": Standard("NF Z 11-001: right edge 10 from the right",
                      "A4", (210 - 10 - 100, 35, 100, 45), (99, 198), 92, left=25),
    "us-9": Standard("US number 9 window envelope, letter paper",
                     "letter", (17.5, 55.6, 114.3, 28.6), (95.3, 187.3), 92, left=25),
}  # fmt: skip


def test_there_is_a_standard_for_every_layout() -> None:
    assert set(LAYOUTS) == set(STANDARDS)


@pytest.mark.parametrize("name", STANDARDS)
def test_a_layout_has_the_numbers_of_its_source(name: str) -> None:
    layout, standard = LAYOUTS[name], STANDARDS[name]
    assert layout.name == name
    assert layout.sheet == (standard.paper, *PAPER[standard.paper])
    assert layout.window == standard.window
    assert layout.fold_marks == standard.folds
    assert layout.body_top == standard.body
    assert layout.return_line == standard.return_line
    assert (layout.left, layout.right) == (standard.left, 20)


@pytest.mark.parametrize("name", STANDARDS)
def test_the_folded_letter_fits_its_envelope_and_the_window_lies_on_the_first_third(
    name: str,
) -> None:
    """Two folds give three parts, none higher than a DL, C5/6 or number 9 envelope allows."""
    layout = LAYOUTS[name]
    first, second = layout.fold_marks
    assert max(first, second - first, layout.sheet.height - second) <= 105
    assert layout.window.bottom < max(first, second - first)
    assert layout.window.bottom < layout.body_top


def test_papers_have_their_sizes() -> None:
    assert (A4.width, A4.height) == PAPER["A4"]
    assert (US_LETTER.width, US_LETTER.height) == PAPER["letter"]


def test_a_box_knows_its_edges() -> None:
    box = Box(24.6, 39.5, 95.4, 26.8)
    assert box.right == pytest.approx(120)
    assert box.bottom == pytest.approx(66.3)


# left, top, width, height of the part for the recipient: of DIN's form A below the return line.
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("uk-dl", (25, 57, 75, 24)),
        ("uk-notify", (24.6, 39.5, 95.4, 26.8)),
        ("din-5008-a", (20, 32, 85, 40)),
        ("din-5008-b", (20, 45, 85, 45)),
        ("ch-right", (112, 45, 90, 45)),
    ],
)
def test_the_recipient_s_address_has_the_window_below_the_return_line(
    name: str, address: tuple[float, float, float, float]
) -> None:
    assert LAYOUTS[name].address_box == pytest.approx(address)


# Beside the window with 8 mm between, inside the sheet's margins, from 17 mm down to 4 above the
# body; on the right never left of 128 mm, so that letters of one sender look alike.
@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("uk-dl", (128, 17, 62, 74)),
        ("uk-notify", (128, 17, 62, 74)),
        ("din-5008-a", (128, 17, 62, 59.5)),
        ("din-5008-b", (128, 17, 62, 77.5)),
        ("ch-right", (25, 17, 79, 77.5)),
        ("ch-left", (128, 17, 62, 71)),
        ("fr-nf", (25, 17, 67, 71)),
        ("us-9", (139.8, 17, 56.1, 71)),
    ],
)
def test_the_sender_stands_beside_the_window(
    name: str, sender: tuple[float, float, float, float]
) -> None:
    assert LAYOUTS[name].sender_box == pytest.approx(sender)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("gb", "uk-dl"),
        ("GB", "uk-dl"),
        ("de", "din-5008-b"),
        ("at", "din-5008-b"),
        ("ch", "ch-right"),
        ("fr", "fr-nf"),
        ("us", "us-9"),
        ("jp", "ch-left"),  # a country without a layout of its own gets the default one
    ],
)
def test_a_country_has_its_layout(country: str, name: str) -> None:
    assert layout_for(country, "ch-left") is LAYOUTS[name]
    assert layout_wanted("country", country, "ch-left") is LAYOUTS[name]


def test_a_layout_is_wanted_by_name_or_left_to_the_campaign() -> None:
    assert layout_wanted("us-9", "gb", "uk-dl") is LAYOUTS["us-9"]
    assert layout_wanted("", "us", "fr-nf") is LAYOUTS["fr-nf"]


def test_an_unknown_layout_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as unknown:
        layout_named("us-99")
    assert "us-99" in unknown.value.message
    assert "us-9" in unknown.value.hint


def test_the_style_sheet_has_every_length_in_millimetres() -> None:
    written = css(LAYOUTS["din-5008-a"])
    assert written == (
        "@page { size: A4; margin-left: 25mm; margin-right: 20mm }\n"
        ":root { --left: 25mm; --right: 20mm; --body-top: 80.5mm; --window-left: 20mm; "
        "--window-top: 32mm; --window-width: 85mm; --return-line: 5mm; "
        "--sender-left: 128mm; --sender-top: 17mm; --sender-width: 62mm }\n"
    )
