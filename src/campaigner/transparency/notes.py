"""Signed notes (C2SP signed-note): a text, and lines of signatures by keys that have names.

Only Ed25519: by the log itself (type 1), and by witnesses with the time (type 4, C2SP
tlog-cosignature).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 1, 4
_KEY_SIZE, _TIME_SIZE = 32, 8
_MOST_SIGNATURES = 64
_LINE = re.compile("— ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Malformed(ValueError):
    """A text that does not have the form that it should have; says what is wrong with it."""


class NotSigned(ValueError):
    """A note that no known key has signed, or with a signature that is wrong; says which."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name (a vkey); ``kind`` is the type of its signatures."""

    name: str
    public: bytes
    kind: int = ED25519

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise Malformed(f"“{self.name}” is not a valid name of a key")
        if len(self.public) != _KEY_SIZE:
            raise Malformed("the key does not have 32 bytes")
        if self.kind not in (ED25519, COSIGNATURE):
            raise Malformed("the key is of a kind that is not known here")

    @property
    def id(self) -> bytes:
        """The four bytes that stand for it in a signature."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        """The key as it is published: ``example.org/log+0a1b2c3d+…``."""
        public = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{public}"


def parse_key(text: str) -> VerifierKey:
    """Returns a key from the text under which it is published. Raises Malformed."""
    name, _, rest = text.strip().partition("+")
    number, _, encoded = rest.partition("+")
    material = _decoded(encoded)
    key = VerifierKey(name, material[1:], material[0])
    if number != key.id.hex():
        raise Malformed("the key and its number do not belong together")
    return key


@dataclass(frozen=True, slots=True)
class Signature:
    """A line under a note: the key's name and number, and what it has made."""

    name: str
    id: bytes
    made: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.id + self.made).decode()}\n"

    @property
    def key(self) -> str:
        """The key as far as the line tells: ``example.org/log+0a1b2c3d``."""
        return f"{self.name}+{self.id.hex()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a line break, and its signatures."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def signed(self, name: str, key: Ed25519PrivateKey) -> Note:
        """Returns the note with a signature of the log's key added."""
        public = VerifierKey(name, key.public_key().public_bytes_raw())
        return self.with_signatures([Signature(name, public.id, key.sign(self.text.encode()))])

    def cosigned(self, name: str, key: Ed25519PrivateKey, at: int) -> Note:
        """Returns the note with a witness's signature added; ``at`` in seconds since 1970."""
        public = VerifierKey(name, key.public_key().public_bytes_raw(), COSIGNATURE)
        made = at.to_bytes(_TIME_SIZE, "big") + key.sign(_with_time(self.text, at))
        return self.with_signatures([Signature(name, public.id, made)])

    def with_signatures(self, more: Iterable[Signature]) -> Note:
        """Returns the note with further signatures, each once."""
        return replace(self, signatures=tuple(dict.fromkeys((*self.signatures, *more))))


@dataclass(frozen=True, slots=True)
class Signed:
    """Who has signed a note: known keys, witnesses with the time, and keys that are not known."""

    by: tuple[VerifierKey, ...]
    witnesses: tuple[tuple[VerifierKey, int], ...]
    unknown: tuple[str, ...]


def parse_note(text: str) -> Note:
    """Returns a note from its text. Raises Malformed."""
    if _CONTROL.search(text):
        raise Malformed("it has control characters")
    body, gap, tail = text.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise Malformed("it has no signatures, or its last line is cut off")
    lines = tail[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise Malformed("it has too many signatures")
    return Note(body + "\n", tuple(map(_signature, lines)))


def _signature(line: str) -> Signature:
    found = _LINE.fullmatch(line)
    if not found:
        raise Malformed("a line of signature is not written as it should be")
    made = _decoded(found[2])
    if len(made) < 5:
        raise Malformed("a signature is too short")
    return Signature(found[1], made[:4], made[4:])


def _decoded(text: str) -> bytes:
    """Returns the bytes of a text in Base64 that is written in the one right way."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("it is not valid Base64") from error
    if not decoded or base64.b64encode(decoded).decode() != text:
        raise Malformed("it is not valid Base64")
    return decoded


def who_signed(note: Note, known: Iterable[VerifierKey]) -> Signed:
    """Returns who has signed a note; a wrong signature of a known key spoils all of it.

    Raises NotSigned for that, and if no known key of a log (type 1) has signed.
    """
    keys = {(key.name, key.id): key for key in known}
    by, witnesses, unknown = [], [], []
    for each in note.signatures:
        key = keys.get((each.name, each.id))
        if key is None:
            unknown.append(each.key)
        elif key.kind == COSIGNATURE:
            witnesses.append((key, _cosigned_at(note.text, key, each)))
        else:
            _check(key, each.made, note.text.encode())
            by.append(key)
    if not by:
        raise NotSigned(f"no known key has signed it, only: {', '.join(unknown) or 'witnesses'}")
    return Signed(tuple(by), tuple(witnesses), tuple(unknown))


def _cosigned_at(text: str, key: VerifierKey, signature: Signature) -> int:
    at = int.from_bytes(signature.made[:_TIME_SIZE], "big")
    _check(key, signature.made[_TIME_SIZE:], _with_time(text, at))
    return at


def _with_time(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _check(key: VerifierKey, signature: bytes, signed: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
    except InvalidSignature:
        raise NotSigned(f"the signature of {key.name} is wrong") from None
