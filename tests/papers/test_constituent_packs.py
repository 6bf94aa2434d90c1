"""Packs for Members: what each is told of their constituents, and that nobody is in one wrongly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from campaigner.letters.batch.request import BatchRequest, FromSignatures, ToAll
from campaigner.letters.batch.run import write_batch
from campaigner.opening import OpenWorkspace
from campaigner.papers.constituents.request import PacksRequest
from campaigner.papers.constituents.run import make_packs
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.destroying import destroy_stamp
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import Role
from campaigner.vocabulary.signatures import Grouping
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table
from pack_makers import (
    ADA,
    BARNABY,
    NORTH,
    SETTINGS,
    SOUTH,
    all_sign,
    approve,
    packs,
    passing_on,
    petition_of,
    sign,
    text_of,
    three_sign_elsewhere,
    with_letters,
)
from paper_checks import errors

pytestmark = pytest.mark.slow


@pytest.fixture
def workspace_here(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """The workspace of an organisation whose campaign passes comments on."""
    return passing_on(represented, bread, database)


@pytest.fixture
def signed(workspace_here: OpenWorkspace) -> OpenWorkspace:
    """Six people in Ada's constituency have signed and two in Barnaby's, some with a comment."""
    return all_sign(workspace_here)


@pytest.fixture
def written(signed: OpenWorkspace) -> OpenWorkspace:
    """Letters have been made for all who signed."""
    return with_letters(signed)


def test_ada_is_told_how_many_of_her_constituents_ask_what(written: OpenWorkspace) -> None:
    three_sign_elsewhere(written)
    done = packs(written, signed_by="Alex Sample, Director")
    assert (done.failed, done.signatures) == ([], 11)
    said = text_of(ADA)
    assert "Dear Ada Specimen," in said
    assert "6 people in Sampleton North have signed our petition “Bread”." in said
    assert "They ask you, Ada Specimen, to do this: Support the Bread Bill." in said
    assert "In all, 11 people have signed: 3.7 on average in each of the 3 constituencies." in said
    assert "Alex Sample, Director" in said
    counted = {row.value: row.count for row in take_tally(petition_of(written), Grouping.AREA).rows}
    assert counted["E14009901"] == 6
    assert sum(counted.values()) == done.signatures


def test_a_pack_has_the_parts_that_its_contents_name_on_their_pages(
    written: OpenWorkspace,
) -> None:
    packs(written)
    with pymupdf.open(f"packs/{ADA}.pdf") as pack:
        marks = {title: page for _, title, page in pack.get_toc()}
        contents = " ".join(pack[0].get_text().split())
        for title in ("Sampleton North in figures", "What your constituents say", "Briefing"):
            assert f"{title} page {marks[title]}" in contents
        first = min(page for title, page in marks.items() if title.startswith("Letter from"))
        assert f"6 letters from your constituents page {first}" in contents
        assert "Suzie Specimen" in pack[marks["Letter from Suzie Specimen"] - 1].get_text()
        assert pack.page_count == first - 1 + 6


@pytest.mark.parametrize("language", ["en", "cy"])
def test_packs_are_accessible_and_archivable(written: OpenWorkspace, language: str) -> None:
    packs(written, language=language)
    for path in sorted(Path("packs").glob("*.pdf")):
        assert errors(path) == [], path


def test_only_comments_that_were_approved_are_passed_on(signed: OpenWorkspace) -> None:
    done = packs(signed)
    assert done.comments == 2
    said = text_of(ADA)
    assert "I run the food bank. It is never empty. Suzie Specimen" in said
    assert "Do not print this one." not in said
    assert "Bread is a right." not in said
    assert "Bread is a right." in text_of(BARNABY)


def test_a_pack_that_names_constituents_says_by_when_it_is_to_be_destroyed(
    workspace_here: OpenWorkspace,
) -> None:
    here = workspace_here
    for name in ("Sol Sample", "Sue Sample"):
        sign(here, name, NORTH)
    sign(here, "Ben Example", SOUTH, "Bread is a right.")
    approve(here, lambda _: True)
    write_batch(here, BatchRequest(campaign="bread", source=FromSignatures(), jobs=1))
    stamp = destroy_stamp(petition_of(here), "en")
    packs(here)
    assert text_of(ADA).count(stamp) == 1  # letters alone: on the covering letter
    assert text_of(BARNABY).count(stamp) == 2  # and above the comments
    packs(here, letters=False)
    assert stamp not in text_of(ADA)
    assert text_of(BARNABY).count(stamp) == 2


def test_a_comment_that_no_font_draws_is_left_out_and_named(signed: OpenWorkspace) -> None:
    sign(signed, "Cai Example", SOUTH, "Bread \U000122c0 for all.")  # cuneiform
    approve(signed, lambda text: "for all" in text)
    done = packs(signed)
    assert (done.made, done.comments) == (2, 2)
    said = "1 comment left out: no font at hand draws the name or the words."
    assert said in done.remarks


def test_few_signatures_are_worded_so_that_nobody_can_be_recognised(signed: OpenWorkspace) -> None:
    packs(signed)
    said = text_of(BARNABY)
    mail = Path("packs/mails", f"{BARNABY}.txt").read_text(encoding="utf-8")
    for words in (said, " ".join(mail.split())):
        assert "The first people in Sampleton South have signed" in words
        assert "2 people" not in words
    assert "Place of" not in said
    # Two alone could be told by the total, so Ada's six are hidden, too: all are fewer than nine.
    assert "fewer than 9" in said
    assert "6 people" not in text_of(ADA)
    three_sign_elsewhere(signed)
    packs(signed)
    assert "fewer than 5" in text_of(BARNABY)
    assert "6 people in Sampleton North" in text_of(ADA)


def test_the_organisation_s_own_letter_is_not_a_constituent_s(signed: OpenWorkspace) -> None:
    write_batch(signed, BatchRequest(campaign="bread", source=ToAll(Role.MP, ""), jobs=1))
    assert packs(signed).letters == 0


def test_two_members_of_one_name_are_told_apart(signed: OpenWorkspace) -> None:
    table = write_table(
        signed.workspace.root / "namesake.csv",
        [
            ("area_code", "area_name", "name", "role", "party"),
            ("E14009902", "Sampleton South", "Ada Specimen", "mp", "Example Party"),
        ],
    )
    import_representatives(signed.database, table, today=date(2026, 12, 11))
    done = packs(signed)
    assert done.made == 2
    assert (
        "Ada Specimen is the name of 2: of Sampleton North and of Sampleton South." in done.remarks
    )


def test_councillors_are_found_by_the_postcodes_of_those_who_signed(signed: OpenWorkspace) -> None:
    folder = signed.workspace.root
    wards = [("pcds", "pcon24cd", "wd24cd"), (NORTH, "E14009901", "E05000001")]
    import_areas(signed.database, write_table(folder / "wards.csv", wards))
    rows = [
        ("area_code", "area_name", "name", "role"),
        ("E05000001", "Mill", "Cai Cyn", "councillor"),
    ]
    people = write_table(folder / "councillors.csv", rows)
    import_representatives(signed.database, people, today=date(2026, 12, 11))
    done = packs(signed, role=Role.COUNCILLOR)
    assert (done.made, done.signatures) == (1, 6)
    assert "6 people in Mill have signed" in text_of("mill--cai-cyn")


def test_a_rehearsal_says_so_in_every_file(signed: OpenWorkspace) -> None:
    petition = petition_of(signed)
    path = signed.workspace.root / "campaigner.toml"
    path.write_text(f"{SETTINGS}\n[rehearsal]\non = true\n", encoding="utf-8")
    rehearsed = replace(petition, workspace=Workspace(signed.workspace.root))
    done = make_packs(rehearsed, PacksRequest(role=Role.MP, out=Path("packs"), jobs=1))
    assert done.rehearsal
    for name in (ADA, BARNABY, "index", "progress"):
        assert "This is a rehearsal" in text_of(name)
    assert "Rehearsal:" in Path("packs/mails", f"{ADA}.txt").read_text(encoding="utf-8")


def test_the_office_sees_on_one_page_what_there_is_and_what_is_next(written: OpenWorkspace) -> None:
    packs(written)
    with pymupdf.open("packs/progress.pdf") as report:
        assert report.page_count == 1
    said = text_of("progress")
    assert "2 packs 8 signatures in their areas 8 letters enclosed" in said
    assert "Find the email addresses of 2 representatives" in said
    index = Path("packs/index.csv").read_text(encoding="utf-8-sig").splitlines()
    assert index[1].startswith(f"Ada Specimen,mp,Sampleton North,E14009901,6,1,6,{ADA}.pdf,")


def test_packs_are_for_the_eyes_of_their_owner_alone(signed: OpenWorkspace) -> None:
    packs(signed)
    assert {path.stat().st_mode & 0o077 for path in Path("packs").rglob("*")} == {0}


def test_the_command_says_what_was_made(written: OpenWorkspace, campaigner: Command) -> None:
    written.database.close()
    called = campaigner(
        "petition", "packs", "bread", "--role", "mp", "-o", "packs", "--workers", 1,
        "--format", "json",
    )  # fmt: skip
    assert called.code == 0, called.stderr
    assert (called.json["made"], called.json["letters"]) == (2, 8)
    assert "2 packs in packs" in called.stderr
    assert campaigner("petition", "packs", "bread", "--role", "senator", "-o", "x").code == 1


def test_a_letter_in_another_language_is_read_in_it(written: OpenWorkspace) -> None:
    """Welsh packs with English letters: each part has its own language for who hears it."""
    packs(written, language="cy")
    with pikepdf.open(f"packs/{ADA}.pdf") as pack:
        assert str(pack.Root.Lang) == "cy"
        parts = list(pack.Root.StructTreeRoot.K[0].K)
        assert [str(each.get("/Lang", "cy")) for each in parts[-6:]] == ["en"] * 6
