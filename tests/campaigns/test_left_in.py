"""What was left in a text by oversight is a warning of `campaign check`, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign

LEFT = [
    ("I am [NAME].", "placeholder"), ("I am {name}.", "placeholder"), ("«name»", "placeholder"),
    ("<<First name>>", "placeholder"), ("I live in XXX.", "placeholder"),
    ("Bread is dear.[^1]", "footnote-mark"),
    ("[^1] Bread is dear.", "footnote-mark"), ("[^2]: The market.", "footnote-mark"),
    ("Dear {{ recipient.name }},", "second-greeting"),
    ("Annwyl Carys,", "second-greeting"), ("Yours sincerely,", "second-ending"),
    ("Yn gywir,", "second-ending"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code"), LEFT)
def test_what_was_left_in_is_a_warning(bread: Path, line: str, code: str) -> None:
    path = bread / "letter.en.md"
    path.write_text(f"{line}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    found = [(each.line, each.code, each.severity) for each in check_campaign(bread)]
    assert (1, code, "warning") in found


@pytest.mark.parametrize(
    "line",
    [
        "Bread is dear to us all.",
        "[Source](https://example.org)",
        "XX",
        "Bread is dear.[^1] So is milk.[^1]\n\n[^1]: The market, today.",
    ],
)
def test_what_belongs_there_is_not(bread: Path, line: str) -> None:
    path = bread / "letter.en.md"
    path.write_text(f"{line}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert check_campaign(bread) == []
