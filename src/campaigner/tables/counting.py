"""How many rows a table has, as far as it matters."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.tables.parts import parts_of
from campaigner.tables.source import TableFile

MOST_AT_DESK = 50_000
"""Rows of a table that is uploaded at the desk; others wait while it is looked through."""


def has_more_rows(content: bytes, most: int = MOST_AT_DESK) -> bool:
    """Returns whether the tables in a file have more rows than that, with their headers.

    A file that cannot be read has not: reading it says what is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="campaigner-") as folder:  # private to the user
        copy = Path(folder) / "table"
        copy.write_bytes(content)
        left = most + 1
        try:
            for part in parts_of(TableFile(copy), lambda _: 0):
                left -= sum(1 for _ in islice(part.sheet.rows(), left + 1))
                if left < 0:
                    return True
        except CampaignerError:
            pass
    return False
