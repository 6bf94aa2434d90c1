"""Proofs that stand alone (C2SP tlog-proof): an entry's place, its path, and a checkpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.hash_lines import hash_lines, parse_hashes
from campaigner.transparency.merkle import leaf_hash, root_by_inclusion
from campaigner.transparency.notes import Malformed, Note, parse_note

FIRST_LINE = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That an entry (``index`` counts from 0) is in the log of a checkpoint."""

    index: int
    path: tuple[bytes, ...]
    note: Note

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint that the entry is under. Raises Malformed."""
        return checkpoint_of(self.note)

    def proves(self, entry: bytes) -> bool:
        """Returns whether an entry is at its place under the checkpoint, whoever signed that."""
        there = self.checkpoint
        return there.root == root_by_inclusion(leaf_hash(entry), self.index, there.size, self.path)

    def __str__(self) -> str:
        return f"{FIRST_LINE}\nindex {self.index}\n{hash_lines(self.path)}\n{self.note}"


def parse_proof(text: str) -> InclusionProof:
    """Returns a proof from its text. Raises Malformed."""
    head, gap, note = text.partition("\n\n")
    first, *rest = head.split("\n")
    if first != FIRST_LINE or not gap:
        raise Malformed(f"it does not begin with {FIRST_LINE}")
    if rest and rest[0].startswith("extra "):
        rest = rest[1:]
    found = _INDEX.fullmatch(rest[0]) if rest else None
    if not found:
        raise Malformed("its place in the log is not written as it should be")
    proof = InclusionProof(int(found[1]), parse_hashes(rest[1:]), parse_note(note))
    checkpoint_of(proof.note)
    return proof
