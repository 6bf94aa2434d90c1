"""An audit by sample: signatures drawn by a rule that nobody can bend, and what follows."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.proof.sampling import Estimate, draw, record
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.proof.worksheets import read_worksheet, worksheet_of
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person
from campaigner.store import samples
from campaigner.store.database import Database
from campaigner.tables import received
from campaigner.transparency.checkpoints import checkpoint_of
from campaigner.transparency.notes import parse_note
from campaigner.vocabulary.signatures import SampleFinding
from conftest import Command
from edited_ledgers import edit
from petitioners import (
    SLUG,
    WITHDRAW,
    confirmed,
    new_token,
    person,
    the_petition,
    work_on,
    workspace_of,
)

REAL, NOT_REAL, NOT_REACHED = SampleFinding
SEED = "3 14 15 9 26 5"


@pytest.fixture
def here(database: Database) -> OpenPetition:
    """Twelve people have signed; the third has withdrawn."""
    petition = the_petition(database)
    signed = [confirmed(database, petition, person(number)) for number in range(12)]
    withdraw(workspace_of(database), new_token(database, signed[2].id, purpose=WITHDRAW))
    return work_on(database, petition)


def by_the_rule(here: OpenPetition, checkpoint: str, size: int, seed: str) -> list[int]:
    """The rows that an auditor draws with nothing but the exported ledger and the checkpoint."""
    there = checkpoint_of(parse_note(checkpoint))
    root = base64.b64encode(there.root).decode()
    exported = list(ledger_lines(here.database.conn, here.petition.id))
    rows = [json.loads(line) for line in exported[1 : there.size + 1]]
    counting = {row[0] for row in rows if row[1] in ("confirmed", "paper")}
    for row in rows:
        if row[11]:  # about another row
            (counting.add if row[2] > 0 else counting.discard)(row[11])
    drawn: list[int] = []
    for number in range(10_000):
        words = f"campaigner sample 1\n{root}\n{seed}\n{number}"
        row = int(hashlib.sha256(words.encode()).hexdigest(), 16) % there.size + 1
        if row in counting and row not in drawn:
            drawn.append(row)
    return drawn[:size]


@pytest.mark.parametrize("size", [1, 5, 11])
def test_anybody_with_the_ledger_draws_the_same(here: OpenPetition, size: int) -> None:
    checkpoint = make_checkpoint(here).text
    drawn = draw(here, checkpoint, size, SEED)
    assert list(drawn.rows) == by_the_rule(here, checkpoint, size, SEED)
    assert (len(drawn.rows), drawn.total) == (size, 11)
    assert 3 not in drawn.rows  # withdrawn
    assert set(drawn.people) == set(drawn.rows)


def test_who_signs_or_withdraws_after_the_checkpoint_changes_nothing(here: OpenPetition) -> None:
    checkpoint = make_checkpoint(here).text
    before = draw(here, checkpoint, 6, SEED)
    assert before.number == draw(here, checkpoint, 6, f"  {SEED} ").number  # drawn once, kept once
    gone = before.people[before.rows[0]]
    confirmed(here.database, here.petition, person(40))
    withdraw(workspace_of(here.database), new_token(here.database, gone.id, purpose=WITHDRAW))
    again = draw(here, checkpoint, 6, SEED)
    assert (again.number, again.rows, again.total) == (before.number, before.rows, 11)
    assert draw(here, checkpoint, 6, "another seed").number != before.number


def test_of_somebody_who_was_erased_nothing_can_be_found(here: OpenPetition) -> None:
    checkpoint = make_checkpoint(here).text
    drawn = draw(here, checkpoint, 11, SEED)
    email = drawn.people[drawn.rows[4]].email
    assert email
    erase_person(workspace_of(here.database), email)
    sheet = list(csv.DictReader(worksheet_of(draw(here, checkpoint, 11, SEED)).splitlines()))
    assert (sheet[4]["name"], sheet[4]["found"]) == ("", "not-reached")
    assert email not in str(sheet)


@pytest.mark.parametrize(
    ("size", "seed", "says"),
    [
        (0, SEED, "A sample of 0 cannot be drawn"),
        (12, SEED, "A sample of 12 cannot be drawn: 11 signatures count here"),
        (3, " \n ", "There is no seed"),
    ],
)
def test_samples_that_cannot_be_drawn(here: OpenPetition, size: int, seed: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        draw(here, make_checkpoint(here).text, size, seed)


def test_a_checkpoint_of_another_ledger_is_refused(here: OpenPetition) -> None:
    text = make_checkpoint(here).text
    for wrong, says in [
        ("hello", "not a checkpoint"),
        (text.replace(f"/{SLUG}\n", "/another\n", 1), "is of “.*/another”"),
        (text.replace("\n13\n", "\n14\n"), "does not follow"),
    ]:
        with pytest.raises(CampaignerError, match=says):
            draw(here, wrong, 3, SEED)


def test_what_was_found_is_kept_and_says_how_many_are_real_at_least(here: OpenPetition) -> None:
    drawn = draw(here, make_checkpoint(here).text, 10, SEED)
    first = record(here, drawn.number, dict.fromkeys(range(1, 9), REAL))
    assert (first.real, first.open, round(first.least_share, 3)) == (8, 2, 0.493)
    last = record(here, drawn.number, {9: REAL, 10: REAL})
    assert (last.real, last.open, last.drawn, last.total) == (10, 0, 10, 11)
    assert (round(last.least_share, 3), last.least) == (0.741, 8)
    worse = record(here, drawn.number, {9: NOT_REAL, 10: NOT_REACHED})  # corrected
    assert (worse.real, worse.not_real, worse.not_reached) == (8, 1, 1)
    assert worse.least_share == first.least_share
    kept = samples.findings_of(here.database.conn, drawn.number)
    assert [finding for _, finding in kept.values()] == [*[REAL] * 8, NOT_REAL, NOT_REACHED]


def test_findings_of_another_sample_are_refused(here: OpenPetition) -> None:
    drawn = draw(here, make_checkpoint(here).text, 3, SEED)
    with pytest.raises(UsageError, match="has no sample 99"):
        record(here, 99, {})
    with pytest.raises(UsageError, match="has 3 places, and no place 4"):
        record(here, drawn.number, {4: REAL})
    assert not Estimate(0, 0, 0, 0, 0).least_share


def test_a_worksheet_is_read_as_it_was_filled_in(here: OpenPetition, tmp_path: Path) -> None:
    drawn = draw(here, make_checkpoint(here).text, 5, SEED)
    header, *rows = worksheet_of(drawn).splitlines()
    filled = [
        rows[0][:-1] + "Real,",
        rows[1][:-1] + "not real,moved away",
        rows[2][:-1] + "NOT REACHED,",
        rows[3][:-1] + "perhaps,",
        rows[4],  # not looked at yet
        rows[4].replace(f"{drawn.number},5,", f"{drawn.number + 1},5,"),
    ]
    file = tmp_path / "sheet.csv"
    file.write_text("\n".join([header, *filled]), "utf-8")
    with received(file) as table:
        read = read_worksheet(table)
    assert (read.sample, dict(read.found)) == (
        drawn.number,
        {1: REAL, 2: NOT_REAL, 3: NOT_REACHED},
    )
    assert [(each.line, each.code) for each in read.problems] == [
        (5, "unknown-finding"),
        (7, "another-sample"),
    ]


def test_olive_lets_an_auditor_look_at_five_signatures(
    campaigner: Command, here: OpenPetition, tmp_path: Path
) -> None:
    checkpoint, sheet = tmp_path / "checkpoint.txt", tmp_path / "sample.csv"
    campaigner("petition", "checkpoint", SLUG, "-o", checkpoint)
    options = ["--checkpoint", checkpoint, "--size", "5", "--seed", SEED]
    drawn = campaigner("petition", "sample", SLUG, *options, "-o", sheet)
    assert (drawn.code, "5 of 11 signatures" in drawn.stderr) == (0, True)
    assert sheet.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 5
    assert all(row["email"].endswith("@example.org") for row in rows)
    filled = tmp_path / "filled.csv"
    with filled.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"found": "real"} for row in rows)
    result = campaigner("petition", "sample-result", SLUG, filled)
    assert result.code == 0
    assert "at least 54.9% of the 11 signatures are real: 6 or more" in result.stderr
    filled.write_text(filled.read_text("utf-8").replace(",real,", ",maybe,", 1), "utf-8")
    wrong = campaigner("petition", "sample-result", SLUG, filled)
    assert (wrong.code, "Nothing was recorded" in wrong.stderr) == (1, True)
    assert ":2: error: “maybe” is not what a signature can be found to be." in wrong.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edits", "where"),
    [
        (["DELETE FROM sampled_rows WHERE place = 5"], "sample 1"),  # the one who was not real
        (["UPDATE sampled_rows SET number = (SELECT max(number) FROM ledger)"], "sample 1"),
        (["UPDATE samples SET seed = '1 2 3'"], "sample 1"),
        (["UPDATE samples SET total = 1000"], "sample 1"),
        (["UPDATE samples SET root = zeroblob(32)"], "sample 1"),
        (["UPDATE samples SET size = size - 1"], "sample 1"),
        (["DELETE FROM sampled_rows", "DELETE FROM samples"], "samples"),  # to keep a better one
        (["DELETE FROM audit WHERE action = 'sample'"], "sample 1"),
        (["UPDATE audit SET details = '?' WHERE action = 'sample'"], "sample 1"),
    ],
)
def test_a_sample_that_was_edited_by_hand_is_named(
    here: OpenPetition, edits: list[str], where: str
) -> None:
    draw(here, make_checkpoint(here).text, 5, SEED)
    assert verify(here.database, SLUG).ok
    edit(here.database, *edits)
    misfit = verify(here.database, SLUG).misfit
    assert misfit is not None
    assert misfit.where == where


@pytest.mark.parametrize(("edited", "other"), [(1, 2), (2, 1)])
def test_of_two_samples_that_are_alike_the_one_that_was_edited_is_named(
    database: Database, edited: int, other: int
) -> None:
    """One person has signed, so the rule draws the same row with every seed."""
    here = work_on(database, the_petition(database))
    confirmed(database, here.petition, person(1))
    for seed in ("3 14 15", "9 26 5"):
        draw(here, make_checkpoint(here).text, 1, seed)
    seed_of_other = f"SELECT seed FROM samples WHERE id = {other}"
    edit(database, f"UPDATE samples SET seed = ({seed_of_other}) WHERE id = {edited}")
    misfit = verify(database, SLUG).misfit
    assert misfit is not None
    assert misfit.where == f"sample {edited}"
    assert misfit.message == f"the sample {edited} is not the one on record."


def test_samples_that_were_drawn_one_after_the_other_fit(here: OpenPetition) -> None:
    published = make_checkpoint(here).text
    for size, seed in ((5, SEED), (5, "1 2 3"), (11, SEED), (5, SEED)):
        draw(here, published, size, seed)
    confirmed(here.database, here.petition, person(20))
    draw(here, make_checkpoint(here).text, 5, SEED)
    assert verify(here.database, SLUG).ok
