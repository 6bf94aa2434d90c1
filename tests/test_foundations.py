"""Words, files, TOML and tables."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner import clock
from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.files import read_text, write_text, writing
from campaigner.tables import Column, open_table
from campaigner.text import comparison_key, fold, nearest, plural, slug
from campaigner.toml import read_toml
from examples import examples


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Siân O’Brien", "sianobrien"),
        ("sian obrien", "sianobrien"),
        ("Ynys Môn", "ynysmon"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Олена", "олена"),
        ("snake_case", "snakecase"),
    ],
)
def test_names_compare_without_case_space_punctuation_and_accents(text: str, key: str) -> None:
    assert comparison_key(text) == key


@given(st.text())
@settings(max_examples=examples(500))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_is_safe_in_a_file_name(text: str) -> None:
    made = slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("name", "found"),
    [("right-to-fod", "right-to-food"), ("RIGHT TO FOOD", "right-to-food"), ("zebra", None)],
)
def test_the_nearest_known_name(name: str, found: str | None) -> None:
    assert nearest(name, ["right-to-food", "womens-rights"]) == found


def test_counts_have_their_noun() -> None:
    assert (plural(1, "letter"), plural(1200, "letter")) == ("1 letter", "1,200 letters")
    assert plural(2, "signatory", "signatories") == "2 signatories"


def test_the_clock_can_be_set_for_a_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-10T10:00:00+01:00")
    assert clock.now(lambda: UTC) == datetime(2026, 12, 10, 9, tzinfo=UTC)
    monkeypatch.setenv("CAMPAIGNER_NOW", "tomorrow")
    with pytest.raises(UsageError, match="“tomorrow” is not a valid time"):
        clock.now(lambda: UTC)


def test_a_time_for_rehearsals_is_that_of_the_organisation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-06-10T00:30:00")
    found = clock.now(lambda: ZoneInfo("Europe/London"))
    assert found == datetime(2026, 6, 9, 23, 30, tzinfo=UTC)
    monkeypatch.setenv("CAMPAIGNER_NOW", "9999-12-31T23:59")
    with pytest.raises(UsageError, match="CAMPAIGNER_NOW: “9999-12-31T23:59” is not a valid time"):
        clock.now(lambda: ZoneInfo("America/New_York"))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "letter.txt"
    write_text(path, "first")

    def stop_half_way() -> None:
        with writing(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_half_way()
    assert path.read_text(encoding="utf-8") == "first"
    assert [entry.name for entry in path.parent.iterdir()] == ["letter.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CampaignerError, match="cannot be written"):
        write_text(tmp_path / "file" / "inside.txt", "x")


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(b"first\nSi\xe2n\n")
    with pytest.raises(CampaignerError, match=r":2: this is not text in UTF-8"):
        read_text(path)
    path.write_bytes(b"\xef\xbb\xbfa\n\xe2n\n")  # after a byte order mark
    with pytest.raises(CampaignerError, match=r":2: this is not text in UTF-8"):
        read_text(path)


def test_toml_knows_the_line_of_every_key(tmp_path: Path) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text(
        '[title]\ncy = "B"\n[deep]\na.b = 1\n[[facts]]\nid = "x"\n[letter]\nto = [\n'
        '  { role = "mp" },\n  # a comment\n  { role = "ms" },\n]\n[[facts]]\n"the id" = "y"\n',
        encoding="utf-8",
    )
    file = read_toml(path)
    expected = {
        ("title", "cy"): 2,
        ("deep", "a", "b"): 4,
        ("facts", 0, "id"): 6,
        ("facts", 0, "missing"): 5,
        ("letter", "to", 1, "role"): 11,
        ("facts", 1, "the id"): 14,
        ("nothing",): 1,
    }
    assert {key: file.line_of(key) for key in expected} == expected


COLUMNS = [Column("name", ("Full name", "signatory")), Column("postcode", ("PCDS",), required=True)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Full Name,PCDS\nSiân,AB10 1AB\n".encode(), id="UTF-8"),
        pytest.param("\ufefffull_name;pcds\r\nSiân;AB10 1AB\r\n".encode(), id="BOM, semicolons"),
        pytest.param("Signatory\tPostcode\nSiân\tAB10 1AB\n".encode("utf-16"), id="UTF-16, tabs"),
        pytest.param("name,postcode\nSiân,AB10 1AB\n".encode("cp1252"), id="Windows-1252"),
        pytest.param(gzip.compress("name,postcode\nSiân,AB10 1AB\n".encode()), id="packed"),
        pytest.param('x,"postcode",name\n1,"AB10 1AB",Siân\n'.encode(), id="other columns, quotes"),
    ],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    (row,) = open_table(path, COLUMNS).rows()
    assert (row["name"], row["postcode"], row.number) == ("Siân", "AB10 1AB", 2)


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"'])
def test_the_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path, first: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f'{first}\r\nname;postcode\r\n"Siân;\r\nor Sian";AB10 1AB\r\nSam;\r\n')
    rows = [(row["name"], row["postcode"], row.number) for row in open_table(path, COLUMNS).rows()]
    assert rows == [("Siân;\r\nor Sian", "AB10 1AB", 2), ("Sam", "", 3)]


def test_a_missing_column_is_named_with_the_headers_there_are(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,town\nSiân,Sampleton\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        open_table(path, COLUMNS)
    (problem,) = raised.value.problems
    assert problem.code == "missing-column"
    assert "name, town" in problem.message
    assert "PCDS" in problem.hint


def test_a_column_can_be_pointed_to(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("who,where\nSiân,AB10 1AB\n", encoding="utf-8")
    (row,) = open_table(path, COLUMNS, {"name": "who", "postcode": "where"}).rows()
    assert row["postcode"] == "AB10 1AB"
    with pytest.raises(UsageError, match="Unknown header"):
        open_table(path, COLUMNS, {"postcode": "wher"})


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 10), 6, date(2027, 6, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),  # that month's last day
        (date(2027, 8, 31), 6, date(2028, 2, 29)),  # in a leap year
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(9999, 12, 31), 1, date.max),
        (date(2027, 6, 10), 1_000_000, date.max),
    ],
)
def test_months_after_a_day(day: date, months: int, expected: date) -> None:
    assert clock.months_after(day, months) == expected
