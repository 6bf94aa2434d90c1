"""The nodes of a Merkle tree kept as tiles (C2SP tlog-tiles).

A tile is up to 256 hashes one after the other: those of entries at level 0, above it each the root
of a full tile of the level below. All other nodes follow from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from campaigner.transparency.merkle import HASH_SIZE, root_of

HEIGHT = 8
WIDTH = 1 << HEIGHT
FULL = WIDTH * HASH_SIZE  # bytes
Read = Callable[[int, int], bytes]
"""Returns the hashes of a tile (level, number) as they are kept; nothing if it is not there."""

_PATH = re.compile(r"tile/(0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


class TileMissing(LookupError):
    """A hash that the tree should have is not in its tile: level and number are the tile's."""

    def __init__(self, level: int, number: int) -> None:
        super().__init__(f"tile {level}/{number}")
        self.level, self.number = level, number


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile by its place; ``width`` is how many hashes it has, fewer than 256 at the end."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The path under which it is published: ``tile/0/x001/x234/067.p/8``."""
        digits = f"{self.number:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        *above, last = (digits[at : at + 3] for at in range(0, len(digits), 3))
        number = "".join(f"x{each}/" for each in above) + last
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{number}{part}"


def tile_at(path: str) -> Tile | None:
    """Returns the tile that a path names, None if it names none in the one way it is written."""
    found = _PATH.fullmatch(path)
    if not found:
        return None
    level, number, width = found.groups()
    tile = Tile(int(level), int(number.replace("x", "").replace("/", "")), int(width or WIDTH))
    is_possible = tile.level < 64 and tile.width <= WIDTH
    return tile if tile.path == path and is_possible else None


def tiles_of(size: int) -> Iterator[Tile]:
    """Yields the tiles of a tree of a size, level by level."""
    level = 0
    while size:
        full, rest = divmod(size, WIDTH)
        for number in range(full):
            yield Tile(level, number)
        if rest:
            yield Tile(level, full, rest)
        size, level = full, level + 1


def split(tile: bytes) -> list[bytes]:
    """Returns the hashes of a tile."""
    return [tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE)]


def grown(size: int, added: Sequence[bytes], read: Read) -> Iterator[tuple[int, int, bytes]]:
    """Yields the tiles that are new or longer once hashes of entries are added to a tree.

    Each as level, number and hashes. ``size`` is the tree's size before; ``read`` gives tiles as
    they were. One entry more costs one tile, and another level every 256 entries.
    """
    level = 0
    while added:
        number, width = divmod(size, WIDTH)
        hashes = read(level, number)[: width * HASH_SIZE] if width else b""
        if len(hashes) < width * HASH_SIZE:
            raise TileMissing(level, number)
        hashes += b"".join(added)
        roots = []
        for at in range(0, len(hashes), FULL):
            tile = hashes[at : at + FULL]
            yield level, number, tile
            if len(tile) == FULL:
                roots.append(root_of(split(tile)))
            number += 1
        size, added, level = size // WIDTH, roots, level + 1


class TiledTree:
    """The nodes of a tree, from its tiles; each tile is read once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: dict[tuple[int, int], bytes] = {}

    def node(self, level: int, index: int) -> bytes:
        """Returns a node, as ``merkle.Nodes``. Raises TileMissing."""
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        number, at = divmod(first, WIDTH)
        hashes = self._tile(tile_level, number)[at * HASH_SIZE : (at + (1 << height)) * HASH_SIZE]
        if len(hashes) < HASH_SIZE << height:
            raise TileMissing(tile_level, number)
        return root_of(split(hashes))

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._known:
            self._known[level, number] = self._read(level, number)
        return self._known[level, number]
