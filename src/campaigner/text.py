"""Compare and shape words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

_NOT_WORD = re.compile(r"[^\w]+|_", re.UNICODE)
_NEAR = 60  # of 100: how like a known name a mistyped one must be
# Letters and digits that take accents: Latin, Greek and Cyrillic ones.
_ACCENTED = re.compile(
    "[a-z\u00aa\u00ba\u00c0-\u024f\u0250-\u02af\u0370-\u03ff\u0400-\u052f\u1c80-\u1c8f\u1d00-\u1dbf"
    "\u1e00-\u1fff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f]",
    re.IGNORECASE,
)
# Points that the scripts of Hebrew, Arabic and Syriac are usually written without. Unicode's
# collation (UTS 10, its table of elements) gives them no primary weight: with and without them, a
# word is the same. Hamza and madda are not among them, since with their letter they have one.
_POINT = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"
    "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff\u0711\u0730-\u074a]"
)
# What Unicode counts among letters, though it is an apostrophe or only stretches a word.
_NO_LETTERS = "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u0640"
# Marks that only choose among the shapes of a character.
_SELECTOR = re.compile("[\u034f\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# What phones, word processors and right-to-left texts leave behind: marks that say where a line
# can break or which way it runs, and have no shape.
_GUIDES = dict.fromkeys(
    map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
        "\u2066\u2067\u2068\u2069"
        "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # letters, to Unicode, that nobody sees
)  # fmt: skip
# More marks on one letter than any spelling has: they paint over what stands above and below.
_HIGHEST_PILE = 6
# A joiner is spelling after letters of these scripts: Arabic (Persian, Urdu), Syriac, those of
# India and its neighbours, Khmer, Mongolian. After others it has come in by accident.
_STRAY_JOINERS = re.compile(
    "(?<![\u0600-\u086f\u08a0-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00011000-\U0001197f])[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)"
)

# Letters that Unicode does not decompose into a base letter and an accent.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    """Returns the text without case and accents, to compare: ``Ynys Môn`` → ``ynys mon``.

    Marks are left out on Latin, Greek and Cyrillic letters, and so are the points of Hebrew,
    Arabic and Syriac: כֹּהֵן is כהן. In other scripts marks make another word, as vowel signs and
    tones do: राम is not रीमा.
    """
    if text.isascii():
        return text.lower()
    return _folded(text, _without_accents)


def search_key(text: str) -> str:
    """Returns the text without case and any marks, to search: the vowels of Arabic, too."""
    return _folded(text, _without_marks)


def _folded(text: str, without: Callable[[str], str]) -> str:
    # Decomposing can give capitals (𝕊 → S) and case folding marks (İ → i̇): the base letters are
    # folded again, and the whole comes out the same however often it is done.
    base = without(unicodedata.normalize("NFKD", text.casefold()))
    return without(unicodedata.normalize("NFKD", base.casefold().translate(_UNDECOMPOSED)))


def _without_accents(decomposed: str) -> str:
    kept, accented = [], False
    for char in decomposed:
        if not unicodedata.category(char).startswith("M"):
            accented = _ACCENTED.match(char) is not None
        elif accented or _POINT.match(char):
            continue
        kept.append(char)
    return "".join(kept)


def _without_marks(decomposed: str) -> str:
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def comparison_key(text: str) -> str:
    """Returns the letters and digits of the folded text: ``Siân O’Brien`` → ``sianobrien``."""
    folded = fold(text)
    key = _NOT_WORD.sub("", folded)
    if key.isascii() and folded.isascii():
        return key
    return "".join(filter(_is_compared, folded))


def _is_compared(char: str) -> bool:
    if char.isalnum():
        return char not in _NO_LETTERS
    return unicodedata.category(char) in ("Mn", "Mc") and not _SELECTOR.match(char)


def without_guides(text: str) -> str:
    """Returns a text without marks that only guide, and with joiners only if they are spelling."""
    if text.isascii():
        return text
    return _STRAY_JOINERS.sub("", text.translate(_GUIDES))


def has_pile_of_marks(text: str) -> bool:
    """Returns whether more marks stand on one letter than any spelling has."""
    height = 0
    for char in "" if text.isascii() else text:
        height = height + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if height > _HIGHEST_PILE:
            return True
    return False


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


def listed(names: Sequence[str], most: int, count: int = 0) -> str:
    """Returns names with commas between them, at most so many: ``a, b and 3 more``.

    ``count`` is how many there are, if ``names`` are only the first of them.
    """
    more = (count or len(names)) - most
    shown = ", ".join(names[:most])
    return f"{shown} and {more:,} more" if more > 0 else shown


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Returns the text in ``language``; without one, in English; without that, the first.

    ``texts`` maps language tags to texts and is not empty.
    """
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def language_found(texts: Mapping[str, str], language: str) -> str:
    """Returns the language of the text that ``in_language`` gives."""
    wanted = (language, "en", *texts)
    return next(each for each in wanted if texts.get(each))


def is_text(text: str) -> bool:
    """Returns whether it is text throughout: no bytes that Python could not read."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def one_line(text: str) -> str:
    """Returns a text without line breaks, as a header can have it, with single spaces."""
    return " ".join(text.split())


def start_of(text: str, most: int) -> str:
    """Returns a text of at most so many characters; a longer one is cut, with a mark (…)."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def readable(text: str) -> str:
    """Returns the text with “?” for what is not text, so that it can be shown and written."""
    return text.encode("utf-8", "replace").decode("utf-8")
