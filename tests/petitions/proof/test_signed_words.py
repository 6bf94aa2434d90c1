"""The words that people signed are proved: by receipts, in the ledger, by the checker alone."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import signer_of
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.proof.log_folder import write_log
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.wordings import (
    counted_versions,
    published_wording,
    versions_of,
    wording_of,
)
from campaigner.store.database import Database
from campaigner.vocabulary.signatures import Grouping
from edited_ledgers import CHECKER, checker, edit, fill
from petitioners import SLUG, the_petition, the_signature, work_on
from word_signers import confirms, key, signed_words, signs, with_words


@pytest.fixture
def here(database: Database) -> OpenPetition:
    return work_on(database, the_petition(database))


def test_old_receipts_prove_the_old_wording_and_new_ones_the_new(here: OpenPetition) -> None:
    old = confirms(here, signs(here, "Ana Sample"))
    changed = with_words(here, text={"en": "Feed every child at school, every day of the year."})
    new = confirms(changed, signs(changed, "Ben Sample"))
    before, after = versions_of(changed).versions
    assert [before.number, after.number] == [1, 2]
    assert [before.is_current, after.is_current] == [False, True]
    for receipt, version in ((old, before), (new, after)):
        assert checker["check_receipt"](receipt, key(here))
        assert verify_petition(here, receipt=receipt, key=key(here)).ok
        assert signed_words(receipt) == version.wording.hash.hex()
    assert "every day of the year" not in before.wording.words
    assert "every day of the year" in after.wording.words
    assert verify(here.database, SLUG).ok


def test_whoever_holds_a_receipt_recomputes_its_hash_from_the_published_words(
    here: OpenPetition, tmp_path: Path
) -> None:
    receipt = confirms(here, signs(here, "Ana Sample"))
    published = published_wording(here, signed_words(receipt))
    assert published is not None
    assert sha256(published).hexdigest() == signed_words(receipt)
    file = tmp_path / "words.json"
    file.write_bytes(published)
    digest, titles = checker["words_of"](file)
    assert digest == signed_words(receipt)
    assert f"{here.campaign.title['en']} (en)" in titles


def test_the_ledger_states_the_words_before_the_first_signature_under_them_counts(
    here: OpenPetition,
) -> None:
    number = signs(here, "Ana Sample")
    assert versions_of(here).current.number is None
    assert published_wording(here, wording_of(here.campaign).hash.hex()) is None
    confirms(here, number)
    confirms(here, signs(here, "Ben Sample"))
    head, *rows = [json.loads(line) for line in ledger_lines(here.database.conn, here.petition.id)]
    assert head["format"] == "campaigner ledger 3"
    assert [row[1] for row in rows] == ["wording", "confirmed", "confirmed"]
    assert rows[0][12] == wording_of(here.campaign).hash.hex()
    assert (head["rows"], head["total"]) == (3, 2)
    stated: dict[str, int] = {}
    text = list(ledger_lines(here.database.conn, here.petition.id))
    checker["check_ledger"](lambda: text, (), stated)
    assert list(stated.values()) == [1]


def test_signatures_from_before_words_were_kept_prove_as_they_did(database: Database) -> None:
    here = work_on(database, fill(database))
    assert counted_versions(here).unknown == 8
    receipt = receipt_of(database.conn, the_signature(database, 3), signer_of(here.workspace, SLUG))
    confirms(here, signs(here, "New Sample"))
    assert signed_words(receipt) == ""
    assert checker["check_receipt"](receipt, key(here)) == (3, 8)
    assert verify_petition(here, receipt=receipt).ok
    tally = take_tally(here, Grouping.WORDING)
    assert {row.value: row.count for row in tally.rows} == {"1": 1, "unknown": 8}
    assert tally.total == 9


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE wordings SET words = replace(words, 'food', 'rood')", "wording 1"),
        ("UPDATE wordings SET hash = zeroblob(32)", "wording 1"),
        ("DELETE FROM wordings", "wording"),
        ("UPDATE signatures SET wording = NULL", "signature 1"),
        ("UPDATE signatures SET wording = 77", "signature 1"),
    ],
)
def test_an_edit_of_the_words_by_hand_is_found(
    here: OpenPetition, statement: str, found: str
) -> None:
    confirms(here, signs(here, "Ana Sample"))
    edit(
        here.database,
        "PRAGMA foreign_keys = OFF",
        "DROP TRIGGER wordings_stay",
        "DROP TRIGGER wordings_are_kept",
        statement,
    )
    verdict = verify(here.database, SLUG)
    assert verdict.misfit is not None
    assert str(verdict.misfit.where).startswith(found)


def test_the_database_refuses_to_change_words_that_were_signed(here: OpenPetition) -> None:
    confirms(here, signs(here, "Ana Sample"))
    for statement in ("UPDATE wordings SET words = ''", "DELETE FROM wordings"):
        with pytest.raises(sqlite3.IntegrityError, match="words that were signed"):
            here.database.conn.execute(statement)


def test_the_published_log_has_the_words(here: OpenPetition, tmp_path: Path) -> None:
    confirms(here, signs(here, "Ana Sample"))
    write_log(here, tmp_path / "log")
    name = wording_of(here.campaign).hash.hex()
    words = (tmp_path / "log" / "wording" / f"{name}.json").read_bytes()
    assert sha256(words).hexdigest() == name


def test_a_stranger_checks_receipts_and_ledger_with_the_published_words(
    here: OpenPetition, tmp_path: Path
) -> None:
    receipts = [confirms(here, signs(here, "Ana Sample"))]
    changed = with_words(here, text={"en": "Feed every child at school, every day of the year."})
    receipts.append(confirms(changed, signs(changed, "Ben Sample")))
    files = {name: tmp_path / name for name in ("receipt", "ledger", "words")}
    files["ledger"].write_text("\n".join(ledger_lines(here.database.conn, 1)) + "\n", "utf-8")

    def says(version: int, *options: str) -> str:
        words = published_wording(here, signed_words(receipts[version]))
        assert words
        files["words"].write_bytes(words)
        given = (*options, "--wording", str(files["words"]), "--key", key(here))
        done = subprocess.run(
            [sys.executable, CHECKER, *given], capture_output=True, text=True, check=False
        )
        return f"{done.returncode} {done.stdout}{done.stderr}"

    for place, receipt in enumerate(receipts):
        files["receipt"].write_text(receipt, "utf-8")
        told = says(place, "--receipt", str(files["receipt"]))
        assert told.startswith("0 receipt: recorded as row")
        assert f"signed under the words {signed_words(receipt)}" in told
        assert "1 receipt" in (other := says(1 - place, "--receipt", str(files["receipt"])))
        assert "does not fit: the receipt is not of these words" in other
        stated = says(place, "--ledger", str(files["ledger"]))
        assert stated.startswith("0 ledger: all fits, 4 rows, 2 signatures")
        assert "version 2 of the words" in stated
    never_signed = wording_of(with_words(here, title={"en": "X"}).campaign)
    files["words"].write_bytes(never_signed.words.encode())
    done = subprocess.run(
        [sys.executable, CHECKER, "--ledger", files["ledger"], "--wording", files["words"]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "does not fit: the ledger does not state these words" in done.stdout
