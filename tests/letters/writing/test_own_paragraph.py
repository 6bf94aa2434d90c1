"""A supporter's own paragraph on the page: their lines, their list, and what no font has."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.letters.writing.plain_text import as_text
from campaigner.rendering.fonts.scripts import never_drawn
from campaigner.workspace import shipped_folder
from conftest import Command
from letter_writers import letter, lines_of, text_of, typeset, write_table

TYPED = (
    'Every Friday I queue.\nMy son asks "why" - I can\'t say.\n* no milk\n* no bread\n\nThank you.'
)
LISTED = ["• no milk", "• no bread"]
WHO = ("--name", "Suzie Specimen", "--address", "1 Sample Street", "--postcode", "LE93 1AA")


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


def test_lines_lists_marks_and_dashes_are_set(campaign: Campaign) -> None:
    lines = [line.text for line in lines_of(typeset(letter(campaign, personal=TYPED)).pdf)]
    start = lines.index("Every Friday I queue.")
    assert lines[start : start + 2] == ["Every Friday I queue.", "My son asks “why” – I can’t say."]
    assert "no milk" in " ".join(lines[start:])
    assert not [line for line in lines if "*" in line or '"' in line]


def test_lines_and_lists_are_in_the_plain_text(campaign: Campaign) -> None:
    text = as_text(letter(campaign, personal=TYPED))
    assert (
        "\n\nEvery Friday I queue.\nMy son asks “why” – I can’t say.\n\n"
        "- no milk\n\n- no bread\n\nThank you.\n\n"
    ) in text


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Please help 🙏", "🙏"),
        ("𓀀 and Ŵ é “ok” – ☺", "𓀀☺"),
        ("plain", ""),
    ],
)
def test_characters_that_no_font_draws_are_known(text: str, missing: str) -> None:
    assert never_drawn(text) == missing


def table(personal: str) -> Path:
    header = ("name", "address", "postcode", "personal")
    return write_table(
        Path("people.csv"), [header, ("Sam Sample", "1 Sample Street", "LE93 1AA", personal)]
    )


@pytest.mark.slow
@pytest.mark.usefixtures("represented")
@pytest.mark.parametrize(
    ("typed", "printed", "named"),
    [
        ("Please help 🙏🏽!", "Please help!", "“🙏” (U+1F64F)"),
        ("A family 👨‍👩‍👧 of three ❤️ here", "A family of three here", "“👨” (U+1F468), “👩”"),
        ("My flag 🏴\U000e0067\U000e0062\U000e0077\U000e007f flies", "My flag flies", "“🏴”"),
    ],
)
def test_an_emoji_is_left_out_and_named_before_and_after(
    campaigner: Command, typed: str, printed: str, named: str
) -> None:
    for more in (("--dry-run",), ()):
        called = campaigner(
            "letter", "batch", "right-to-food", "--supporters", table(typed), "--out", "out",
            "--jobs", 1, *more,
        )  # fmt: skip
        assert called.code == 0, called.stderr
        assert "people.csv:2: warning: Left out, as no font has it: " in called.stderr
        assert named in called.stderr
    (path,) = Path("out").rglob("*.pdf")
    assert printed in text_of(path.read_bytes())


@pytest.mark.usefixtures("represented")
def test_a_text_file_keeps_what_a_page_cannot_show(campaigner: Command) -> None:
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", table("Help 🙏"), "--out", "out",
        "--as", "txt", "--jobs", 1,
    )  # fmt: skip
    assert "Left out" not in called.stderr
    (path,) = Path("out").rglob("*.txt")
    assert "Help 🙏" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("represented")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_paragraph_comes_from_a_file(campaigner: Command, encoding: str) -> None:
    Path("own.txt").write_text("Siân’s café\r\nis “open”\r\n", encoding=encoding, newline="")
    called = campaigner(
        "letter", "write", "right-to-food", *WHO, "--personal-file", "own.txt", "--as", "txt",
        "-o", "letter.txt",
    )  # fmt: skip
    assert called.code == 0, called.stderr
    assert "\n\nSiân’s café\nis “open”\n\n" in Path("letter.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("represented")
@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--personal-file", "none.txt"), 1, "none.txt cannot be read"),
        (("--personal-file", "picture"), 1, "not text"),
        (("--personal-file", "long.txt"), 1, "--personal: The personal paragraph has more"),
        (("--personal-file", "own.txt", "--personal", "x"), 2, "Choose one of"),
    ],
)
def test_a_file_that_is_no_paragraph_is_said(
    campaigner: Command, more: tuple[str, ...], code: int, said: str
) -> None:
    Path("own.txt").write_text("Hello", encoding="utf-8")
    Path("picture").write_bytes(b"\x89PNG\0\0\0")
    Path("long.txt").write_text("x" * 3001, encoding="utf-8")
    called = campaigner("letter", "write", "right-to-food", *WHO, *more, "-o", "letter.pdf")
    assert called.code == code
    assert said in called.stderr
    assert not Path("letter.pdf").exists()
