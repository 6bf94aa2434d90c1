"""Tiles: the tree of any size, from as few files as C2SP tlog-tiles says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner.transparency.merkle import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root,
    root_by_inclusion,
    root_of,
)
from campaigner.transparency.tiles import Tile, TiledTree, TileMissing, grown, tile_at, tiles_of
from examples import examples

HASHES = [leaf_hash(str(number).encode()) for number in range(140_000)]


class Kept(dict[tuple[int, int], bytes]):
    """Tiles as a store keeps them."""

    def read(self, level: int, number: int) -> bytes:
        return self.get((level, number), b"")

    def add(self, size: int, count: int) -> int:
        """Adds so many hashes to a tree of a size; returns how many tiles were written."""
        tiles = list(grown(size, HASHES[size : size + count], self.read))
        self.update({(level, number): hashes for level, number, hashes in tiles})
        return len(tiles)


# The examples of tlog-tiles.md, “Merkle Tree” and “Partial Tiles”.
@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(1, 1_000), "tile/1/x001/000"),
        (Tile(2, 0, 1), "tile/2/000.p/1"),
        (Tile(63, 273, 112), "tile/63/273.p/112"),
    ],
)
def test_a_tile_has_one_path(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tile_at(path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "tile/00/000", "tile/0/0", "tile/0/1234", "tile/0/x000/001", "tile/64/000",
     "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/257", "tile/0/000.p/1000",
     "tile/0/000.p/01", "tile/0/x001/234.p/",
     "tile/0/001/234", "tile/-1/000", "tile/0/000\n", "tile/0/٠٠٠", "/tile/0/000"],
)  # fmt: skip
def test_what_is_not_written_so_is_no_path(path: str) -> None:
    assert tile_at(path) is None


def test_a_tree_of_70_000_has_the_tiles_of_the_specification() -> None:
    tiles = list(tiles_of(70_000))
    assert [tile for tile in tiles if tile.level == 0][:273] == [Tile(0, n) for n in range(273)]
    assert tiles[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 65_535, 65_536, 65_537, 131_073])
def test_the_tiles_that_are_kept_are_those_of_the_size(size: int) -> None:
    kept = Kept()
    kept.add(0, size)
    widths = {(tile.level, tile.number): tile.width * 32 for tile in tiles_of(size)}
    assert {place: len(hashes) for place, hashes in kept.items()} == widths
    assert root(size, TiledTree(kept.read).node) == root_of(HASHES[:size])


@given(st.lists(st.integers(0, 600), max_size=8))
@settings(max_examples=examples(60))
def test_it_does_not_matter_in_which_steps_a_tree_grew(steps: list[int]) -> None:
    kept, at_once, size = Kept(), Kept(), 0
    for step in steps:
        kept.add(size, step)
        size += step
    at_once.add(0, size)
    assert kept == at_once


def test_one_more_entry_costs_one_tile_and_seldom_more() -> None:
    kept = Kept()
    kept.add(0, 65_535)
    assert kept.add(65_535, 1) == 3  # a full tile at each of two levels, and one above
    assert kept.add(65_536, 1) == 1


@given(st.integers(1, 140_000), st.integers(0), st.integers(0))
@settings(max_examples=examples(40))
def test_proofs_come_from_tiles(size: int, index: int, old: int) -> None:
    kept = FULL
    index, old = index % size, old % size + 1
    tree = TiledTree(kept.read)
    whole, before = root_of(HASHES[:size]), root_of(HASHES[:old])
    assert root(size, tree.node) == whole
    proof = inclusion_proof(index, size, tree.node)
    assert root_by_inclusion(HASHES[index], index, size, proof) == whole
    assert is_consistent(old, before, size, whole, consistency_proof(old, size, tree.node))


FULL = Kept()
FULL.add(0, len(HASHES))


def test_a_hash_that_is_not_there_is_named_by_its_tile() -> None:
    kept = Kept()
    kept.add(0, 300)
    kept[0, 1] = kept[0, 1][:-1]
    with pytest.raises(TileMissing, match="tile 0/1"):
        root(300, TiledTree(kept.read).node)
    del kept[0, 1]
    with pytest.raises(TileMissing, match="tile 0/1") as missing:
        kept.add(300, 1)
    assert (missing.value.level, missing.value.number) == (0, 1)
