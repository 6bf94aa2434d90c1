"""Ledgers from before they were public logs: a chain, each row sealed to the one before.

Such rows are still the first of a ledger, and the last head is kept as a note: what was published
of them can be checked for good.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from campaigner.petitions.proof.recount import Misfit
from campaigner.store import ledger
from campaigner.store.ledger import RowValues
from campaigner.store.petitions import Petition
from campaigner.transparency.notes import Malformed


def head_after(campaign: str, rows: Iterable[RowValues]) -> bytes:
    """Returns the head of the chain after rows, which are all from the first one on."""
    head = hashlib.sha256(f"campaigner ledger 1\n{campaign}".encode()).digest()
    for row in rows:
        number, kind, change, _, *when_and_where, _, leaf = row
        columns = "\n".join(map(str, (number, kind, change, *when_and_where)))
        head = hashlib.sha256(head + leaf + columns.encode()).digest()
    return head


def misfits(connection: sqlite3.Connection, petition: Petition) -> Iterator[Misfit]:
    """Yields what is wrong with the rows that were a chain."""
    if petition.chain_rows:
        rows = islice(ledger.rows_from(connection, petition.id), max(petition.chain_rows, 0))
        if head_after(petition.campaign, rows) != petition.chain_head:
            message = (
                f"the first {petition.chain_rows} ledger rows are not those of the old ledger."
            )
            yield Misfit("chain", message)


@dataclass(frozen=True, slots=True)
class OldCheckpoint:
    """A checkpoint that was published of a chain; head and key in hexadecimal."""

    format: str
    campaign: str
    rows: int
    total: int
    head: str
    at: str
    public_key: str
    signature: str


def parse_old_checkpoint(text: str) -> OldCheckpoint:
    """Returns an old checkpoint from its JSON, its signature checked by the key that it names.

    Raises Malformed.
    """
    try:
        old = OldCheckpoint(**json.loads(text))
        lines = (old.format, old.campaign, old.rows, old.total, old.head, old.at)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(old.public_key))
        key.verify(bytes.fromhex(old.signature), "\n".join(map(str, lines)).encode())
    except (ValueError, TypeError) as error:
        raise Malformed("it is not written as it should be") from error
    except InvalidSignature as error:
        raise Malformed("it was changed after it was signed") from error
    if old.format != "campaigner checkpoint 1" or not isinstance(old.rows, int):
        raise Malformed("it is of a form that is not known")
    return old


def fits(connection: sqlite3.Connection, petition: Petition, old: OldCheckpoint) -> bool:
    """Returns whether the first rows of a ledger are those of an old checkpoint."""
    if not 0 < old.rows <= petition.chain_rows:
        return False
    rows = islice(ledger.rows_from(connection, petition.id), old.rows)
    head, last = (
        head_after(petition.campaign, rows),
        ledger.row_of(connection, petition.id, old.rows),
    )
    return last is not None and (head.hex(), last.total) == (old.head, old.total)
