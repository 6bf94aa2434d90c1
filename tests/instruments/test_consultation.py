"""Consulting the instruments without a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.instruments.consultation import check_files, cite, cite_as_csl, read_place
from campaigner.instruments.library import NoText, languages
from campaigner.instruments.records import instruments
from campaigner.instruments.references import CitationError
from campaigner.vocabulary.campaigns import CitationStyle


def test_a_place_is_read_in_welsh_with_what_says_the_same_elsewhere() -> None:
    found = read_place("UDHR 25(1)", "cy")
    assert found.heading == "Datganiad Cyffredinol Hawliau Dynol, erthygl 25(1)"
    assert "bwyd, dillad" in found.passage.text
    assert "ICESCR 11" in [str(other.reference) for other in found.related]
    data = found.as_dict()
    assert {"ref", "language", "text", "paragraphs"} <= set(data)
    assert (data["ref"], data["language"]) == ("UDHR 25(1)", "cy")


@pytest.mark.parametrize(
    ("citation", "language", "error", "code"),
    [
        ("UDHR 31", "en", CitationError, "not-a-citation"),
        ("UDHR 3", "xx-none", NoText, "no-such-language"),
        ("ECHR 3", "en", NoText, "no-text"),
    ],
)
def test_what_cannot_be_read_has_a_code(
    citation: str, language: str, error: type[CitationError | NoText], code: str
) -> None:
    with pytest.raises(error) as raised:
        read_place(citation, language)
    assert raised.value.code == code


def test_several_places_are_cited_one_by_one() -> None:
    assert cite("UDHR 3 and 5", CitationStyle.SHORT) == ["UDHR art 3", "UDHR art 5"]
    assert [item["locator"] for item in cite_as_csl("UDHR 3 and 5")] == ["3", "5"]


def test_texts_are_checked_in_the_language_of_their_names(tmp_path: Path) -> None:
    right, wrong = tmp_path / "letter.en.md", tmp_path / "brief.en.md"
    right.write_text("Everyone has “the right to life, liberty” (UDHR 3).\n", encoding="utf-8")
    wrong.write_text("UDHR 31 says so.\n", encoding="utf-8")
    assert check_files([right]) == []
    assert [problem.code for problem in check_files([right, wrong])] == ["no-such-provision"]


def test_instruments_and_languages_are_listed_as_json_has_them() -> None:
    assert instruments()["udhr"].as_dict()["has_text"] is True
    refused = [row for row in languages() if row.is_refused]
    assert refused
    assert all(row.as_dict()["reasons"] for row in refused)
