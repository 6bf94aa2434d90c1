"""What people hold in their hands against a ledger: receipts and checkpoints, as files or text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigner.errors import CampaignerError, UsageError
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import (
    LedgerRewritten,
    MadeCheckpoint,
    Signer,
    make_checkpoint,
    signer_of,
)
from campaigner.petitions.proof.evidence import KeyUnknown, verify_petition
from campaigner.petitions.proof.log_names import origin_of
from campaigner.petitions.proof.receipts import record_with_salt
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.store.database import Database
from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.merkle import EMPTY_ROOT
from campaigner.transparency.notes import parse_note
from campaigner.workspace import Workspace
from conftest import Command
from edited_ledgers import edit, ledger_rows, rehash
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


def old_receipt(here: OpenPetition, number: int, campaign: str = SLUG) -> str:
    """A receipt as it was mailed before ledgers were public logs."""
    return json.dumps(record_with_salt(campaign, the_signature(here.database, number)))


def as_text(text: str, folder: Path) -> str:
    return text


def as_file(text: str, folder: Path) -> Path:
    file = folder / "kept.txt"
    file.write_text(text, "utf-8")
    return file


Given = Callable[[str, Path], Path | str]


@pytest.mark.parametrize("given", [as_text, as_file])
def test_ana_s_old_receipt_shows_by_which_row_she_is_counted(
    here: OpenPetition, tmp_path: Path, given: Given
) -> None:
    verdict = verify_petition(here, receipt=given(old_receipt(here, 2), tmp_path))
    assert (verdict.ok, verdict.rows, verdict.total) == (True, 6, 4)
    assert (verdict.counted_by, verdict.published_rows) == (2, None)


def test_who_was_restored_is_counted_by_that_row(here: OpenPetition) -> None:
    moderation.invalidate(here, SignatureFilter(numbers=(2,)))
    assert not verify_petition(here, receipt=old_receipt(here, 2)).ok
    moderation.restore(here, SignatureFilter(numbers=(2,)))
    assert verify_petition(here, receipt=old_receipt(here, 2)).counted_by == 8


@pytest.mark.parametrize("given", [as_text, as_file])
def test_a_checkpoint_of_our_own_holds_later(
    here: OpenPetition, tmp_path: Path, given: Given
) -> None:
    made = make_checkpoint(here)
    published = checkpoint_of(parse_note(made.text))
    assert (published.origin, published.size) == ("example.org/right-to-food", 6)
    assert made.rows == 6
    confirmed(here.database, here.petition, person(9))
    verdict = verify_petition(here, checkpoint=given(made.text, tmp_path))
    assert (verdict.ok, verdict.rows, verdict.published_rows) == (True, 7, 6)
    assert verdict.signed_by == (made.public_key,)
    assert verify_petition(here, checkpoint=made.text, key=f" {made.public_key}\n").ok
    assert verify_petition(here, checkpoint=made.text.replace("\n", "\r\n")).ok


def test_a_checkpoint_is_of_the_ledger_as_it_is_now(here: OpenPetition) -> None:
    confirmed(here.database, here.petition, person(9))  # after the petition was opened
    assert make_checkpoint(here).rows == 7


def test_who_withdrew_is_not_counted(here: OpenPetition) -> None:
    verdict = verify_petition(here, receipt=old_receipt(here, 5))
    assert not verdict.ok
    assert verdict.as_dict() == {
        "ok": False,
        "rows": 6,
        "total": 4,
        "first_bad": "receipt",
        "message": "the signature was taken back by ledger row 6.",
        "answers_not_in_ledger": [],
    }


def test_a_receipt_of_nobody_is_not_in_the_ledger(here: OpenPetition) -> None:
    made = json.loads(old_receipt(here, 2)) | {"salt": "00" * 16}
    verdict = verify_petition(here, receipt=json.dumps(made))
    assert verdict.misfit is not None
    assert verdict.misfit.message == "the signature of this receipt is not in the ledger."
    assert verdict.counted_by is None


def forged(here: OpenPetition, size: int, signer: Signer | None = None) -> str:
    """A checkpoint of some other log, signed by ourselves or by somebody else."""
    signer = signer or signer_of(here.workspace, SLUG)
    return str(signer.sign(size, EMPTY_ROOT if size == 0 else b"\1" * 32))


@pytest.mark.parametrize("size", [1, 4, 6])
def test_a_checkpoint_of_another_past_does_not_fit(here: OpenPetition, size: int) -> None:
    verdict = verify_petition(here, checkpoint=forged(here, size))
    assert verdict.misfit is not None
    assert verdict.misfit.where == "checkpoint"
    assert f"first {size} ledger rows are not those" in verdict.misfit.message


def test_a_checkpoint_of_more_rows_than_there_are_shows_that_some_are_gone(
    here: OpenPetition,
) -> None:
    verdict = verify_petition(here, checkpoint=forged(here, 7))
    assert verdict.misfit is not None
    assert "is of 7 ledger rows, and there are only 6" in verdict.misfit.message


def test_a_checkpoint_of_an_empty_ledger_proves_nothing(here: OpenPetition) -> None:
    with pytest.raises(CampaignerError, match="of an empty ledger, and proves nothing"):
        verify_petition(here, checkpoint=forged(here, 0))


def test_the_ledger_s_own_fault_comes_before_what_is_held_against_it(here: OpenPetition) -> None:
    edit(here.database, "UPDATE ledger SET area = 'X' WHERE number = 3")
    verdict = verify_petition(here, receipt=old_receipt(here, 5))
    assert verdict.misfit is not None
    assert verdict.misfit.where == 3


@pytest.mark.parametrize("text", ["", "{}", "[]", "not JSON", "\0", "a\nb\nc\n\n", "{" * 9])
def test_what_is_not_a_receipt_or_a_checkpoint_is_refused(here: OpenPetition, text: str) -> None:
    with pytest.raises(CampaignerError, match="not a receipt"):
        verify_petition(here, receipt=text)
    with pytest.raises(CampaignerError, match="not a checkpoint"):
        verify_petition(here, checkpoint=text)


def stranger(here: OpenPetition) -> Signer:
    return Signer(origin_of(here.workspace, SLUG), Ed25519PrivateKey.generate())


def test_a_checkpoint_signed_by_somebody_else_names_a_key_that_is_not_known(
    here: OpenPetition,
) -> None:
    other = stranger(here)
    text = forged(here, 4, other)
    with pytest.raises(KeyUnknown, match="not signed with a known key") as refused:
        verify_petition(here, checkpoint=text)  # and no key of our own yet
    assert other.name in refused.value.message
    make_checkpoint(here)
    with pytest.raises(KeyUnknown, match="not signed with a known key"):
        verify_petition(here, checkpoint=text)
    verdict = verify_petition(here, checkpoint=text, key=str(other.public))
    assert (verdict.ok, verdict.signed_by) == (False, (str(other.public),))


def move_to(here: OpenPetition, address: str) -> OpenPetition:
    """The petition when the pages have another address."""
    root = here.workspace.root
    settings = root / "campaigner.toml"
    text = re.sub(r"(?m)^\[web\]\n(?:(?!\[).*\n)*", "", settings.read_text("utf-8"))
    settings.write_text(f'{text}\n[web]\naddress = "{address}"\n', "utf-8")
    return replace(here, workspace=Workspace(root))


def test_a_log_keeps_its_name_when_the_pages_move(
    here: OpenPetition, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = move_to(here, "https://act.example.net")
    first = make_checkpoint(before)
    assert (first.text.split("\n")[0], first.moved_to) == (f"act.example.net/{SLUG}", "")
    after = move_to(here, "https://new.example.net")
    again = make_checkpoint(after)
    assert (again.text, again.public_key) == (first.text, first.public_key)
    assert again.moved_to == f"new.example.net/{SLUG}"
    assert verify_petition(after, checkpoint=first.text, key=first.public_key).ok
    called = campaigner("petition", "checkpoint", SLUG)
    assert f"The log is still named act.example.net/{SLUG}" in called.stderr


@pytest.mark.parametrize("later", ["", "new.example.net/right-to-food"])
def test_a_log_is_named_as_it_was_published_whatever_was_kept(
    here: OpenPetition, later: str
) -> None:
    first = make_checkpoint(move_to(here, "https://act.example.net"))
    (kept,) = here.workspace.keys_folder.glob("*.log-name")
    kept.write_text(later, "utf-8")  # as versions before have left it, or somebody has changed it
    assert make_checkpoint(move_to(here, "https://new.example.net")).text == first.text
    assert kept.read_text("utf-8") == f"act.example.net/{SLUG}\n"


def test_an_address_that_is_only_an_example_names_no_log_for_good(here: OpenPetition) -> None:
    signer_of(here.workspace, SLUG)
    assert not list(here.workspace.keys_folder.glob("*.log-name"))


def test_further_keys_on_a_checkpoint_are_named(here: OpenPetition) -> None:
    made = make_checkpoint(here)
    note = parse_note(made.text).cosigned("partner.example/w", Ed25519PrivateKey.generate(), 1)
    verdict = verify_petition(here, checkpoint=str(note))
    assert verdict.ok
    assert [name.partition("+")[0] for name in verdict.unknown_keys] == ["partner.example/w"]


@pytest.mark.parametrize("place", [0, 30, 40])
def test_a_checkpoint_that_was_touched_is_refused(here: OpenPetition, place: int) -> None:
    text = make_checkpoint(here).text
    line = text.split("\n")[1 if place == 0 else 2]
    changed = text.replace("\n6\n", "\n5\n") if place == 0 else text.replace(line, "A" * 43 + "=")
    with pytest.raises(CampaignerError, match="was changed after it was signed"):
        verify_petition(here, checkpoint=changed)


def test_a_checkpoint_of_another_petition_is_named_as_such(here: OpenPetition) -> None:
    other = replace(signer_of(here.workspace, SLUG), origin="example.org/womens-rights")
    with pytest.raises(UsageError, match=r"is of “example.org/womens-rights”"):
        verify_petition(here, checkpoint=forged(here, 4, other))


@pytest.mark.parametrize("key", ["x", "a+b+c", "example.org/x+00000000+AAAA"])
def test_what_is_not_a_key_is_refused(here: OpenPetition, key: str) -> None:
    with pytest.raises(UsageError, match="is not a valid key"):
        verify_petition(here, checkpoint=make_checkpoint(here).text, key=key)


def test_proof_of_another_petition_is_named_as_such(here: OpenPetition) -> None:
    with pytest.raises(UsageError, match="womens-rights"):
        verify_petition(here, receipt=old_receipt(here, 1, "womens-rights"))


def again(here: OpenPetition) -> MadeCheckpoint:
    return make_checkpoint(here)


def test_a_checkpoint_made_again_is_the_same_with_all_that_others_signed(
    here: OpenPetition,
) -> None:
    made = make_checkpoint(here)
    assert again(here) == made
    note = parse_note(made.text).cosigned("partner.example/w", Ed25519PrivateKey.generate(), 1)
    here.database.execute("UPDATE checkpoints SET note = ?", (str(note),))
    assert again(here).text == str(note)
    (here.workspace.keys_folder / "checkpoint.key").unlink()
    assert again(here).public_key != made.public_key


def test_nothing_is_signed_that_does_not_follow_from_what_was_signed(here: OpenPetition) -> None:
    make_checkpoint(here)
    first = ledger_rows(here.database)[0]
    edit(here.database, "UPDATE ledger SET area = 'E14001063' WHERE number = 1")
    rehash(here.database)
    assert ledger_rows(here.database)[0] != first
    with pytest.raises(LedgerRewritten, match="Nothing was signed"):
        make_checkpoint(here)


def old_checkpoint(here: OpenPetition, signer: Signer, rows: int = 4, **changes: object) -> str:
    """A checkpoint as it was published of a chain: docs/ledger.md, “Ledgers from before”."""
    head = hashlib.sha256(b"campaigner ledger 1\nright-to-food").digest()
    for row in ledger_rows(here.database)[:rows]:
        columns = "\n".join(map(str, (row.number, row.kind, row.change, *row[4:11])))
        head = hashlib.sha256(head + row.leaf + columns.encode()).digest()
    said = ["campaigner checkpoint 1", SLUG, rows, rows, head.hex(), "2026-12-12"]
    values = dict(zip(("format", "campaign", "rows", "total", "head", "at"), said, strict=True))
    values |= {
        "public_key": signer.public.public.hex(),
        "signature": signer.key.sign("\n".join(map(str, said)).encode()).hex(),
    }
    return json.dumps(values | changes)


def taken_over(here: OpenPetition) -> None:
    """Let the petition's ledger be one that was a chain before, with all its rows."""
    head = json.loads(old_checkpoint(here, signer_of(here.workspace, SLUG), 6))["head"]
    here.database.execute(
        "UPDATE petitions SET chain_rows = 6, chain_head = ?", (bytes.fromhex(head),)
    )


def test_a_checkpoint_from_before_the_log_still_proves(here: OpenPetition) -> None:
    taken_over(here)
    ours = signer_of(here.workspace, SLUG)
    verdict = verify_petition(here, checkpoint=old_checkpoint(here, ours))
    assert (verdict.ok, verdict.published_rows) == (True, 4)
    assert verdict.signed_by == (ours.public.public.hex(),)
    edit(here.database, "UPDATE petitions SET chain_rows = 3")
    assert not verify_petition(here, checkpoint=old_checkpoint(here, ours)).ok


def test_an_old_checkpoint_of_another_past_or_petition_or_key(here: OpenPetition) -> None:
    taken_over(here)
    ours = signer_of(here.workspace, SLUG)
    with pytest.raises(CampaignerError, match="changed after it was signed"):
        verify_petition(here, checkpoint=old_checkpoint(here, ours, total=5))
    with pytest.raises(KeyUnknown, match="not signed with a known key"):
        verify_petition(here, checkpoint=old_checkpoint(here, stranger(here)))
    other = old_checkpoint(here, ours)
    edit(here.database, "UPDATE ledger SET area = 'E14001063' WHERE number = 1")
    assert not verify_petition(here, checkpoint=other).ok


def test_the_checkpoint_of_an_empty_ledger_can_be_made(
    workspace: Workspace, database: Database
) -> None:
    made = make_checkpoint(work_on(database, the_petition(database)))
    assert checkpoint_of(parse_note(made.text)) == Checkpoint(
        "example.org/right-to-food", 0, EMPTY_ROOT
    )


def test_from_the_command_line(campaigner: Command, here: OpenPetition, tmp_path: Path) -> None:
    file = tmp_path / "c.txt"
    made = campaigner("petition", "checkpoint", SLUG, "-o", file)
    assert made.code == 0
    assert "6 ledger rows. Public key: example.org/right-to-food+" in made.stderr
    called = campaigner("petition", "verify", SLUG, "--checkpoint", file)
    assert called.code == 0
    assert "only grown since the checkpoint of 6 rows" in called.stderr
    assert "Signed by: example.org/right-to-food+" in called.stderr
    file.write_text(forged(here, 4, stranger(here)), encoding="utf-8")
    refused = campaigner("petition", "verify", SLUG, "--checkpoint", file)
    assert refused.code == 1
    assert "is not signed with a known key" in refused.stderr
    assert "--key" in refused.stderr
