"""What people hold in their hands against a ledger: receipts and checkpoints, as files or text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UsageError
from campaigner.petitions.confirmation import withdraw
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint, private_key, signed_checkpoint
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.store import petitions
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from petitioners import (
    SLUG,
    WITHDRAW,
    confirmed,
    new_token,
    person,
    the_petition,
    the_signature,
    work_on,
    workspace_of,
)


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    """A petition with five signatures, the last withdrawn by the sixth row."""
    petition = the_petition(database)
    for number in range(5):
        last = confirmed(database, petition, person(number))
    withdraw(workspace_of(database), new_token(database, last.id, purpose=WITHDRAW))
    return work_on(database, petition)


def receipt(here: OpenPetition, number: int, campaign: str = SLUG) -> str:
    return json.dumps(receipt_of(campaign, the_signature(here.database, number)))


def as_text(text: str, folder: Path) -> str:
    return text


def as_file(text: str, folder: Path) -> Path:
    file = folder / "kept.json"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("given", [as_text, as_file])
def test_ana_s_receipt_shows_by_which_row_she_is_counted(
    here: OpenPetition, tmp_path: Path, given: Callable[[str, Path], Path | str]
) -> None:
    verdict = verify_petition(here, receipt=given(receipt(here, 2), tmp_path))
    assert (verdict.ok, verdict.rows, verdict.total) == (True, 6, 4)
    assert (verdict.counted_by, verdict.published_rows) == (2, None)


@pytest.mark.parametrize("given", [as_text, as_file])
def test_a_checkpoint_of_our_own_holds_later(
    here: OpenPetition, tmp_path: Path, given: Callable[[str, Path], Path | str]
) -> None:
    made = make_checkpoint(here)
    assert (made.campaign, made.rows, made.total) == (SLUG, 6, 4)
    assert made.at == "2026-12-11T12:00:00+00:00"
    confirmed(here.database, here.petition, person(9))
    kept = given(made.to_json(), tmp_path)
    verdict = verify_petition(here, checkpoint=kept, receipt=receipt(here, 1))
    assert (verdict.ok, verdict.rows) == (True, 7)
    assert (verdict.counted_by, verdict.published_rows) == (1, 6)
    assert verify_petition(here, checkpoint=kept, key=f" {made.public_key.upper()}\n").ok


def test_a_checkpoint_is_of_the_ledger_as_it_is_now(here: OpenPetition) -> None:
    confirmed(here.database, here.petition, person(9))  # after the petition was opened
    assert make_checkpoint(here).rows == 7


def test_who_withdrew_is_not_counted(here: OpenPetition) -> None:
    verdict = verify_petition(here, receipt=receipt(here, 5))
    assert not verdict.ok
    assert verdict.as_dict() == {
        "ok": False,
        "rows": 6,
        "total": 4,
        "first_bad": "receipt",
        "message": "the signature was taken back by ledger row 6.",
    }


def test_a_checkpoint_of_another_past_does_not_fit(here: OpenPetition) -> None:
    now = petitions.petition_of(here.database.conn, here.petition.id)
    key = private_key(here.workspace.keys_folder)
    other = signed_checkpoint(replace(now, head=b"\1" * 32), 4, "2026-12-12", key)
    verdict = verify_petition(here, checkpoint=other.to_json())
    assert verdict.misfit is not None
    assert verdict.misfit.where == "checkpoint"


def test_the_ledger_s_own_fault_comes_before_what_is_held_against_it(here: OpenPetition) -> None:
    here.database.execute("UPDATE petitions SET head = x'00'")
    verdict = verify_petition(here, receipt=receipt(here, 5))
    assert verdict.misfit is not None
    assert verdict.misfit.where == "head"


@pytest.mark.parametrize("text", ["", "{}", "[]", "not JSON", "\0"])
def test_what_is_not_a_receipt_or_a_checkpoint_is_refused(here: OpenPetition, text: str) -> None:
    with pytest.raises(CampaignerError, match="not a receipt"):
        verify_petition(here, receipt=text)
    with pytest.raises(CampaignerError, match="not a checkpoint"):
        verify_petition(here, checkpoint=text)


def test_a_checkpoint_signed_by_somebody_else_is_refused(
    here: OpenPetition, tmp_path: Path
) -> None:
    make_checkpoint(here)  # so there is a key of our own
    now = petitions.petition_of(here.database.conn, here.petition.id)
    foreign = signed_checkpoint(now, 4, "2026-12-12", private_key(tmp_path / "other"))
    with pytest.raises(CampaignerError, match="signed with another key"):
        verify_petition(here, checkpoint=foreign.to_json())
    assert verify_petition(here, checkpoint=foreign.to_json(), key=foreign.public_key).ok


def test_proof_of_another_petition_is_named_as_such(here: OpenPetition) -> None:
    with pytest.raises(UsageError, match="womens-rights"):
        verify_petition(here, receipt=receipt(here, 1, "womens-rights"))
