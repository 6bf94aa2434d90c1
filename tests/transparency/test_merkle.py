"""Merkle trees: against the definitions of RFC 9162, 2.1, written down as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.transparency import merkle
from campaigner.transparency.merkle import (
    HASH_SIZE,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    node_hash,
    root,
    root_by_inclusion,
    root_of,
)

# The test data of the reference implementation of RFC 6962 (certificate-transparency): eight
# entries, and the roots over the first none to eight of them.
ENTRIES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [bytes.fromhex(each) for each in (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)]  # fmt: skip
PATHS = {  # the published inclusion proofs: (entry, size of the tree)
    (0, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (5, 8): ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (0, 1): [],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}  # fmt: skip
GROWTH = {  # the published consistency proofs: (old size, new size)
    (1, 1): [],
    (1, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (2, 5): ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
    (6, 8): ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
}  # fmt: skip


def half(size: int) -> int:
    """The largest power of two smaller than a size."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(entries: Sequence[bytes]) -> bytes:
    """2.1.1, Merkle Tree Hash."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\0" + entries[0]).digest()
    k = half(len(entries))
    return sha256(b"\1" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """2.1.3.1, Generating an Inclusion Proof."""
    if len(entries) == 1:
        return []
    k = half(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: Sequence[bytes], b: bool) -> list[bytes]:
    """2.1.4.1, Generating a Consistency Proof."""
    if m == len(entries):
        return [] if b else [mth(entries)]
    k = half(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], b), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def nodes_of(entries: Sequence[bytes]) -> merkle.Nodes:
    def node(level: int, index: int) -> bytes:
        part = entries[index << level : (index + 1) << level]
        assert len(part) == 1 << level, "only full subtrees are nodes"
        return mth(part)

    return node


def numbered(count: int) -> list[bytes]:
    return [str(number).encode() for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size: int) -> None:
    assert root_of(list(map(leaf_hash, ENTRIES[:size]))) == ROOTS[size]
    assert root(size, nodes_of(ENTRIES[:size])) == ROOTS[size]
    assert mth(ENTRIES[:size]) == ROOTS[size]


def test_a_hash_has_32_bytes() -> None:
    assert HASH_SIZE == len(root_of([])) == 32


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_the_published_proofs_of_inclusion(index: int, size: int) -> None:
    proof = [bytes.fromhex(each) for each in PATHS[index, size]]
    assert inclusion_proof(index, size, nodes_of(ENTRIES[:size])) == proof
    assert root_by_inclusion(leaf_hash(ENTRIES[index]), index, size, proof) == ROOTS[size]


@pytest.mark.parametrize(("old", "size"), GROWTH)
def test_the_published_proofs_of_consistency(old: int, size: int) -> None:
    proof = [bytes.fromhex(each) for each in GROWTH[old, size]]
    assert consistency_proof(old, size, nodes_of(ENTRIES[:size])) == proof
    assert is_consistent(old, ROOTS[old], size, ROOTS[size], proof)


def test_every_proof_of_small_trees_is_the_rfc_s() -> None:
    for size in range(1, 34):
        entries = numbered(size)
        node, whole = nodes_of(entries), mth(entries)
        assert root(size, node) == root_of(list(map(leaf_hash, entries))) == whole
        for index in range(size):
            proof = inclusion_proof(index, size, node)
            assert proof == path(index, entries)
            assert root_by_inclusion(leaf_hash(entries[index]), index, size, proof) == whole
        for old in range(1, size + 1):
            growth = consistency_proof(old, size, node)
            assert growth == subproof(old, entries, True)
            assert is_consistent(old, mth(entries[:old]), size, whole, growth)


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[int, int, list[bytes], int]:
    """A size, an old size or an index, its proof with something changed, and the proof's kind."""
    size = draw(st.integers(2, 40))
    node = nodes_of(numbered(size))
    kind = draw(st.integers(0, 1))
    if kind:
        place = draw(st.integers(1, size - 1))
        proof = consistency_proof(place, size, node)
    else:
        place = draw(st.integers(0, size - 1))
        proof = inclusion_proof(place, size, node)
    at = draw(st.integers(0, len(proof)))
    how = draw(st.sampled_from(["more", "fewer", "other", "twice"]))
    if how == "more" or at == len(proof):
        proof.insert(at, bytes(32))
    elif how == "fewer":
        del proof[at]
    elif how == "other":
        proof[at] = bytes(byte ^ 1 for byte in proof[at])
    else:
        proof.insert(at, proof[at])
    return size, place, proof, kind


@given(spoiled())
def test_a_spoiled_proof_proves_nothing(made: tuple[int, int, list[bytes], int]) -> None:
    size, place, proof, kind = made
    entries = numbered(size)
    if kind:
        assert not is_consistent(place, mth(entries[:place]), size, mth(entries), proof)
    else:
        leaf = leaf_hash(entries[place])
        assert root_by_inclusion(leaf, place, size, proof) != mth(entries)


@given(st.integers(1, 40), st.integers(0, 39), st.integers(0, 39))
def test_a_proof_is_of_one_place_and_one_entry(size: int, index: int, other: int) -> None:
    index, other = index % size, other % size
    entries = numbered(size)
    proof = inclusion_proof(index, size, nodes_of(entries))
    leaf = leaf_hash(entries[other])
    for place in {index, other}:
        is_right = place == index == other
        assert (root_by_inclusion(leaf, place, size, proof) == mth(entries)) == is_right


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_log_that_was_rewritten_is_not_consistent(old: int, size: int) -> None:
    old, size = min(old, size), max(old, size)
    entries = numbered(size)
    before = [b"another", *entries[1:old]]
    proof = consistency_proof(old, size, nodes_of(entries))
    assert not is_consistent(old, mth(before), size, mth(entries), proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no entry"):
        inclusion_proof(index, size, nodes_of(numbered(size)))
    for count in range(4):
        assert root_by_inclusion(bytes(32), index, size, [bytes(32)] * count) is None


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3), (-1, 3), (0, 0)])
def test_nothing_grows_from_nothing_or_shrinks(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="there is no proof"):
        consistency_proof(old, size, nodes_of(numbered(size)))
    assert not is_consistent(old, mth([]), size, mth(numbered(size)), [])


def test_two_roots_of_one_size_are_the_same_root() -> None:
    assert is_consistent(3, mth(numbered(3)), 3, mth(numbered(3)), [])
    assert not is_consistent(3, mth(numbered(3)), 3, bytes(32), [])
    assert not is_consistent(3, mth(numbered(3)), 3, mth(numbered(3)), [bytes(32)])
    assert not is_consistent(3, mth(numbered(3)), 4, mth(numbered(4)), [])


def test_entries_cannot_pass_for_nodes() -> None:
    left, right = leaf_hash(b"1"), leaf_hash(b"2")
    assert leaf_hash(left + right) != node_hash(left, right)
