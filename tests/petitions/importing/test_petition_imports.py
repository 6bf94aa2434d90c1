"""Signatures from elsewhere: other systems' headers, duplicates, rejects, stops."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.petitions.importing.rows import country_code, read_row, when
from campaigner.petitions.importing.run import Import, import_signatures
from campaigner.petitions.proof.verification import verify
from campaigner.store import outbox, tallies
from campaigner.store.database import Database
from campaigner.store.imports import Progress
from campaigner.store.petitions import Petition
from campaigner.tables import Row
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import NOON, SLUG, application, confirmed, seconds, the_petition


@pytest.fixture
def petition(database: Database) -> Petition:
    return the_petition(database)


def take(database: Database, petition: Petition, file: Path, **options: object) -> Progress:
    wanted = Import(petition, file, file.with_suffix(".rejects"), **options)  # type: ignore[arg-type]  # what a test varies
    return import_signatures(database, wanted, NOON)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param(
            "email,first_name,last_name,zip_code,country,create_date",
            "ana@example.org,Ana,Sample,AB10 1AB,GB,2026-12-01 09:30:00 UTC",
            id="Action Network",
        ),
        pytest.param(
            "First Name,Last Name,City,State,Postal Code,Country,Email,Signed On",
            "Ana,Sample,Aberdeen,,AB10 1AB,United Kingdom,ana@example.org,2026-12-01 09:30:00",
            id="Change.org",
        ),
        pytest.param(
            "Timestamp,Email Address,Full name,Postcode",
            "01/12/2026 09:30:00,ana@example.org,Ana Sample,ab10 1ab",
            id="Google Forms",
        ),
    ],
)
def test_exports_of_other_systems_are_taken_as_they_are(
    database: Database, petition: Petition, tmp_path: Path, header: str, row: str
) -> None:
    file = tmp_path / "signatures.csv"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert take(database, petition, file, confirmed=True).accepted == 1
    (held,) = database.execute("SELECT * FROM signatures")
    assert (held["name"], held["postcode"], held["country"]) == ("Ana Sample", "AB10 1AB", "GB")
    assert held["signed_at"] == seconds("2026-12-01 09:30")
    assert dict(tallies.sums(database.conn, petition.id, "day")) == {"2026-12-01": 1}
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
    assert when(text, NOON, month_first=month_first) == seconds(moment)


@pytest.mark.parametrize(("text", "code"), [("uk", "GB"), ("Ireland", "IE"), ("fr", "FR")])
def test_countries_by_name_or_letters(text: str, code: str) -> None:
    assert country_code(text) == code


def test_a_country_that_there_is_not() -> None:
    with pytest.raises(CampaignerError, match="The country is not one"):
        country_code("Ruritania")


@pytest.mark.parametrize("column", ["email", "postcode", "country", "signed_at"])
def test_what_is_said_of_a_cell_does_not_repeat_it(column: str) -> None:
    cells = {"name": "Ana", "email": "ana@example.org", "postcode": "AB10 1AB"}
    with pytest.raises(CampaignerError) as refused:
        read_row(Row(3, cells | {column: "Private Person"}), "en", NOON)
    assert "Private" not in refused.value.message + refused.value.hint


def rows(*lines: str) -> str:
    return "\n".join(("name,email,postcode,area", *lines)) + "\n"


def test_duplicates_are_told_by_the_rules_within_the_file_and_beyond(
    database: Database, petition: Petition, tmp_path: Path
) -> None:
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
    done = take(database, petition, file, confirmed=True)
    assert (done.accepted, done.repeated, done.rejected) == (2, 3, 0)
    assert dict(tallies.sums(database.conn, petition.id, "area")) == {"": 1, "E14001063": 2}


def test_those_who_were_not_confirmed_elsewhere_get_a_mail(
    database: Database, petition: Petition, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(rows("Ana Sample,ana@example.org,AB10 1AB,"), encoding="utf-8")
    take(database, petition, file)
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
def test_an_import_that_stopped_goes_on_where_it_was(
    database: Database, petition: Petition, tmp_path: Path, after: int
) -> None:
    file = big_file(tmp_path / "s.csv")
    wanted = Import(petition, file, tmp_path / "rejects.csv", confirmed=True, at_once=10)
    batches = iter(range(1, 100))

    def stop(_: Progress) -> None:
        if next(batches) == after:
            raise Stopped

    with pytest.raises(Stopped):
        import_signatures(database, wanted, NOON, stop)
    with (tmp_path / "rejects.csv").open("a", encoding="utf-8") as rejects:
        rejects.write("half a line that was never")
    done = import_signatures(database, wanted, NOON)
    again = import_signatures(database, wanted, NOON)
    assert (done.accepted, done.repeated, done.rejected) == (48, 0, 2)
    assert again == done
    assert tallies.total(database.conn, petition.id) == 48
    rejected = (tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in rejected] == ["line", "9", "33"]
    assert verify(database, SLUG).ok


def test_importing_from_the_command_line_names_the_rejects(
    campaigner: Command, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    file = big_file(tmp_path / "s.csv")
    called = campaigner("petition", "import", SLUG, file, "--confirmed")
    assert called.code == 1
    assert "48 signatures taken in, 0 repeated, 2 rejected" in called.stderr
    assert (tmp_path / "s.csv.rejects.csv").exists()
    nameless = tmp_path / "n.csv"
    nameless.write_text("name\nAna\n", encoding="utf-8")
    called = campaigner("petition", "import", SLUG, nameless)
    assert called.code == 1
    assert "email" in called.stderr


def test_twenty_thousand_signatures_are_counted_to_the_last(
    database: Database, petition: Petition, tmp_path: Path
) -> None:
    """A steep distribution over 650 areas; one row in fifty repeats an earlier one."""
    file, expected = tmp_path / "signatures.csv", Counter[str]()
    draw = random.Random(2026)
    areas = [f"E14{number:06}" for number in range(1063, 1713)]
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "email", "postcode", "area"))
        for number in range(20_000):
            (area,) = draw.choices(areas, [1 / (10 + rank) for rank in range(650)])
            repeated = number % 50 == 49
            person = number - 1 if repeated else number
            expected[area] += not repeated
            rows.writerow((f"Person {person} Sample", f"{person}@example.org", "M1 1AA", area))
    progress = take(database, petition, file, confirmed=True)
    assert progress.accepted == expected.total() == 19_600
    assert dict(tallies.sums(database.conn, petition.id, "area")) == dict(expected)
    proof = verify(database, petition.campaign)
    assert (proof.ok, proof.total) == (True, 19_600)
