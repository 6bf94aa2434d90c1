"""Whether a person has signed a petition already. Pure: values in, a ruling out.

====================================  =========  =========  ==================================
already signed with this email        name       postcode   result
====================================  =========  =========  ==================================
nobody                                any        any        accept
one                                   same       any        duplicate
one                                   different  same       accept (a household's one address)
one                                   different  different  duplicate
two or more                           any        any        duplicate
====================================  =========  =========  ==================================

Asked first of the address as it was written, then of the mailbox behind it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol, TypeVar

from campaigner.emails import canonical_email, same_address
from campaigner.text import comparison_key

_KEY = struct.Struct(">q")


class Signer(Protocol):
    """What is compared of a person who signs or has signed."""

    @property
    def name(self) -> str:
        """As given."""

    @property
    def email(self) -> str | None:
        """As kept; None on a paper line without one."""

    @property
    def postcode(self) -> str:
        """As kept."""


Earlier = TypeVar("Earlier", bound=Signer)


def repeated(new: Signer, earlier: Sequence[Earlier]) -> Earlier | None:
    """Returns the earlier signature that the new one repeats; None if it is accepted.

    ``earlier`` are those of the same mailbox on the same petition, the oldest first.
    """
    exactly = [signer for signer in earlier if same_address(signer.email, new.email)]
    return _repeated_among(new, exactly) or _repeated_among(new, earlier)


def _repeated_among(new: Signer, earlier: Sequence[Earlier]) -> Earlier | None:
    same_name = [signer for signer in earlier if same_person_name(signer.name, new.name)]
    if same_name or len(earlier) >= 2:
        return (same_name or list(earlier))[0]
    if earlier and earlier[0].postcode != new.postcode:
        return earlier[0]
    return None


def same_person_name(one: str, other: str) -> bool:
    """Returns whether two names are one, whatever their case, spaces, punctuation and accents."""
    return one == other or comparison_key(one) == comparison_key(other)


def person_key(email: str | None, name: str, postcode: str) -> int:
    """Returns a number of 64 bits for the mailbox, or without one for name and postcode.

    Signatures are looked up by it; whether they are the same person's is then compared in full.
    """
    text = canonical_email(email) if email else f"{comparison_key(name)}\n{postcode}"
    key: int = _KEY.unpack_from(sha256(text.encode()).digest())[0]
    return key


def free_place(taken: Sequence[int | None]) -> int:
    """Returns the first free place of a person on a petition, counting from 1.

    What was seen decides the place, and the database has each place once: if anything was added
    since, the place is gone.
    """
    return next(place for place in range(1, len(taken) + 2) if place not in taken)
