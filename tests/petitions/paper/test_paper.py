"""Sheets of paper: made, signed, typed up by two people, counted line by line."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pymupdf
import pytest

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.papers.blank_sheets import make_sheets
from campaigner.papers.sheet_design import SheetDesign
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.sheet_ids import (
    LETTERS,
    MOST_SHEETS,
    new_sheet_id,
    parse_sheet_id,
)
from campaigner.petitions.paper.typed_lines import TypedLine, compare, typed_line
from campaigner.petitions.paper.typed_sheets import count_files, count_lines
from campaigner.petitions.proof.verification import verify
from campaigner.privacy.people import Named, erase_person, export_person
from campaigner.store import audit, paper_sheets, tallies
from campaigner.store.database import Database, transaction
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import (
    SLUG,
    application,
    confirmed,
    held,
    the_petition,
    work_on,
    workspace_of,
)

SHEET_ID = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]")  # some have digits alone


TOLD = [
    "By signing, I agree that Sample Rights uses my name and postcode",
    "can show my political opinions",
    "only to see that nobody is counted twice; we do not write to it",
    "Sample Rights is responsible for your data",
    "because you agree to it",
    "6 months after the petition closes",
    "withdraw your signature, and see, correct or erase your data",
    "Information Commissioner’s Office",
]
TOLD_IN_WELSH = ["Drwy lofnodi", "marn wleidyddol", "ddwywaith", "Sample Rights sy’n gyfrifol"]


@pytest.fixture(autouse=True)
def open_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")


def words_of(pdf: Path) -> list[str]:
    with pymupdf.open(pdf) as document:
        return [str(page.get_text()) for page in document]


def made_sheet(campaigner: Command, folder: Path, *options: str) -> str:
    """A sheet that was made, by its id as printed."""
    pdf = folder / "sheet.pdf"
    assert campaigner("petition", "sheet", SLUG, "-o", pdf, *options).code == 0
    page, *_ = words_of(pdf)
    return next(word for word in page.split() if SHEET_ID.fullmatch(word))


def typed(path: Path, *lines: tuple[str, str, str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Sheet", "Line", "Name", "Postcode", "E-mail"])
        writer.writerows(lines)
    return path


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Please write in capitals", "Full name", "10 June 2027", *TOLD]),
        ("cy", ["priflythrennau", "Enw llawn", "10 Mehefin 2027", *TOLD_IN_WELSH]),
    ],
)
def test_a_sheet_has_one_page_with_all_it_needs_and_a_strip_that_covers_signatures(
    campaigner: Command, workspace: Workspace, tmp_path: Path, language: str, words: list[str]
) -> None:
    made_sheet(campaigner, tmp_path, "--language", language)
    page, cover = words_of(tmp_path / "sheet.pdf")
    flat = " ".join(page.split())
    for each in words:
        assert each in flat
    assert "\n10\n" in page
    assert ("look under" if language == "en" else "edrych o dan") in cover


@pytest.mark.slow
@pytest.mark.parametrize("slips", [False, True])
def test_no_words_on_a_sheet_are_small(here: OpenPetition, slips: bool) -> None:
    with pymupdf.open(stream=make_sheets(here, 1, design=SheetDesign(slips=slips))) as document:
        spans = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    assert min(round(span["size"], 1) for span in spans) >= 9
    notice = [span["size"] for span in spans if "responsible" in span["text"]]
    assert notice
    assert round(min(notice), 1) >= 10


@pytest.mark.slow
def test_slips_are_for_one_person_each(here: OpenPetition) -> None:
    with pymupdf.open(stream=make_sheets(here, 2, design=SheetDesign(slips=True))) as document:
        pages = [" ".join(str(page.get_text()).split()) for page in document]
    made = paper_sheets.sheets_of(here.database.conn, here.petition.id)
    assert [each.lines for each in made.values()] == [2, 2]
    assert len(pages) == 2
    for page in pages:
        assert page.count("By signing, I agree that Sample Rights uses") == 2
        assert page.count("is responsible for your data") == 2


@pytest.mark.slow
def test_a_sheet_gives_the_reason_that_the_settings_give(here: OpenPetition) -> None:
    path = here.workspace.root / "campaigner.toml"
    text = path.read_text("utf-8").replace(
        "[privacy]\n", "[privacy]\nlawful_basis = 'legitimate-interests'\n"
    )
    notice = "privacy_notice = 'https://example.org/our-notice'\n"
    path.write_text(text.replace("[data_controller]\n", f"[data_controller]\n{notice}"), "utf-8")
    with pymupdf.open(stream=make_sheets(here, 1)) as document:
        page = " ".join(str(document[0].get_text()).split())
    assert "because we have a legitimate interest in petitioning" in page
    assert "The full privacy notice: example.org/our-notice" in page


def test_every_slip_in_a_sheets_id_is_noticed() -> None:
    made = new_sheet_id()
    assert parse_sheet_id(made.lower().replace("-", " ")) == made
    changed = {made[:place] + char + made[place + 1 :] for place in range(5) for char in LETTERS}
    swapped = {made[:i] + made[i + 1] + made[i] + made[i + 2 :] for i in range(4)}
    for wrong in (changed | swapped) - {made}:
        with pytest.raises(CampaignerError):
            parse_sheet_id(wrong)


def test_a_sheet_among_papers_that_share_an_id_has_a_place() -> None:
    made = new_sheet_id()
    for typed, kept in (("top", "top"), ("Top", "top"), ("12", "12")):
        assert parse_sheet_id(f"{made.lower()} / {typed}") == f"{made}/{kept}"
    for wrong in ("0", "01", "topp", "x", "²"):
        with pytest.raises(CampaignerError):
            parse_sheet_id(f"{made}/{wrong}")


@pytest.mark.slow
def test_typed_lines_count_apart_and_can_be_traced(
    campaigner: Command, workspace: Workspace, database: Database, tmp_path: Path
) -> None:
    petition = the_petition(database)
    confirmed(database, petition, application("Ana Sample", "ana@example.org"))
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira Sample")
    sheet = made_sheet(campaigner, tmp_path, "--source", "amira")
    file = typed(
        tmp_path / "typed.csv",
        (sheet.lower(), "1", "Bea Sample", "AB10 1AB", ""),
        (sheet, "2", "Cai Sample", "ab101ab", "cai@example.org"),
        (sheet, "3", "BEA SAMPLE", "AB10 1AB", ""),  # signed twice on paper
        (sheet, "4", "Ana Sample", "AB10 1AB", "ana@example.org"),  # signed on the web
        (sheet, "5", "Ana Sample", "AB10 1AB", ""),  # the same, without her address
        (sheet, "6", "Dee Sample", "nowhere", ""),
        (sheet, "17", "Eli Sample", "AB10 1AB", ""),
        ("22222-9", "1", "Fay Sample", "AB10 1AB", ""),
        (sheet, "2", "Gus Sample", "AB10 1AB", ""),
    )
    called = campaigner("petition", "import-paper", SLUG, file)
    assert called.code == 1
    assert "2 lines counted, 3 repeated" in called.stderr
    assert [line.partition(" ")[0].split(":")[-2] for line in called.stdout.splitlines()] == [
        "7",
        "8",
        "9",
        "10",
    ]
    assert dict(tallies.sums(database.conn, petition.id, "source")) == {"paper/amira": 2, "web": 1}
    found = campaigner("petition", "search", SLUG, "cai", "--format", "json").json
    assert [(each["sheet"], each["line"]) for each in found] == [(sheet, 2)]
    assert (
        "0 lines counted, 3 repeated" in campaigner("petition", "import-paper", SLUG, file).stderr
    )
    assert verify(database, SLUG).ok


def test_two_people_type_and_have_to_agree(
    campaigner: Command, workspace: Workspace, database: Database, tmp_path: Path
) -> None:
    sheet = made_sheet(campaigner, tmp_path)
    lines = [(sheet, str(line), f"Person {'abcd'[line]}", "AB10 1AB", "") for line in range(1, 4)]
    first = typed(tmp_path / "first.csv", *lines)
    changed = [lines[0], (sheet, "2", "Parson c", "AB10 1AB", ""), (sheet, "9", "X", "M1 1AA", "")]
    second = typed(tmp_path / "second.csv", *changed)
    called = campaigner(
        "petition", "import-paper", SLUG, first, "--second", second, "--format", "json"
    )
    assert called.code == 1
    codes = [(each["code"], each["line"]) for each in called.json]
    assert codes == [("name-differs", 3), ("typed-once", 0), ("typed-once", 4)]
    assert held(database) == 0
    typed(second, *[(each[0], each[1], each[2].upper(), "ab10 1ab", "") for each in lines])
    assert campaigner("petition", "import-paper", SLUG, first, "--second", second).code == 0
    assert held(database) == 3


# Without a command


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    return work_on(database, the_petition(database))


@pytest.fixture
def sheet(here: OpenPetition) -> str:
    """The id of a sheet that nobody in particular hands out."""
    make_sheets(here, 1)
    (made,) = paper_sheets.sheets_of(here.database.conn, here.petition.id)
    return made


@pytest.mark.slow
def test_sheets_are_made_in_the_language_and_for_the_source_that_is_wanted(
    here: OpenPetition, campaigner: Command
) -> None:
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira Sample")
    with pymupdf.open(stream=make_sheets(here, 2, "amira", "cy")) as document:
        pages = [str(page.get_text()) for page in document]
    made = paper_sheets.sheets_of(here.database.conn, here.petition.id)
    assert {(each.source, each.language, each.lines) for each in made.values()} == {
        ("amira", "cy", 10)
    }
    assert len(pages) == len(made) + 1 == 3
    for number in made:
        assert sum(number in page for page in pages) == 1


@pytest.mark.parametrize(
    ("count", "source", "language", "error"),
    [
        (1, "nobody", "en", UnknownName),
        (1, "paper", "fr", UnknownName),
        (0, "paper", "en", UsageError),
        (MOST_SHEETS + 1, "paper", "en", UsageError),
    ],
)
def test_sheets_that_cannot_be_made_are_not_noted(
    here: OpenPetition, count: int, source: str, language: str, error: type[CampaignerError]
) -> None:
    with pytest.raises(error):
        make_sheets(here, count, source, language)
    assert paper_sheets.sheets_of(here.database.conn, here.petition.id) == {}


@pytest.mark.slow
def test_lines_from_a_form_are_counted_as_those_of_a_file(here: OpenPetition, sheet: str) -> None:
    lines = [
        typed_line(1, sheet.lower(), "1", "Bea Sample", "ab101ab"),
        typed_line(2, sheet, "2", "Cai Sample", "nowhere"),
    ]
    taken = count_lines(here, lines, "the form")
    assert (taken.counted, taken.repeated) == (1, 0)
    assert [(each.path, each.line) for each in taken.problems] == [("the form", 2)]
    corrected = [lines[0], typed_line(2, sheet, "2", "Cai Sample", "M1 1AA")]
    assert count_lines(here, corrected).counted == 1
    assert tallies.total(here.database.conn, here.petition.id) == 2
    assert [each.actor for each in audit.deeds(here.database.conn)] == ["olive", "olive"]


@pytest.mark.parametrize(("sheet", "line"), [("K7Q2M-H", "0"), ("K7Q2M-H", "one"), ("K7Q2M", "1")])
def test_a_line_that_cannot_be_one_is_refused(sheet: str, line: str) -> None:
    with pytest.raises(CampaignerError, match="is not a valid"):
        typed_line(1, sheet, line, "Bea Sample", "M1 1AA")


def test_two_people_agree_whatever_their_capitals_and_accents() -> None:
    first = [TypedLine(1, "S", 1, "Siân O’Brien", "M1 1AA", "sian@x.org")]
    again = [TypedLine(7, "S", 1, "SIAN OBRIEN", "m11aa", "Sian@X.org")]
    assert compare(first, again) == []
    other = [TypedLine(7, "S", 1, "Sian Brian", "M1 1AB", "")]
    found = compare(first, other, "second.csv")
    assert [(each.path, each.line, each.code) for each in found] == [
        ("second.csv", 7, "name-differs"),
        ("second.csv", 7, "postcode-differs"),
        ("second.csv", 7, "email-differs"),
    ]


@pytest.mark.slow
def test_nothing_is_counted_while_two_files_differ(
    here: OpenPetition, sheet: str, tmp_path: Path
) -> None:
    first = typed(tmp_path / "first.csv", (sheet, "1", "Bea Sample", "AB10 1AB", ""))
    second = typed(tmp_path / "second.csv", (sheet, "1", "Bea Simple", "AB10 1AB", ""))
    taken = count_files(here, first, second)
    assert (taken.counted, len(taken.differences)) == (0, 1)
    assert tallies.total(here.database.conn, here.petition.id) == 0
    assert count_files(here, first, first).counted == 1


# Erased, and imported again


def test_who_was_erased_is_not_counted_anew_from_the_same_table(here: OpenPetition) -> None:
    """Bea signed twice on paper, Cai with his address, Dee on the web and on paper."""
    connection, sheet = here.database.conn, new_sheet_id()
    confirmed(here.database, here.petition, application("Dee Sample", "dee@example.org", "M1 1AA"))
    lines = [
        typed_line(1, sheet, "1", "Bea Sample", "M1 1AA"),
        typed_line(2, sheet, "2", "BEA SAMPLE", "M1 1AA"),
        typed_line(3, sheet, "3", "Cai Sample", "M1 1AA", "cai@example.org"),
        typed_line(4, sheet, "4", "Dee Sample", "M1 1AA"),
        typed_line(5, sheet, "5", "Dee Sample", "M1 1AA", "dee@example.org"),
        typed_line(6, sheet, "6", "Eli Sample", "M1 1AA"),
    ]
    with transaction(here.database):
        made = paper_sheets.Sheet(sheet, here.petition.id, "", "en", 10, here.now)
        paper_sheets.add_sheets(connection, [made])
    assert count_lines(here, lines).counted == 3
    (dee,) = export_person(workspace_of(here.database), "dee@example.org")["signatures"]
    assert [each["line"] for each in dee["lines_on_paper"]] == [4, 5]
    for whom in (Named("Bea Sample", "M1 1AA"), "cai@example.org", "dee@example.org"):
        done = erase_person(workspace_of(here.database), whom)
        assert (done.total, done.still_readable) == (1, False)
    again = count_lines(here, [*lines, typed_line(7, sheet, "7", "Fay Sample", "M1 1AA")])
    assert (again.counted, again.repeated, again.before, again.problems) == (1, 0, 6, ())
    assert tallies.total(connection, here.petition.id) == 5
    assert held(here.database) == 2
    assert verify(here.database, SLUG).ok
