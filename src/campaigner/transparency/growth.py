"""What a witness is shown: that a log has only grown since the size that it saw last.

The text is the request of C2SP tlog-witness (``add-checkpoint``), which works as a file, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.hash_lines import hash_lines, parse_hashes
from campaigner.transparency.merkle import is_consistent
from campaigner.transparency.notes import Malformed, Note, parse_note

_OLD = re.compile(r"old (0|[1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Growth:
    """The size that was seen last (0 for none), the proof from there, and a signed checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint that the log has grown to. Raises Malformed."""
        return checkpoint_of(self.note)

    def continues(self, root: bytes) -> bool:
        """Returns whether the log begins with the tree of the old size and this root.

        A log of which nothing was seen continues anything.
        """
        there = self.checkpoint
        if self.old == 0:
            return not self.proof
        return is_consistent(self.old, root, there.size, there.root, self.proof)

    def __str__(self) -> str:
        return f"old {self.old}\n{hash_lines(self.proof)}\n{self.note}"


def parse_growth(text: str) -> Growth:
    """Returns what a witness is shown, from its text. Raises Malformed."""
    head, gap, note = text.replace("\r\n", "\n").partition("\n\n")
    first, *proof = head.split("\n")
    found = _OLD.fullmatch(first)
    if not found or not gap:
        raise Malformed("it does not begin with “old” and a number of rows")
    growth = Growth(int(found[1]), parse_hashes(proof), parse_note(note))
    if growth.old > growth.checkpoint.size:
        raise Malformed("its checkpoint has fewer rows than were seen before")
    return growth
