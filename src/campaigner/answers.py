"""Yes and no, as people and other programs write them in a table, in English and in Welsh."""

from __future__ import annotations

from functools import lru_cache

from campaigner.text import fold

# Compared without case, accents, doubled spaces and a full stop or exclamation mark at the end.
_YES = {
    *("yes", "y", "yes please", "true", "on", "1", "x", "✓", "✔", "☑", "☒"),
    *("agree", "agreed", "i agree"),
    *("ie", "ydw", "oes", "cytuno", "rwy'n cytuno", "dw i'n cytuno"),
}
_NO = {
    *("", "no", "n", "no thanks", "no thank you", "false", "off", "0", "☐", "✗", "✘"),
    *("disagree", "i do not agree"),
    *("na", "nage", "nac ydw", "nac oes", "dim diolch", "anghytuno"),
}


@lru_cache(maxsize=1_000)
def parse_answer(text: str) -> bool | None:
    """Returns whether a text says yes; None if it says neither yes nor no.

    An empty text is a no: consent is never assumed. A cross marks what is chosen, as on a form.
    """
    words = " ".join(fold(text).replace("’", "'").split()).rstrip(".!")
    if words in _YES:
        return True
    return False if words in _NO else None
