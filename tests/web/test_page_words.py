"""The pages' own words: all in both languages, each under a name that templates can use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from campaigner.workspace import shipped_folder

WEB = shipped_folder("templates") / "web"
DESK = sorted((WEB / "desk" / "words").glob("*.toml"))
WORDS = tomllib.loads((WEB / "words.toml").read_text("utf-8"))

_PLACE = re.compile(r"\{\w+(?::\w+)?\}")


def names(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from names(value, f"{before}{name}.")
        else:
            yield before + name


def test_both_languages_have_the_same_words() -> None:
    english, welsh = set(names(WORDS["en"])), set(names(WORDS["cy"]))
    assert english == welsh


def test_no_word_is_hidden_by_what_every_table_has() -> None:
    hidden = {name for name in names(WORDS["en"]) if hasattr(dict, name.rpartition(".")[2])}
    assert hidden == set()  # a template that says words.copy would get a method


@pytest.mark.parametrize("name", sorted(names(WORDS["en"])))
def test_welsh_words_have_the_same_places_to_fill(name: str) -> None:
    english, welsh = (_at(WORDS[language], name) for language in ("en", "cy"))
    for place in ("{name}", "{number}", "{area}", "{organisation}", "{address}"):
        assert english.count(place) == welsh.count(place)


@pytest.mark.parametrize("path", DESK, ids=lambda path: path.stem)
def test_the_words_of_the_desk_are_in_both_languages(path: Path) -> None:
    words = tomllib.loads(path.read_text("utf-8"))
    english = set(names(words["en"]))
    assert english == set(names(words["cy"]))
    assert not {name for name in english if hasattr(dict, name.rpartition(".")[2])}
    for name in english:
        places = [sorted(_PLACE.findall(_at(words[each], name))) for each in ("en", "cy")]
        assert places[0] == places[1], name


def _at(table: dict[str, Any], name: str) -> str:
    found: Any = table
    for part in name.split("."):
        found = found[part]
    return str(found)
