"""What a petition has published of its ledger, and whether the ledger still stands by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from campaigner.petitions.proof.recount import Misfit
from campaigner.store.checkpoints import KeptCheckpoint, checkpoints_of
from campaigner.store.petitions import Petition
from campaigner.store.tiles import tree_of
from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.merkle import Nodes, consistency_proof, is_consistent, root
from campaigner.transparency.notes import Malformed, parse_note
from campaigner.transparency.tiles import TileMissing


def root_at(connection: sqlite3.Connection, petition: int, size: int) -> bytes:
    """Returns the root over the first rows of a petition's ledger. Raises TileMissing."""
    return root(size, tree_of(connection, petition).node)


def follows(connection: sqlite3.Connection, petition: Petition, published: Checkpoint) -> bool:
    """Returns whether a proof shows that the ledger has only grown since a checkpoint."""
    node, rows = tree_of(connection, petition.id).node, petition.ledger_rows
    if not 0 < published.size <= rows:
        return published.size == 0
    try:
        return _has_grown(node, rows, published)
    except TileMissing:
        return False


def _has_grown(node: Nodes, rows: int, published: Checkpoint) -> bool:
    proof = consistency_proof(published.size, rows, node)
    return is_consistent(published.size, published.root, rows, root(rows, node), proof)


def kept_misfits(connection: sqlite3.Connection, petition: Petition) -> Iterator[Misfit]:
    """Yields the checkpoints that were signed here and that the ledger does not follow from."""
    for kept in checkpoints_of(connection, petition.id):
        published = as_kept(kept)
        if published is None or not follows(connection, petition, published):
            place = f"checkpoint {kept.size}"
            message = f"the first {kept.size} ledger rows are not those of a signed checkpoint."
            yield Misfit(place, message)


def as_kept(kept: KeptCheckpoint) -> Checkpoint | None:
    """Returns a checkpoint that was kept; None if it is no longer as it was kept."""
    try:
        published = checkpoint_of(parse_note(kept.note))
    except Malformed:
        return None
    return published if published.size == kept.size else None
