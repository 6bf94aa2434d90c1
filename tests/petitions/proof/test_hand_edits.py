"""A random edit by hand, of anything that the count rests on, is found and named, or harmless."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import closing

import pytest

from campaigner.petitions.proof.log_names import origin_of
from campaigner.petitions.proof.sampling import draw, record
from campaigner.petitions.proof.verification import verify
from campaigner.store import tallies
from campaigner.store.checkpoints import keep_checkpoint
from campaigner.store.database import Database
from campaigner.store.tiles import tree_of
from campaigner.transparency.checkpoints import Checkpoint
from campaigner.transparency.merkle import root
from campaigner.transparency.notes import Note, Signature
from campaigner.vocabulary.signatures import SampleFinding
from edited_ledgers import Life, alone, copy_of, edit, exported, rehash, spoil
from petitioners import SLUG, work_on

pytestmark = pytest.mark.slow

TABLES = ("ledger", "ledger", "signatures", "signatures", "tallies", "sums", "thresholds",
          "petitions", "tiles", "checkpoints", "audit", "samples", "sampled_rows")  # fmt: skip
SEEN = {"ledger", "signatures", "tallies", "sums", "thresholds", "tiles", "samples", "sampled_rows"}
# What the count rests on in the table of signatures: the rest says nothing about it.
RESTS_ON = ("petition", "state = 'confirmed'", "name", "email", "postcode", "country", "language",
            "area", "source", "signed_at", "counted", "salt")  # fmt: skip


def lived(seed: int) -> Database:
    """A petition after its life, with a checkpoint that was signed on the way."""
    life = Life(seed)
    connection = life.database.conn
    (size,) = connection.execute("SELECT ledger_rows FROM petitions").fetchone()
    if size > 3:
        there = Checkpoint("example.org", size - 3, root(size - 3, tree_of(connection, 1).node))
        note = Note(there.note().text, (Signature("example.org", b"1234", b"made"),))
        keep_checkpoint(connection, 1, size - 3, str(note), 1)
        sample(life, size - 3)
    return life.database


def sample(life: Life, size: int) -> None:
    """An auditor looks at some of those who counted at a checkpoint."""
    connection, here = life.database.conn, work_on(life.database, life.petition, life.now)
    (total,) = connection.execute("SELECT total FROM ledger WHERE number = ?", (size,)).fetchone()
    log = origin_of(here.workspace, SLUG)
    there = Checkpoint(log, size, root(size, tree_of(connection, 1).node))
    signed = Note(there.note().text, (Signature(log, b"1234", b"made"),))
    for seed in ("3 14 15", "9 26 5") if total > 1 else ():
        drawn = draw(here, str(signed), min(3, total - 1), seed)
        record(here, drawn.number, {1: SampleFinding.NOT_REAL})


def shown(database: Database) -> list[object]:
    """All that is shown of a count, or that it can be proved by."""
    connection = database.conn
    counted = connection.execute(
        f"SELECT {', '.join(RESTS_ON)} FROM signatures"
        " WHERE counted IS NOT NULL OR state = 'confirmed' ORDER BY counted"
    )
    facts: list[object] = [
        *exported(database)[1:],
        *sorted(tallies.cells(connection, 1)),
        *sorted(tallies.every_sum(connection, 1)),
        *map(tuple, counted.fetchall()),
    ]
    samples = "SELECT id, petition, size, root, seed, total FROM samples"
    drawn = "SELECT sample, place, number FROM sampled_rows"
    for query in (samples, drawn):
        facts += map(tuple, connection.execute(query).fetchall())
    for table in ("tiles WHERE petition = 1", "checkpoints"):
        facts += map(tuple, connection.execute(f"SELECT * FROM {table}").fetchall())
    thresholds = connection.execute(
        "SELECT petition, at, reached_at, answered_at, answer FROM thresholds"
    )
    return facts + list(map(tuple, thresholds.fetchall()))


def is_harmless(table: str, column: str, row: dict[str, object]) -> bool:
    """Whether an edit that is not found makes no count and no proof another one."""
    if table == "checkpoints":  # a copy: the published one still proves, and when it was made is
        return column in ("petition", "note", "made_at")  # not proved
    if table == "thresholds":  # which there are, the campaign's definition says
        return column in ("petition", "at") and row["answered_at"] is None
    return False


@pytest.mark.parametrize("seed", range(6))
def test_an_edit_is_found_and_named_or_harmless(seed: int) -> None:
    draw, found = random.Random(seed), Counter[str]()
    with closing(lived(seed)) as whole:
        assert verify(whole, SLUG).misfit is None
        before = shown(whole)
        for _ in range(250):
            with closing(copy_of(whole)) as spoiled:
                if made := spoil(spoiled, draw, TABLES):
                    found[made[0]] += is_found(spoiled, before, *made)
    assert {each for each in TABLES if found[each]} >= SEEN


def is_found(
    spoiled: Database, before: list[object], table: str, column: str, row: dict[str, object]
) -> bool:
    """Whether an edit is found; what is neither found nor harmless fails."""
    if (table, column) in {("petitions", "campaign"), ("petitions", "id")}:
        return True  # the petition is no longer there
    misfit = verify(spoiled, SLUG).misfit
    if misfit is None:
        is_unseen = shown(spoiled) == before or is_harmless(table, column, row)
        assert is_unseen, (table, column, row)
        return False
    _check_name(misfit.where, table, column, row)
    return True


def _check_name(where: object, table: str, column: str, values: dict[str, object]) -> None:
    """What is named is what was edited, or follows from it."""
    if table == "ledger" and column not in ("number", "petition"):
        assert where == values["number"]
    if table == "tallies" and column == "count":
        assert str(where).startswith("tally")
    if table == "sums":
        assert str(where).startswith("sum by")
    if table == "thresholds" and column not in ("at", "petition"):
        assert where == f"threshold {values['at']}"
    if table == "samples" and column in ("size", "root", "seed", "total"):
        assert where == f"sample {values['id']}"
    if table == "sampled_rows" and column == "number":
        assert where == f"sample {values['sample']}"
    if table == "signatures" and column in ("name", "email", "postcode", "country", "salt"):
        assert where == f"signature {values['id']}"


def agreement(seeds: range) -> tuple[int, int]:
    """How many of so many logs are whole for both, and broken for both."""
    whole = broken = 0
    for seed in seeds:
        life, draw = Life(seed, steps=14), random.Random(seed)
        if seed % 2:
            spoil(life.database, draw, ("ledger", "ledger", "tallies", "thresholds"))
            if draw.random() < 0.4:
                rehash(life.database)
        verdict, said = verify(life.database, SLUG), alone(exported(life.database))
        assert (said is None) == verdict.ok, (seed, said, verdict)
        whole, broken = whole + verdict.ok, broken + (not verdict.ok)
        life.database.close()
    return whole, broken


def test_the_checker_that_stands_alone_agrees() -> None:
    whole, broken = agreement(range(60))
    assert whole >= 30
    assert broken >= 15


def test_the_checker_that_stands_alone_agrees_on_500_logs() -> None:
    whole, broken = agreement(range(1_000, 1_500))
    assert whole >= 250
    assert broken >= 150


def test_the_log_is_told_from_another_one_that_is_as_whole() -> None:
    """All is made again to fit but the checkpoint that was signed before."""
    with closing(lived(3)) as database:
        _rewrite(database)


def _rewrite(database: Database) -> None:
    assert verify(database, SLUG).ok
    edit(database, "UPDATE ledger SET at = at - 86400, day = date(day, '-1 day')",
         "UPDATE tallies SET day = date(day, '-1 day')",
         "UPDATE sums SET value = date(value, '-1 day') WHERE dimension = 'day'",
         "UPDATE sums SET value = date(substr(value, 1, 10), '-1 day') || substr(value, 11)"
         " WHERE dimension = 'hour'",
         "UPDATE thresholds SET reached_at = reached_at - 86400,"
         " answered_at = answered_at - 86400",
         "UPDATE signatures SET confirmed_at = confirmed_at - 86400")  # fmt: skip
    rehash(database)
    misfit = verify(database, SLUG).misfit
    assert misfit is not None
    assert "not those of a signed checkpoint" in misfit.message
    assert alone(exported(database)) is None
