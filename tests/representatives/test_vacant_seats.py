"""Seats that nobody holds, and who takes the seat of whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.problems import Severity
from campaigner.representatives.atlas import import_places
from campaigner.representatives.directory import (
    import_people,
    people_in_office,
    seats_vacant,
    who_represents,
)
from campaigner.representatives.report import Change, Kind, Report
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace
from conftest import Command

HEADER = "name,role,area_code,area_name"
ADA = "Ada Specimen,mp,E14009901,Sampleton North"
BO = "Bo Sample,mp,E14009901,Sampleton North"
VACANT = "Vacant,mp,E14009901,Sampleton North"
POSTCODES = "pcds,pcon24cd,osward\nLE93 1AA,E14009901,E05009901\nLE93 2AA,E14009902,E05009901\n"


@pytest.fixture
def here(workspace: Workspace, database: Database, tmp_path: Path) -> OpenWorkspace:
    """A workspace in which postcodes of two constituencies and a ward are known."""
    here = OpenWorkspace(workspace, database, datetime(2026, 11, 23, 12, tzinfo=UTC), "olive")
    (tmp_path / "postcodes.csv").write_text(POSTCODES, encoding="utf-8")
    import_places(here, tmp_path / "postcodes.csv")
    return here


def load(here: OpenWorkspace, *rows: str, header: str = HEADER, as_of: str = "") -> Report:
    path = here.workspace.root / "people.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return import_people(here, path, as_of=date.fromisoformat(as_of) if as_of else None)


def sitting(here: OpenWorkspace, role: Role = Role.MP) -> list[str]:
    return [person.name for person in people_in_office(here, role)]


def test_a_vacant_seat_is_listed_and_said_to_the_supporter(here: OpenWorkspace) -> None:
    report = load(here, VACANT)
    assert (report.added, report.failed, len(report.vacancies)) == (0, 0, 1)
    assert sitting(here) == []
    (seat,) = seats_vacant(here)
    assert (seat.role, seat.area.code, seat.area.name) == ("mp", "E14009901", "Sampleton North")
    picked = who_represents(here, "LE93 1AA", [Role.MP])
    assert (picked.found, picked.unknown) == ((), ())
    assert picked.remarks == ("The seat of Sampleton North (MP) is vacant.",)


def test_a_vacancy_says_since_when(here: OpenWorkspace) -> None:
    load(here, "Seat vacant since 3 May 2026,mp,E14009901,Sampleton North")
    assert who_represents(here, "LE93 1AA").remarks == (
        "The seat of Sampleton North (MP) has been vacant since 3 May 2026.",
    )


@pytest.mark.parametrize("name", ["", "-", "TBC", "Gwag", "“Vacant”"])
def test_an_empty_name_with_an_area_is_a_vacancy(here: OpenWorkspace, name: str) -> None:
    assert load(here, f"{name},mp,E14009901,Sampleton North").vacancies
    assert len(seats_vacant(here)) == 1


def test_an_empty_name_that_an_identifier_belongs_to_is_only_missing(here: OpenWorkspace) -> None:
    report = load(here, ",mp,E14009901,N,4711", header=f"{HEADER},id")
    assert [problem.code for problem in report.problems] == ["no-name"]
    assert seats_vacant(here) == []


def test_a_seat_that_is_twice_vacant_is_vacant_once_and_said(here: OpenWorkspace) -> None:
    report = load(here, VACANT, BO.replace("Bo Sample", "TBC"))
    assert len(report.vacancies) == 1
    assert [(each.line, each.code) for each in report.problems] == [(3, "repeated-vacancy")]


def test_a_vacancy_without_an_area_is_named(here: OpenWorkspace) -> None:
    report = load(here, "Vacant,lord,,", "Ada Specimen,mp,E14009901,N")
    assert [(each.code, each.line) for each in report.problems] == [("vacancy-without-area", 2)]
    assert (report.added, seats_vacant(here)) == (1, [])


def test_a_vacancy_ends_who_held_the_seat_and_ends_when_somebody_comes(
    here: OpenWorkspace,
) -> None:
    load(here, ADA)
    report = load(here, VACANT)
    assert report.changes == [Change(Kind.ENDED, "Ada Specimen", "mp", "Sampleton North")]
    assert (sitting(here), len(seats_vacant(here))) == ([], 1)
    load(here, BO)
    assert (sitting(here), seats_vacant(here)) == (["Bo Sample"], [])


def test_a_ward_has_a_vacant_seat_beside_those_who_sit(here: OpenWorkspace) -> None:
    ward = "role,ward code,ward,name"
    report = load(
        here,
        "councillor,E05009901,St Thomas,Ann Sample",
        "councillor,E05009901,St Thomas,Bob Sample",
        "councillor,E05009901,St Thomas,VACANCY",
        header=ward,
    )
    assert (report.added, len(report.vacancies), report.ended, report.failed) == (2, 1, 0, 0)
    assert sitting(here, Role.COUNCILLOR) == ["Ann Sample", "Bob Sample"]
    picked = who_represents(here, "LE93 1AA", [Role.COUNCILLOR])
    assert len(picked.found) == 2
    assert picked.remarks == ("A seat of St Thomas (councillor) is vacant.",)
    load(here, "councillor,E05009901,St Thomas,Ann Sample", header=ward)
    assert len(seats_vacant(here)) == 1
    report = load(here, "councillor,E05009901,St Thomas,Cy Sample", header=ward)
    assert (seats_vacant(here), report.ended) == ([], 0)
    assert len(sitting(here, Role.COUNCILLOR)) == 3


def test_one_row_that_says_vacant_and_one_with_a_name_contradict(here: OpenWorkspace) -> None:
    report = load(here, ADA, VACANT)
    assert [problem.code for problem in report.problems] == ["vacant-and-held"]
    assert (sitting(here), seats_vacant(here)) == (["Ada Specimen"], [])


def test_who_wins_a_by_election_takes_the_seat(here: OpenWorkspace) -> None:
    load(here, f"{ADA},2024-07-04", header=f"{HEADER},started")
    report = load(here, f"{BO},2026-05-07", header=f"{HEADER},started")
    assert report.changes == [
        Change(Kind.ADDED, "Bo Sample", "mp", "Sampleton North"),
        Change(Kind.ENDED, "Ada Specimen", "mp", "Sampleton North"),
    ]
    assert sitting(here) == ["Bo Sample"]
    ended = here.database.execute("SELECT ended FROM memberships WHERE ended IS NOT NULL")
    assert [day for (day,) in ended] == ["2026-05-07"]


def test_without_a_day_the_seat_changes_hands_on_the_day_of_the_import(
    here: OpenWorkspace,
) -> None:
    load(here, ADA)
    load(here, BO)
    assert sitting(here) == ["Bo Sample"]
    ended = here.database.execute("SELECT ended FROM memberships WHERE ended IS NOT NULL")
    assert [day for (day,) in ended] == ["2026-11-23"]


def test_a_winner_who_takes_the_seat_next_week_leaves_it_to_the_other_until_then(
    here: OpenWorkspace,
) -> None:
    load(here, ADA)
    load(here, f"{BO},2026-11-30", header=f"{HEADER},started")
    assert sitting(here) == ["Ada Specimen"]
    later = OpenWorkspace(here.workspace, here.database, datetime(2026, 12, 1, tzinfo=UTC), "olive")
    assert sitting(later) == ["Bo Sample"]


def test_an_older_list_takes_no_seat_away(here: OpenWorkspace) -> None:
    load(here, f"{BO},2026-05-07", header=f"{HEADER},started")
    report = load(here, f"{ADA},2024-07-04", header=f"{HEADER},started")
    assert report.ended == 0
    (problem,) = report.problems
    assert (problem.code, problem.severity) == ("both-sit", Severity.WARNING)
    assert "Bo Sample now both sit as MP for Sampleton North" in problem.message


def test_two_who_hold_one_seat_in_the_same_file_are_named(here: OpenWorkspace) -> None:
    report = load(here, ADA, BO)
    assert [(each.code, each.line) for each in report.problems] == [("both-sit", 3)]
    assert report.failed == 0


def test_where_it_is_not_known_how_many_sit_nobody_is_ended_and_it_is_said(
    here: OpenWorkspace,
) -> None:
    rows = "name,role,area\nAda Sample,senator-at-home,Sampleton"
    load(here, *rows.splitlines()[1:], header="name,role,area")
    report = load(here, "Bo Sample,senator-at-home,Sampleton", header="name,role,area")
    assert (report.ended, [each.code for each in report.problems]) == (0, ["both-sit"])


@pytest.mark.parametrize(
    ("role", "code"),
    [("councillor", "E05009901"), ("ms", "W09000001"), ("mla", "N05000001"), ("msp", "S17000001")],
)
def test_an_area_with_many_members_keeps_them_all(
    here: OpenWorkspace, role: str, code: str
) -> None:
    scheme = "spr21cd" if role == "msp" else "area_code"
    for name in ("Ann Sample", "Bob Sample"):
        report = load(here, f"{name},{role},{code}", header=f"name,role,{scheme}")
        assert report.ended == 0
        assert "both-sit" not in {problem.code for problem in report.problems}
    assert len(people_in_office(here, Role(role))) == 2


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("ended", "2026-11-01"),
        ("resigned", "1 November 2026"),
        ("resigned", "yes"),
        ("date of death", "2026-11-01"),
        ("deceased", "Yes"),
        ("status", "Resigned"),
        ("status", "Former member"),
        ("in office", "no"),
    ],
)
def test_the_dead_and_the_resigned_are_out(here: OpenWorkspace, header: str, cell: str) -> None:
    load(here, ADA)
    load(here, f"{ADA},{cell}", header=f"{HEADER},{header}")
    assert sitting(here) == []


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("resigned", "no"),
        ("status", "Current"),
        ("in office", "yes"),
        ("deceased", ""),
        ("ended", ""),
    ],
)
def test_who_has_not_left_stays(here: OpenWorkspace, header: str, cell: str) -> None:
    load(here, f"{ADA},{cell}", header=f"{HEADER},{header}")
    assert sitting(here) == ["Ada Specimen"]


def test_a_state_can_say_that_the_seat_is_vacant(here: OpenWorkspace) -> None:
    load(here, f"{ADA},Vacant", header=f"{HEADER},status")
    assert (sitting(here), len(seats_vacant(here))) == ([], 1)


def test_peers_without_a_form_of_address_are_named(here: OpenWorkspace) -> None:
    header = "name,role,salutation"
    report = load(
        here,
        "Lord Sample,lord,",
        "Ada Specimen,lord,",
        "Baroness X,lord,Dear Lady X",
        header=header,
    )
    (problem,) = report.problems
    assert problem.code == "peer-without-form"
    assert "Lord Sample (row 2), Ada Specimen (row 3)" in problem.message
    assert report.added == 3


def test_names_that_were_read_otherwise_are_said_once(here: OpenWorkspace) -> None:
    report = load(here, '"Specimen, Ada",mp,E14009901,N', '"Sample, Bo",mp,E14009902,S')
    (problem,) = report.problems
    assert (problem.severity, problem.line) == (Severity.NOTE, 2)
    assert "2 names were written with the family name first" in problem.message
    assert sorted(sitting(here)) == ["Ada Specimen", "Bo Sample"]
    salutations = {person.salutation for person in people_in_office(here)}
    assert salutations == {"Dear Ada Specimen", "Dear Bo Sample"}


def test_a_note_that_has_to_be_asked_keeps_the_row_out(here: OpenWorkspace) -> None:
    report = load(here, "Ada Specimen [resigned 1 Nov 2026],mp,E14009901,N", BO)
    assert [(each.line, each.code) for each in report.problems] == [(2, "left-office")]
    assert sitting(here) == ["Bo Sample"]


def test_the_command_lists_vacant_seats(here: OpenWorkspace, campaigner: Command) -> None:
    load(here, VACANT)
    (seat,) = campaigner("representative", "list", "--vacant", "--format", "json").json
    assert (seat["role"], seat["area_name"]) == ("mp", "Sampleton North")
    listed = campaigner("representative", "list")
    assert "1 vacant seat: Sampleton North (mp)." in listed.stderr
    found = campaigner("representative", "find", "LE93 1AA")
    assert (found.code, "is vacant" in found.stderr) == (1, True)
