"""Checkpoints (C2SP tlog-checkpoint): which log, how many entries, and the root over them."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from campaigner.transparency.merkle import HASH_SIZE
from campaigner.transparency.notes import Malformed, Note

_SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log is at a size; ``extensions`` are further lines, which campaigner never writes."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def note(self) -> Note:
        """Returns it as a note that nobody has signed yet."""
        root = base64.b64encode(self.root).decode()
        lines = (self.origin, str(self.size), root, *self.extensions)
        return Note("".join(f"{line}\n" for line in lines))


def checkpoint_of(note: Note) -> Checkpoint:
    """Returns the checkpoint that a note says. Raises Malformed."""
    lines = note.text.split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise Malformed("it does not have three lines of text")
    origin, size, encoded, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise Malformed("its second line is not a number of entries")
    try:
        root = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("its third line is not a hash") from error
    if len(root) != HASH_SIZE or base64.b64encode(root).decode() != encoded:
        raise Malformed("its third line is not a hash")
    return Checkpoint(origin, int(size), root, tuple(extensions))
