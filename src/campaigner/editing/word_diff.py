"""Two versions of a text compared: lines, and in changed lines the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_AROUND = 2  # lines that are the same, shown before and after a change
_MOST_WORDS = 3_000  # of a changed passage, compared word by word
_MOST_LINES = 5_000


class Kind(StrEnum):
    """What became of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line, and what became of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was or is; a gap stands for lines that are the same."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(piece.text for piece in self.pieces)


def compared(before: str, after: str) -> tuple[Line, ...]:
    """Returns the lines of two versions: removed ones before those that took their place."""
    old, new = before.splitlines(), after.splitlines()
    if len(old) > _MOST_LINES or len(new) > _MOST_LINES:  # nobody reads it, and it takes long
        return (*_whole(Kind.REMOVED, old), *_whole(Kind.ADDED, new))
    lines: list[Line] = []
    for opcode, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if opcode == "equal":
            lines += _whole(Kind.SAME, old[i1:i2])
        else:
            lines += _changed(old[i1:i2], new[j1:j2])
    return tuple(_without_the_same(lines))


def _whole(kind: Kind, lines: Sequence[str]) -> list[Line]:
    return [Line(kind, (Piece(kind, line),)) for line in lines]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    before, after = _words(old), _words(new)
    if not old or not new or len(before) + len(after) > _MOST_WORDS:
        yield from _whole(Kind.REMOVED, old)
        yield from _whole(Kind.ADDED, new)
        return
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [(op == "equal", before[i1:i2]) for op, i1, i2, _, _ in opcodes]
    come = [(op == "equal", after[j1:j2]) for op, _, _, j1, j2 in opcodes]
    yield from _lines(Kind.REMOVED, gone)
    yield from _lines(Kind.ADDED, come)


def _words(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in (*_WORD.findall(line), "\n")]


def _lines(kind: Kind, runs: Sequence[tuple[bool, Sequence[str]]]) -> Iterator[Line]:
    """The lines that runs of words make; the same words and the others, each together."""
    pieces: list[Piece] = []
    for same, words in runs:
        for word in words:
            if word == "\n":
                yield Line(kind, tuple(pieces))
                pieces = []
                continue
            of = Kind.SAME if same else kind
            if pieces and pieces[-1].kind is of:
                pieces[-1] = Piece(of, pieces[-1].text + word)
            else:
                pieces.append(Piece(of, word))


def _without_the_same(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines near a change, and a gap in place of the others."""
    near = {
        place
        for number, line in enumerate(lines)
        if line.kind is not Kind.SAME
        for place in range(number - _AROUND, number + _AROUND + 1)
    }
    left_out = False
    for number, line in enumerate(lines):
        if number in near:
            if left_out:
                yield Line(Kind.GAP)
            yield line
        left_out = number not in near
