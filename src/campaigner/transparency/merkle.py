"""Merkle trees by RFC 9162, section 2.1: hashes, roots, proofs, and how proofs are checked.

A tree of a size is known by its *nodes*: ``node(level, index)`` is the hash over the entries from
``index << level`` up to ``(index + 1) << level``, all of which the tree has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256().digest()
Nodes = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Returns the hash of an entry of a log."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Returns the hash of two nodes side by side."""
    return sha256(b"\1" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Returns the root of a tree from the hashes of its entries."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        above = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs)]  # noqa: B905
        if len(level) % 2:
            above.append(level[-1])  # the odd one goes up as it is
        level = above
    return level[0]


def range_hash(start: int, end: int, node: Nodes) -> bytes:
    """Returns the hash over the entries from ``start`` up to ``end``.

    ``start`` is where a subtree begins that is large enough for them, as in all proofs.
    """
    found = [node(*each) for each in _whole_parts(start, end)]
    result = found.pop()
    while found:
        result = node_hash(found.pop(), result)
    return result


def _whole_parts(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The level and index of the full subtrees that a range consists of, from the left."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def root(size: int, node: Nodes) -> bytes:
    """Returns the root of a tree of a size."""
    return range_hash(0, size, node) if size > 0 else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Nodes) -> list[bytes]:
    """Returns the proof that the tree of a size has an entry: hashes from its sibling upwards.

    ``index`` counts from 0. Raises ValueError if the tree does not have it.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of size {size} has no entry {index}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, size: int, node: Nodes) -> list[bytes]:
    """Returns the proof that a tree of a size begins with the tree of the size ``old``.

    It is empty for two trees of one size. Raises ValueError unless 0 < old ≤ size.
    """
    if not 0 < old <= size:
        raise ValueError(f"there is no proof from size {old} to size {size}")
    start, end, path, is_old_tree = 0, size, [], True
    while old != end - start:
        middle = start + _split(end - start)
        if start + old <= middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            old -= middle - start
            start, is_old_tree = middle, False
    if not is_old_tree:
        path.append(range_hash(start, end, node))
    return path[::-1]


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Returns the root that a tree has if a proof is right; None for a proof of a wrong length.

    ``leaf`` is the hash of the entry (RFC 9162, 2.1.3.2).
    """
    steps = _climb(index, size - 1, proof) if 0 <= index < size else None
    if steps is None:
        return None
    result = leaf
    for each, is_left in steps:
        result = node_hash(each, result) if is_left else node_hash(result, each)
    return result


def is_consistent(
    old: int, old_root: bytes, size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Returns whether a proof shows that one tree begins with the other (RFC 9162, 2.1.4.2).

    Nothing is proved about a tree without entries.
    """
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == new_root
    hashes = [*proof] if old & (old - 1) else [old_root, *proof]
    skipped = (old & -old).bit_length() - 1
    steps = _climb((old - 1) >> skipped, (size - 1) >> skipped, hashes[1:]) if hashes else None
    if steps is None:
        return False
    first = second = hashes[0]
    for each, is_left in steps:
        if is_left:
            first = node_hash(each, first)
        second = node_hash(each, second) if is_left else node_hash(second, each)
    return (first, second) == (old_root, new_root)


def _climb(place: int, last: int, proof: Sequence[bytes]) -> list[tuple[bytes, bool]] | None:
    """Returns the hashes of a proof, each with whether it stands on the left.

    None if there are too many or too few. ``place`` is where the way up begins, ``last`` the last
    place of that level.
    """
    steps = []
    for each in proof:
        if not last:
            return None
        is_left = bool(place & 1) or place == last
        steps.append((each, is_left))
        while is_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return None if last else steps
