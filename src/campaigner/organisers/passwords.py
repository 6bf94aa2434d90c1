"""Passwords: long rather than odd, none that everybody tries first, kept as Argon2id.

No rule asks for capitals, digits or signs, and none expires (NIST SP 800-63B-4, 3.1.1.2; NCSC,
Password policy: updating your approach). Argon2id as OWASP's Password Storage Cheat Sheet has it:
19 MiB, two passes, one lane. A password is normalised (NFKC) before it is hashed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from campaigner.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 128
"""Characters. NIST asks for 15 where nothing else is asked for, 8 with a second factor."""

_LEFT = 6  # characters that must be left of a password without what everybody tries
# The words of what leads published lists of leaked passwords (as NCSC's PwnedPasswordsTop100k):
# names, football clubs, months, rows of keys. Written for this project, a word a line.
_COMMON = Path(__file__).parent / "data" / "common_passwords.txt"
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SWAPPED = str.maketrans("013457@$!", "oieastasi")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAME = re.compile(r"(.)\1\1+")
_REPEATED = re.compile(r"(.{1,12}?)\1+", re.DOTALL)


class PasswordRefused(UsageError):
    """A password that is too short or long, or among those that are tried first.

    Its code is ``password-short``, ``password-long`` or ``password-common``.
    """


def check_password(password: str, about: Iterable[str] = ()) -> str:
    """Returns a password as it is hashed, if it can be one.

    ``about`` are texts that others know: the person's name and address, the organisation's name.
    Raises PasswordRefused, whose words do not repeat it.
    """
    text = _normal(password)
    if len(text) < SHORTEST:
        raise PasswordRefused(
            f"This password is shorter than {SHORTEST} characters.",
            hint="Three or four words that do not belong together are easy to remember.",
            code="password-short",
        )
    if len(text) > LONGEST:
        raise PasswordRefused(
            f"This password is longer than {LONGEST} characters.",
            hint="Choose a shorter one.",
            code="password-long",
        )
    if is_common(text, about):
        raise PasswordRefused(
            "This password is one of the first that others would try.",
            hint="Choose three or four words that do not belong together.",
            code="password-common",
        )
    return text


def is_common(password: str, about: Iterable[str] = ()) -> bool:
    """Returns whether little is left of a password without what everybody would try.

    That is common words, also with digits for letters; rows of letters, digits or keys; years;
    repetitions; and the words of ``about``.
    """
    known = {word for text in about for word in re.findall(r"\w{3,}", text.casefold())}
    words = sorted(known | _common(), key=len, reverse=True)
    plain = password.casefold()
    return any(len(_rest(each, words)) < _LEFT for each in (plain, plain.translate(_SWAPPED)))


def hash_password(password: str) -> str:
    """Returns what is kept of a password: Argon2id with its own salt."""
    return _hasher().hash(_normal(password))


def is_password(kept: str, password: str) -> bool:
    """Returns whether a password is that of a hash.

    It takes as long if there is none (an empty text), and says no.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    text = _normal(password) if len(password) <= 4 * LONGEST else ""
    nobodys = _nobodys()  # made once, whoever comes first
    try:
        _hasher().verify(kept or nobodys, text)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept and text)


def is_outdated(kept: str) -> bool:
    """Returns whether a password was hashed with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys() -> str:
    """A hash that is compared with where there is no account, so that nobody can tell by time."""
    return _hasher().hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _rest(text: str, words: Iterable[str]) -> str:
    if whole := _REPEATED.fullmatch(text):
        text = whole[1]
    text = _SAME.sub("", _without_rows(_YEAR.sub("", text)))
    for word in words:
        text = text.replace(word, "")
    return re.sub(r"[\W_]", "", _SAME.sub("", text)) if text else ""


def _without_rows(text: str) -> str:
    """A text without four or more in a row of an alphabet, the digits or a keyboard."""
    for row in (*_ROWS, *(each[::-1] for each in _ROWS)):
        for size in range(len(row), 3, -1):
            for start in range(len(row) - size + 1):
                text = text.replace(row[start : start + size], "")
    return text
