"""Somebody finds what to cite by its words, and puts it into a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.editing.citing import look_for, pieces_for, with_piece
from campaigner.editing.outcomes import defined
from campaigner.opening import OpenWorkspace


@pytest.mark.parametrize(
    ("asked", "ref"),
    [("food clothing", "UDHR 25(1)"), ("UDHR 25", "UDHR 25"), ("  article 25 UDHR ", "UDHR 25")],
)
def test_a_place_is_found_by_its_words_or_its_name(asked: str, ref: str) -> None:
    found = look_for(asked).found[0]
    assert (found.ref, found.quote) == (ref, f'{{{{ quote("{ref}") }}}}')
    assert "standard of living" in found.words


def test_what_is_not_quoted_can_be_cited() -> None:
    (found,) = look_for("ICESCR 11").found
    assert (found.cite, found.quote) == ('{{ cite("ICESCR 11") }}', "")


@pytest.mark.parametrize("asked", ["", "   ", "xyzzy", "(" * 5_000, "<script>", "{{ 7*7 }}"])
def test_what_stands_nowhere_finds_nothing(asked: str) -> None:
    assert look_for(asked).found == ()


def test_a_letter_gets_what_its_campaign_has(here: OpenWorkspace, bread: Path) -> None:
    pieces = pieces_for(defined(here, "bread").values, "letter", "en")
    assert [each.kind for each in pieces] == ["quote", "cite", "fact", "asks", "personal"]
    assert '{{ fact("loaves") }}' in [each.text for each in pieces]
    assert (
        with_piece("Dear.\n", '{{ fact("loaves") }}', pieces) == 'Dear.\n\n{{ fact("loaves") }}\n'
    )
    assert with_piece("Dear.\n", "{{ evil() }}", pieces) == "Dear.\n"
