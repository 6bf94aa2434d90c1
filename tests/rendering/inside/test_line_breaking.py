"""Lines broken and shaped once are the lines that WeasyPrint breaks and draws."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix

import campaigner.rendering.engine  # first: it decides how WeasyPrint is loaded  # noqa: F401
from campaigner.rendering.compiled import breaking
from campaigner.rendering.compiled.breaking import first_line
from campaigner.rendering.compiled.fonts import empty_stream
from campaigner.rendering.inside.glyphs import draw_line
from campaigner.rendering.inside.lines import Reused
from campaigner.rendering.inside.memory import remembering
from campaigner.rendering.inside.originals import draw_first_line, split_first_line
from campaigner.rendering.pdf import lay_out
from campaigner.workspace import shipped_folder

TEXT = (
    "I volunteer at a food bank – it’s open on Tuesdays, week-in/week-out; “enough” is what they"
    " say. (Never £4,000!) Costs rose 12.5% AVAVAV To. ffi office fjord Dwi’n byw yma ŵyn Öztürk"
    " 10\N{NO-BREAK SPACE}km https://example.org/a/long/address a I it. 1976."
)
WORDS = TEXT.split(" ")
STYLE = 'font: 11pt "Spectral"; font-variant-numeric: oldstyle-nums; overflow-wrap: anywhere'


def words_like(chance: Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


@pytest.fixture(scope="module")
def text_box() -> Any:
    """A box of text as a letter has it."""
    page = f'<!DOCTYPE html><html lang="en"><title>T</title><p>{" ".join(WORDS)}</p></html>'
    document = lay_out(page, (shipped_folder("templates"),), (f"p {{ {STYLE} }}",)).document
    found = [box for box in document.pages[0]._page_box.descendants() if type(box) is boxes.TextBox]
    return found[0]


def drawn(box: Any, layout: Any, text: str, fonts: dict[Any, Any]) -> tuple[list[Any], bool]:
    """The operators of a line, and whether it was drawn from what is known of it."""
    stream, copy = empty_stream(fonts), box.copy()
    copy.text, copy.pango_layout = text, layout
    layout.reactivate(box.style)
    matrix = Matrix(d=-1, e=3, f=4)
    if isinstance(layout, Reused):
        draw_line(stream, copy, "clip", "none", matrix)
        return stream.stream, layout.waiting is not None
    draw_first_line(stream, copy, "clip", "none", matrix)
    return stream.stream, False


@pytest.mark.parametrize("width", [180.0, 391.5, 623.6])
def test_lines_are_broken_and_drawn_as_weasyprint_does(text_box: Any, width: float) -> None:
    chance, sure, fonts = Random(int(width)), 0, dict[Any, Any]()
    with remembering() as memory:
        for _ in range(150):
            text = words_like(chance, chance.randrange(1, 60))
            line, *measures = split_first_line(text, text_box.style, None, width, 0)
            said = line.text
            usual, _ = drawn(text_box, line, said, fonts)
            found = first_line(text, text_box.style, None, width, memory)
            if found is None:
                continue
            layout, *others = found
            assert others == measures, text
            assert layout.text == said
            again, at_once = drawn(text_box, Reused.of(vars(layout)), said, fonts)
            assert again == usual, text
            sure += at_once
    assert sure > 110


@pytest.mark.parametrize(
    "text",
    ["two\nlines", "a\ttab", "soft\N{SOFT HYPHEN}hyphens", " before", "after ", "gaps  here " * 20],
)
def test_what_is_not_sure_is_left_to_weasyprint(text_box: Any, text: str) -> None:
    with remembering() as memory:
        assert first_line(text, text_box.style, None, 200.0, memory) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("hyphens", "auto"), ("white_space", "nowrap"), ("letter_spacing", 2.0), ("word_spacing", 3.0),
     ("word_break", "break-all"), ("text_decoration_line", {"underline"}), ("direction", "rtl")],
)  # fmt: skip
def test_styles_that_change_how_a_line_is_set_are_left_to_weasyprint(
    text_box: Any, name: str, value: object
) -> None:
    style = text_box.style.copy()
    assert breaking._is_plain("Some words", style, 300.0)
    style[name] = value
    assert not breaking._is_plain("Some words", style, 300.0)


def test_a_glyph_that_the_document_has_not_met_is_drawn_by_weasyprint(text_box: Any) -> None:
    fonts, place = dict[Any, Any](), Matrix()
    with remembering() as memory:
        layout, *_ = first_line("Zoë", text_box.style, None, 300.0, memory)
        assert not layout.runs.draw(empty_stream(fonts), place)
        drawn(text_box, Reused.of(vars(layout)), "Zoë", fonts)
        assert layout.runs.draw(empty_stream(fonts), place)
        (font,) = fonts.values()
        breaking.forget_chunks(font)
        font.to_unicode.popitem()
        assert not layout.runs.draw(empty_stream(fonts), place)
