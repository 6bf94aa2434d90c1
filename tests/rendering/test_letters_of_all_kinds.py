"""Sixty letters of all kinds are by each renderer what they are by the plain one."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from benchmarks._random_letters import random_letters
from benchmarks._seen_letters import seen, structure

from campaigner.errors import CampaignerError
from campaigner.rendering.compiled.fallback import Reason
from campaigner.rendering.compiled.renderer import Compiled
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.memo import Memo
from campaigner.rendering.plain import Plain
from campaigner.rendering.renderers import Renderer, Typeset
from campaigner.vocabulary.letters import PdfVariant

pytestmark = pytest.mark.slow

Outcome: TypeAlias = Typeset | str
Expected: TypeAlias = list[tuple[LetterPage, PdfVariant, Outcome]]


def outcome(renderer: Renderer, page: LetterPage, variant: PdfVariant) -> Outcome:
    """The letter, or why there is none."""
    try:
        return renderer.typeset(page, variant)
    except CampaignerError as error:
        return str(error)


@pytest.fixture(scope="module")
def expected() -> Expected:
    """The letters, each with what the plain renderer makes of it."""
    plain = Plain()
    return [(*each, outcome(plain, *each)) for each in random_letters(60)]


def test_letters_with_what_is_remembered_have_the_bytes_of_the_plain_renderer(
    expected: Expected,
) -> None:
    memo = Memo()
    assert not memo.reason
    for number, (page, variant, plain) in enumerate(expected):
        made = outcome(memo, page, variant)
        if isinstance(plain, str):
            assert made == plain, number
        else:
            assert isinstance(made, Typeset)
            assert made.pdf == plain.pdf, number


def test_letters_by_substitution_show_what_the_plain_renderer_shows(expected: Expected) -> None:
    compiled = Compiled()
    assert not compiled.reason
    for number, (page, variant, plain) in enumerate(expected):
        made = outcome(compiled, page, variant)
        if isinstance(plain, str):
            assert isinstance(made, str)
            assert plain[:20] in made, number
        else:
            assert isinstance(made, Typeset)
            assert made.pages == plain.pages, number
            assert seen(made.pdf) == seen(plain.pdf), number
            assert structure(made.pdf) == structure(plain.pdf), number
    assert set(compiled.tally.fallbacks) <= {Reason.CHARACTERS, Reason.BLOCK, Reason.GLYPHS}
