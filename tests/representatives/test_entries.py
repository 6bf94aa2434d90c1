"""Representatives added, edited and ended by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.representatives.atlas import import_places
from campaigner.representatives.details import Details
from campaigner.representatives.directory import (
    import_people,
    one_in_office,
    people_in_office,
    seats_vacant,
    who_represents,
)
from campaigner.representatives.entries import (
    add_representative,
    edit_representative,
    end_membership,
)
from campaigner.representatives.models import Representative
from campaigner.store import audit
from campaigner.vocabulary.representatives import Role
from conftest import Command

POSTCODES = "pcds,pcon24cd,osward\nLE93 1AA,E14009901,E05009901\n"
AREAS = "pcon24cd,pcon24nm\nE14009901,Sampleton North\nE14009902,Sampleton South\n"
WARDS = "wd24cd,wd24nm\nE05009901,St Thomas\n"
ADA = Details(name="Dr Ada Specimen", area="Sampleton North", party="Ora")


@pytest.fixture
def here(here: OpenWorkspace, tmp_path: Path) -> OpenWorkspace:
    for text in (POSTCODES, AREAS, WARDS):
        (tmp_path / "places.csv").write_text(text, encoding="utf-8")
        import_places(here, tmp_path / "places.csv")
    return here


def sitting(here: OpenWorkspace) -> list[str]:
    return [person.name for person in people_in_office(here)]


def deeds(here: OpenWorkspace) -> list[tuple[str, str, object]]:
    return [
        (deed.actor, deed.action, json.loads(deed.details)["changed"])
        for deed in audit.deeds(here.database.conn)
        if not deed.action.endswith(" import")
    ]


def test_somebody_who_is_added_represents_their_area(here: OpenWorkspace) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    assert (ada.envelope_name, ada.salutation) == ("Dr Ada Specimen MP", "Dear Dr Specimen")
    (found,) = who_represents(here, "LE93 1AA", [Role.MP]).found
    assert (found, found.party) == (ada, "Ora")
    assert deeds(here) == [("olive", "representative add", [])]


def test_everything_that_is_typed_is_kept(here: OpenWorkspace) -> None:
    details = Details(
        name="Ann Sample",
        area="st thomas",
        organisation="Sampleton City Council",
        title="Ms",
        party="Mauve",
        email="ann@EXAMPLE.org",
        address="Civic Centre, Sampleton\nLE93 1AA",
        salutation="Dear Ann",
        started="7 May 2026",
    )
    ann = add_representative(here, Role.COUNCILLOR, details).representative
    assert ann.area
    assert (ann.area.code, ann.email, ann.party) == ("E05009901", "ann@example.org", "Mauve")
    assert ann.address == ("Sampleton City Council", "Civic Centre", "Sampleton", "LE93 1AA")
    assert (ann.envelope_name, ann.salutation) == ("Cllr Ms Ann Sample", "Dear Ann")
    assert ann.described == "Ann Sample, councillor for St Thomas"


def test_who_is_added_takes_the_seat_of_the_one_before(here: OpenWorkspace) -> None:
    add_representative(here, Role.MP, ADA)
    entered = add_representative(here, Role.MP, Details(name="Bo Sample", area="E14009901"))
    assert entered.report.ended == 1
    assert sitting(here) == ["Bo Sample"]


def test_a_vacancy_ends_when_somebody_is_added(here: OpenWorkspace) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    end_membership(here, ada.membership, date(2026, 12, 1))
    assert who_represents(here, "LE93 1AA", [Role.MP]).remarks == (
        "The seat of Sampleton North (MP) has been vacant since 1 December 2026.",
    )
    add_representative(here, Role.MP, Details(name="Bo Sample", area="E14009901"))
    assert (sitting(here), seats_vacant(here)) == (["Bo Sample"], [])


def test_all_mistakes_are_named_together(here: OpenWorkspace) -> None:
    wrong = Details(
        name="Ada Specimen [resigned]",
        area="Nowhere",
        email="ada",
        started="soon",
        address=",".join("abcdefgh"),
        party="x" * 300,
    )
    with pytest.raises(FormRefused) as refused:
        add_representative(here, Role.MP, wrong)
    assert {problem.path for problem in refused.value.problems} == {
        *("name", "area", "email", "started", "address", "party")
    }
    assert sitting(here) == []


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (Details(area="E14009901"), "name"),
        (Details(name="", area="E14009901"), "name"),
        (Details(name="Vacant", area="E14009901"), "name"),
        (Details(name="Ada Specimen"), "area"),
        (Details(name="Ada Specimen", area="St Thomas"), "area"),  # a ward elects no MP
    ],
)
def test_a_member_of_parliament_needs_a_name_and_an_area(
    here: OpenWorkspace, details: Details, field: str
) -> None:
    with pytest.raises(FormRefused) as refused:
        add_representative(here, Role.MP, details)
    assert [problem.path for problem in refused.value.problems] == [field]


def test_a_lord_or_a_minister_needs_no_area(here: OpenWorkspace) -> None:
    add_representative(here, Role.LORD, Details(name="Lord Sample", salutation="Dear Lord Sample"))
    office = Details(name="Rosa Office", post="Secretary of State for Sampling")
    rosa = add_representative(here, Role.MINISTER, office).representative
    assert rosa.salutation == "Dear Secretary of State"
    assert sitting(here) == ["Lord Sample", "Rosa Office"]


def test_who_is_in_office_is_not_added_again(here: OpenWorkspace) -> None:
    add_representative(here, Role.MP, ADA)
    again = Details(name="Ada Specimen", area="E14009901")
    with pytest.raises(CampaignerError, match="in office already") as raised:
        add_representative(here, Role.MP, again)
    assert raised.value.code == "already-in-office"


@pytest.mark.parametrize(
    ("details", "field", "value"),
    [
        (Details(name="Ada Sample"), "name", "Ada Sample"),
        (Details(name="Ada Sample"), "salutation", "Dear Ada Sample"),
        (Details(title="Prof"), "salutation", "Dear Professor Specimen"),
        (Details(party=""), "party", ""),
        (Details(email="new@example.org"), "email", "new@example.org"),
        (Details(address="1 High Street, Sampleton"), "address", ("1 High Street", "Sampleton")),
        (Details(salutation="Dear Ada"), "salutation", "Dear Ada"),
        (Details(envelope_name="Ada S. MP"), "envelope_name", "Ada S. MP"),
    ],
)
def test_what_is_known_of_somebody_can_be_changed(
    here: OpenWorkspace, details: Details, field: str, value: object
) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    changed = edit_representative(here, ada.membership, details)
    assert getattr(changed, field) == value
    assert getattr(one_in_office(here, str(ada.membership)), field) == value
    assert deeds(here)[-1] == ("olive", "representative edit", list(details.given))


def test_what_is_removed_is_derived_again(here: OpenWorkspace) -> None:
    typed = Details(name="Ada Specimen", area="E14009901", address="Elsewhere", salutation="Hello")
    ada = add_representative(here, Role.MP, typed).representative
    changed = edit_representative(here, ada.membership, Details(address="", salutation=""))
    assert changed.address == ("House of Commons", "London", "SW1A 0AA")
    assert changed.salutation == "Dear Ada Specimen"


def test_an_area_can_be_changed(here: OpenWorkspace) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    changed = edit_representative(here, ada.membership, Details(area="Sampleton South"))
    assert changed.area
    assert changed.area.code == "E14009902"


def test_an_edit_with_a_mistake_changes_nothing(here: OpenWorkspace) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    with pytest.raises(FormRefused):
        edit_representative(here, ada.membership, Details(party="New", email="nonsense"))
    with pytest.raises(UsageError, match="Nothing is to be changed"):
        edit_representative(here, ada.membership, Details())
    assert one_in_office(here, "Ada Specimen") == ada


def test_a_form_that_a_file_gave_is_replaced_by_what_is_typed(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    text = "name,role,area_code,salutation\nAda Specimen,mp,E14009901,Dear Ms Specimen\n"
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    import_people(here, tmp_path / "people.csv")
    ada = one_in_office(here, "Ada Specimen")
    changed = edit_representative(here, ada.membership, Details(salutation="Dear Ada"))
    assert changed.salutation == "Dear Ada"


def test_an_ended_membership_is_out_from_that_day(here: OpenWorkspace) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    assert end_membership(here, ada.membership, date(2026, 12, 25)).name == "Dr Ada Specimen"
    assert (sitting(here), seats_vacant(here)) == (["Dr Ada Specimen"], [])
    end_membership(here, ada.membership, date(2026, 12, 11))
    assert sitting(here) == []
    assert [seat.since for seat in seats_vacant(here)] == ["2026-12-11"]
    assert deeds(here)[-1] == ("olive", "representative end", ["2026-12-11"])


def test_a_ward_of_several_members_is_not_noted_as_vacant(here: OpenWorkspace) -> None:
    ann = Details(name="Ann Sample", area="St Thomas", organisation="Sampleton City Council")
    entered = add_representative(here, Role.COUNCILLOR, ann)
    end_membership(here, entered.representative.membership, date(2026, 12, 1))
    assert (sitting(here), seats_vacant(here)) == ([], [])


def test_nobody_leaves_before_they_came_or_twice(here: OpenWorkspace) -> None:
    details = Details(name="Ada Specimen", area="E14009901", started="2026-05-07")
    ada = add_representative(here, Role.MP, details).representative
    with pytest.raises(UsageError, match="cannot have left before"):
        end_membership(here, ada.membership, date(2026, 5, 6))
    end_membership(here, ada.membership, date(2026, 12, 1))
    with pytest.raises(UsageError, match="left office on 2026-12-01"):
        end_membership(here, ada.membership, date(2026, 12, 2))
    with pytest.raises(UnknownName, match="99"):
        end_membership(here, 99, date(2026, 12, 2))


def test_of_several_of_one_name_one_is_chosen(here: OpenWorkspace) -> None:
    wanted: list[Representative] = []
    for area in ("E14009901", "E14009902"):
        entered = add_representative(here, Role.MP, Details(name="Sam Sample", area=area))
        wanted.append(entered.representative)
    with pytest.raises(UsageError, match="Several people are called “sam sample”") as raised:
        one_in_office(here, "sam sample")
    assert f"{wanted[0].membership}: Sam Sample, MP for Sampleton North" in raised.value.hint
    assert one_in_office(here, "Sam Sample", area="Sampleton South") == wanted[1]
    assert one_in_office(here, "Sam Sample", Role.MP, "E14009901") == wanted[0]
    assert one_in_office(here, str(wanted[1].membership)) == wanted[1]


def test_part_of_a_name_is_enough_if_it_is_one_person(here: OpenWorkspace) -> None:
    ada = add_representative(here, Role.MP, ADA).representative
    assert one_in_office(here, "specimen") == ada
    with pytest.raises(UnknownName) as raised:
        one_in_office(here, "Ada Speciman")
    assert "Ada Specimen" in raised.value.hint


def test_the_commands_add_edit_and_end(here: OpenWorkspace, campaigner: Command) -> None:
    added = campaigner(
        *("representative", "add", "Ada Specimen", "--role", "mp"),
        *("--area", "Sampleton North", "--title", "Dr"),
    )
    assert (added.code, "Dear Dr Specimen" in added.stdout) == (0, True)
    edited = campaigner("representative", "edit", "ada", "--salutation", "Dear Ada")
    assert (edited.code, "Dear Ada" in edited.stdout) == (0, True)
    wrong = campaigner("representative", "edit", "ada", "--email", "x", "--started", "soon")
    assert wrong.stderr.count("Error: --") == 2
    ended = campaigner("representative", "end", "Ada Specimen", "--on", "2026-11-01", "--yes")
    assert (ended.code, "out of office from 2026-11-01" in ended.stderr) == (0, True)
    assert campaigner("representative", "list", "--vacant", "--format", "json").json
    assert campaigner("representative", "end", "Ada Specimen", "-y").code == 2
