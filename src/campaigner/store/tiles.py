"""The nodes of each petition's Merkle tree, as tiles; see ``transparency.tiles``.

The last tile of a level is kept at its full length, with zeros for the hashes that are still to
come: then adding one changes a single page of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial

from campaigner.transparency.merkle import HASH_SIZE
from campaigner.transparency.tiles import FULL, WIDTH, TiledTree, grown


def read_tile(connection: sqlite3.Connection, petition: int, level: int, number: int) -> bytes:
    """Returns the hashes of a tile, with the zeros at its end; nothing if it is not there."""
    row = connection.execute(
        "SELECT hashes FROM tiles WHERE petition = ? AND level = ? AND number = ?",
        (petition, level, number),
    ).fetchone()
    return bytes(row[0]) if row else b""


def add_hashes(
    connection: sqlite3.Connection, petition: int, size: int, hashes: Sequence[bytes]
) -> None:
    """Add the hashes of rows to a tree that has that size so far. Raises TileMissing."""
    changed = grown(size, hashes, partial(read_tile, connection, petition))
    connection.executemany(
        "INSERT INTO tiles (petition, level, number, hashes) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET hashes = excluded.hashes",
        [(petition, level, number, padded(tile)) for level, number, tile in changed],
    )


def padded(tile: bytes) -> bytes:
    """Returns a tile as it is kept."""
    return tile.ljust(FULL, b"\0")


def tree_of(connection: sqlite3.Connection, petition: int) -> TiledTree:
    """Returns a petition's Merkle tree, as it is while the transaction lasts."""
    return TiledTree(partial(read_tile, connection, petition))


def tiles_from(
    connection: sqlite3.Connection, petition: int, level: int
) -> Iterator[tuple[int, int, bytes]]:
    """Yields a petition's tiles from a level upwards, as level, number and hashes."""
    rows = connection.execute(
        "SELECT level, number, hashes FROM tiles WHERE petition = ? AND level >= ?"
        " ORDER BY level, number",
        (petition, level),
    )
    return ((level, number, bytes(hashes)) for level, number, hashes in rows)


def stray_tile(connection: sqlite3.Connection, petition: int, size: int) -> int | None:
    """Returns the first tile of hashes of rows that a tree of that size does not have.

    Or one that is not kept as it should be: of another length, or with more hashes than rows.
    """
    last, width = divmod(size, WIDTH)
    row = connection.execute(
        "SELECT min(number) FROM tiles WHERE petition = ? AND level = 0"
        " AND (length(hashes) <> ? OR number >= ? OR number < 0)",
        (petition, FULL, last + bool(width)),
    ).fetchone()
    if row[0] is None and read_tile(connection, petition, 0, last)[width * HASH_SIZE :].strip(
        b"\0"
    ):
        return last
    number: int | None = row[0]
    return number
