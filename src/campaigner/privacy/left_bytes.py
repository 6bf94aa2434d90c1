"""What a person's records are told by, in the bytes of the database's file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Person
from campaigner.petitions.signing.duplicates import person_key
from campaigner.privacy.holdings import HOLDINGS

# What many people's records have in common: it tells nobody.
_COMMON = frozenset(
    (
        *("campaign", "state", "country", "language", "area", "source", "kind", "purpose"),
        *("words", "at", "receipt", "sheet", "device"),
        *("asked_for", "way", "received_on", "due_on", "outcome", "step"),
    )
)
_PATHS = frozenset(("path", "file", "files"))
_AT_DOMAIN = 3  # bytes of an address's domain that are looked at: the rest is others' as well


def texts_of(connection: sqlite3.Connection, person: Person) -> list[bytes]:
    """Returns what a person's records are told by: before they are erased."""
    records = [record for each in HOLDINGS for record in each.export(connection, person)]
    said = {text for record in records for text in _texts(record)}
    said.update((person.mailbox, person.name, person.postcode))
    key = person_key(person.mailbox or None, person.name, person.postcode)
    salts = [bytes.fromhex(salt) for record in records for salt in _salts(record)]
    return [*map(_told_by, filter(None, said)), key.to_bytes(8, "big", signed=True), *salts]


def _texts(value: object, name: str = "") -> Iterator[str]:
    if name in _COMMON or name.endswith("_at"):
        return
    if isinstance(value, str):
        # The folders of a file are others' as well.
        yield value.rpartition("/")[2] if name in _PATHS else value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, str(key))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each, name)


def _salts(record: Mapping[str, object]) -> Iterator[str]:
    receipt = record.get("receipt")
    if isinstance(receipt, Mapping):
        yield str(receipt["salt"])


def _told_by(text: str) -> bytes:
    if text.startswith("/"):  # a file: its folder is that of others as well
        return text.rpartition("/")[2].encode()
    local, at, domain = text.rpartition("@")
    is_address = at and local and " " not in text
    return (f"{local}@{domain[:_AT_DOMAIN]}" if is_address else text).encode()
