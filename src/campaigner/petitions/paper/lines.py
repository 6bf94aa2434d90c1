"""Signatures on paper: typed-up lines, counted at once under a source of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.petitions.counts.counting import count
from campaigner.petitions.proof.ledger import new_salt
from campaigner.petitions.signing.applications import Application
from campaigner.petitions.signing.applying import same_mailbox
from campaigner.petitions.signing.duplicates import free_place, person_key, repeated
from campaigner.store import signatures
from campaigner.store.petitions import Petition
from campaigner.store.signatures import NewSignature
from campaigner.store.standings import note_seen
from campaigner.vocabulary import LedgerKind, SignatureState


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of one sheet as it was typed up; ``area`` is a code, empty for none.

    ``wet_ink``: it was signed by hand. ``has_address``: the sheet has the person's address.
    ``wording`` is the id of the words that the sheet was printed with, None if they are not known.
    """

    sheet: str
    line: int
    application: Application
    area: str = ""
    wet_ink: bool = True
    has_address: bool = False
    wording: int | None = None


def note_repeated(connection: sqlite3.Connection, there: Sequence[int], line: PaperLine) -> None:
    """Note what is seen on a line that repeats a signature, if it is clear which (by their ids)."""
    if len(there) == 1:
        note_seen(connection, there[0], wet_ink=line.wet_ink, address=line.has_address)


def add_paper(
    connection: sqlite3.Connection, petition: Petition, line: PaperLine, now: int
) -> int | None:
    """Count a line of paper; returns the signature's id, or None if it repeats another.

    Belongs inside a transaction that holds the write lock. The rules for duplicates are those
    of signing; a line without an email address repeats another with the same name and postcode.
    What is seen on a line that repeats a signature is noted of that.
    """
    wish = line.application
    person = person_key(wish.email, wish.name, wish.postcode)
    there = signatures.of_person(connection, person, petition.id)
    if known := repeated(wish, [each for each in there if same_mailbox(each, wish)]):
        note_seen(connection, known.id, wet_ink=line.wet_ink, address=line.has_address)
        return None
    new = NewSignature(
        petition.id,
        SignatureState.PENDING,
        wish.name,
        wish.email,
        wish.postcode,
        wish.country,
        wish.language,
        line.area,
        wish.source,
        signed_at=now,
        confirmed_at=now,
        person=person,
        place=free_place([each.place for each in there]),
        salt=new_salt(),
        wording=line.wording,
        sheet=line.sheet,
        line=line.line,
        wet_ink=line.wet_ink,
        address_seen=line.has_address,
    )
    number = signatures.add_signature(connection, new)
    signature = signatures.signature_of(connection, number)
    assert signature is not None
    count(connection, petition, [signature], LedgerKind.PAPER, now)
    return number
