"""People's names: any script, one word or many, but no formula and no advertisement."""

from __future__ import annotations

import re
import unicodedata

from campaigner.errors import CampaignerError

MAX_LENGTH = 150
_ADDRESS = re.compile(r"https?:|www\.|://|\b[\w-]+\.(?:com|org|net|info|io|co|uk|ru|cn)\b", re.I)
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # Cf: what turns the line around, what has no width
JOINERS = "\u200c\u200d"  # but names in Persian, Sinhala and others are spelt with these
_SPACES = re.compile(r"\s+")


class NameRefused(CampaignerError):
    """A name that cannot be taken, and why."""


def clean_name(text: str) -> str:
    """A name as it is kept: composed (NFC), one space between words.

    Raises NameRefused for none, one that is too long, holds control characters, others that hide
    or turn around what is written, or a web address, or starts like a spreadsheet's formula.
    """
    if text.isascii() and text.isprintable():
        name = " ".join(text.split())
    else:
        if any(map(_is_hidden, text.strip())):
            raise NameRefused("A name cannot hold control characters.")
        name = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if not any(map(str.isalpha, name)):
        raise NameRefused("A name is needed." if not name else "A name needs letters.")
    if len(name) > MAX_LENGTH:
        raise NameRefused(f"A name can have {MAX_LENGTH} characters at most.")
    if name[0] in "=+-@":
        raise NameRefused(f"A name cannot start with “{name[0]}”.")
    if (":" in name or "." in name) and _ADDRESS.search(name):
        raise NameRefused("A name cannot hold a web address.")
    return name


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN and char not in JOINERS
