"""Signatures from elsewhere: other systems' headers, duplicates, rejects, stops."""

from __future__ import annotations

import csv
import random
from collections import Counter
from datetime import UTC
from pathlib import Path

import pytest

from campaigner.errors import ProblemsFound, UnknownName
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.rows import Reading, read_row
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.importing.signed_at import Signable, when
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.verification import verify
from campaigner.store import outbox, tallies
from campaigner.store.database import Database
from campaigner.store.issued_files import files_about_many
from campaigner.store.petitions import Petition
from campaigner.tables import Row
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    petition_here,
    seconds,
    the_petition,
    with_areas,
)

ALWAYS = Reading("en", Signable(opens_at=0, closes_at=NOON + 1, now=NOON))


@pytest.fixture
def petition(database: Database) -> Petition:
    return the_petition(database)


@pytest.fixture
def here(workspace: Workspace, database: Database, petition: Petition) -> OpenPetition:
    return petition_here(workspace, database, petition)


def take(here: OpenPetition, file: Path, *, confirmed: bool = False) -> ImportResult:
    return import_signatures(here, ImportRequest(file=file, confirmed=confirmed))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param(
            "email,first_name,last_name,zip_code,country,create_date",
            "ana@example.org,Ana,Sample,AB10 1AB,GB,2026-12-10 09:30:00 UTC",
            id="Action Network",
        ),
        pytest.param(
            "First Name,Last Name,City,State,Postal Code,Country,Email,Signed On",
            "Ana,Sample,Aberdeen,,AB10 1AB,United Kingdom,ana@example.org,2026-12-10 09:30:00",
            id="Change.org",
        ),
        pytest.param(
            "Timestamp,Email Address,Full name,Postcode",
            "2026/12/10 9:30:00 AM GMT,ana@example.org,Ana Sample,ab10 1ab",
            id="Google Forms",
        ),
    ],
)
def test_exports_of_other_systems_are_taken_as_they_are(
    here: OpenPetition, database: Database, tmp_path: Path, header: str, row: str
) -> None:
    file = tmp_path / "signatures.csv"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert take(here, file, confirmed=True).accepted == 1
    (held,) = database.execute("SELECT * FROM signatures")
    assert (held["name"], held["postcode"], held["country"]) == ("Ana Sample", "AB10 1AB", "GB")
    assert held["signed_at"] == seconds("2026-12-10 09:30")
    assert dict(tallies.sums(database.conn, here.petition.id, "day")) == {"2026-12-10": 1}
    assert verify(database, SLUG).ok


@pytest.mark.parametrize(
    ("text", "month_first", "moment"),
    [
        ("2026-12-01T09:30:00+01:00", False, "2026-12-01 08:30"),
        ("03/12/2026", False, "2026-12-03 00:00"),
        ("12/03/2026", True, "2026-12-03 00:00"),
        ("", False, "2026-12-11 12:00"),
    ],
)
def test_dates_of_other_systems(text: str, month_first: bool, moment: str) -> None:
    assert when(text, NOON, UTC, month_first=month_first) == seconds(moment)


@pytest.mark.parametrize(("text", "agreed"), [("x", True), ("Yes please", True), ("", False)])
def test_consent_to_a_letter_is_read_as_in_a_table_of_supporters(text: str, agreed: bool) -> None:
    cells = {"name": "Ana", "email": "ana@example.org", "postcode": "AB10 1AB", "letter": text}
    assert read_row(Row(3, cells), ALWAYS).letter is agreed


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("name", "=Ana", "name: “=Ana”: A name cannot start with “=”."),
        ("email", "ana", "email: “ana”: This is not a valid email address."),
        ("email", "ana@example.con", "Did you mean ana@example.com?"),
        ("postcode", "SW1A OAA", "postcode: “SW1A OAA” is not a valid postcode."),
        ("postcode", "SW1A OAA", "Did you mean SW1A 0AA?"),
        ("country", "Nowhere", "country: “Nowhere”: This is not a known country."),
        ("signed_at", "soon", "signed_at: “soon”: The date is not valid."),
        ("letter", "perhaps", "letter: “perhaps”: The consent to a letter is neither yes nor no."),
    ],
)
def test_a_row_that_is_refused_says_where_what_and_what_may_be_meant(
    column: str, text: str, said: str
) -> None:
    cells = {"name": "Ana", "email": "ana@example.org", "postcode": "AB10 1AB"}
    with pytest.raises(ProblemsFound) as refused:
        read_row(Row(3, cells | {column: text}), ALWAYS)
    (problem,) = refused.value.problems
    assert said in f"{problem.message} {problem.hint}"
    assert problem.line == 3


def test_everything_that_is_wrong_in_a_row_is_named_at_once() -> None:
    cells = {"name": "?", "email": "ana", "postcode": "AB10", "country": "?", "letter": "?"}
    with pytest.raises(ProblemsFound) as refused:
        read_row(Row(3, cells), ALWAYS)
    codes = [each.code.removeprefix("invalid-") for each in refused.value.problems]
    assert sorted(codes) == ["country", "email", "letter", "name", "postcode"]


def rows(*lines: str) -> str:
    return "\n".join(("name,email,postcode,area", *lines)) + "\n"


def test_duplicates_are_told_by_the_rules_within_the_file_and_beyond(
    here: OpenPetition, database: Database, petition: Petition, tmp_path: Path
) -> None:
    with_areas(database, "E14001063")
    confirmed(database, petition, application("Ana Sample"))
    file = tmp_path / "s.csv"
    file.write_text(
        rows(
            "ana sample,ANA@example.org,AB10 1AB,",  # Ana again
            "Ben Sample,ana@example.org,AB10 1AB,E14001063",  # her household
            "Cai Sample,ana@example.org,AB10 1AB,",  # a third
            "Dee Sample,dee@gmail.com,AB10 1AB,E14001063",
            "Dee Sample,d.e.e+x@googlemail.com,AB10 1AB,",  # the same mailbox
        ),
        encoding="utf-8",
    )
    done = take(here, file, confirmed=True)
    assert (done.accepted, done.repeated, done.rejected) == (2, 3, 0)
    assert dict(tallies.sums(database.conn, petition.id, "area")) == {"": 1, "E14001063": 2}


def test_those_who_were_not_confirmed_elsewhere_get_a_mail(
    here: OpenPetition, database: Database, petition: Petition, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,ana@example.org,AB10 1AB,"), encoding="utf-8")
    take(here, file)
    assert tallies.total(database.conn, petition.id) == 0
    assert [each.kind for each in outbox.all_mail(database.conn)] == ["confirm"]


def big_file(path: Path, count: int = 50) -> Path:
    lines = [
        f"Person {'abcdefghij'[n % 10]},p{n}@example.org,AB10 1AB,A{n % 3}" for n in range(count)
    ]
    lines[7] = "=cmd,p7@example.org,AB10 1AB,"
    lines[31] = "Person x,nothing,AB10 1AB,"
    path.write_text(rows(*lines), encoding="utf-8")
    return path


class Stopped(Exception):
    """The power went out."""


@pytest.mark.parametrize("after", [1, 2, 4])
def test_an_import_that_was_interrupted_resumes_where_it_was(
    here: OpenPetition, database: Database, tmp_path: Path, after: int
) -> None:
    file = big_file(tmp_path / "s.csv")
    request = ImportRequest(file=file, rejects=tmp_path / "rejects.csv", confirmed=True, at_once=10)
    batches = iter(range(1, 100))

    def stop(_: ImportResult) -> None:
        if next(batches) == after:
            raise Stopped

    with pytest.raises(Stopped):
        import_signatures(here, request, stop)
    with (tmp_path / "rejects.csv").open("a", encoding="utf-8") as rejects:
        rejects.write("half a line that was never")
    done = import_signatures(here, request)
    again = import_signatures(here, request)
    assert (done.accepted, done.repeated, done.rejected) == (48, 0, 2)
    assert (again.accepted, again.repeated, again.rejected, again.before) == (0, 0, 2, 48)
    assert tallies.total(database.conn, here.petition.id) == 48
    assert lines_of(tmp_path / "rejects.csv") == ["9", "33"]
    assert verify(database, SLUG).ok


def rejected(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def lines_of(file: Path) -> list[str]:
    return [row["line"] for row in rejected(file)]


def test_rejects_are_harmless_and_can_be_corrected_and_imported(
    here: OpenPetition, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(rows("=Ana Sample,ana@example.org,AB10 1AB,", "@Ben,ben,M1 1AA,"), "utf-8")
    done = take(here, file, confirmed=True)
    assert done.rejects == tmp_path / "s.csv.rejects.csv"
    first, second = rejected(done.rejects)
    assert (first["name"], second["name"], second["email"]) == ("'=Ana Sample", "'@Ben", "ben")
    assert "“ben”: This is not a valid email address." in second["problem"]
    corrected = tmp_path / "corrected.csv"
    text = done.rejects.read_text("utf-8-sig")
    for wrong, right in (("'=Ana", "Ana"), ("'@Ben", "Bé"), (",ben,", ",b@x.org,")):
        text = text.replace(wrong, right)
    corrected.write_text(text, "utf-8")
    again = take(here, corrected, confirmed=True)
    assert (again.accepted, again.rejected, again.rejects) == (2, 0, None)
    assert [row["name"] for row in database.execute("SELECT name FROM signatures")] == [
        "Ana Sample",
        "Bé",
    ]


def test_a_row_that_cannot_be_read_at_all_is_rejected_too(
    here: OpenPetition, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,ana@example.org,AB10 1AB,", 'Ben,"b@x.org,M1 1AA,'), "utf-8")
    done = take(here, file, confirmed=True)
    assert (done.accepted, done.rejected) == (1, 1)
    assert done.rejects is not None
    (row,) = rejected(done.rejects)
    assert "quotation mark" in row["problem"]


def test_rejects_of_others_are_never_written_over_or_removed(
    here: OpenPetition, tmp_path: Path
) -> None:
    others = tmp_path / "s.csv.rejects.csv"
    others.write_text("kept", "utf-8")
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,nothing,AB10 1AB,"), "utf-8")
    done = take(here, file)
    assert done.rejects == tmp_path / "s.csv.rejects-2.csv"
    file.write_text(rows("Ana Sample,nowhere,AB10 1AB,"), "utf-8")
    assert take(here, file).rejects == done.rejects  # its own, as it was left
    done.rejects.write_text("somebody corrects it", "utf-8")
    file.write_text(rows("Ana Sample,ana@example.org,AB10 1AB,"), "utf-8")
    assert take(here, file).rejects is None
    assert others.read_text("utf-8") == "kept"
    assert done.rejects.exists()


def test_a_link_in_the_place_of_rejects_is_not_written_through(
    here: OpenPetition, tmp_path: Path
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("kept", "utf-8")
    (tmp_path / "s.csv.rejects.csv").symlink_to(precious)
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,nothing,AB10 1AB,"), "utf-8")
    assert take(here, file).rejects == tmp_path / "s.csv.rejects-2.csv"
    assert precious.read_text("utf-8") == "kept"


def test_an_import_without_rejects_removes_those_of_the_same_table(
    here: OpenPetition, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,nothing,AB10 1AB,"), "utf-8")
    left = take(here, file).rejects
    assert left is not None
    assert left.exists()
    file.write_text(rows("Ana Sample,ana@example.org,AB10 1AB,"), "utf-8")
    take(here, file)
    assert not left.exists()


def test_rejects_are_noted_because_they_hold_peoples_data(
    here: OpenPetition, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,nothing,AB10 1AB,"), "utf-8")
    done = take(here, file)
    assert [each.path for each in files_about_many(database.conn)] == [str(done.rejects)]


@pytest.mark.parametrize("wrong", [{"source": "nobody"}, {"language": "fr"}])
def test_an_unknown_source_or_language_is_named_before_anything_is_imported(
    here: OpenPetition, database: Database, tmp_path: Path, wrong: dict[str, str]
) -> None:
    request = ImportRequest(file=big_file(tmp_path / "s.csv"), **wrong)  # type: ignore[arg-type]  # what a test varies
    with pytest.raises(UnknownName):
        import_signatures(here, request)
    assert not database.execute("SELECT 1 FROM signatures").fetchall()


def test_importing_from_the_command_line_names_the_rejects(
    campaigner: Command, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    file = big_file(tmp_path / "s.csv")
    called = campaigner("petition", "import", SLUG, file, "--confirmed")
    assert called.code == 1
    assert "48 signatures imported, 0 repeated, 2 rejected" in called.stderr
    assert (tmp_path / "s.csv.rejects.csv").exists()
    nameless = tmp_path / "n.csv"
    nameless.write_text("name\nAna\n", encoding="utf-8")
    called = campaigner("petition", "import", SLUG, nameless)
    assert called.code == 1
    assert "email" in called.stderr


@pytest.mark.slow
def test_twenty_thousand_signatures_are_counted_to_the_last(
    here: OpenPetition, database: Database, petition: Petition, tmp_path: Path
) -> None:
    """A steep distribution over 650 areas; one row in fifty repeats an earlier one."""
    file, expected = tmp_path / "signatures.csv", Counter[str]()
    draw = random.Random(2026)
    areas = [f"E14{number:06}" for number in range(1063, 1713)]
    with_areas(database, *areas)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "email", "postcode", "area"))
        for number in range(20_000):
            (area,) = draw.choices(areas, [1 / (10 + rank) for rank in range(650)])
            repeated = number % 50 == 49
            person = number - 1 if repeated else number
            expected[area] += not repeated
            rows.writerow((f"Person {person} Sample", f"{person}@example.org", "M1 1AA", area))
    done = take(here, file, confirmed=True)
    assert done.accepted == expected.total() == 19_600
    assert dict(tallies.sums(database.conn, petition.id, "area")) == dict(expected)
    proof = verify(database, petition.campaign)
    assert (proof.ok, proof.total) == (True, 19_600)
