"""Letters of every script: drawn with the font that serves it, or refused with what to install."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from campaigner.errors import CampaignerError
from campaigner.instruments.library import languages, text_in
from campaigner.rendering.fonts import scripts
from campaigner.rendering.fonts.scripts import SCRIPTS, direction, fallback_fonts
from campaigner.rendering.pdf import render_pdf

AMHARIC = "ሰላም ለሁሉም"
CSS = 'p { font: 12pt "Spectral" }'


@pytest.fixture
def font_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder of installed fonts, empty."""
    monkeypatch.setattr(scripts, "FONT_FOLDERS", (tmp_path,))
    scripts._installed.cache_clear()
    yield tmp_path
    scripts._installed.cache_clear()


def make_font(path: Path, characters: str) -> None:
    """A font that draws each character as a bar."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (200, 700), (200, 0)):
        pen.lineTo(point)
    pen.closePath()
    bar = pen.glyph()
    names = [".notdef", *(f"uni{ord(char):04X}" for char in characters)]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(char): f"uni{ord(char):04X}" for char in characters})
    font.setupGlyf(dict.fromkeys(names, bar))
    font.setupHorizontalMetrics(dict.fromkeys(names, (300, 100)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Made Up", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.save(path)


def page(words: str, language: str, direction: str = "ltr") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><title>Letter</title>'
        f"</head><body><p>{words}</p></body></html>"
    )


def fonts_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return " ".join(font[3] for font in document[0].get_fonts())


def test_amharic_without_its_font_is_refused_and_drawn_once_the_font_is_there(
    font_folder: Path,
) -> None:
    with pytest.raises(CampaignerError, match="No font at hand can draw “ሰ”") as refused:
        render_pdf(page(AMHARIC, "am"), (font_folder,), (CSS,))
    assert "(Ethiopic)" in refused.value.message
    assert "apt install fonts-noto-core" in refused.value.hint
    make_font(font_folder / "NotoSerifEthiopic-Regular.ttf", "".join(sorted(set(AMHARIC))))
    scripts._installed.cache_clear()
    assert "Ethiopic" in fonts_of(render_pdf(page(AMHARIC, "am"), (font_folder,), (CSS,)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "direction", "family"),
    [("ar", "rtl", "Arabic"), ("ug-Arab", "rtl", "Arabic"), ("he", "rtl", "Hebrew"),
     ("yi", "rtl", "Hebrew"), ("uk", "ltr", "Spectral"), ("cy", "ltr", "Spectral")],
)  # fmt: skip
def test_the_languages_of_the_campaigns_are_drawn_from_packages_alone(
    font_folder: Path, language: str, direction: str, family: str
) -> None:
    text = text_in(language)
    assert text.direction == direction
    words = " ".join(text.articles[24].paragraphs)
    assert family in fonts_of(
        render_pdf(page(words, language, text.direction), (font_folder,), (CSS,))
    )


def test_a_text_of_the_program_s_own_fonts_needs_no_other() -> None:
    assert fallback_fonts("Everyone has the right to food. Ŵyr Кожна") == ()


def test_a_font_of_many_weights_is_the_same_at_every_hour(
    font_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for hour in (3_000_000_000, 3_000_003_600):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(hour))
        made.append(render_pdf(page("שלום", "he", "rtl"), (font_folder,), (CSS,)))
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("language", "way"),
    [("ar", "rtl"), ("yi", "rtl"), ("ug", "rtl"), ("ug-Arab", "rtl"), ("ug-Latn", "ltr"),
     ("en-GB", "ltr"), ("cy", "ltr"), ("lad", "ltr"), ("fa-AF", "rtl")],
)  # fmt: skip
def test_the_way_a_language_is_written(language: str, way: str) -> None:
    assert direction(language) == way


def test_every_text_goes_the_way_of_its_language() -> None:
    for row in languages():
        if row.status != "refused":
            assert direction(row.language) == row.direction, row.language


def test_a_character_that_no_font_has_is_named(font_folder: Path) -> None:
    with pytest.raises(CampaignerError, match=r"“\U000103a0” \(U\+103A0\)") as refused:
        fallback_fonts("food \U000103a0")
    assert refused.value.hint == "Write it in other characters."


@pytest.mark.parametrize("text", ["I ❤ food 😀", "😀", "a thumb 👍🏽 up"])
def test_pictures_from_a_phone_are_to_be_left_out(font_folder: Path, text: str) -> None:
    with pytest.raises(CampaignerError, match="a page has no pictures of that kind") as refused:
        fallback_fonts(text)
    assert refused.value.hint == "Leave them out."


def test_every_script_of_the_declaration_s_languages_is_in_the_table() -> None:
    texts = [text_in(row.language) for row in languages() if row.status != "refused"]
    letters = {char for text in texts for p in text.articles for s in p.paragraphs for char in s}
    covered = [block for script in SCRIPTS for block in script.blocks]
    assert not [
        char for char in sorted(letters) if not any(a <= ord(char) <= z for a, z in covered)
    ]
