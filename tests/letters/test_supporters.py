"""Tables of supporters as people bring them: who agrees, what is not used, names in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import Called, Command
from letter_writers import write_table

pytestmark = pytest.mark.usefixtures("represented")


def batch(campaigner: Command, *rows: Sequence[str], more: Sequence[str] = ()) -> Called:
    table = write_table(Path("people.csv"), rows)
    return campaigner(
        "letter", "batch", "right-to-food", "--supporters", table, "--out", "out", "--as", "txt",
        "--jobs", 1, "--format", "json", *more,
    )  # fmt: skip


def letter() -> str:
    (path,) = Path("out").rglob("*.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("consent", "becomes"),
    [
        *((text, "letter") for text in ("yes", "Y", "TRUE", "1", "x", "Agreed", "ydw", "Yes, do")),
        *((text, "left out") for text in ("no", "N", "0", "", "  ", "nac ydw", "No, thank you")),
        *((text, "reject") for text in ("perhaps", "withdrawn", "?", "nein", "Yes/No")),
    ],
)
def test_only_a_yes_makes_a_letter_where_the_table_asks(
    campaigner: Command, consent: str, becomes: str
) -> None:
    called = batch(campaigner, ("name", "postcode", "consent"), ("Sam Sample", "LE93 1AA", consent))
    assert called.json["made"] == (becomes == "letter")
    assert called.json["failed"] == (becomes == "reject")
    assert called.code == (becomes == "reject")
    assert ("1 skipped: no consent to a letter." in called.stderr) is (becomes == "left out")
    assert Path("out/rejects.csv").exists() is (becomes == "reject")


def test_the_options_of_a_form_are_yes_or_no_where_they_are_said_to_be(
    campaigner: Command,
) -> None:
    rows = [("Sam Sample", "LE93 1AA", "Write for me"), ("Ana Sample", "LE93 1AA", "Stay out")]
    header = ("name", "postcode", "consent")
    said = ("--yes-means", "write for me.", "--no-means", "Stay out")
    called = batch(campaigner, header, *rows, more=said)
    assert (called.json["made"], called.json["failed"]) == (1, 0)
    assert "1 skipped: no consent to a letter." in called.stderr


def test_columns_that_are_not_used_are_named(campaigner: Command) -> None:
    header = ("name", "postcode", "Consented", "Your story")
    row = ("Sam Sample", "LE93 1AA", "yes", "I volunteer at a food bank.")
    called = batch(campaigner, header, row)
    assert "Columns not used: “Consented”, “Your story”." in called.stderr
    mapped = batch(campaigner, header, row, more=("--map", "personal=Your story"))
    assert "Columns not used: “Consented”." in mapped.stderr
    assert "I volunteer at a food bank." in letter()


@pytest.mark.parametrize(
    "header", [("First name", "Last name"), ("forename", "Surname"), ("Given Name", "family_name")]
)
def test_names_in_two_columns_are_put_together(
    campaigner: Command, header: tuple[str, str]
) -> None:
    called = batch(campaigner, (*header, "postcode"), ("Sam", "Sample", "LE93 1AA"))
    assert called.json["made"] == 1, called.stderr
    assert letter().startswith("Sam Sample\n")


def test_all_mistakes_of_a_row_are_named(campaigner: Command) -> None:
    header = ("name", "postcode", "email", "language", "asks")
    called = batch(campaigner, header, ("", "nowhere", "nobody", "fr", "lw"))
    assert called.json["failed"] == 1
    (said,) = [line for line in called.stderr.splitlines() if "people.csv:2: error" in line]
    for words in ("name", "nowhere", "nobody", "Unknown language “fr”", "Unknown ask “lw”"):
        assert words in said


def test_half_a_name_is_not_taken_for_a_whole_one(campaigner: Command) -> None:
    called = batch(campaigner, ("First name", "postcode"), ("Sam", "LE93 1AA"))
    assert called.code == 1
    assert "the column “last name” is missing" in called.stderr


def test_a_comma_without_quotation_marks_loses_nothing_in_silence(campaigner: Command) -> None:
    Path("people.csv").write_text(
        "name,postcode,address\nSam Sample,LE93 1AA,1 Sample Street, Sampleton\n", "utf-8"
    )
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", "people.csv", "--out", "out",
        "--as", "txt", "--jobs", 1,
    )  # fmt: skip
    assert called.code == 1
    assert "the row has more cells than there are headers: “Sampleton”." in called.stderr
    assert "Put cells with commas in quotation marks." in called.stderr


def test_marks_that_phones_and_word_processors_leave_are_dropped(campaigner: Command) -> None:
    personal = "\u200eFood\u200b bank\u00ads are \ufeffno \u2068answer\u2069.\u200f"
    called = batch(
        campaigner, ("name", "postcode", "personal"), ("Sam Sample", "LE93 1AA", personal)
    )
    assert called.json["made"] == 1, called.stderr
    assert "Food banks are no answer." in letter()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--only", "area=Sampletn North"), "No letter matches --only and --skip."),
        (("--skip", "language=en"), "No letter matches --only and --skip."),
        (("--part-sheets", "4"), "Add --merge, or leave out --part-sheets."),
        (("--jobs", "99999"), "--jobs"),
    ],
)
def test_options_that_come_to_nothing_are_said(
    campaigner: Command, more: tuple[str, ...], words: str
) -> None:
    called = batch(campaigner, ("name", "postcode"), ("Sam Sample", "LE93 1AA"), more=more)
    assert words in called.stderr
    assert not list(Path("out").rglob("*.txt"))


def test_cells_of_a_workbook_that_are_no_words_are_named(campaigner: Command) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("name", "postcode", "address"),
        ("Sam Sample", "LE93 1AA", "1 Sample Street"),
        ("=A2", "LE93 1AA", "=C2"),
        ("Suzie Specimen", "LE93 1AA", "#REF!"),
    ):
        sheet.append(row)
    book.save("people.xlsx")
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", "people.xlsx", "--out", "out",
        "--as", "txt", "--jobs", 1,
    )  # fmt: skip
    assert called.code == 1
    assert (
        "people.xlsx:3: error: name: “=A2” is a formula, not a value. "
        "address: “=C2” is a formula, not a value. Paste the column as values."
    ) in called.stderr
    assert "people.xlsx:4: error: address: “#REF!” is an error of the spreadsheet." in called.stderr
    assert letter().startswith("Sam Sample\n")
