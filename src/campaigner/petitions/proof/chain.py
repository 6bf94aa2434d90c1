"""Ledgers from before they were public logs: a chain, each row sealed to the one before.

Such rows are still the first of a ledger, and the last head is kept as a note: what was published
of them can be checked for good.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from campaigner.petitions.proof.recount import Misfit
from campaigner.store import ledger
from campaigner.store.ledger import RowValues
from campaigner.store.petitions import Petition


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
