"""Whatever is changed by hand is found, and what was signed stays proven."""

from __future__ import annotations

import hashlib
import json
import random
import re
import runpy
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.petitions.confirmation import withdraw
from campaigner.petitions.proof.checkpoints import (
    private_key,
    read_checkpoint,
    signed_checkpoint,
)
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.proof.receipts import read_receipt, receipt_of
from campaigner.petitions.proof.recount import Watched
from campaigner.petitions.proof.verification import verify
from campaigner.privacy.people import erase_person
from campaigner.store import petitions, tallies
from campaigner.store.database import Database, open_database, opened
from campaigner.store.petitions import Petition
from campaigner.vocabulary import LinkPurpose
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import (
    NOON,
    SLUG,
    confirmed,
    new_token,
    person,
    the_petition,
    the_signature,
    workspace_of,
)

CHECKER = Path(__file__).parents[3] / "tools" / "check_ledger.py"
check: Callable[..., str | None] = runpy.run_path(str(CHECKER))["check"]

AREAS = ("", "E14001063", "W07000081")


def fill(database: Database, people: int = 8) -> Petition:
    petition = the_petition(database, (3, 5))
    for number in range(people):
        confirmed(database, petition, person(number), NOON + number * 3600, AREAS[number % 3])
    return petition


def edit(database: Database, *statements: str) -> None:
    """Change the database as somebody would who knows what stands in the way."""
    for statement in (
        "DROP TRIGGER IF EXISTS ledger_stays",
        "DROP TRIGGER IF EXISTS ledger_keeps",
        "DROP TRIGGER IF EXISTS tallies_summed_again",
        *statements,
    ):
        database.conn.execute(statement)
    database.conn.commit()


def test_an_honest_petition_verifies(database: Database) -> None:
    fill(database)
    verdict = verify(database, SLUG)
    assert (verdict.ok, verdict.rows, verdict.total) == (True, 8, 8)


SWAP = (
    "UPDATE ledger SET number = -1 WHERE number = 3",
    "UPDATE ledger SET number = 3 WHERE number = 6",
    "UPDATE ledger SET number = 6 WHERE number = -1",
)


@pytest.mark.parametrize(
    ("edits", "first"),
    [
        pytest.param(["UPDATE ledger SET area = 'X' WHERE number = 4"], 4, id="an area"),
        pytest.param(["UPDATE ledger SET day = '2026-12-25' WHERE number = 2"], 2, id="a day"),
        pytest.param(["UPDATE ledger SET source = 'me' WHERE number = 1"], 1, id="a source"),
        pytest.param(["UPDATE ledger SET leaf = x'00' WHERE number = 5"], 5, id="a person"),
        pytest.param(["UPDATE ledger SET head = x'00' WHERE number = 5"], 5, id="a head"),
        pytest.param(["UPDATE ledger SET at = at + 1 WHERE number = 7"], 7, id="a time"),
        pytest.param(["DELETE FROM ledger WHERE number = 5"], 5, id="a row gone"),
        pytest.param(["DELETE FROM ledger WHERE number = 8"], 8, id="the last row gone"),
        pytest.param(SWAP, 3, id="two rows swapped"),
        pytest.param(
            ["UPDATE ledger SET kind = 'withdrawn', change = -1 WHERE number = 6"], 6, id="a kind"
        ),
        pytest.param(
            [
                "CREATE TABLE copied AS SELECT * FROM ledger WHERE number = 8",
                "UPDATE copied SET number = 9",
                "INSERT INTO ledger SELECT * FROM copied",
            ],
            9,
            id="a row added",
        ),
        pytest.param(
            ["UPDATE tallies SET count = count + 1 WHERE area = 'E14001063'"],
            "tally E14001063 2026-12-11 web GB en",
            id="a tally",
        ),
        pytest.param(
            ["DELETE FROM tallies WHERE area = ''"], "tally (none) 2026-12-11 web GB en", id="none"
        ),
        pytest.param(
            ["UPDATE sums SET count = 9 WHERE dimension = 'total'"], "sum by total (none)", id="sum"
        ),
        pytest.param(["UPDATE thresholds SET reached_at = 1 WHERE at = 3"], "threshold 3", id="T"),
        pytest.param(
            ["UPDATE thresholds SET reached_at = NULL WHERE at = 5"], "threshold 5", id="no T"
        ),
        pytest.param(["UPDATE signatures SET name = 'X' WHERE id = 2"], "signature 2", id="name"),
        pytest.param(["UPDATE signatures SET area = 'X' WHERE id = 2"], "signature 2", id="place"),
        pytest.param(
            ["UPDATE signatures SET state = 'invalidated' WHERE id = 6"], "signature 6", id="state"
        ),
        pytest.param(["UPDATE petitions SET head = x'00'"], "head", id="the petition's head"),
    ],
)
def test_an_edit_by_hand_is_found_and_named(
    database: Database, edits: list[str], first: int | str
) -> None:
    fill(database)
    edit(database, *edits)
    misfit = verify(database, SLUG).misfit
    assert misfit is not None
    assert misfit.where == first


def test_the_ledger_is_only_added_to(database: Database) -> None:
    fill(database, 2)
    for statement in ("UPDATE ledger SET area = 'X'", "DELETE FROM ledger"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            database.conn.execute(statement)
        database.conn.rollback()


def receipt_file(database: Database, folder: Path, number: int) -> Path:
    receipt = receipt_of(SLUG, the_signature(database, number))
    file = folder / f"receipt-{number}.json"
    file.write_text(json.dumps(receipt), encoding="utf-8")
    return file


def test_ana_proves_that_she_is_counted_even_when_others_are_erased(
    database: Database, tmp_path: Path
) -> None:
    fill(database)
    ana, ben = (receipt_file(database, tmp_path, number) for number in (4, 5))
    erase_person(workspace_of(database), "person1@example.org")
    erase_person(workspace_of(database), "person3@example.org")  # Ana herself
    withdraw(workspace_of(database), new_token(database, 5, purpose=LinkPurpose.WITHDRAW))
    for file, wrong in ((ana, None), (ben, "taken back by ledger row 9")):
        receipt = read_receipt(file)
        watched = Watched(leaf=receipt.leaf)
        assert verify(database, SLUG, watched).ok
        found = receipt.misfit(watched)
        assert (found is None) == (wrong is None)
        if found and wrong:
            assert wrong in found.message


def test_a_checkpoint_proves_that_nothing_before_it_changed(
    database: Database, tmp_path: Path
) -> None:
    petition = fill(database)
    petition = petitions.petition_of(database.conn, petition.id)
    key = private_key(tmp_path / "keys")
    made = signed_checkpoint(petition, 8, "2026-12-12T00:00:00+00:00", key)
    (tmp_path / "c.json").write_text(made.to_json(), encoding="utf-8")
    confirmed(database, petition, person(99))
    erase_person(workspace_of(database), "person1@example.org")
    checkpoint = read_checkpoint(tmp_path / "c.json", made.public_key)
    watched = Watched(at_row=checkpoint.rows)
    assert verify(database, SLUG, watched).ok
    assert checkpoint.misfit(watched) is None


def test_a_ledger_written_anew_does_not_fit_the_checkpoint(
    database: Database, tmp_path: Path
) -> None:
    petition = fill(database)
    petition = petitions.petition_of(database.conn, petition.id)
    made = signed_checkpoint(petition, 8, "2026-12-12", private_key(tmp_path))
    with opened(tmp_path / "again.db") as with_others:
        anew = the_petition(with_others, (3, 5))
        for number in range(20, 29):
            confirmed(with_others, anew, person(number), NOON)
        watched = Watched(at_row=made.rows)
        assert verify(with_others, SLUG, watched).ok
        assert made.misfit(watched) is not None
        with_others.close()


@pytest.mark.parametrize("field", ["rows", "total", "head", "at", "campaign", "signature"])
def test_a_checkpoint_that_was_touched_is_refused(tmp_path: Path, field: str) -> None:
    petition = Petition(1, SLUG, "", 0, 1, False, 5, b"\1" * 32)
    values = json.loads(
        signed_checkpoint(petition, 5, "2026-12-12", private_key(tmp_path)).to_json()
    )
    values[field] = "ab" * 64 if field == "signature" else 4 if field == "rows" else "12"
    (tmp_path / "c.json").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(CampaignerError, match="changed after it was signed"):
        read_checkpoint(tmp_path / "c.json")


Break = Callable[[random.Random], str]
BREAKS: tuple[Break, ...] = (
    lambda draw: f"UPDATE ledger SET area = 'E9' WHERE number = {draw.randint(1, 9)}",
    lambda draw: f"UPDATE ledger SET at = at + 1 WHERE number = {draw.randint(1, 9)}",
    lambda draw: f"UPDATE ledger SET hour = 24 WHERE number = {draw.randint(1, 9)}",
    lambda draw: f"DELETE FROM ledger WHERE number = {draw.randint(1, 9)}",
    lambda draw: "UPDATE tallies SET count = count + 1 WHERE area = 'E14001063'",
    lambda draw: "DELETE FROM tallies WHERE area = 'E14001063'",
    lambda draw: f"UPDATE thresholds SET reached_at = {draw.randint(0, 9)} WHERE at = 3",
    lambda draw: "UPDATE petitions SET head = x'00'",
    lambda draw: "UPDATE petitions SET ledger_rows = 3",
)


def random_ledgers(count: int) -> Iterator[Database]:
    """Small ledgers with random lives, every other one broken somewhere."""
    for seed in range(count):
        draw = random.Random(seed)
        with_life = open_database(":memory:")
        petition = the_petition(with_life, (3, 5))
        people = [
            confirmed(with_life, petition, person(each), NOON + each * 900, draw.choice(AREAS))
            for each in range(draw.randint(1, 8))
        ]
        for each in draw.sample(people, draw.randint(0, len(people))):
            token = new_token(with_life, each.id, purpose=LinkPurpose.WITHDRAW)
            withdraw(workspace_of(with_life, NOON + 100_000), token)
        if seed % 2:
            edit(with_life, "DROP TRIGGER ledger_counted", draw.choice(BREAKS)(draw))
        yield with_life
        with_life.close()


@pytest.mark.slow
def test_the_small_checker_agrees_on_200_ledgers() -> None:
    broken = 0
    for with_life in random_ledgers(200):
        petition = petitions.find_petition(with_life.conn, SLUG)
        assert petition is not None
        alone = check(ledger_lines(with_life.conn, petition.id))
        verdict = verify(with_life, SLUG)
        assert (alone is None) == verdict.ok, (alone, verdict)
        if verdict.misfit and isinstance(verdict.misfit.where, int):
            assert re.search(rf"(ledger row {verdict.misfit.where} |after ledger row)", str(alone))
        broken += not verdict.ok
    assert 60 <= broken <= 100  # some breaks hit nothing


def test_the_small_checker_is_small_and_alone() -> None:
    source = CHECKER.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 60
    assert "import campaigner" not in source
    assert "from campaigner" not in source


def test_from_the_command_line(
    campaigner: Command, database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    fill(database)
    receipt = receipt_file(database, tmp_path, 4)
    assert campaigner("petition", "checkpoint", SLUG, "-o", tmp_path / "c.json").code == 0
    for options in ((), ("--receipt", receipt), ("--checkpoint", tmp_path / "c.json")):
        called = campaigner("petition", "verify", SLUG, "--format", "json", *options)
        assert called.code == 0
        assert called.json["ok"] is True
        assert (called.json["rows"], called.json["total"], called.json["first_bad"]) == (8, 8, None)
    foreign = signed_checkpoint(
        petitions.petition_of(database.conn, 1), 8, "2026-12-12", private_key(tmp_path / "other")
    )
    (tmp_path / "foreign.json").write_text(foreign.to_json(), encoding="utf-8")
    refused = campaigner("petition", "verify", SLUG, "--checkpoint", tmp_path / "foreign.json")
    assert refused.code == 1
    assert "signed with another key" in refused.stderr
    exported = tmp_path / "ledger.jsonl"
    assert campaigner("petition", "export", SLUG, "--format", "ledger", "-o", exported).code == 0
    with exported.open(encoding="utf-8") as lines:
        assert check(lines, json.loads(receipt.read_text(encoding="utf-8"))) is None
    edit(database, "UPDATE ledger SET area = 'X' WHERE number = 4")
    called = campaigner("petition", "verify", SLUG, "--format", "json")
    assert called.code == 1
    assert called.json["first_bad"] == 4
    assert tallies.total(database.conn, 1) == 8


def test_the_documented_format_is_the_one_that_is_written(database: Database) -> None:
    petition = fill(database, 1)
    first, row = ledger_lines(database.conn, petition.id)
    *columns, leaf, head = json.loads(row)
    begin = hashlib.sha256(b"campaigner ledger 1\nright-to-food").digest()
    text = "\n".join(str(each) for each in columns).encode()
    assert hashlib.sha256(begin + bytes.fromhex(leaf) + text).hexdigest() == head
    assert json.loads(first)["head"] == head
    receipt = receipt_of(SLUG, the_signature(database, 1))
    assert receipt["record"].splitlines()[0] == SLUG
    whole = bytes.fromhex(receipt["salt"]) + receipt["record"].encode()
    assert hashlib.sha256(whole).hexdigest() == leaf
