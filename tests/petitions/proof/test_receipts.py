"""Receipts that stand alone: Ana keeps hers, and anyone can check it without us."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigner.errors import CampaignerError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint, signer_of
from campaigner.petitions.proof.evidence import KeyUnknown, verify_petition
from campaigner.petitions.proof.receipts import parse_receipt, receipt_of
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person
from campaigner.store import audit
from campaigner.store.database import Database, transaction
from campaigner.store.ledger import LedgerRow, add_rows
from campaigner.transparency.notes import Malformed, VerifierKey, parse_note
from conftest import Command
from edited_ledgers import CHECKER, checker, edit, fill, rehash
from petitioners import (
    NOON,
    SLUG,
    WITHDRAW,
    confirmed,
    new_token,
    person,
    the_signature,
    work_on,
    workspace_of,
)


@pytest.fixture
def here(database: Database) -> OpenPetition:
    return work_on(database, fill(database))


def receipt(here: OpenPetition, number: int) -> str:
    signature = the_signature(here.database, number)
    return receipt_of(here.database.conn, signature, signer_of(here.workspace, SLUG))


def key(here: OpenPetition) -> str:
    return str(signer_of(here.workspace, SLUG).public)


@pytest.mark.parametrize("number", range(1, 9))
def test_ana_s_receipt_proves_with_the_published_key_alone(here: OpenPetition, number: int) -> None:
    text = receipt(here, number)
    assert checker["check_receipt"](text, key(here)) == (number, 8)
    verdict = verify_petition(here, receipt=text, key=key(here))
    assert (verdict.ok, verdict.counted_by) == (True, number)
    read = parse_receipt(text)
    assert (read.campaign, read.number) == (SLUG, number)


def test_it_says_what_she_signed_in_her_own_words(here: OpenPetition) -> None:
    first, record, salt, row, empty, proof, *_ = receipt(here, 2).split("\n")
    assert (first, empty, proof) == ("campaigner receipt 2", "", "c2sp.org/tlog-proof@v1")
    assert record.startswith('record "right-to-food\\nPerson b1\\nperson1@example.org\\nAB10 1AB')
    assert (len(salt), row[:18]) == (5 + 32, 'row [2,"confirmed"')


def test_it_proves_also_when_others_are_erased_and_she_is(here: OpenPetition) -> None:
    text = receipt(here, 4)
    for number in (1, 3):
        erase_person(workspace_of(here.database), f"person{number}@example.org")
    assert verify_petition(here, receipt=text).counted_by == 4
    assert checker["check_receipt"](text, key(here)) == (4, 8)


def test_what_was_taken_back_is_recorded_still_and_does_not_count(here: OpenPetition) -> None:
    text = receipt(here, 5)
    token = new_token(here.database, 5, purpose=WITHDRAW)
    withdraw(workspace_of(here.database, NOON + 100_000), token)
    misfit = verify_petition(here, receipt=text).misfit
    assert misfit is not None
    assert misfit.message == "the signature was taken back by ledger row 9."
    assert checker["check_receipt"](text, key(here)) == (5, 8)


def test_it_takes_the_newest_checkpoint_with_all_who_signed_that(here: OpenPetition) -> None:
    made = make_checkpoint(here)
    witness = Ed25519PrivateKey.generate()
    note = parse_note(made.text).cosigned("partner.example/w", witness, 1_800_000_000)
    here.database.execute("UPDATE checkpoints SET note = ?", (str(note),))
    confirmed(here.database, here.petition, person(9), NOON + 100_000)
    old, new = receipt(here, 3), receipt(here, 9)
    public = VerifierKey("partner.example/w", witness.public_key().public_bytes_raw(), 4)
    assert checker["check_receipt"](old, key(here), [str(public)]) == (3, 8)
    assert checker["check_receipt"](new, key(here)) == (9, 9)
    with pytest.raises(checker["Wrong"], match=r"partner\.example/w.* has not signed it"):
        checker["check_receipt"](new, key(here), [str(public)])


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        ("Person c2", "Person d2"),
        ("salt ", "salt 0"),
        ('"confirmed"', '"restored"'),
        ("row [3,", "row [4,"),
        ("index 2", "index 3"),
        ("index 2", "index 1"),
        ("receipt 2", "receipt 3"),
        ("\n8\n", "\n7\n"),
        ("\n\nc2sp", "\nc2sp"),
    ],
)
def test_nothing_in_a_receipt_can_be_another_thing(
    here: OpenPetition, what: str, instead: str
) -> None:
    text = receipt(here, 3)
    assert text.count(what) >= 1
    changed = text.replace(what, instead, 1)
    with pytest.raises(CampaignerError):
        verify_petition(here, receipt=changed)
    with pytest.raises((checker["Wrong"], ValueError)):
        checker["check_receipt"](changed, key(here))


def test_a_receipt_signed_by_a_stranger_proves_nothing(here: OpenPetition) -> None:
    signer = signer_of(here.workspace, SLUG)
    stranger = type(signer)(signer.origin, Ed25519PrivateKey.generate())
    text = receipt_of(here.database.conn, the_signature(here.database, 3), stranger)
    with pytest.raises(KeyUnknown):
        verify_petition(here, receipt=text)
    with pytest.raises(checker["Wrong"], match="has not signed it"):
        checker["check_receipt"](text, key(here))


def test_a_receipt_shows_that_the_log_was_made_again(here: OpenPetition) -> None:
    """A later person has become another, and nothing else tells of it."""
    text = receipt(here, 3)
    edit(
        here.database,
        "UPDATE ledger SET leaf = randomblob(32) WHERE number = 6",
        "DELETE FROM signatures WHERE id = 6",
    )
    with transaction(here.database) as connection:
        audit.record_removed(connection, NOON, "olive", SLUG, 1)
    rehash(here.database)
    assert verify(here.database, SLUG).ok
    misfit = verify_petition(here, receipt=text).misfit
    assert misfit is not None
    assert misfit.message == "ledger row 3 is not the one that the receipt proves."


def test_line_ends_of_a_mail_program_do_no_harm(here: OpenPetition) -> None:
    assert verify_petition(here, receipt=receipt(here, 3).replace("\n", "\r\n")).ok


@pytest.mark.slow
def test_a_receipt_is_small_however_many_have_signed(database: Database) -> None:
    """Three witnesses on it, and as long a path as six million rows have."""
    here = work_on(database, fill(database, 1))
    first = LedgerRow(2, "confirmed", 1, 2, NOON, "E14001063", "2026-12-11", 12, "web", "GB", "en",
                      0, b"")  # fmt: skip
    with transaction(database) as connection:
        rows = [
            first._replace(number=number, total=number, leaf=number.to_bytes(32, "big"))
            for number in range(2, 70_001)
        ]
        add_rows(connection, here.petition.id, rows)
    note = parse_note(make_checkpoint(here).text)
    for number in range(3):
        witness = Ed25519PrivateKey.generate()
        note = note.cosigned(f"witness{number}.example.org/campaigner", witness, 1_800_000_000)
    database.execute("UPDATE checkpoints SET note = ?", (str(note),))
    text = receipt(here, 1)
    longer = len(text.encode()) + 6 * 45  # 23 hashes instead of 17
    assert longer < 3_000
    assert checker["check_receipt"](text, key(here)) == (1, 70_000)


def test_the_checker_is_one_file_that_needs_nothing_of_ours() -> None:
    source = CHECKER.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 500
    assert "import campaigner" not in source
    assert "from campaigner" not in source
    assert "cryptography" not in source


def test_from_the_command_line(
    campaigner: Command, here: OpenPetition, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kept, ledger, published = (tmp_path / name for name in ("r.txt", "l.jsonl", "c.txt"))
    kept.write_text(receipt(here, 3), encoding="utf-8")
    called = campaigner("petition", "verify", SLUG, "--receipt", kept)
    with_key = campaigner("petition", "verify", SLUG, "--receipt", kept, "--key", key(here))
    assert (with_key.code, with_key.stderr) == (called.code, called.stderr)
    assert called.code == 0
    assert "counted, by ledger row 3" in called.stderr
    assert campaigner("petition", "checkpoint", SLUG, "-o", published).code == 0
    assert campaigner("petition", "export", SLUG, "--format", "ledger", "-o", ledger).code == 0
    arguments = ["--ledger", ledger, "--checkpoint", published, "--receipt", kept]
    monkeypatch.setattr("sys.argv", [str(CHECKER), *map(str, arguments), "--key", key(here)])
    assert checker["main"]() == 0
    assert capsys.readouterr().out == (
        "checkpoint: signed, of 8 rows\n"
        "ledger: all fits, 8 rows, 8 signatures\n"
        "receipt: recorded as row 3, under the checkpoint of 8 rows\n"
    )
    ledger.write_text(ledger.read_text("utf-8").replace('"E14001063"', '"E14001064"'), "utf-8")
    assert checker["main"]() == 1
    assert "does not fit" in capsys.readouterr().out


def test_a_receipt_that_is_cut_off_says_so(here: OpenPetition) -> None:
    with pytest.raises(Malformed, match="cut off"):
        parse_receipt(receipt(here, 3)[:-1])
