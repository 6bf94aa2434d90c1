"""Two people or more who write one letter: “Asha & Ben Example”, “Mr and Mrs Example”."""

from __future__ import annotations

import re

_AND = r"\s*(?:&|\+|\s/\s)\s*|\s+and\s+"
_WORDS_FOR_AND = {"cy": rf"{_AND}|\s+ac?\s+"}
_LIST = re.compile(r"\s*,\s*")
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "prof", "professor", "sir", "dame"}
    | {"lady", "lord", "cllr", "councillor", "y parch", "parch"}
)
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "di", "da", "la", "le", "ap", "ab"}
)
# What firms and groups are called, which are one sender whatever their name.
_NO_PEOPLE = re.compile(
    r"\b(?:ltd|limited|llp|plc|cic|sons|co|company|church|chapel|group|society|trust|union|council"
    r"|friends|partners|associates)\b\.?",
    re.IGNORECASE,
)


def people_in(name: str, language: str) -> tuple[str, ...]:
    """Returns each person whom a name names, as they sign: both have the surname of the last.

    Titles alone are not divided: “Mr & Mrs Example” sign as they wrote, in one line, and are two
    (see ``is_joint``).
    """
    parts = _parts(name, language)
    if len(parts) < 2 or any(map(_is_title, parts)):
        return (name,)
    surname = _surname(parts[-1])
    return tuple(_whole(part, surname) for part in parts)


def is_joint(name: str, language: str) -> bool:
    """Returns whether a name is that of more than one person."""
    return len(_parts(name, language)) > 1


def _parts(name: str, language: str) -> list[str]:
    words = _WORDS_FOR_AND.get(language.split("-", 1)[0].lower(), _AND)
    if _NO_PEOPLE.search(name):
        return [name]
    first, *others = [part.strip() for part in re.split(words, name, flags=re.IGNORECASE)]
    found = [*_LIST.split(first), *others] if others else [first]
    found = [part for part in found if part]
    return found if all(map(_has_letters, found)) else [name]


def _has_letters(part: str) -> bool:
    return any(map(str.isalpha, part))


def _is_title(part: str) -> bool:
    return part.rstrip(".").lower() in _TITLES


def _given(part: str) -> list[str]:
    """The words of a person's name without their title."""
    words = part.split()
    return words[1:] if len(words) > 1 and _is_title(words[0]) else words


def _surname(part: str) -> str:
    words = _given(part)
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:]) if start > 0 else ""


def _whole(part: str, surname: str) -> str:
    return f"{part} {surname}" if surname and len(_given(part)) < 2 else part
