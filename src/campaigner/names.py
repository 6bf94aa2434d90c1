"""People's names: any script, one word or many, but not a formula or an advertisement."""

from __future__ import annotations

import re
import unicodedata

from campaigner.answer_words import NOTHING
from campaigner.errors import CampaignerError
from campaigner.text import has_pile_of_marks, without_guides

MAX_LENGTH = 150
# Web addresses are known by their shape. A bare host is one only with a long name and an ending
# that no name has (J.Co, M.Ru and A.Io are names), or with three parts in small letters.
_ADDRESS = re.compile(
    r"""
    h(?:tt|xx)ps?: | :// | www\d?\.
    | [\w-]\.[^\W\d_]{2,}(?: :\d+ | [/?\#] )                  # t.me/sample, example.org?page=2
    | [\w-]{4}\.(?:
        com | net | org | info | biz | online | shop | store | site | club | xyz | top | click
        | link | app | icu | io | co | uk | eu | ru | cn | tk | tv | cc | рф | укр
    )\b
    | [\w-]{2}\.(?: co | org | ac | gov | me | ltd )\.uk\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOST_IN_PARTS = re.compile(r"\b[a-z0-9-]{2,}\.[a-z0-9-]{2,}\.(?:[a-z]{2}|com|net|org)\b")
_STOPS = dict.fromkeys(map(ord, "。｡．"), ".")  # which browsers take for a full stop
_BROKEN_DOT = re.compile(r"[\[({]\s*(?:\.|dot)\s*[\])}]", re.IGNORECASE)
_MAILBOX = re.compile(r"\S@\S+\.\w")
_FORMULA = "=+-@\N{MINUS SIGN}"
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
# Names that are kept as they are written: nothing in them can be wrong, or be read as no name.
_PLAIN = re.compile(r"[A-Za-z]+(?:[ '-][A-Za-z]+)*")
JOINERS = "\u200c\u200d"
# What belongs to a picture, besides the picture: skin tones, what chooses colour, keycaps.
_OF_PICTURES = frozenset("\ufe0e\ufe0f\u20e3" + "".join(map(chr, range(0x1F3FB, 0x1F400))))
# Those of England, Scotland and Wales are a black flag and tags that nobody sees.
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_SPACES = re.compile(r"\s+")


class NameRefused(CampaignerError):
    """A name that is not valid, and why."""


def turned_name(text: str) -> str:
    """Returns a name that is written with the family name first: ``Sample, Suzie``.

    A single word stays. Raises NameRefused if it is not clear which name is which.
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma and len(family.split()) < 2:
        return family
    if not family or not given or "," in given:
        raise NameRefused(
            "It is not clear which name is the family name.",
            hint="Write the family name, a comma, and the first name: Sample, Suzie.",
        )
    return f"{given} {family}"


def clean_name(text: str) -> str:
    """Returns a name as it is kept: composed (NFC), with one space between words.

    Marks that only guide and pictures (emoji) are left out. Raises NameRefused if there is no
    name, or if it is too long, has a web or email address or control characters, or starts like a
    formula.
    """
    name = _plain(text)
    if not any(map(str.isalpha, name)):
        raise NameRefused("A name must contain letters." if name else "A name is required.")
    if len(name) > MAX_LENGTH:
        raise NameRefused(f"A name can have at most {MAX_LENGTH} characters.")
    if unicodedata.normalize("NFKC", name[0]) in _FORMULA:
        raise NameRefused(f"A name cannot start with “{name[0]}”.")
    if _has_address(name):
        raise NameRefused("A name cannot contain a web address.")
    if "@" in name and _MAILBOX.search(name):
        raise NameRefused("A name cannot contain an email address.")
    return name


def plain_name(text: str) -> str | None:
    """Returns a name of the plainest kind as ``clean_name`` does; None for any other text.

    None, too, for what people write if they leave a name out.
    """
    name = text.strip()
    is_plain = _PLAIN.fullmatch(name) and len(name) <= MAX_LENGTH and name.lower() not in NOTHING
    return name if is_plain else None


def _has_address(name: str) -> bool:
    """Whether a name has a web address, which can be in full-width letters, or broken: [.]."""
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name).translate(_STOPS)
    plain = _BROKEN_DOT.sub(".", plain)
    if "." not in plain and ":" not in plain:
        return False
    return bool(_ADDRESS.search(plain) or _HOST_IN_PARTS.search(plain))


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = FLAG.sub("", text.replace("\t", " "))
    name = without_guides("".join(char for char in spaced if not _is_picture(char))).strip()
    if any(map(is_hidden, name)):
        raise NameRefused("A name cannot contain control characters.")
    name = unicodedata.normalize("NFC", name)
    if has_pile_of_marks(name):
        raise NameRefused("A name cannot have that many marks on one letter.")
    return _SPACES.sub(" ", name).strip()


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) == "So" or char in _OF_PICTURES


def is_hidden(char: str) -> bool:
    """Returns whether nobody sees a character, and no script needs it to join others."""
    return unicodedata.category(char) in _HIDDEN and char not in JOINERS
