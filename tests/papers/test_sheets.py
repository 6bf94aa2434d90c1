"""Learning sheets: one page each, in any language, two side by side."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from campaigner.toml import read_toml
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command

pytestmark = pytest.mark.slow


def text_of(path: Path) -> tuple[int, str]:
    with pymupdf.open(path) as document:
        return len(document), " ".join(" ".join(page.get_text().split()) for page in document)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["UDHR 25"], ["Article 25", "including food, clothing", "ICESCR 11", "To talk about"]),
        (["UDHR 3"], ["Article 3", "life, liberty"]),
        (["UDHR 23", "--beside", "cy"], ["Article 23", "Erthygl 23", "trade unions"]),
        (["UDHR 25", "--language", "cy"], ["Erthygl 25", "bwyd, dillad"]),
        (["UDHR preamble"], ["Whereas recognition"]),
    ],
)
def test_wanda_prints_a_sheet_for_her_workshop(
    campaigner: Command, workspace: Workspace, arguments: list[str], words: list[str]
) -> None:
    called = campaigner("instrument", "sheet", *arguments, "--output", "sheet.pdf")
    assert called.code == 0, called.stderr
    pages, text = text_of(workspace.root / "sheet.pdf")
    assert pages == 1
    for word in words:
        assert word.casefold() in text.casefold()


def test_a_sheet_is_the_same_bytes_each_time(campaigner: Command, workspace: Workspace) -> None:
    for name in ("one.pdf", "two.pdf"):
        campaigner("instrument", "sheet", "UDHR 1", "-l", "ar", "--beside", "en", "-o", name)
    assert (workspace.root / "one.pdf").read_bytes() == (workspace.root / "two.pdf").read_bytes()


def test_the_whole_declaration_fits_no_sheet(campaigner: Command, workspace: Workspace) -> None:
    called = campaigner("instrument", "sheet", "UDHR")
    assert called.code == 1
    assert "too long for one page" in called.stderr


def test_every_article_has_three_questions() -> None:
    questions = read_toml(shipped_folder("templates") / "sheet/questions.en.toml").values
    assert list(questions) == ["any", *(str(number) for number in range(1, 31))]
    assert all(len(three) == 3 for three in questions.values())
