"""A log on a website: hashes that anyone can check, with proofs that it only grew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import LedgerRewritten, make_checkpoint
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.proof.log_folder import WrittenLog, write_log
from campaigner.petitions.proof.sampling import draw
from campaigner.store.database import Database, transaction
from campaigner.store.ledger import LedgerRow, add_rows
from campaigner.store.tiles import tree_of
from campaigner.transparency.merkle import consistency_proof
from conftest import Command
from edited_ledgers import CHECKER, checker, edit, fill, rehash
from petitioners import NOON, SLUG, work_on

SEED = "3 14 15"


@pytest.fixture
def here(database: Database) -> OpenPetition:
    return work_on(database, fill(database))


def grow(here: OpenPetition, first: int, last: int) -> None:
    """Let the ledger have rows up to the last."""
    rows = [
        LedgerRow(number, "confirmed", 1, number, NOON + 9 * 3600, "", "2026-12-11", 12, "web",
                  "GB", "en", 0, number.to_bytes(32, "big"))
        for number in range(first, last + 1)
    ]  # fmt: skip
    with transaction(here.database) as connection:
        add_rows(connection, here.petition.id, rows)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def check(*options: object) -> str:
    """What the checker says, with its exit code."""
    done = subprocess.run(
        [sys.executable, str(CHECKER), *map(str, options)], capture_output=True, text=True
    )
    return f"{done.returncode} {done.stdout}{done.stderr}".strip()


def test_a_log_of_a_few_rows_is_one_tile_and_a_checkpoint(
    here: OpenPetition, tmp_path: Path
) -> None:
    written = write_log(here, tmp_path / "log")
    assert (written.rows, written.tiles, written.growth) == (8, 1, None)
    assert files_in(tmp_path / "log") == {"checkpoint", "tile/0/000.p/8"}
    assert (tmp_path / "log" / "checkpoint").read_text() == make_checkpoint(here).text
    said = check("--tiles", tmp_path / "log", "--key", written.public_key)
    assert said == "0 tiles: all fit, 8 rows"


@pytest.mark.slow
def test_a_log_that_grew_has_what_is_new_and_a_proof(here: OpenPetition, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    key = write_log(here, folder).public_key
    older = tmp_path / "older.txt"
    older.write_text((folder / "checkpoint").read_text())
    grow(here, 9, 70_000)
    written = write_log(here, folder)
    assert written == WrittenLog(70_000, 274 + 2 + 1, folder / "growth" / "8-70000.txt", key)
    there = files_in(folder)
    assert {"tile/0/000", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"} <= there
    assert "tile/0/000.p/8" not in there
    assert written.growth
    said = check("--growth", written.growth, "--checkpoint", older, "--key", key)
    assert said.endswith("growth: from 8 to 70000 rows, the log only grew")
    said = check("--tiles", folder, "--checkpoint", older, "--key", key)
    assert said.endswith("tiles: all fit, 70000 rows")
    again = write_log(here, folder)
    assert (again.tiles, again.growth, files_in(folder)) == (0, None, there)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("tile/0/000", "does not fit: the first 8 rows are not those of the checkpoint"),
        ("tile/0/001.p/44", "does not fit: the first 300 rows are not those of the checkpoint"),
        ("tile/1/000.p/1", "does not fit: tile/1/000.p/1 is wrong"),
    ],
)
def test_a_hash_that_was_changed_is_found(
    here: OpenPetition, tmp_path: Path, path: str, said: str
) -> None:
    older = tmp_path / "older.txt"
    older.write_text(make_checkpoint(here).text)
    grow(here, 9, 300)
    folder = tmp_path / "log"
    key = write_log(here, folder).public_key
    tile = folder / path
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert check("--tiles", folder, "--checkpoint", older, "--key", key).endswith(said)
    tile.write_bytes(b"")
    assert check("--tiles", folder, "--key", key).endswith("has the wrong length")
    tile.unlink()
    assert check("--tiles", folder, "--key", key).startswith("1 does not fit: ")


@pytest.mark.parametrize("old", range(1, 9))
def test_the_checker_knows_growth_of_every_size(here: OpenPetition, old: int) -> None:
    rows = ledger_lines(here.database.conn, here.petition.id)
    tree, roots = checker["Tree"](), {}
    for line in list(rows)[1:]:
        tree.add(line.encode())
        roots[tree.size] = tree.root()
    node = tree_of(here.database.conn, here.petition.id).node
    for size in range(old, 9):
        proof = consistency_proof(old, size, node)
        made = checker["roots_by_growth"](old, size, roots[old], proof)
        assert made == (roots[old], roots[size])
        with pytest.raises(checker["Wrong"]):
            checker["roots_by_growth"](old, size, roots[old], [*proof, bytes(32)])
        if proof:
            wrong = checker["roots_by_growth"](old, size, roots[old], [bytes(32), *proof[1:]])
            assert wrong != made


def test_a_proof_of_growth_needs_its_older_checkpoint(here: OpenPetition, tmp_path: Path) -> None:
    key = write_log(here, tmp_path / "log").public_key
    grow(here, 9, 20)
    growth = write_log(here, tmp_path / "log").growth
    said = "1 does not fit: give the checkpoint of 8 rows, too"
    assert check("--growth", growth, "--key", key) == said


def test_the_checker_draws_the_same_sample(here: OpenPetition, tmp_path: Path) -> None:
    made = make_checkpoint(here)
    drawn = draw(here, made.text, 5, SEED)
    (tmp_path / "checkpoint.txt").write_text(made.text)
    lines = "\n".join(ledger_lines(here.database.conn, here.petition.id)) + "\n"
    (tmp_path / "ledger.jsonl").write_text(lines)
    given = ("--ledger", tmp_path / "ledger.jsonl", "--checkpoint", tmp_path / "checkpoint.txt")
    said = check(*given, "--key", made.public_key, "--sample", f" {SEED}  ", "--size", 5)
    assert said.endswith(f"sample: rows {', '.join(map(str, drawn.rows))}")
    said = check(*given, "--key", made.public_key, "--sample", SEED, "--size", 9)
    assert said.endswith("does not fit: 8 signatures count at the checkpoint")
    assert check("--ledger", given[1], "--sample", SEED).startswith("2 ")


def test_nothing_is_written_over_another_log(here: OpenPetition, tmp_path: Path) -> None:
    write_log(here, tmp_path)
    checkpoint = tmp_path / "checkpoint"
    text = checkpoint.read_text()
    for other, said in (
        ("a file", "is not a checkpoint: "),
        (text.replace(f"/{SLUG}\n8", "/other\n8"), "/other”, not of “"),
    ):
        checkpoint.write_text(other)
        with pytest.raises(CampaignerError, match=said):
            write_log(here, tmp_path)
        assert checkpoint.read_text() == other


def test_a_ledger_that_was_rewritten_is_not_published(here: OpenPetition, tmp_path: Path) -> None:
    write_log(here, tmp_path)
    text = (tmp_path / "checkpoint").read_text()
    edit(here.database, "UPDATE ledger SET area = 'E9' WHERE number = 3", "DELETE FROM checkpoints")
    rehash(here.database)
    with pytest.raises(LedgerRewritten):
        write_log(here, tmp_path)
    assert (tmp_path / "checkpoint").read_text() == text


def test_a_log_with_a_tile_missing_is_not_published(here: OpenPetition, tmp_path: Path) -> None:
    grow(here, 9, 600)
    edit(here.database, "DELETE FROM tiles WHERE level = 0 AND number = 1")
    with pytest.raises(CampaignerError, match="tile 0/1 is missing"):
        write_log(here, tmp_path)
    assert not (tmp_path / "checkpoint").exists()


def test_olive_publishes_the_log(here: OpenPetition, bread: Path, campaigner: Command) -> None:
    first = campaigner("petition", "publish-log", SLUG, "log")
    assert (first.code, first.stdout) == (0, "")
    assert first.stderr.startswith("Wrote log.\n8 ledger rows, 1 new file of hashes.\nPublic key: ")
    grow(here, 9, 10)
    assert (
        "only grew since the last time: log/growth/8-10.txt\n"
        in campaigner("petition", "publish-log", SLUG, "log").stderr
    )
