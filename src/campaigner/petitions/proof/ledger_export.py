"""The ledger as a file that other programs can check. docs/ledger.md describes it.

JSON lines: first what the ledger should add up to, then its rows, an array each. It holds no
person's data.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from campaigner.store import ledger, petitions, tallies

FORMAT = "campaigner ledger 1"


def ledger_lines(connection: sqlite3.Connection, number: int) -> Iterator[str]:
    """Yields the lines of the ledger of the petition with that id, without their ends.

    Belongs inside a transaction: the first line is about the rows that follow.
    """
    petition = petitions.petition_of(connection, number)
    yield json.dumps(
        {
            "format": FORMAT,
            "campaign": petition.campaign,
            "rows": petition.ledger_rows,
            "total": tallies.total(connection, petition.id),
            "head": petition.head.hex(),
            "thresholds": [
                [each.at, each.reached_at, each.answered_after]
                for each in petitions.thresholds_of(connection, petition.id)
            ],
            "tally": [[*cell, count] for cell, count in tallies.cells(connection, petition.id)],
        },
        ensure_ascii=False,
    )
    for row in ledger.rows_from(connection, petition.id):
        yield json.dumps([*row[:10], row[10].hex(), row[11].hex()], ensure_ascii=False)
