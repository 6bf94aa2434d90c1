"""Whatever is changed by hand is found, and what was signed stays proven."""

from __future__ import annotations

import json
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from campaigner.petitions.counts.milestones import record_answer
from campaigner.petitions.moderation import decisions as moderation
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.proof.chain import head_after
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.petitions.proof.verification import Verdict, verify
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person
from campaigner.store import audit, tallies
from campaigner.store.database import Database
from campaigner.store.ledger import rows_from
from campaigner.vocabulary.signatures import LinkPurpose
from campaigner.workspace import Workspace
from conftest import Command
from edited_ledgers import CHECKER, alone, edit, exported, fill, forge, ledger_rows, rehash
from petitioners import NOON, SLUG, confirmed, new_token, person, work_on, workspace_of


def test_an_honest_petition_verifies(database: Database) -> None:
    fill(database)
    verdict = verify(database, SLUG)
    assert (verdict.ok, verdict.rows, verdict.total) == (True, 8, 8)


SWAP = (
    "UPDATE ledger SET number = -1 WHERE number = 3",
    "UPDATE ledger SET number = 3 WHERE number = 6",
    "UPDATE ledger SET number = 6 WHERE number = -1",
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edits", "first"),
    [
        pytest.param(["UPDATE ledger SET area = 'X' WHERE number = 4"], 4, id="an area"),
        pytest.param(["UPDATE ledger SET day = '2026-12-25' WHERE number = 2"], 2, id="a day"),
        pytest.param(["UPDATE ledger SET source = 'me' WHERE number = 1"], 1, id="a source"),
        pytest.param(["UPDATE ledger SET leaf = x'00' WHERE number = 5"], 5, id="a person"),
        pytest.param(["UPDATE ledger SET total = 9 WHERE number = 5"], 5, id="a total"),
        pytest.param(["UPDATE ledger SET about = 1 WHERE number = 5"], 5, id="what it is about"),
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
                "UPDATE copied SET number = 9, total = 9",
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
        pytest.param(
            ["UPDATE thresholds SET answered_at = 1, answer = 'Debate' WHERE at = 5"],
            "threshold 5",
            id="an answer",
        ),
        pytest.param(
            ["UPDATE thresholds SET answered_at = 1, answered_after = 5 WHERE at = 5"],
            "threshold 5",
            id="an answer as of before",
        ),
        pytest.param(["UPDATE thresholds SET answer = 'X' WHERE at = 5"], "threshold 5", id="text"),
        pytest.param(["UPDATE signatures SET name = 'X' WHERE id = 2"], "signature 2", id="name"),
        pytest.param(
            ["UPDATE signatures SET salt = randomblob(16) WHERE id = 2"], "signature 2", id="salt"
        ),
        pytest.param(
            ["UPDATE signatures SET name = 'X', state = 'pending', counted = NULL WHERE id = 1"],
            "signatures",
            id="another one, as if never counted",
        ),
        pytest.param(["UPDATE signatures SET area = 'X' WHERE id = 2"], "signature 2", id="place"),
        pytest.param(["UPDATE signatures SET counted = 3 WHERE id = 2"], "signature 2", id="row"),
        pytest.param(
            ["UPDATE signatures SET confirmed_at = confirmed_at + 3600 WHERE id = 2"],
            "signature 2",
            id="hour",
        ),
        pytest.param(
            ["UPDATE signatures SET state = 'invalidated' WHERE id = 6"], "signature 6", id="state"
        ),
        pytest.param(
            ["UPDATE signatures SET state = 'withdrawn', counted = NULL WHERE id < 4"],
            "signatures",
            id="hidden",
        ),
        pytest.param(["DELETE FROM signatures WHERE id < 4"], "signatures", id="deleted"),
        pytest.param(["UPDATE petitions SET ledger_rows = 7"], 8, id="the length"),
        pytest.param(["UPDATE petitions SET chain_rows = 7"], "chain", id="a past"),
        pytest.param(["UPDATE tiles SET hashes = zeroblob(8192)"], 1, id="the log"),
        pytest.param(
            ["UPDATE tiles SET hashes = CAST(substr(hashes, 1, 8191) || x'01' AS BLOB)"],
            "tile 0/0",
            id="its end",
        ),
        pytest.param(["INSERT INTO tiles VALUES (1, 0, 1, x'')"], "tile 0/1", id="another tile"),
        pytest.param(["INSERT INTO tiles VALUES (1, 1, 0, x'')"], "tile 1/0", id="a higher tile"),
        pytest.param(
            ["UPDATE checkpoints SET note = replace(note, '8', '7')"], "checkpoint 8", id="promise"
        ),
    ],
)
def test_an_edit_by_hand_is_found_and_named(
    database: Database, edits: list[str], first: int | str
) -> None:
    make_checkpoint(work_on(database, fill(database)))
    edit(database, *edits)
    misfit = verify(database, SLUG).misfit
    assert misfit is not None
    assert misfit.where == first


def ghosts(database: Database) -> None:
    one = ledger_rows(database)[-1]
    forge(database, *(one._replace(leaf=secrets.token_bytes(32)) for _ in range(500)))


def replays(database: Database) -> None:
    first, *_, last = ledger_rows(database)
    forge(database, *[first._replace(at=last.at)] * 500)


def counted_again(database: Database) -> None:
    edit(database, "UPDATE signatures SET state = 'suspect', counted = NULL WHERE id = 1")
    edit(database, "CREATE TRIGGER ledger_counted AFTER UPDATE OF ledger_rows ON petitions"
                   " BEGIN SELECT 1; END")  # fmt: skip
    here = work_on(database, fill(database, 0), NOON + 100_000)
    moderation.restore(here, SignatureFilter(numbers=(1,)))


def turned_into_another(database: Database) -> None:
    edit(database, "UPDATE signatures SET name = 'Invented Person', email = 'inv@example.org',"
                   " state = 'suspect', counted = NULL WHERE id = 1")  # fmt: skip
    here = work_on(database, fill(database, 0), NOON + 100_000)
    assert moderation.restore(here, SignatureFilter(numbers=(1,))) == 1


def rival(database: Database) -> None:
    one = ledger_rows(database)[-1]
    forge(database, one._replace(kind="withdrawn", change=-1, leaf=secrets.token_bytes(32)))


def cut(database: Database) -> None:
    edit(database, "DELETE FROM ledger WHERE number > 6", "DELETE FROM signatures WHERE id > 6",
         "UPDATE petitions SET ledger_rows = 6")  # fmt: skip
    rehash(database)


def moved(database: Database) -> None:
    edit(database, "UPDATE ledger SET at = at - 2592000, day = '2026-11-11'",
         "UPDATE signatures SET confirmed_at = confirmed_at - 2592000",
         "UPDATE thresholds SET reached_at = reached_at - 2592000")  # fmt: skip
    rehash(database)


@pytest.mark.parametrize(
    ("attack", "where", "message"),
    [
        (ghosts, "signatures", "500 counted signatures are no longer held, but 0 were removed"),
        (replays, 9, "counts the signature again that row 1 counted"),
        (counted_again, 9, "counts the signature again that row 1 counted"),
        (turned_into_another, "signatures", "1 counted signature is no longer held, but 0"),
        (rival, 9, "about a signature that no row has counted"),
        (cut, "checkpoint 8", "not those of a signed checkpoint"),
        (moved, "checkpoint 8", "not those of a signed checkpoint"),
    ],
)
def test_who_makes_the_log_and_the_tally_fit_is_found_too(
    database: Database, attack: Callable[[Database], None], where: int | str, message: str
) -> None:
    make_checkpoint(work_on(database, fill(database)))
    edit(database)
    attack(database)
    _tally_again(database)
    misfit = verify(database, SLUG).misfit
    assert misfit is not None
    assert (misfit.where, message in misfit.message) == (where, True), misfit


def _tally_again(database: Database) -> None:
    """Make all sums again from the ledger."""
    place = "area, day, source, country, language"
    edit(database, "DELETE FROM tallies", "DELETE FROM sums",
         f"INSERT INTO tallies SELECT petition, {place}, sum(change) FROM ledger"
         f" GROUP BY petition, {place}",
         "INSERT INTO sums SELECT petition, 'total', '', sum(change) FROM ledger",
         "INSERT INTO sums SELECT petition, 'hour', printf('%sT%02d', day, hour), sum(change)"
         " FROM ledger GROUP BY day, hour",
         *(f"INSERT INTO sums SELECT petition, '{name}', {name}, sum(change) FROM ledger"
           f" GROUP BY {name}" for name in place.split(", ")))  # fmt: skip


@pytest.mark.parametrize("attack", [ghosts, replays, counted_again, turned_into_another, rival])
def test_what_is_only_added_fits_an_old_checkpoint_and_is_found_by_the_rules(
    database: Database, attack: Callable[[Database], None]
) -> None:
    here = work_on(database, fill(database))
    published = make_checkpoint(here).text
    edit(database)
    attack(database)
    _tally_again(database)
    assert verify_petition(here, checkpoint=published).published_rows == 8
    assert alone(exported(database)) is None or attack not in (ghosts, turned_into_another)
    assert not verify(database, SLUG).ok


@pytest.mark.parametrize("attack", [cut, moved])
def test_a_past_that_was_rewritten_does_not_fit_what_was_published(
    database: Database, attack: Callable[[Database], None]
) -> None:
    here = work_on(database, fill(database))
    published = make_checkpoint(here).text
    edit(database, "DELETE FROM checkpoints")  # who covers their tracks
    attack(database)
    _tally_again(database)
    misfit = verify_petition(here, checkpoint=published).misfit
    assert misfit is not None
    assert misfit.where == "checkpoint"


def test_to_whom_people_may_be_known_is_no_part_of_the_count(database: Database) -> None:
    """docs/ledger.md says that consents are not proved."""
    fill(database)
    before = exported(database)
    edit(database, "INSERT INTO letter_consents (signature, given_at) VALUES (1, 1)")
    assert exported(database) == before
    assert verify(database, SLUG).ok


def test_the_ledger_is_only_added_to(database: Database) -> None:
    fill(database, 2)
    for statement in ("UPDATE ledger SET area = 'X'", "DELETE FROM ledger"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            database.conn.execute(statement)
        database.conn.rollback()


def test_those_erased_are_on_record_and_the_count_stands(database: Database) -> None:
    fill(database)
    erase_person(workspace_of(database), "person1@example.org")
    erase_person(workspace_of(database), "person3@example.org")
    assert audit.removed(database.conn, SLUG) == 2
    assert verify(database, SLUG).ok
    assert tallies.total(database.conn, 1) == 8
    edit(database, f"DELETE FROM audit WHERE action = '{audit.REMOVED}'")
    misfit = verify(database, SLUG).misfit
    assert misfit is not None
    assert misfit.where == "signatures"


def test_times_in_the_ledger_never_go_back_whatever_the_clock_does(database: Database) -> None:
    petition = fill(database, 2)
    confirmed(database, petition, person(8), NOON - 40_000)
    confirmed(database, petition, person(9), NOON + 90_000)
    times = [row[4] - NOON for row in rows_from(database.conn, petition.id)]
    assert times == [0, 3600, 3600, 90_000]
    assert verify(database, SLUG).ok


def test_a_withdrawal_names_the_row_that_counted_and_is_of_its_place(database: Database) -> None:
    fill(database, 3)
    token = new_token(database, 2, purpose=LinkPurpose.WITHDRAW)
    withdraw(workspace_of(database, NOON + 100_000), token)
    *_, first, _, last = ledger_rows(database)
    assert (last.kind, last.about, last.total) == ("withdrawn", first.number, 2)
    assert last[5:11] == first[5:11]


def test_an_answer_from_before_the_log_is_said_not_to_be_proved_until_it_is_a_row(
    campaigner: Command, database: Database, workspace: Workspace
) -> None:
    here = work_on(database, fill(database))
    head = head_after(SLUG, rows_from(database.conn, 1))
    edit(database, f"UPDATE petitions SET chain_rows = 8, chain_head = x'{head.hex()}'")
    before = "answered_at = 5, answered_after = 4, answer = 'Yes'"
    database.execute(f"UPDATE thresholds SET {before} WHERE at = 3")
    called = campaigner("petition", "verify", SLUG, "--format", "json")
    assert (called.code, called.json["answers_not_in_ledger"]) == (0, [3])
    assert "Not proved: the answer to 3 signatures" in called.stderr
    record_answer(here, 3, "Yes")
    assert verify(database, SLUG) == Verdict(9, 8, None)


def test_from_the_command_line(
    campaigner: Command, database: Database, workspace: Workspace
) -> None:
    fill(database)
    called = campaigner("petition", "verify", SLUG, "--format", "json")
    assert called.code == 0
    assert called.json["ok"] is True
    assert (called.json["rows"], called.json["total"], called.json["first_bad"]) == (8, 8, None)
    edit(database, "UPDATE ledger SET area = 'X' WHERE number = 4")
    called = campaigner("petition", "verify", SLUG, "--format", "json")
    assert called.code == 1
    assert called.json["first_bad"] == 4
    assert "ledger row 4 is not the one that the log has" in called.stderr
    assert tallies.total(database.conn, 1) == 8


STRANGE: list[object] = [None, True, -1, 1.5, 10**30, "x", "", [], {}, "\u202e", float("nan")]


def test_the_checker_alone_refuses_values_of_any_kind_in_one_line(
    database: Database, tmp_path: Path
) -> None:
    fill(database, people=2)
    head, row, *more = exported(database)
    for column in range(13):
        for value in STRANGE:
            values = json.loads(row)
            if values[column] in (value, None) and type(values[column]) is type(value):
                continue
            values[column] = value
            changed = json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
            assert alone([head, changed, *more]), (column, value)


@pytest.mark.parametrize("content", ["", "[]", "1", "{}", "[" * 100_000, '{"title": 5}', "\0"])
@pytest.mark.parametrize("option", ["--ledger", "--wording"])
def test_the_checker_alone_ends_in_one_line_for_a_file_that_is_something_else(
    database: Database, tmp_path: Path, content: str, option: str
) -> None:
    fill(database, people=1)
    ledger, strange = tmp_path / "ledger.jsonl", tmp_path / "strange"
    ledger.write_text("".join(exported(database)), encoding="utf-8")
    strange.write_text(content, encoding="utf-8")
    files = ["--ledger", str(ledger)] if option == "--wording" else []
    done = subprocess.run(
        [sys.executable, str(CHECKER), *files, option, str(strange)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1].startswith("does not fit: ")
