"""Lines made from an example are the lines that WeasyPrint lays out."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from weasyprint.anchors import gather_anchors

import campaigner.rendering.engine  # first: it decides how WeasyPrint is loaded  # noqa: F401
from campaigner.rendering.compiled.block import Block, Fragment, outline
from campaigner.rendering.compiled.breaking import first_line
from campaigner.rendering.compiled.drawn import _FIRST, draw_lines
from campaigner.rendering.compiled.opened import render_opened
from campaigner.rendering.compiled.plan import parts_of
from campaigner.rendering.compiled.skeleton import Words
from campaigner.rendering.inside.memory import remembering
from campaigner.rendering.inside.patches import put_in_place
from campaigner.rendering.pdf import lay_out
from campaigner.workspace import shipped_folder

MAIL = '<a href="mailto:sam@example.org">sam@example.org</a>'
SYLLABLES = (
    "Sam",
    "ple",
    "ton",
    "O’",
    "fi",
    "-",
    "Zoë",
    "AV",
    "To.",
    "10",
    "ŵy",
    "\N{NO-BREAK SPACE}",
)
PLACES = ("", "text-indent: 7px", "position: absolute; right: 31.7px; top: 3px", "width: 33%")


def block_of(said: str, words: Words, style: str) -> tuple[Block, Fragment]:
    """A paragraph of a page, and where it stands."""
    page = f'<!DOCTYPE html><html lang="en"><title>T</title><div><p>{said}</p></div></html>'
    css = f'p {{ font: 10.3pt "Spectral"; margin: 1pt 3.3pt }} div {{ {style} }}'
    document = lay_out(page, (shipped_folder("templates"),), (css,), render=render_opened).document
    (paragraph,) = document.opened.paragraphs
    (part,) = parts_of(document)[paragraph.element]
    block = Block.of(paragraph.line, part.box, words, document)
    assert block
    return block, part.fragment


def as_seen(lines: list[list[Any]]) -> tuple[object, ...]:
    """All that a file has of some lines: what they are made of, draw and link to."""
    links: list[Any] = []
    for line in lines[0]:
        gather_anchors(line, {}, links, [], {None: []})
    places = [(box.position_x, box.position_y) for line in lines[0] for box in line.descendants()]
    found = [link[:3] for link in links]
    return outline(lines[0]), places, found, draw_lines(lines[0], {}, _FIRST)


@pytest.mark.parametrize("is_link", [False, True])
@pytest.mark.parametrize("style", PLACES)
def test_a_line_like_another_is_the_line_that_would_be_laid_out(style: str, is_link: bool) -> None:
    assert not put_in_place()
    address = ("sam@example.org",)
    usual = Words(address if is_link else ("Suzie Specimen",), address if is_link else ())
    block, place = block_of(MAIL if is_link else "Suzie Specimen", usual, style)
    chance, by_example = Random(1948), 0
    with remembering(first_line=first_line):
        block.lines(usual, [place])
        assert block.examples
        for _ in range(120):
            parts = chance.choices(SYLLABLES, k=chance.randrange(1, 12))
            text = "".join(parts) if is_link else chance.choice(("", " ")).join(parts)
            words = Words((text,), (f"{text.encode().hex()}@example.org",) if is_link else ())
            made = block._like_example(words, [place])
            if made is None:
                continue
            by_example += 1
            assert as_seen(made) == as_seen(block._laid_out(words, [place])), text
    assert by_example > 40


@pytest.mark.parametrize(
    "text", [" before", "after ", "two  spaces", "two\nlines", "soft\xadhyphen"]
)
def test_words_that_are_not_plain_are_laid_out(text: str) -> None:
    assert not put_in_place()
    usual = Words(("Suzie Specimen",))
    block, place = block_of("Suzie Specimen", usual, "")
    with remembering(first_line=first_line):
        block.lines(usual, [place])
        assert block._like_example(Words((text,)), [place]) is None


@pytest.mark.parametrize("style", ["text-align: right", "text-align: center", "direction: rtl"])
def test_a_line_whose_place_depends_on_its_words_is_no_example(style: str) -> None:
    assert not put_in_place()
    usual = Words(("Suzie Specimen",))
    block, place = block_of("Suzie Specimen", usual, style)
    with remembering(first_line=first_line):
        block.lines(usual, [place])
        assert not block.examples
