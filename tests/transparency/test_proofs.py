"""Proofs that stand alone, in the form of C2SP tlog-proof."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigner.transparency.checkpoints import Checkpoint
from campaigner.transparency.merkle import inclusion_proof, leaf_hash, root
from campaigner.transparency.notes import Malformed
from campaigner.transparency.proofs import InclusionProof, parse_proof
from campaigner.transparency.tiles import TiledTree, grown

ENTRIES = [b"ana", b"ben", b"cai", b"dee", b"eve"]


def proof_of(index: int) -> InclusionProof:
    added = list(map(leaf_hash, ENTRIES))
    tiles = {(level, at): hashes for level, at, hashes in grown(0, added, read_none)}
    tree = TiledTree(lambda level, number: tiles[level, number])
    size = len(ENTRIES)
    note = Checkpoint("example.org/bread", size, root(size, tree.node)).note()
    signed = note.signed("example.org/bread", Ed25519PrivateKey.generate())
    return InclusionProof(index, tuple(inclusion_proof(index, size, tree.node)), signed)


def read_none(level: int, number: int) -> bytes:
    return b""


@pytest.mark.parametrize("index", range(5))
def test_a_proof_is_read_as_it_was_written_and_is_of_one_entry(index: int) -> None:
    text = str(proof_of(index))
    read = parse_proof(text)
    assert str(read) == text
    assert [read.proves(entry) for entry in ENTRIES] == [number == index for number in range(5)]


def test_it_is_written_as_the_specification_says() -> None:
    lines = str(proof_of(4)).split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 4"]
    assert lines[3:6] == ["", "example.org/bread", "5"]
    assert len(base64.b64decode(lines[2])) == 32


def test_extra_data_of_others_is_passed_over() -> None:
    text = str(proof_of(1)).replace("index 1\n", "extra YQ==\nindex 1\n")
    assert parse_proof(text).proves(b"ben")


@pytest.mark.parametrize(
    ("what", "instead"),
    [("@v1", "@v2"), ("index 1", "index 01"), ("index 1", "index -1"), ("index 1", "Index 1"),
     ("index 1", f"index {10**18}"),
     ("=\n", "\n"), ("\n\n", "\n"), ("=\n\n", "=\nmore\n\n"), ("\n5\n", "\n05\n"),
     ("index 1\n", "")],
)  # fmt: skip
def test_what_is_not_quite_a_proof(what: str, instead: str) -> None:
    text = str(proof_of(1))
    assert what in text
    with pytest.raises(Malformed):
        parse_proof(text.replace(what, instead, 1))


@pytest.mark.parametrize("index", [5, 10**18 - 1])
def test_a_proof_of_an_entry_beyond_the_log_proves_nothing(index: int) -> None:
    text = str(proof_of(1)).replace("index 1", f"index {index}")
    assert not parse_proof(text).proves(b"ben")
