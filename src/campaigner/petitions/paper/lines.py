"""Signatures on paper: typed-up lines, counted at once under a source of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.parliament.rules import asks_for_address
from campaigner.petitions.counts.counting import count
from campaigner.petitions.proof.ledger import new_salt
from campaigner.petitions.signing.applications import Application
from campaigner.petitions.signing.applying import same_mailbox
from campaigner.petitions.signing.duplicates import free_place, person_key, repeated
from campaigner.store import paper_sheets, signatures
from campaigner.store.petitions import Petition
from campaigner.store.signatures import NewSignature
from campaigner.store.standings import SeenOnLine, note_seen
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import LedgerKind, SignatureState


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of one sheet as it was typed up; ``area`` is a code, empty for none.

    ``wet_ink``: it was signed by hand. ``has_address``: the sheet has the person's address.
    ``wording`` is the id of the words that the sheet was printed with, None if they are not known.
    ``venue`` is the House in whose form the sheet is, None for no House, and ``in_form`` whether it
    still is, and the person one of those whom it describes.
    """

    sheet: str
    line: int
    application: Application
    area: str = ""
    wet_ink: bool = True
    has_address: bool = False
    wording: int | None = None
    venue: Venue | None = None
    in_form: bool = True

    @property
    def seen(self) -> SeenOnLine:
        """What is seen on it, and whether a House can receive it."""
        return seen_on(
            self.venue, wet_ink=self.wet_ink, address=self.has_address, in_form=self.in_form
        )

    def presentable(self, house: Venue) -> bool:
        """Whether a House can receive it."""
        return house is self.venue and bool(self.seen.in_order)


def seen_on(
    venue: Venue | None, *, wet_ink: bool | None, address: bool | None, in_form: bool = True
) -> SeenOnLine:
    """Returns what is seen on a line of a sheet in the form of a House, None for no House.

    What was not said is None, and so is whether it is in order if that hangs on it.
    """
    asked = (wet_ink, in_form, *((address,) if venue and asks_for_address(venue) else ()))
    in_order = False if False in asked else (None if None in asked else True)
    return SeenOnLine(wet_ink, address, venue, in_order)


def note_repeated(
    connection: sqlite3.Connection, petition: Petition, there: Sequence[int], line: PaperLine
) -> None:
    """Note a line that repeats a signature, and what is seen on it if it is clear which (by id)."""
    paper_sheets.note_line(connection, petition.id, line.sheet, line.line, there[0])
    if len(there) == 1:
        note_seen(connection, there[0], line.seen)


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
        note_repeated(connection, petition, [known.id], line)
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
        commons=line.presentable(Venue.COMMONS),
        lords=line.presentable(Venue.LORDS),
        senedd=line.presentable(Venue.SENEDD),
    )
    number = signatures.add_signature(connection, new)
    paper_sheets.note_line(connection, petition.id, line.sheet, line.line, number)
    signature = signatures.signature_of(connection, number)
    assert signature is not None
    count(connection, petition, [signature], LedgerKind.PAPER, now)
    return number
