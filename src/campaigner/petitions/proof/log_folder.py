"""A petition's log as files for any web server: checkpoint, tiles, and proofs that it only grew.

The paths are those of C2SP tlog-tiles; the rows themselves are not among them. Files have hashes,
the count's signed statement, and the words that were signed, and name nobody.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from campaigner.destinations import check_new
from campaigner.errors import CampaignerError
from campaigner.files import make_folder, read_text, write_bytes, write_text
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import LedgerRewritten, make_checkpoint
from campaigner.petitions.proof.cosigning import growth_of
from campaigner.petitions.proof.log_names import origin_of
from campaigner.petitions.proof.published import follows
from campaigner.store import petitions
from campaigner.store.database import snapshot
from campaigner.store.tiles import read_tile
from campaigner.store.wordings import stated
from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.merkle import HASH_SIZE
from campaigner.transparency.notes import Malformed, parse_note
from campaigner.transparency.tiles import WIDTH, Tile, tiles_of

CHECKPOINT, GROWTH, WORDING = "checkpoint", "growth", "wording"


@dataclass(frozen=True, slots=True)
class WrittenLog:
    """How many rows the log in a folder has, how many tiles were written now, and the public key.

    ``growth`` is the proof that it only grew since the checkpoint that was there before, if it did.
    """

    rows: int
    tiles: int
    growth: Path | None
    public_key: str


def write_log(here: OpenPetition, folder: Path) -> WrittenLog:
    """Write a petition's log to a folder, or what is new in it since the last time.

    The checkpoint is written last: all that it needs is there when it is. Raises CampaignerError
    if the folder has the checkpoint of another log, and LedgerRewritten if the ledger does not
    follow from the one that it has.
    """
    check_new(here.workspace, folder)
    before = _checkpoint_in(here, folder)
    made = make_checkpoint(here)
    make_folder(folder)
    with snapshot(here.database) as connection:
        written = [
            _write_tile(connection, here.petition.id, tile, folder / tile.path)
            for tile in tiles_of(made.rows)
        ]
        wordings = stated(connection, here.petition.id)
    if wordings:
        make_folder(folder / WORDING)
    for each in wordings:
        write_bytes(folder / WORDING / f"{each.hash.hex()}.json", each.words.encode())
    growth = None
    if before and 0 < before.size < made.rows:
        growth = folder / GROWTH / f"{before.size}-{made.rows}.txt"
        make_folder(growth.parent)
        write_text(growth, str(growth_of(here, made, before.size)))
    os.sync()  # tiles outlive a power cut before the checkpoint says that they are there
    write_text(folder / CHECKPOINT, made.text)
    if before:
        _remove_parts(folder, before.size, made.rows)
    return WrittenLog(made.rows, sum(written), growth, made.public_key)


def _checkpoint_in(here: OpenPetition, folder: Path) -> Checkpoint | None:
    """Returns the checkpoint that a folder has, if there is one and the ledger follows from it."""
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    try:
        there = checkpoint_of(parse_note(read_text(path)))
    except Malformed as error:
        raise _not_ours(path, f"is not a checkpoint: {error}") from error
    origin = origin_of(here.workspace, here.petition.campaign)
    if there.origin != origin:
        raise _not_ours(path, f"is of “{there.origin}”, not of “{origin}”")
    with snapshot(here.database) as connection:
        petition = petitions.petition_of(connection, here.petition.id)
        if not follows(connection, petition, there):
            raise LedgerRewritten(
                f"Nothing was written: the ledger does not follow from {path}, which was"
                " written before.",
                hint="Verify the petition, and compare the database with a backup.",
            )
    return there


def _not_ours(path: Path, why: str) -> CampaignerError:
    return CampaignerError(f"{path} {why}.", hint="Choose another folder.")


def _write_tile(connection: sqlite3.Connection, petition: int, tile: Tile, path: Path) -> bool:
    """Write a tile that is not there yet; returns whether it was written."""
    size = tile.width * HASH_SIZE
    if path.is_file() and path.stat().st_size == size:
        return False
    hashes = read_tile(connection, petition, tile.level, tile.number)[:size]
    if len(hashes) < size:
        raise CampaignerError(
            f"The log's tile {tile.level}/{tile.number} is missing.", hint="Verify the petition."
        )
    make_folder(path.parent)
    write_bytes(path, hashes, settled=False)
    return True


def _remove_parts(folder: Path, before: int, rows: int) -> None:
    """Remove the beginnings of tiles that are full now."""
    full = {(tile.level, tile.number) for tile in tiles_of(rows) if tile.width == WIDTH}
    for tile in tiles_of(before):
        if tile.width < WIDTH and (tile.level, tile.number) in full:
            shutil.rmtree((folder / tile.path).parent, ignore_errors=True)
