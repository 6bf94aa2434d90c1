"""How far the import of a file has come, and which of its rows were taken."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields


class RowNumbers:
    """A set of the numbers of rows: a bit for each, however many there are."""

    def __init__(self, packed: bytes = b"") -> None:
        self._bits = bytearray(zlib.decompress(packed)) if packed else bytearray()

    def __contains__(self, number: int) -> bool:
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] >> (number & 7) & 1)

    def add(self, numbers: Sequence[int]) -> None:
        """Add numbers."""
        bits, missing = self._bits, max(numbers, default=-1) // 8 + 1 - len(self._bits)
        bits.extend(bytes(max(missing, 0)))
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)

    def packed(self) -> bytes:
        """Returns the set as it is kept."""
        return zlib.compress(self._bits) if self._bits else b""


@dataclass(slots=True)
class Progress:
    """Up to which row a file was imported with some options, and with what result.

    ``taken`` are the rows that became signatures in this run or an earlier one; ``before`` is how
    many of them an earlier one took. ``options`` is the hash of those of this run.
    """

    line: int = 0
    accepted: int = 0
    repeated: int = 0
    rejected: int = 0
    before: int = 0
    rejects_end: int = 0
    done: int = 0
    options: bytes = b""
    taken: RowNumbers = field(default_factory=RowNumbers)


_NAMES = tuple(each.name for each in fields(Progress))


def progress_of(connection: sqlite3.Connection, petition: int, file: bytes) -> Progress:
    """Returns how far a file (by its hash) has been imported into a petition."""
    row = connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM imports WHERE petition = ? AND file = ?",
        (petition, file),
    ).fetchone()
    if row is None:
        return Progress()
    return Progress(**{**dict(row), "taken": RowNumbers(row["taken"])})


def keep_progress(
    connection: sqlite3.Connection, petition: int, file: bytes, progress: Progress
) -> None:
    """Note how far a file has been imported; belongs to the transaction that imports the rows."""
    values = [getattr(progress, name) for name in _NAMES[:-1]]
    connection.execute(
        f"INSERT OR REPLACE INTO imports (petition, file, {', '.join(_NAMES)})"
        f" VALUES (?, ?{', ?' * len(_NAMES)})",
        (petition, file, *values, progress.taken.packed()),
    )
