"""A petition's log as a server gives it: its checkpoint, its tiles, and proofs of growth.

The same as ``log_folder`` writes into files. Hashes and the count's signed statement name nobody.
"""

from __future__ import annotations

from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.petitions.proof.cosigning import growth_of
from campaigner.store import petitions
from campaigner.store.database import snapshot
from campaigner.store.tiles import read_tile
from campaigner.transparency.merkle import HASH_SIZE
from campaigner.transparency.tiles import HEIGHT, WIDTH, tile_at


def current_checkpoint(here: OpenPetition) -> str:
    """Returns the signed checkpoint of the whole log, with all cosignatures on it, and keeps it.

    Raises LedgerRewritten.
    """
    return make_checkpoint(here).text


def growth_since(here: OpenPetition, rows: int) -> str:
    """Returns the current checkpoint with the proof that the log only grew since so many rows.

    Raises UsageError for more rows than there are, LedgerRewritten.
    """
    return str(growth_of(here, make_checkpoint(here), rows))


def published_tile(here: OpenPetition, path: str) -> bytes | None:
    """Returns the hashes of a tile by its path (``tile/0/000.p/8``); None if there is none.

    A tile is there at any width up to its own, so that a reader of an older checkpoint finds it.
    """
    tile = tile_at(path)
    if tile is None:
        return None
    with snapshot(here.database) as connection:
        rows = petitions.petition_of(connection, here.petition.id).ledger_rows
        there = (rows >> (HEIGHT * tile.level)) - tile.number * WIDTH
        if tile.width > there:
            return None
        hashes = read_tile(connection, here.petition.id, tile.level, tile.number)
    return hashes[: tile.width * HASH_SIZE]
