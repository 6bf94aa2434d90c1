"""What says the same elsewhere, and finding what the Declaration speaks of."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from campaigner.instruments.citations import parse_reference
from campaigner.instruments.crosswalk import pairs, related
from campaigner.instruments.library import passage
from campaigner.instruments.search import answer, search
from conftest import Command


def test_every_pair_has_its_source_and_ours_are_the_declaration_s_words() -> None:
    for pair in pairs():
        assert pair.source
        if pair.source.startswith("UDHR"):
            words = pair.source.split("“")[1].split("”")[0]
            text = passage(pair.declaration).text.replace("‐", "-").casefold()
            assert words.casefold() in text, pair


def test_relations_go_both_ways_and_a_paragraph_has_those_of_its_article() -> None:
    assert "ICESCR 11" in [str(each.reference) for each in related(parse_reference("UDHR 25(1)"))]
    assert "UDHR 25" in [str(each.reference) for each in related(parse_reference("ICESCR 11"))]


@pytest.mark.parametrize(
    ("article", "other"),
    [
        ("UDHR 17", "ECHR Protocol 1 1"),
        ("UDHR 21", "ECHR Protocol 1 3"),
        ("UDHR 26", "ECHR Protocol 1 2"),
        ("UDHR 13", "ECHR Protocol 4 2"),
        ("UDHR 2", "ICERD 1"),
        ("UDHR 2", "CEDAW 1"),
    ],
)
def test_protocols_and_conventions_on_discrimination_say_the_same(article: str, other: str) -> None:
    same = [str(each.reference) for each in related(parse_reference(article)) if each.same]
    assert other in same


def test_the_refugee_convention_is_related_protection_not_the_same_right() -> None:
    found = {str(each.reference): each.same for each in related(parse_reference("UDHR 14"))}
    assert found == {"Refugee Convention 33": False, "Refugee Convention 31": False}


def test_related_articles_are_shown(campaigner: Command) -> None:
    shown = campaigner("instrument", "show", "UDHR 25", "--related", "--format", "json").json
    assert {"ICESCR 11", "ICESCR 12", "CRC 27"} <= {row["ref"] for row in shown["related"]}
    assert all(row["source"] for row in shown["related"])


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("food", "en", "UDHR 25(1)"),
        ("social security", "en", "UDHR 22"),
        ("right to work", "en", "UDHR 23(1)"),
        ("torture", "en", "UDHR 5"),
        ("bwyd", "cy", "UDHR 25(1)"),
        ("EDUCATION", "en", "UDHR 26(1)"),
        ("їжу", "uk", "UDHR 25(1)"),
        ("食物", "zh", "UDHR 25(1)"),
    ],
)
def test_the_most_fitting_place_comes_first(words: str, language: str, first: str) -> None:
    assert str(search(words, language)[0].reference) == first


def test_hits_are_marked() -> None:
    assert "including **food**, clothing" in search("food")[0].marked()


def test_words_that_stand_nowhere_find_nothing(campaigner: Command) -> None:
    called = campaigner("instrument", "search", "aggression")
    assert called.code == 0
    assert called.stdout == ""
    assert "0 places found" in called.stderr


@pytest.mark.parametrize(
    ("words", "first", "see"),
    [
        ("disabled", "UDHR 25(1)", "CRPD 5"),
        ("refugee", "UDHR 14(1)", "Refugee Convention 33"),
        ("Refugees", "UDHR 14(1)", "Refugee Convention 33"),
        ("hunger", "UDHR 25(1)", "ICESCR 11(2)"),
        ("trafficking", "UDHR 4", "ECAT 4"),
        ("aggression", "", "UN Charter 2(4)"),
        ("deportation", "", "CAT 3"),
    ],
)
def test_what_the_declaration_says_in_other_words_is_found(
    words: str, first: str, see: str
) -> None:
    assert search(words) == []
    found = answer(words)
    assert [str(hit.reference) for hit in found.hits[:1]] == ([first] if first else [])
    assert see in found.see


@pytest.mark.slow
def test_the_table_of_synonyms_is_of_words_that_are_nowhere_and_of_places_that_are() -> None:
    table = tomllib.loads(
        (files("campaigner.instruments") / "data" / "synonyms.toml").read_text("utf-8")
    )
    for entry in table["synonyms"]:
        assert not entry.get("search") or search(entry["search"]), entry
        assert all(parse_reference(place) for place in entry["see"])
        for word in entry["words"]:
            assert search(word) == [], word


def test_a_word_that_is_nowhere_is_said_to_be(campaigner: Command) -> None:
    said = campaigner("instrument", "search", "aggression").stderr
    assert "“aggression” is not in the Declaration. See also: UN Charter 2(4)" in said
    said = campaigner("instrument", "search", "disabled").stderr
    assert "not in the Declaration; showing “disability”" in said
