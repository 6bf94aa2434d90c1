"""What shows a witness that a log has only grown, in the form of C2SP tlog-witness."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from campaigner.transparency.checkpoints import Checkpoint
from campaigner.transparency.growth import Growth, parse_growth
from campaigner.transparency.hash_lines import parse_hashes
from campaigner.transparency.merkle import consistency_proof, leaf_hash, root, root_of
from campaigner.transparency.notes import Malformed
from campaigner.transparency.tiles import TiledTree, grown

NAME = "example.org/bread"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def nothing(level: int, number: int) -> bytes:
    return b""


def shown(old: int, entries: list[bytes]) -> Growth:
    tiles = {
        (level, at): hashes
        for level, at, hashes in grown(0, list(map(leaf_hash, entries)), nothing)
    }
    node, size = TiledTree(lambda level, number: tiles[level, number]).node, len(entries)
    proof = consistency_proof(old, size, node) if old else []
    note = Checkpoint(NAME, size, root(size, node)).note().signed(NAME, KEY)
    return Growth(old, tuple(proof), note)


def root_up_to(entries: list[bytes]) -> bytes:
    return root_of(list(map(leaf_hash, entries)))


@given(st.integers(1, 40), st.integers(0, 40), st.data())
def test_a_log_that_grew_continues_its_beginning_and_no_other(
    old: int, more: int, data: st.DataObject
) -> None:
    entries = [str(number).encode() for number in range(old + more)]
    growth = parse_growth(str(shown(old, entries)))
    assert growth.continues(root_up_to(entries[:old]))
    changed = list(entries[:old])
    changed[data.draw(st.integers(0, old - 1))] = b"another"
    assert not growth.continues(root_up_to(changed))


def test_of_a_log_that_was_never_seen_anything_is_the_beginning() -> None:
    growth = parse_growth(str(shown(0, [b"ana", b"ben"])))
    assert (growth.old, growth.proof) == (0, ())
    assert growth.continues(b"")
    assert not Growth(0, (bytes(32),), growth.note).continues(b"")


WHOLE = str(shown(2, [b"ana", b"ben", b"cai"]))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "does not begin"),
        (WHOLE.replace("old 2", "old two"), "does not begin"),
        (WHOLE.replace("old 2", "old 02"), "does not begin"),
        (WHOLE.replace("old 2", "old -1"), "does not begin"),
        (WHOLE.replace("old 2", f"old {10**18}"), "does not begin"),
        (WHOLE.replace("old 2", f"old {10**18 - 1}"), "fewer rows"),
        (WHOLE.replace("old 2\n", "old 2\nAAAA\n"), "proof is not written"),
        (WHOLE.replace("old 2\n", "old 2\n" + 64 * f"{'A' * 43}=\n"), "proof is not written"),
        (WHOLE.replace("old 2", "old 4"), "fewer rows"),
        (WHOLE.replace("\n3\n", "\nthree\n"), "not a number"),
        (WHOLE[:-1], "cut off"),
    ],
)
def test_a_text_that_does_not_have_the_form_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(Malformed, match=says):
        parse_growth(text)


def test_a_proof_has_at_most_63_hashes() -> None:
    line = f"{'A' * 43}="
    assert parse_hashes([line] * 63) == (bytes(32),) * 63
    with pytest.raises(Malformed, match="proof is not written"):
        parse_hashes([line] * 64)


def test_line_ends_of_windows_do_not_matter() -> None:
    assert parse_growth(WHOLE.replace("\n", "\r\n")) == parse_growth(WHOLE)
