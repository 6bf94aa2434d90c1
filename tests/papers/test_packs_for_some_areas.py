"""Packs for some areas alone, and what is said if there is none to make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaigner.errors import UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation.withdrawals import whose_is, withdraw_for
from campaigner.representatives.atlas import import_places
from campaigner.representatives.importers import import_representatives
from campaigner.store.database import Database
from campaigner.tables import received
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table
from pack_makers import (
    ADA,
    BARNABY,
    NORTH,
    SOUTH,
    files,
    packs,
    passing_on,
    petition_of,
    sign,
    text_of,
)
from paper_checks import errors
from petition_pictures import written_map

pytestmark = pytest.mark.slow
NORTH_CODE, SOUTH_CODE = "E14009901", "E14009902"


@pytest.fixture
def here(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """The workspace of an organisation whose petition nobody has signed yet."""
    return passing_on(represented, bread, database)


def import_map(here: OpenWorkspace) -> None:
    """Two areas lie beside each other."""
    names = {NORTH_CODE: "Sampleton North", SOUTH_CODE: "Sampleton South"}
    hexes = {code: {"n": name, "q": int(code[-1]), "r": 0} for code, name in names.items()}
    with received(written_map(here.workspace.root, hexes), "", "") as table:
        import_places(here, table)


def packs_in(folder: str) -> list[str]:
    return sorted(path.stem for path in Path(folder).glob("*--*.pdf"))


def test_for_one_area_one_pack_is_made_and_the_index_has_that_one(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    sign(here, "Ben Example", SOUTH)
    done = packs(here, areas=(f" {NORTH_CODE.lower()} ",))
    assert (done.made, done.signatures) == (1, 1)
    assert packs_in("packs") == [ADA]
    index = Path("packs/index.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[3] for row in index[1:]] == [NORTH_CODE]


def test_a_pack_is_the_same_whether_others_are_made_with_it(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    sign(here, "Ben Example", SOUTH)
    packs(here, areas=(NORTH_CODE,), out=Path("one"))
    packs(here, out=Path("all"))
    assert files("one")[f"{ADA}.pdf"] == files("all")[f"{ADA}.pdf"]


def test_a_folder_with_packs_of_other_areas_is_left_alone(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    sign(here, "Ben Example", SOUTH)
    packs(here)
    before = files("packs")
    with pytest.raises(UsageError) as refused:
        packs(here, areas=(NORTH_CODE,))
    assert refused.value.code == "packs-of-other-areas"
    assert files("packs") == before
    assert packs(here, areas=(NORTH_CODE, SOUTH_CODE)).unchanged == 2


def test_areas_where_nobody_has_signed_are_named(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    done = packs(here, areas=(NORTH_CODE, SOUTH_CODE))
    assert "Nobody has signed in Sampleton South." in done.remarks
    with pytest.raises(UsageError, match="Nobody has signed in these areas yet"):
        packs(here, areas=(SOUTH_CODE,), out=Path("other"))


def test_an_unknown_area_is_refused_with_the_nearest(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    with pytest.raises(UnknownName) as refused:
        packs(here, areas=("E14009999",))
    assert (refused.value.code, "E1400990" in refused.value.hint) == ("unknown-area", True)


def test_before_anybody_has_signed_there_is_no_pack_and_no_folder(
    here: OpenWorkspace, campaigner: Command
) -> None:
    here.database.close()
    called = campaigner("petition", "packs", "bread", "--role", "mp", "-o", "packs")
    assert (called.code, called.stdout) == (2, "")
    assert "Error: Nobody has signed the petition yet." in called.stderr
    assert not Path("packs").exists()


def test_signatures_in_a_vacant_seat_are_named(here: OpenWorkspace) -> None:
    rows = [
        ("area_code", "area_name", "name", "role", "party"),
        (SOUTH_CODE, "Sampleton South", "Vacant", "mp", ""),
    ]
    table = write_table(here.workspace.root / "new.csv", rows)
    import_representatives(here.database, table, today=date(2026, 12, 11))
    sign(here, "Ben Example", SOUTH)
    with pytest.raises(UsageError, match="representative in this role") as refused:
        packs(here)
    assert "Sampleton South (MP) is vacant: 1 signed there." in refused.value.hint


def test_when_all_have_withdrawn_their_packs_go(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    packs(here)
    whose = whose_is("sol.sample@example.org")
    assert whose
    withdraw_for(petition_of(here), whose)
    assert packs(here).packs == 0
    assert packs_in("packs") == []


@pytest.mark.parametrize("role", [Role.LORD, Role.MINISTER])
def test_a_role_without_constituents_is_refused(here: OpenWorkspace, role: Role) -> None:
    sign(here, "Sol Sample", NORTH)
    with pytest.raises(UsageError) as refused:
        packs(here, role=role)
    assert refused.value.code == "role-without-areas"
    assert "represents no area" in refused.value.message


def test_a_file_of_one_s_own_in_the_folder_asks_for_another_folder(
    here: OpenWorkspace, campaigner: Command
) -> None:
    sign(here, "Ben Example", SOUTH)
    here.database.close()
    Path("packs").mkdir()
    Path("packs", f"{BARNABY}.pdf").write_bytes(b"mine")
    called = campaigner("petition", "packs", "bread", "--role", "mp", "-o", "packs", "-w", 1)
    assert called.code == 1
    assert "Choose another folder." in called.stderr
    assert "file name" not in called.stderr
    assert called.stderr.count("add: --force") == 1


def test_a_pack_whose_ask_is_very_long_is_made_whole(here: OpenWorkspace) -> None:
    definition = here.workspace.campaigns_folder / "bread" / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    long = f"Support the Bread Bill{', and bread' * 700}."
    assert "Support the Bread Bill." in text
    definition.write_text(text.replace("Support the Bread Bill.", long), encoding="utf-8")
    import_map(here)
    sign(here, "Sol Sample", NORTH)
    assert packs(here).made == 1
    said = text_of(ADA)
    for once in ("What they ask you to do", "Beside others", "How the signatures are counted"):
        assert said.count(once) == 1
    assert errors(Path("packs", f"{ADA}.pdf")) == []
