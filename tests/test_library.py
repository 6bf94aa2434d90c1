"""The Declaration's texts: whole, unaltered, and refused where they are not."""

from __future__ import annotations

import pytest

from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import NoText, languages, passage, text_in
from conftest import Command

ENGLISH = "5becf5f9c851ce47763686dbc107b6ad8bae61b1e6284af4fb110c16c0eded0f"


def test_the_english_text_is_the_one_with_the_known_checksum() -> None:
    assert text_in("en").sha256 == ENGLISH


def test_a_regional_tag_finds_its_language() -> None:
    reference = parse_reference("UDHR 3")
    assert passage(reference, "en-GB") == passage(reference, "en")


def test_a_refused_language_is_refused_by_name_with_its_reason() -> None:
    refused = next(row for row in languages() if row.status == "refused")
    with pytest.raises(NoText, match="is not whole in the source"):
        text_in(refused.language)


def test_welsh_article_25_is_shown(campaigner: Command) -> None:
    shown = campaigner("instrument", "show", "UDHR 25(1)", "--language", "cy", "-f", "json").json
    assert shown["ref"] == "UDHR 25(1)"
    assert "gan gynnwys bwyd, dillad, annedd" in shown["text"]


def test_a_treaty_without_text_is_cited_and_not_quoted(campaigner: Command) -> None:
    called = campaigner("instrument", "show", "ICESCR 11")
    assert called.code == 1
    assert "can be cited but not quoted" in called.stderr
