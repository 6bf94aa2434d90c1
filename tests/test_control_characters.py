"""Control characters in a definition: found in texts and keys, and never said themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.control_characters import control_characters, controls_in_lines
from campaigner.toml import toml_of

FOUND = [
    (r'title = "Bread\u0007"', "title", 1, "U+0007"),
    ('a = 1\n[petition.text]\nen = "\\u009B2J"', "petition.text.en", 3, "U+009B"),
    ('languages = [\n"en",\n"c\\u0000y"]', "languages[2]", 3, "U+0000"),
    ('[[facts]]\n[[facts]]\nid = "\\u001Bx\\u001B\\u007F"', "facts[2].id", 3, "U+001B, U+007F"),
    ('[petition.text]\nen = "Bread \\u202Eeno"', "petition.text.en", 2, "U+202E"),
    ('[petition.text]\n"e\\u001Bn" = "Bread"', r"petition.text.e\u001Bn", 2, "U+001B"),
    ('"\\u202Dtitle" = 1', r"\u202Dtitle", 1, "U+202D"),
]


@pytest.mark.parametrize(("text", "key", "line", "codes"), FOUND)
def test_each_place_with_control_characters_is_named(
    text: str, key: str, line: int, codes: str
) -> None:
    (problem,) = control_characters(toml_of(text, Path("campaign.toml")))
    assert (problem.line, problem.code) == (line, "control-characters")
    assert problem.message == f"“{key}” contains control characters ({codes})."
    assert str(problem).isprintable()


def test_line_breaks_tabs_and_other_values_are_in_order() -> None:
    text = 'a = "one\\r\\n\\ttwo"\nb = 2\nc = 2026-12-10\nd = "Siân \\u200F"'
    assert list(control_characters(toml_of(text, Path("campaign.toml")))) == []


def test_lines_of_a_text_with_control_characters_are_named() -> None:
    text = "Dear all,\n\tbread\x1b[2J\n\nand \u202ebread\n\x0b\n"
    found = list(controls_in_lines(text, Path("letter.en.md")))
    assert [(each.line, each.code) for each in found] == [
        (2, "control-characters"), (4, "control-characters"), (5, "control-characters"),
    ]  # fmt: skip
    assert all(str(each).isprintable() for each in found)
