"""The directory and the atlas, without a command line: what a page on the web will call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UsageError
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.representatives.atlas import areas_at, areas_known, import_places
from campaigner.representatives.directory import import_people, people_in_office, who_represents
from campaigner.representatives.postcodes import PostcodeError
from campaigner.representatives.upkeep.origins import origins
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POSTCODES = """\
pcds,pcon24cd
AB10 1AB,S14000061
AB10 9ZZ,S14000061
AB10 9ZZ,S14000060
"""
MPS = """\
PCON24CD,PCON24NM,MP
S14000061,Aberdeen South,Ailsa Sample
S14000060,Aberdeen North,Angus Sample
"""
PEERS = "name,role\nBaroness Sample,lord\n"


@pytest.fixture
def here(workspace: Workspace, tmp_path: Path) -> Iterator[OpenWorkspace]:
    """A workspace that knows two constituencies of Aberdeen and a peer."""
    files = {"postcodes.csv": POSTCODES, "mps.csv": MPS, "peers.csv": PEERS}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with opened_workspace(workspace, NOW, "olive") as here:
        import_places(here, tmp_path / "postcodes.csv")
        import_people(here, tmp_path / "mps.csv")
        import_people(here, tmp_path / "peers.csv")
        yield here


def test_everyone_in_office_is_listed_or_those_in_one_role(here: OpenWorkspace) -> None:
    assert [person.name for person in people_in_office(here)] == [
        "Baroness Sample",
        "Angus Sample",
        "Ailsa Sample",
    ]
    assert [person.role for person in people_in_office(here, Role.LORD)] == ["lord"]


def test_those_whose_form_of_address_was_derived_can_be_checked(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    given = (
        "name,role,envelope,dear,address\n"
        "Dr Kay Sample,mayor,Mayor Kay Sample,Dear Mayor,Town Hall\n"
    )
    (tmp_path / "mayors.csv").write_text(given, encoding="utf-8")
    import_people(here, tmp_path / "mayors.csv")
    derived = [person.name for person in people_in_office(here, to_check=True)]
    assert "Kay Sample" not in " ".join(derived)
    assert "Angus Sample" in derived


def test_a_postcode_on_a_boundary_gives_a_choice_as_a_value(here: OpenWorkspace) -> None:
    picked = who_represents(here, "AB10 9ZZ", [Role.MP])
    assert [area.code for area in picked.choices] == ["S14000060", "S14000061"]
    chosen = who_represents(here, "AB10 9ZZ", [Role.MP], area="S14000060")
    assert [person.name for person in chosen.found] == ["Angus Sample"]


def test_what_is_not_known_is_said_without_naming_a_command(here: OpenWorkspace) -> None:
    with pytest.raises(PostcodeError, match="not a valid postcode"):
        who_represents(here, "nowhere")
    with pytest.raises(UsageError, match="Unknown area “E99”") as raised:
        who_represents(here, "ZE1 0AA", area="E99")
    assert (raised.value.code, raised.value.hint) == ("unknown-area", "")


def test_a_whole_file_ends_the_memberships_of_those_who_left(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    rest = "\n".join(MPS.splitlines()[:2])
    (tmp_path / "mps.csv").write_text(rest, encoding="utf-8")
    report = import_people(here, tmp_path / "mps.csv", as_of=date(2026, 11, 20))
    assert report.ended == 1
    assert [person.name for person in people_in_office(here, Role.MP)] == ["Ailsa Sample"]


def test_a_role_can_be_given_to_everyone_in_a_file(here: OpenWorkspace, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name\nCarys Sampl\n", encoding="utf-8")
    with pytest.raises(UsageError, match="nothing says what these people are") as raised:
        import_people(here, tmp_path / "names.csv")
    assert raised.value.code == "missing-role"
    assert import_people(here, tmp_path / "names.csv", role=Role.COUNCILLOR).added == 1


def test_the_areas_of_a_postcode_or_of_its_start(here: OpenWorkspace) -> None:
    assert [area.code for area in areas_at(here, "AB10 1AB")] == ["S14000061"]
    assert {area.code for area in areas_at(here, "AB10")} == {"S14000060", "S14000061"}
    assert areas_at(here, "ZE1 0AA") == []
    assert [area.name for area in areas_known(here, "uk-constituency")] == [
        "Aberdeen North",
        "Aberdeen South",
    ]


def test_a_list_of_people_is_not_a_table_of_areas(here: OpenWorkspace, tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text('{"persons": []}', encoding="utf-8")
    with pytest.raises(CampaignerError, match="not a table of areas") as raised:
        import_places(here, tmp_path / "people.json")
    assert raised.value.code == "not-a-table-of-areas"


def test_a_table_of_people_makes_no_areas(here: OpenWorkspace, tmp_path: Path) -> None:
    people = tmp_path / "members.csv"
    people.write_text("name,role,party,area_code,area_name\nAda Specimen,mp,,E14009901,North\n")
    with pytest.raises(CampaignerError) as raised:
        import_places(here, people)
    assert raised.value.code == "not-a-table-of-areas"


def test_each_import_is_noted_with_where_it_is_from(here: OpenWorkspace, tmp_path: Path) -> None:
    import_people(here, tmp_path / "mps.csv", dry_run=True)
    import_people(here, tmp_path / "mps.csv", origin="Members API", as_of=date(2026, 11, 20))
    found = origins(here)
    assert [(each.name, each.number) for each in found.roles] == [("lord", 1), ("mp", 2)]
    latest = found.roles[1].latest
    assert latest
    assert (latest.origin, latest.as_of, latest.actor) == ("Members API", "2026-11-20", "olive")
    assert found.postcodes
    assert (found.postcodes.origin, found.postcodes.postcodes) == ("postcodes.csv", 2)
    assert len(found.imports) == 4
