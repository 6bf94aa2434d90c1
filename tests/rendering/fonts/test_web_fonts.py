"""The fonts that browsers load: the same faces as in letters, small enough for a phone."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from campaigner.rendering.fonts.faces import FACES, Face
from campaigner.rendering.fonts.for_browsers import file_name, web_fonts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("face", FACES, ids=file_name)
def test_a_font_is_compressed_small_and_has_welsh_letters(face: Face) -> None:
    content = web_fonts()[file_name(face)]
    assert content[:4] == b"wOF2"
    assert len(content) < 60_000
    assert {*map(ord, "ŵŷÂô£€’–")} <= {*TTFont(io.BytesIO(content)).getBestCmap()}
