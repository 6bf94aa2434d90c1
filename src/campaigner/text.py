"""Compare and shape words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_NOT_WORD = re.compile(r"[^\w]+|_", re.UNICODE)
_NEAR = 60  # of 100: how like a known name a mistyped one must be
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

# Letters that Unicode does not decompose into a base letter and an accent.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    """Returns the text without case and accents, to compare: ``Ynys Môn`` → ``ynys mon``."""
    # Decomposing can give capitals (𝕊 → S) and case folding marks (İ → i̇): the base letters are
    # folded again, and the whole comes out the same however often it is done.
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(char for char in decomposed if not unicodedata.combining(char))
    again = unicodedata.normalize("NFKD", base.casefold().translate(_UNDECOMPOSED))
    return "".join(char for char in again if not unicodedata.combining(char))


def comparison_key(text: str) -> str:
    """Returns the folded text with letters and digits only: ``Siân O’Brien`` → ``sianobrien``."""
    return _NOT_WORD.sub("", fold(text))


def slug(text: str, fallback: str = "unnamed") -> str:
    """Returns the text as a safe name of a file or page: ``Siân O’Brien`` → ``sian-obrien``."""
    words = _NOT_WORD.sub(" ", fold(text).replace("'", "").replace("’", "")).split()
    ascii_only = "-".join(words).encode("ascii", "ignore").decode().strip("-")
    return ascii_only[:80].strip("-") or fallback


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Returns the known name most like ``name``, None if none is near enough to be meant."""
    from rapidfuzz import fuzz, process

    by_key = {comparison_key(candidate): candidate for candidate in known}
    near = process.extractOne(
        comparison_key(name), list(by_key), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return by_key[near[0]] if near else None


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """Returns a count with its noun: ``1 letter``, ``1,200 letters``."""
    noun = singular if count == 1 else plural_form or f"{singular}s"
    return f"{count:,} {noun}"


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Returns the text in ``language``; without one, in English; without that, the first.

    ``texts`` maps language tags to texts and is not empty.
    """
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def guarded(cell: str) -> str:
    """Returns the text as a cell that no spreadsheet takes for a formula: ``=1`` → ``'=1``."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Returns the text of a guarded cell: ``'=1`` → ``=1``."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
