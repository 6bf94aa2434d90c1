"""Olive uploads a table: she sees how it is understood, corrects what is wrong, and it is gone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.kept_tables import KeptTables
from campaigner.opening import OpenWorkspace
from campaigner.petitions.importing.uploaded import (
    MOST_BYTES,
    Choices,
    Upload,
    UploadRefused,
    correct,
    discard_upload,
    keep_upload,
    look_through,
    rejected_rows,
    take_in,
)
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.privacy.people import erase_person
from campaigner.privacy.retention import anonymise
from campaigner.store import issued_files
from campaigner.tables import workbooks
from petitioners import SLUG, held, workspace_of

CONFIRMED = Choices(confirmed=True)
GOOD = "name,email,postcode\nSiân Sample,sian@example.org,LE93 1AA\n"
MIXED = f"{GOOD}Bob Sample,bob,LE93 1AA\nCai Sample,cai@example.org,X1\n"
BY_HAND = "Wer,Wohin,PLZ\nSiân Sample,sian@example.org,LE93 1AA\n"


def bomb() -> bytes:
    """A small workbook that unpacks to more than is a table."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(100_000_001))
    return packed.getvalue()


BOMB = bomb()


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    return open_petition(here, SLUG)


def uploaded(petition: OpenPetition, text: str | bytes, name: str = "People of Leeds.csv") -> str:
    content = text.encode() if isinstance(text, str) else text
    return keep_upload(petition, Upload(name, content))


def files(petition: OpenPetition) -> list[Path]:
    there = petition.workspace.root / "uploads"
    return sorted(each for each in there.rglob("*") if each.is_file())


def noted(petition: OpenPetition) -> list[str]:
    return [each.path for each in issued_files.files_about_many(petition.database.conn)]


def test_olive_sees_how_it_is_understood_and_nothing_is_taken_in(petition: OpenPetition) -> None:
    key = uploaded(petition, MIXED)
    looked = look_through(petition, key, CONFIRMED)
    assert looked.headings == ("name", "email", "postcode")
    assert looked.result is not None
    assert looked.result.table is not None
    assert (looked.result.accepted, looked.result.rejected) == (1, 2)
    assert looked.result.table.columns == {"name": "name", "email": "email", "postcode": "postcode"}
    assert looked.result.table.examples[0].values["name"] == "Siân Sample"
    assert [each.line for each in looked.result.problems] == [3, 4]
    assert (held(petition.database), len(files(petition))) == (0, 1)


def test_the_file_is_private_noted_and_not_called_as_olive_called_it(
    petition: OpenPetition,
) -> None:
    uploaded(petition, MIXED)
    (file,) = files(petition)
    assert noted(petition) == [str(file.resolve())]
    assert file.stat().st_mode & 0o077 == 0
    assert "Leeds" not in file.name


def test_a_table_that_is_taken_in_is_deleted(petition: OpenPetition) -> None:
    key = uploaded(petition, GOOD)
    assert take_in(petition, key, CONFIRMED).accepted == 1
    assert (held(petition.database), files(petition), noted(petition)) == (1, [], [])


def test_columns_are_matched_by_hand(petition: OpenPetition) -> None:
    key = uploaded(petition, BY_HAND)
    looked = look_through(petition, key, CONFIRMED)
    assert looked.result is None
    assert looked.headings == ("Wer", "Wohin", "PLZ")
    assert {"name", "email", "postcode"} <= set(looked.wanted)
    assert looked.problems
    matched = Choices(confirmed=True, columns={"name": "Wer", "email": "Wohin", "postcode": "PLZ"})
    again = look_through(petition, key, matched)
    assert again.result is not None
    assert again.result.accepted == 1
    assert take_in(petition, key, matched).accepted == 1


def test_a_heading_that_is_not_there_is_a_problem_to_correct(petition: OpenPetition) -> None:
    looked = look_through(petition, uploaded(petition, GOOD), Choices(columns={"name": "Who"}))
    assert (looked.result, len(looked.problems)) == (None, 1)


def test_olive_corrects_the_rejected_rows_until_all_are_in(petition: OpenPetition) -> None:
    key = uploaded(petition, MIXED)
    assert take_in(petition, key, CONFIRMED).rejected == 2
    found = rejected_rows(petition, key)
    assert found.headings == ("name", "email", "postcode")
    assert [(each.line, each.cells[0]) for each in found.rows] == [(3, "Bob Sample"),
                                                                   (4, "Cai Sample")]  # fmt: skip
    assert "email" in found.rows[0].reason
    key = correct(petition, key, {3: ("Bob Sample", "bob@example.org", "LE93 1AA")})
    done = take_in(petition, key, CONFIRMED)
    assert (done.accepted, done.rejected) == (1, 1)
    (row,) = rejected_rows(petition, key).rows
    key = correct(petition, key, {row.line: ("", "", "")})
    assert take_in(petition, key, CONFIRMED).rejected == 0
    assert (held(petition.database), files(petition), noted(petition)) == (2, [], [])


def test_rows_of_a_table_matched_by_hand_are_corrected_without_matching_again(
    petition: OpenPetition,
) -> None:
    key = uploaded(petition, BY_HAND.replace("sian@example.org", "sian"))
    by_hand = Choices(confirmed=True, columns={"name": "Wer", "email": "Wohin", "postcode": "PLZ"})
    take_in(petition, key, by_hand)
    (row,) = rejected_rows(petition, key).rows
    key = correct(petition, key, {row.line: ("Siân", "sian@example.org", "LE93 1AA")})
    assert take_in(petition, key, CONFIRMED).accepted == 1


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1;=2"])
def test_a_cell_that_a_spreadsheet_would_run_is_text_from_end_to_end(
    petition: OpenPetition, cell: str
) -> None:
    key = uploaded(petition, f'name,email,postcode\n"{cell}",nobody,LE93 1AA\n')
    take_in(petition, key, CONFIRMED)
    (row,) = rejected_rows(petition, key).rows
    assert row.cells[0] == cell
    key = correct(petition, key, {row.line: (cell, "still nobody", "LE93 1AA")})
    take_in(petition, key, CONFIRMED)
    for file in files(petition):
        assert f'\n"{cell}' not in file.read_text("utf-8-sig")
        assert f"\n{cell}" not in file.read_text("utf-8-sig")
    assert rejected_rows(petition, key).rows[0].cells[0] == cell


def test_a_zip_bomb_bites_nobody(petition: OpenPetition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            archive.writestr(name, bytes(1_000_000))
    key = uploaded(petition, packed.getvalue(), "people.xlsx")
    with pytest.raises(CampaignerError, match="too large"):
        look_through(petition, key, CONFIRMED)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "upload-empty"),
        ("a.csv", b"x" * (MOST_BYTES + 1), "upload-too-large"),
        ("a.csv", b"email\n" + b"x\n" * 50_001, "upload-too-long"),
        ("a.xlsx", BOMB, "upload-too-large"),
        ("a.exe", b"x", "upload-no-table"),
        ("a", b"x", "upload-no-table"),
        ("a.zip", b"x", "upload-no-table"),
        ("../../etc/passwd", b"x", "upload-no-table"),
    ],
)
def test_what_cannot_be_a_table_is_refused(
    petition: OpenPetition, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(UploadRefused) as refused:
        uploaded(petition, content, name)
    assert refused.value.code == code
    assert files(petition) == []


@pytest.mark.parametrize(
    "key", ["", "x", "../../campaigner.db", "a" * 32 + ".csv", f"{'a' * 32}/x"]
)
def test_a_key_that_was_made_up_leads_nowhere(petition: OpenPetition, key: str) -> None:
    uploaded(petition, GOOD)
    for look in (look_through, take_in):
        with pytest.raises(UploadRefused):
            look(petition, key, CONFIRMED)
    discard_upload(petition, key)
    assert len(files(petition)) == 1


def test_a_table_that_nobody_took_in_goes_after_a_day(petition: OpenPetition) -> None:
    key = uploaded(petition, MIXED)
    take_in(petition, key, CONFIRMED)
    assert len(files(petition)) == 2
    kept = KeptTables(petition.workspace.root, "", petition.database, petition.now)
    replace(kept, moment=petition.now + 86_399).remove_old()
    assert len(files(petition)) == 2
    replace(kept, moment=petition.now + 86_401).remove_old()
    assert (files(petition), noted(petition)) == ([], [])


def test_erasing_somebody_names_the_table_that_still_has_them(petition: OpenPetition) -> None:
    uploaded(petition, MIXED)
    erased = erase_person(workspace_of(petition.database), "sian@example.org")
    assert [each.path for each in erased.shared] == noted(petition)


def test_the_daily_round_deletes_it_too(petition: OpenPetition) -> None:
    take_in(petition, uploaded(petition, MIXED), CONFIRMED)
    anonymise(workspace_of(petition.database, petition.now + 86_399))
    assert len(files(petition)) == 2
    anonymise(workspace_of(petition.database, petition.now + 86_401))
    assert (files(petition), noted(petition)) == ([], [])
