"""Packs for Members: what each is told of their constituents, and that nobody is in one wrongly."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from outloud import check
from pikepdf.pdfa import validate_written

from campaigner.letters.batch.request import BatchRequest, FromSignatures, ToAll
from campaigner.letters.batch.run import write_batch
from campaigner.opening import OpenWorkspace
from campaigner.papers.constituents.request import PacksRequest, PacksResult
from campaigner.papers.constituents.run import make_packs
from campaigner.petitions.comments import comments_of, decide
from campaigner.petitions.confirmation import confirm
from campaigner.petitions.destroying import destroy_stamp
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing import Signed, apply
from campaigner.petitions.signing_form import SigningForm
from campaigner.petitions.tally import take_tally
from campaigner.petitions.withdrawals import whose_is, withdraw_for
from campaigner.privacy.people import erase_person
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.database import Database
from campaigner.vocabulary import CommentState, Grouping, Role
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table
from paper_checks import _ALLOWED
from petitioners import new_token

pytestmark = pytest.mark.slow

NOON = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
NORTH, SOUTH, TRE = "LE93 1AA", "LE93 2AA", "LL93 5AA"
ADA = "sampleton-north--ada-specimen"
BARNABY = "sampleton-south--barnaby-placeholder"
SETTINGS = """
[organisation]
name = "Sample Rights"
address = ["1 Sample Street", "Sampleton"]
email = "hello@example.org"

[data_controller]
name = "Sample Rights"
contact = "privacy@example.org"
"""
PEOPLE = [
    *(("Suzie Specimen", NORTH, "I run the food bank.\nIt is never empty."),),
    *(("Sam Sample", NORTH, "Do not print this one."), ("Sian Sample", NORTH, "")),
    *(("Sol Sample", NORTH, ""), ("Sue Sample", NORTH, ""), ("Sid Sample", NORTH, "")),
    *(("Bea Example", SOUTH, "Bread is a right."), ("Ben Example", SOUTH, "")),
]


@pytest.fixture
def workspace_here(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """The workspace of an organisation whose campaign passes comments on."""
    (represented.root / "campaigner.toml").write_text(SETTINGS, encoding="utf-8")
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    more = '[petition]\ncomments = "passed-on"\nareas = ["uk-constituency"]\n'
    definition.write_text(text.replace("[petition]\n", more, 1), encoding="utf-8")
    return OpenWorkspace(Workspace(represented.root), database, NOON, "olive")


def sign(here: OpenWorkspace, name: str, postcode: str, comment: str = "") -> int:
    """Somebody signs, agrees to a letter, and confirms; the number of the signature."""
    form = SigningForm(
        *(name, f"{name.replace(' ', '.').lower()}@example.org", postcode),
        letter=True, comment=comment, pass_on=bool(comment), agreed=True,
    )  # fmt: skip
    petition = open_petition(here, "bread")
    made = apply(petition, form)
    assert isinstance(made, Signed)
    confirm(here, new_token(here.database, made.signature, petition.now))
    return made.signature


@pytest.fixture
def signed(workspace_here: OpenWorkspace) -> OpenWorkspace:
    """Six people in Ada's constituency have signed and two in Barnaby's, some with a comment."""
    here = workspace_here
    for person in PEOPLE:
        sign(here, *person)
    approve(here, lambda text: "Do not print" not in text)
    return here


def three_sign_elsewhere(here: OpenWorkspace) -> None:
    """Three sign in another constituency, so that the two in Barnaby's do not stand alone."""
    for name in ("Tom Example", "Tia Example", "Ted Example"):
        sign(here, name, TRE)


def approve(here: OpenWorkspace, wanted: object) -> None:
    petition = open_petition(here, "bread")
    waiting = comments_of(petition, CommentState.WAITING)
    assert callable(wanted)
    numbers = [int(str(each["comment"])) for each in waiting if wanted(str(each["text"]))]
    decide(petition, approve=numbers, refuse=())


@pytest.fixture
def written(signed: OpenWorkspace) -> OpenWorkspace:
    """Letters have been made for all who signed."""
    request = BatchRequest(campaign="bread", source=FromSignatures(), jobs=1)
    assert write_batch(signed, request).summary.made == len(PEOPLE)
    return signed


def petition_of(here: OpenWorkspace) -> OpenPetition:
    return open_petition(here, "bread")


def packs(here: OpenWorkspace, **wanted: object) -> PacksResult:
    """The packs for Members, made in this process."""
    request = PacksRequest(role=Role.MP, out=Path("packs"), jobs=1)
    return make_packs(petition_of(here), replace(request, **wanted))  # type: ignore[arg-type]


def text_of(name: str, folder: str = "packs") -> str:
    with pymupdf.open(f"{folder}/{name}.pdf") as pack:
        words = " ".join(pack[number].get_text() for number in range(pack.page_count))
    return " ".join(words.split())


def files(folder: str) -> dict[str, str]:
    """Each file below a folder, with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def errors(path: Path) -> Iterator[str]:
    """What the checkers of PDF/UA-1 and PDF/A-2 call an error."""
    for each in check(str(path)).findings:
        if each.severity == "error":
            yield str(each)
    for found in validate_written(path, "2b").findings:
        if not any(words in str(found) for words in _ALLOWED):
            yield str(found)


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
        assert list(errors(path)) == [], path


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


def test_run_again_only_what_has_changed_is_made(written: OpenWorkspace) -> None:
    packs(written)
    before = files("packs")
    again = packs(written)
    assert (again.made, again.unchanged) == (0, 2)
    assert files("packs") == before
    approve(written, lambda _: True)
    third = packs(written)
    assert (third.made, third.unchanged) == (1, 1)
    assert "Do not print this one." in text_of(ADA)
    assert files("packs")[f"{BARNABY}.pdf"] == before[f"{BARNABY}.pdf"]


def test_a_missing_or_spoilt_pack_is_made_again_to_the_same_bytes(written: OpenWorkspace) -> None:
    packs(written)
    before = files("packs")
    Path("packs", f"{ADA}.pdf").unlink()
    assert packs(written).made == 1
    assert files("packs") == before


def test_two_processes_make_the_same_packs_as_one(written: OpenWorkspace) -> None:
    packs(written)
    packs(written, out=Path("other"), jobs=2)
    assert files("packs") == files("other")


def test_suzie_who_withdraws_is_in_no_pack_made_afterwards(written: OpenWorkspace) -> None:
    three_sign_elsewhere(written)
    packs(written)
    assert "Suzie" in text_of(ADA)
    whose = whose_is("suzie.specimen@example.org")
    assert whose
    withdraw_for(petition_of(written), whose)
    done = packs(written)
    assert done.letters == 7
    said = text_of(ADA)
    assert "Suzie" not in said
    assert "food bank" not in said
    assert "5 people in Sampleton North" in said


def test_the_pack_that_sam_is_in_goes_when_he_is_erased(written: OpenWorkspace) -> None:
    packs(written)
    erased = erase_person(written, "sam.sample@example.org")
    assert erased.counts["packs"] == 1
    assert not Path("packs", f"{ADA}.pdf").exists()
    assert Path("packs", f"{BARNABY}.pdf").exists()
    assert not any("packs" in each.path for each in erased.shared)
    packs(written)
    assert "Sam Sample" not in text_of(ADA)


def test_a_pack_that_somebody_changed_is_named_when_a_person_in_it_is_erased(
    written: OpenWorkspace,
) -> None:
    packs(written)
    with Path("packs", f"{ADA}.pdf").open("ab") as file:
        file.write(b"% mine")
    erased = erase_person(written, "sam.sample@example.org")
    assert [Path(each.path).name for each in erased.left] == [f"{ADA}.pdf"]


def test_a_letter_that_is_gone_is_left_out_and_named(written: OpenWorkspace) -> None:
    letter = next(Path("letters").rglob("*sid-sample*.pdf"))
    content = letter.read_bytes()
    letter.unlink()
    done = packs(written)
    assert "1 letter left out: the file is gone or has been changed." in done.remarks
    assert "Sid Sample" not in text_of(ADA)
    letter.write_bytes(content)
    assert packs(written).made == 1
    assert "Sid Sample" in text_of(ADA)


def test_the_organisation_s_own_letter_is_not_a_constituent_s(signed: OpenWorkspace) -> None:
    write_batch(signed, BatchRequest(campaign="bread", source=ToAll(Role.MP, ""), jobs=1))
    assert packs(signed).letters == 0


def test_a_file_of_one_s_own_is_never_replaced(written: OpenWorkspace) -> None:
    mine = Path("packs", f"{ADA}.pdf")
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    done = packs(written)
    assert [each.name for each in done.failed] == [ADA]
    assert "was not made by campaigner" in done.failed[0].message
    assert mine.read_bytes() == b"mine"
    assert packs(written, replace=True).failed == []
    assert mine.read_bytes() != b"mine"


def test_the_new_member_gets_a_pack_and_the_old_one_goes(written: OpenWorkspace) -> None:
    packs(written)
    table = write_table(
        written.workspace.root / "new.csv",
        [
            ("area_code", "area_name", "name", "role", "party"),
            ("E14009901", "Sampleton North", "Nia Newcomer", "mp", "Example Party"),
            ("E14009902", "Sampleton South", "Vacant", "mp", ""),
        ],
    )
    import_representatives(written.database, table, today=date(2026, 12, 11))
    done = packs(written)
    assert sorted(Path(each).name for each in files("packs") if each.endswith(".pdf")) == [
        "index.pdf",
        "progress.pdf",
        "sampleton-north--nia-newcomer.pdf",
    ]
    assert "Ada Specimen (Sampleton North): the earlier pack was removed." in done.removed
    assert "The seat of Sampleton South (MP) is vacant: 2 signed there." in " ".join(done.remarks)
    assert not Path("packs/mails", f"{ADA}.txt").exists()
    assert any("for somebody who does not hold the seat" in each for each in done.remarks)


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


def test_killed_ten_times_and_run_again_the_packs_are_the_same(
    written: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs(written, out=Path("undisturbed"))
    written.database.close()
    monkeypatch.setenv("CAMPAIGNER_NOW", NOON.isoformat())
    command = [
        sys.executable, "-m", "campaigner", "petition", "packs", "bread", "--role", "mp",
        "-o", "killed", "--workers", "2",
    ]  # fmt: skip
    chance = random.Random(1)
    for _ in range(10):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(chance.uniform(0.4, 3))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run(command, check=True, capture_output=True)
    assert files("killed") == files("undisturbed")


def test_a_letter_in_another_language_is_read_in_it(written: OpenWorkspace) -> None:
    """Welsh packs with English letters: each part has its own language for who hears it."""
    packs(written, language="cy")
    with pikepdf.open(f"packs/{ADA}.pdf") as pack:
        assert str(pack.Root.Lang) == "cy"
        parts = list(pack.Root.StructTreeRoot.K[0].K)
        assert [str(each.get("/Lang", "cy")) for each in parts[-6:]] == ["en"] * 6
