"""Comparing a quotation with a text, word by word.

Only typography may differ: hyphens, quotation marks, emphasis, spaces, the case of the first
letter, punctuation at the ends, cuts (``…``, ``[…]``) and editors' insertions (``[the State]``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

# The number of words that an editor's insertion may replace.
INSERTED_FOR = 5
# The number of matching words shown on both sides of a difference.
CONTEXT = 3

_CUT = r"\[\s*(?:…|\.{3,4}|\. \. \.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,4}|\. \. \."
_GAPS = re.compile(rf"(?P<cut>{_CUT})|(?P<insertion>\[[^\[\]]*\])")
_NOTE = re.compile(r"\[\^[^\[\]]*\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_HIDDEN = "\u2060"  # a character without width, which is ignored
_IGNORED = frozenset(
    "\"'“”„‟«»‹›‘’‚‛`*_\\״׳"  # quotation marks and emphasis
    "-\u2010\u2011\u00ad\u05be"  # hyphens
    "\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # the kashida, characters without width
)
# A word broken at the end of a line, as copies of a printed page have it.
_BROKEN = re.compile("(?<=\\w)[-\u2010\u2011\u00ad][ \\t]*\\n\\s*(?=[^\\W\\d_])")
_DASHES = str.maketrans("—―−", "–––")
# Scripts without spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese, Yi.
UNSPACED = ((0x0E00, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xA4CF), (0xF900, 0xFAFF))


@dataclass(frozen=True)
class Token:
    """A word or a mark: as compared, as written, and where it starts in its text."""

    key: str
    shown: str
    start: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a punctuation mark."""
        return self.key[0].isalnum()


@dataclass(frozen=True)
class Segment:
    """Consecutive words; up to ``gap`` words of the text may be missing before them.

    ``gap`` is None for any number: the quotation starts here, or after a cut.
    """

    tokens: tuple[Token, ...]
    gap: int | None


@dataclass(frozen=True)
class Difference:
    """How a quotation differs from a text.

    ``start`` is the place of the first difference in the author's text, ``shown`` the difference
    word by word, ``agreement`` the share of the quotation's words that agree.
    """

    start: int
    shown: str
    agreement: float


def tokens(text: str, start: int = 0) -> tuple[Token, ...]:
    """The words and marks of a text; in scripts without spaces, its characters."""
    found: list[list[int]] = []
    in_word = False
    broken = _broken(text)
    for position, char in enumerate(text):
        if char in _IGNORED or position in broken:
            continue
        if unicodedata.category(char)[0] == "M" and found:
            found[-1].append(position)
            continue
        letter = char.isalnum() and not _stands_alone(char)
        if letter and in_word:
            found[-1].append(position)
        elif not char.isspace():
            found.append([position])
        in_word = letter
    return tuple(_token(text, positions, start) for positions in found)


def _broken(text: str) -> frozenset[int]:
    """The places of hyphens and spaces inside words that go on, in small letters, on a new line."""
    return frozenset(
        position
        for found in _BROKEN.finditer(text)
        if text[found.end()].islower() or text[found.start() - 1].isupper()
        for position in range(*found.span())
    )


def _token(text: str, positions: Sequence[int], start: int) -> Token:
    key = "".join(text[position] for position in positions).translate(_DASHES)
    shown = text[positions[0] : positions[-1] + 1].replace(_HIDDEN, "")
    return Token(unicodedata.normalize("NFC", key), shown, start + positions[0])


def _stands_alone(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in UNSPACED)


def segments(quotation: str, start: int = 0) -> tuple[Segment, ...]:
    """A quotation's words, divided at the author's cuts and insertions.

    ``start`` is the place of the quotation in the author's text.
    """
    text = _NOTE.sub(lambda note: " " * len(note[0]), quotation)
    text = _LETTER.sub(rf"{_HIDDEN}\1{_HIDDEN}", text)
    found: list[Segment] = []
    position, gap = 0, None
    for match in [*_GAPS.finditer(text), None]:
        end = match.start() if match else len(text)
        words = _trimmed(tokens(text[position:end], start + position))
        if words:
            found.append(Segment(words, gap))
            gap = 0
        if match:
            gap = None if match["cut"] or gap is None else INSERTED_FOR
            position = match.end()
    return tuple(found)


def _trimmed(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without punctuation at the ends, which depends on the author's own sentence."""
    words = [position for position, token in enumerate(found) if token.is_word]
    return found[words[0] : words[-1] + 1] if words else ()


def agrees(quoted: Sequence[Segment], source: Sequence[Token]) -> bool:
    """Whether the source has all segments, in their order; case does not matter in capitals."""
    return _agrees(*_in_one_case(quoted, source), 0)


def _in_one_case(
    quoted: Sequence[Segment], source: Sequence[Token]
) -> tuple[Sequence[Segment], Sequence[Token]]:
    """A quotation all in capitals and its source, both in small letters; others as they are."""
    written = "".join(token.key for segment in quoted for token in segment.tokens)
    if not written.isupper():
        return quoted, source
    folded = [Segment(_folded(segment.tokens), segment.gap) for segment in quoted]
    return folded, _folded(source)


def _folded(found: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(Token(token.key.casefold(), token.shown, token.start) for token in found)


def _agrees(quoted: Sequence[Segment], source: Sequence[Token], start: int) -> bool:
    if not quoted:
        return True
    segment, *rest = quoted
    last = len(source) if segment.gap is None else start + segment.gap
    return any(
        _stands_at(segment, source, position)
        and _agrees(rest, source, position + len(segment.tokens))
        for position in range(start, min(last, len(source) - len(segment.tokens)) + 1)
    )


def _stands_at(segment: Segment, source: Sequence[Token], position: int) -> bool:
    first, *rest = (token.key for token in segment.tokens)
    if not _same_first(first, source[position].key):
        return False
    here = source[position + 1 : position + len(segment.tokens)]
    return [token.key for token in here] == rest


def _same_first(word: str, other: str) -> bool:
    return word[1:] == other[1:] and word[0].casefold() == other[0].casefold()


def difference(quoted: Sequence[Segment], source: Sequence[Token]) -> Difference:
    """The differences of a quotation from the part of a source that is most like it."""
    quoted, source = _in_one_case(quoted, source)
    words = [token for segment in quoted for token in segment.tokens]
    steps = list(_steps(quoted, source, words))
    changed = [step for step in steps if step.kind in ("replace", "insert", "delete")]
    start = changed[0].at if changed else 0
    agreeing = sum(len(step.theirs) for step in steps if step.kind == "equal")
    shown = " ".join(
        piece for n, step in enumerate(steps) for piece in _pieces(step, n, len(steps))
    )
    return Difference(words[start].start, _joined(shown), agreeing / len(words))


@dataclass(frozen=True)
class _Step:
    """Words of the text and the author's words for them; ``at`` counts the author's words."""

    kind: str
    ours: Sequence[Token]
    theirs: Sequence[Token]
    at: int


def _steps(
    quoted: Sequence[Segment], source: Sequence[Token], words: Sequence[Token]
) -> Iterable[_Step]:
    """From the text to the quotation, without the text before and after it and in cuts."""
    joints = {0, len(words), *accumulate(len(segment.tokens) for segment in quoted)}
    ours = [token.key for token in source]
    theirs = [
        _as_in(token.key, ours) if position in joints else token.key
        for position, token in enumerate(words)
    ]
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "delete" and c in joints:
            if 0 < c < len(words):
                yield _Step("cut", (), (), c)
            continue
        if kind == "replace" and c == 0:
            a = max(a, b - d)
        if kind == "replace" and d == len(words):
            b = min(b, a + (d - c))
        yield _Step(kind, source[a:b], words[c:d], c)


def _as_in(word: str, source: Sequence[str]) -> str:
    """The word with the case of its first letter in the source, if the source has the word."""
    swapped = word[0].swapcase() + word[1:]
    return swapped if word not in source and swapped in source else word


def _pieces(step: _Step, number: int, count: int) -> Iterable[str]:
    ours = " ".join(token.shown for token in step.ours)
    theirs = " ".join(token.shown for token in step.theirs)
    if step.kind == "replace":
        yield f"[{ours} → {theirs}]"
    elif step.kind == "delete":
        yield f"[−{ours}]"
    elif step.kind == "insert":
        yield f"[+{theirs}]"
    elif step.kind == "cut":
        yield "…"
    else:
        yield from _context(step.theirs, number == 0, number == count - 1)


def _context(agreeing: Sequence[Token], first: bool, last: bool) -> Iterable[str]:
    """The matching words, without those far from a difference."""
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if len(agreeing) <= head + tail:
        yield from (token.shown for token in agreeing)
        return
    yield from (token.shown for token in agreeing[:head])
    yield "…"
    yield from (token.shown for token in agreeing[len(agreeing) - tail :])


def _joined(shown: str) -> str:
    return re.sub(r"\s+([,.;:)\]])", r"\1", shown).replace("( ", "(")
