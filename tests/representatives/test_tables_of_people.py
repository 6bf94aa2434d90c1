"""Tables of representatives: read whatever they are called and packed in; exact reports."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from campaigner.representatives.importers import Options, Report, import_representatives
from campaigner.representatives.lookup import representatives
from campaigner.representatives.report import Change, Kind
from campaigner.store.database import Database
from conftest import TODAY

MPS = """\
PCON24CD,PCON24NM,MP,Gender,ID,Start date,Party,Party name
E14009001,Sampleton North,Dr Olive Sample,F,9001,2024-07-04T00:00:00,Ora,Orange
E14009002,Sampleton South,Peter Probe,M,9002,2019-12-12T00:00:00,Mau,Mauve
W07009003,Trefsampl,Siân Sampl,F,9003,2024-07-04T00:00:00,Ora,Orange
"""


def load(database: Database, folder: Path, text: str, as_of: str = "") -> Report:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    day = date.fromisoformat(as_of) if as_of else None
    return import_representatives(database, path, as_of=day, today=TODAY)


def test_a_second_newer_file_is_reported_exactly(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, MPS)
    newer = MPS.replace("Peter Probe,M,9002,2019-12-12", "Rosa Trial,F,9010,2026-05-07")
    newer = newer.replace("Dr Olive Sample", "Dame Olive Sample").replace(
        "9003,2024-07-04T00:00:00,Ora,Orange", "9003,2024-07-04T00:00:00,Mau,Mauve"
    )
    report = load(database, tmp_path, newer, as_of="2026-05-08")
    assert report.changes == [
        Change(Kind.CHANGED, "Dame Olive Sample", "mp", "Sampleton North", ("name",)),
        Change(Kind.ADDED, "Rosa Trial", "mp", "Sampleton South"),
        Change(Kind.CHANGED, "Siân Sampl", "mp", "Trefsampl", ("party",)),
        Change(Kind.ENDED, "Peter Probe", "mp", "Sampleton South"),
    ]
    assert (report.unchanged, report.failed) == (0, 0)
    on = {person.name for person in representatives(database, today=date(2026, 5, 8))}
    assert on == {"Dame Olive Sample", "Rosa Trial", "Siân Sampl"}
    before = {person.name for person in representatives(database, today=date(2026, 5, 6))}
    assert "Peter Probe" in before
    assert "Rosa Trial" not in before


def test_the_same_file_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, MPS)
    again = load(database, tmp_path, MPS, as_of="2026-05-08")
    assert (again.changes, again.unchanged) == ([], 3)


def test_without_a_day_nobody_is_ended(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, MPS)
    assert load(database, tmp_path, MPS.splitlines()[0] + "\n").ended == 0


def test_nobody_is_ended_for_a_row_that_could_not_be_read(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, MPS)
    broken = MPS.replace("Peter Probe", "")
    report = load(database, tmp_path, broken, as_of="2026-05-08")
    assert [problem.code for problem in report.problems] == ["no-name", "nothing-ended"]
    assert report.problems[0].line == 3
    assert len(representatives(database, today=date(2026, 5, 8))) == 3


def test_who_comes_back_is_the_same_person(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, MPS)
    without = MPS.replace("Siân Sampl,F,9003", "Al Interim,M,9011")
    load(database, tmp_path, without, as_of="2025-01-01")
    back = MPS.replace("9003,2024-07-04", "9003,2025-06-01")
    report = load(database, tmp_path, back, as_of="2025-06-01")
    assert [(change.kind, change.name) for change in report.changes] == [
        (Kind.CHANGED, "Siân Sampl"),
        (Kind.ENDED, "Al Interim"),
    ]


def test_one_council_does_not_end_another_s_councillors(database: Database, tmp_path: Path) -> None:
    text = "Councillor,Ward,Council\nAnn Sample,Central,{council}\n"
    load(database, tmp_path, text.format(council="Northton Council"))
    report = load(database, tmp_path, text.format(council="Southton Council"), as_of="2026-05-08")
    assert (report.added, report.ended) == (1, 0)
    codes = {person.area.code for person in representatives(database, today=TODAY) if person.area}
    assert codes == {"northton-council/central", "southton-council/central"}


def test_a_person_s_own_choice_always_wins(database: Database, tmp_path: Path) -> None:
    text = (
        "name,role,constituency,envelope name,salutation,salutation cy\n"
        "Dr Olive Sample,mp,Sampleton,Olive Sample MP,Dear Olive,Annwyl Olive\n"
        "Peter Probe,mp,Probeham,,,\n"
    )
    load(database, tmp_path, text)
    olive, peter = sorted(representatives(database, today=TODAY), key=lambda person: person.name)
    assert (olive.envelope_name, olive.salutation) == ("Olive Sample MP", "Dear Olive")
    assert olive.derived == ()
    assert peter.derived == ("envelope_name", "salutation")
    welsh, _ = sorted(
        representatives(database, language="cy", today=TODAY), key=lambda person: person.name
    )
    assert welsh.salutation == "Annwyl Olive"


def as_utf16(text: str, path: Path) -> Path:
    path.write_bytes(text.encode("utf-16"))
    return path


def as_cp1252(text: str, path: Path) -> Path:
    path.write_bytes(text.encode("cp1252"))
    return path


def with_mark(text: str, path: Path) -> Path:
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def as_tabs(text: str, path: Path) -> Path:
    path.write_text(text.replace(",", "\t"))
    return path


def as_semicolons(text: str, path: Path) -> Path:
    path.write_text(text.replace(",", ";"))
    return path


def as_gzip(text: str, path: Path) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def as_zip(text: str, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
        archive.writestr("data/people.csv", text)
    return path


def as_workbook(text: str, path: Path) -> Path:
    book = Book()
    sheet = book.active
    assert sheet is not None
    for line in text.splitlines():
        sheet.append(line.split(","))
    book.save(path)
    return path


@pytest.mark.parametrize(
    "written",
    [as_utf16, as_cp1252, with_mark, as_tabs, as_semicolons, as_gzip, as_zip, as_workbook],
)
def test_the_same_people_whatever_the_table_is_written_in(
    database: Database, tmp_path: Path, written: Callable[[str, Path], Path]
) -> None:
    report = import_representatives(database, written(MPS, tmp_path / "people"), today=TODAY)
    assert (report.added, report.problems) == (3, [])
    assert {person.name for person in representatives(database, today=TODAY)} == {
        "Dr Olive Sample",
        "Peter Probe",
        "Siân Sampl",
    }


@pytest.mark.parametrize(
    ("header", "role", "scheme"),
    [
        ("MP,constituency", "mp", "uk-constituency"),
        ("MSP,constituency", "msp", "scottish-constituency"),
        ("ms,etholaeth", "ms", ""),
        ("Full Name,PCON25NM", "mp", "uk-constituency"),
        ("display_name,senedd_constituency", "ms", "senedd-constituency"),
        ("councillor,ward", "councillor", "uk-ward"),
        ("member,wd24nm", "councillor", "uk-ward"),
    ],
)
def test_headers_say_what_people_are(
    database: Database, tmp_path: Path, header: str, role: str, scheme: str
) -> None:
    load(database, tmp_path, f"{header}\nAnn Sample,Sampleton\n")
    (found,) = representatives(database, today=TODAY)
    assert found.role == role
    assert (found.area.scheme if found.area else "") == scheme


@pytest.mark.parametrize("pair", ["name=Who", "Who=name"])
def test_a_column_can_be_named_by_hand(database: Database, tmp_path: Path, pair: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Who,ward\nAnn Sample,Central\n")
    left, _, right = pair.partition("=")
    options = Options(role="councillor", mapping={left: right})
    assert import_representatives(database, path, options=options, today=TODAY).added == 1


def test_an_address_is_written_as_its_country_wants_it(database: Database, tmp_path: Path) -> None:
    text = (
        "name,role,address,town,postcode,country\n"
        "Ann Sample,councillor,Town Hall,Sampleton,AB1 2CD,GB\n"
        "Bob Sample,senator,1 Main St,Sampleville,12345,US\n"
    )
    load(database, tmp_path, text)
    ann, bob = sorted(representatives(database, today=TODAY), key=lambda person: person.name)
    assert ann.address == ("Town Hall", "SAMPLETON", "AB1 2CD")
    assert bob.address[-1].startswith("SAMPLEVILLE")


@pytest.mark.parametrize("country", ["US", "USA", "us", "United States"])
def test_a_country_is_kept_as_its_two_letters(
    database: Database, tmp_path: Path, country: str
) -> None:
    load(database, tmp_path, f"name,role,country\nAnn Sample,senator,{country}\n")
    (ann,) = representatives(database, today=TODAY)
    assert (ann.country, ann.salutation) == ("US", "Dear Senator Sample:")


def test_a_country_that_is_not_known_is_named_with_its_row(
    database: Database, tmp_path: Path
) -> None:
    report = load(database, tmp_path, "name,role,country\nAnn Sample,senator,Ruritania\n")
    assert [(problem.line, problem.code) for problem in report.problems] == [(2, "country")]


def test_a_welsh_name_is_found_without_its_accent(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, "PCON24CD,PCON24NM,MP\nW07000112,Ynys Môn,Ann Sample\n")
    load(database, tmp_path, "role,name,constituency\nmp,Bea Sample,Ynys Mon\n")
    areas = {person.area.code for person in representatives(database, today=TODAY) if person.area}
    assert areas == {"W07000112"}


@pytest.mark.parametrize(
    ("country", "text", "day"),
    [
        ("GB", "04/07/2024", "2024-07-04"),
        ("GB", "4 July 2024", "2024-07-04"),
        ("GB", "2024-07-04T23:00:00-05:00", "2024-07-04"),
        ("GB", "2024-07", "2024-07"),
        ("GB", "2024", "2024"),
        ("US", "07/04/2024", "2024-07-04"),
        ("US", "13/07/2024", None),
        ("GB", "07/13/2024", None),
        ("GB", "2024-13", None),
        ("GB", "soon", None),
    ],
)
def test_a_date_is_read_as_its_country_writes_it(
    database: Database, tmp_path: Path, country: str, text: str, day: str | None
) -> None:
    report = load(
        database, tmp_path, f"name,role,country,started\nAnn Sample,senator,{country},{text}\n"
    )
    started = [day for (day,) in database.conn.execute("SELECT started FROM memberships")]
    assert started == ([] if day is None else [day])
    assert [problem.code for problem in report.problems] == (["date"] if day is None else [])
