"""The ledger as a file that other programs can check. docs/ledger.md describes it.

JSON lines: first what the ledger should add up to, then its rows, each as the bytes that the log
has hashed. It holds no person's data.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator

from campaigner.petitions.proof.published import root_at
from campaigner.store import ledger, petitions, tallies, wordings
from campaigner.transparency.tiles import TileMissing
from campaigner.vocabulary.signatures import Grouping

FORMAT, WITH_WORDINGS = "campaigner ledger 2", "campaigner ledger 3"
"""The form without and with rows that state the words which are signed."""


def ledger_lines(connection: sqlite3.Connection, number: int) -> Iterator[str]:
    """Yields the lines of the ledger of the petition with that id, without their ends.

    Belongs inside a transaction: the first line is about the rows that follow.
    """
    petition = petitions.petition_of(connection, number)
    try:
        root = base64.b64encode(root_at(connection, petition.id, petition.ledger_rows)).decode()
    except TileMissing:
        root = ""
    yield json.dumps(
        {
            "format": WITH_WORDINGS if wordings.stated(connection, petition.id) else FORMAT,
            "campaign": petition.campaign,
            "rows": petition.ledger_rows,
            "total": tallies.total(connection, petition.id),
            "root": root,
            "old_rows": petition.chain_rows,
            "old_head": petition.chain_head.hex(),
            "thresholds": [
                [each.at, each.reached_at, each.answered_at, each.answered_after, each.answer]
                for each in petitions.thresholds_of(connection, petition.id)
            ],
            "tally": [[*cell, count] for cell, count in tallies.cells(connection, petition.id)],
            "hours": dict(tallies.sums(connection, petition.id, Grouping.HOUR)),
        },
        ensure_ascii=False,
    )
    for row in ledger.rows_from(connection, petition.id):
        yield ledger.row_bytes(row).decode()
