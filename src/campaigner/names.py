"""People's names: any script, one word or many, but not a formula or an advertisement."""

from __future__ import annotations

import re
import unicodedata

from campaigner.errors import CampaignerError

MAX_LENGTH = 150
_ADDRESS = re.compile(r"https?:|www\.|://|\b[\w-]+\.(?:com|org|net|info|io|co|uk|ru|cn)\b", re.I)
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # Cf: marks that turn the line around or have no width
JOINERS = "\u200c\u200d"  # names in Persian, Sinhala and others are spelt with these
_SPACES = re.compile(r"\s+")


class NameRefused(CampaignerError):
    """A name that is not valid, and why."""


def clean_name(text: str) -> str:
    """Returns a name as it is kept: composed (NFC), with one space between words.

    Raises NameRefused if there is none, or if it is too long, has a web address, control
    characters or others that hide or turn around what is written, or starts like a formula.
    """
    if text.isascii() and text.isprintable():
        name = " ".join(text.split())
    else:
        if any(map(_is_hidden, text.strip())):
            raise NameRefused("A name cannot contain control characters.")
        name = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if not any(map(str.isalpha, name)):
        raise NameRefused("A name must contain letters." if name else "A name is required.")
    if len(name) > MAX_LENGTH:
        raise NameRefused(f"A name can have at most {MAX_LENGTH} characters.")
    if name[0] in "=+-@":
        raise NameRefused(f"A name cannot start with “{name[0]}”.")
    if (":" in name or "." in name) and _ADDRESS.search(name):
        raise NameRefused("A name cannot contain a web address.")
    return name


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN and char not in JOINERS
