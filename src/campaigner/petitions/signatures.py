"""Signatures as organisers and the people themselves see them, and whose they are."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import tzinfo

from campaigner.emails import canonical_email, mailbox_of
from campaigner.holding import Person
from campaigner.petitions.counts.standing import standing_of_signature
from campaigner.petitions.moderation.filters import SignatureFilter, conditions_of
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing.duplicates import person_key, same_person_name
from campaigner.store import signature_search, signatures
from campaigner.store.signature_search import matching
from campaigner.store.signatures import Signature
from campaigner.time_zones import local_time
from campaigner.vocabulary.signatures import SignatureState

HIGHEST = 2**62  # of what the database takes as a number, and some room


def signatures_of(connection: sqlite3.Connection, email: str) -> list[Signature]:
    """Returns all signatures of the mailbox behind an address, however it was written."""
    mailbox = mailbox_of(email)
    return [
        each
        for each in signatures.everywhere(connection, person_key(mailbox, "", ""))
        if each.email and canonical_email(each.email) == mailbox
    ]


def signatures_of_person(connection: sqlite3.Connection, person: Person) -> list[Signature]:
    """Returns all signatures of a person; of one without a mailbox, those without an address."""
    if person.mailbox:
        return signatures_of(connection, person.mailbox)
    return [
        each
        for each in signatures.everywhere(
            connection, person_key(None, person.name, person.postcode)
        )
        if not each.email
        and each.postcode == person.postcode
        and same_person_name(each.name, person.name)
    ]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the signatures found, as ``shown``; the next page starts after ``next``.

    ``next`` is None on the last page.
    """

    rows: tuple[dict[str, object], ...]
    next: int | None


def search(here: OpenPetition, wanted: SignatureFilter, *, after: int = 0, limit: int) -> Page:
    """Returns a page of the signatures that a filter finds, as they came; ``limit`` at most.

    ``after`` is ``next`` of the page before. Raises UsageError for a filter that cannot be used.
    """
    conditions = conditions_of(here, wanted)
    after, limit = min(after, HIGHEST), min(max(limit, 1), HIGHEST)
    found = list(
        matching(here.database.conn, here.petition.id, conditions, after=after, limit=limit + 1)
    )
    rows = tuple(shown(each, here.zone) for each in found[:limit])
    return Page(rows, found[limit - 1].id if len(found) > limit else None)


def counts_by_state(here: OpenPetition, wanted: SignatureFilter) -> dict[SignatureState, int]:
    """Returns how many of the signatures that a filter finds are in each state, also 0.

    Raises UsageError for a filter that cannot be used.
    """
    found = signature_search.counts_by_state(
        here.database.conn, here.petition.id, conditions_of(here, wanted)
    )
    return {state: found.get(state, 0) for state in SignatureState}


def shown(signature: Signature, zone: tzinfo) -> dict[str, object]:
    """Returns a signature as organisers and the person themselves see it.

    Times are in ISO 8601, as clocks in ``zone`` show them, with their offset from UTC.
    """
    return {
        "signature": signature.id,
        "state": signature.state,
        "name": signature.name,
        "email": signature.email,
        "postcode": signature.postcode,
        "country": signature.country,
        "language": signature.language,
        "area": signature.area or None,
        "source": signature.source,
        "signed_at": _time(signature.signed_at, zone),
        "confirmed_at": _time(signature.confirmed_at, zone),
        "sheet": signature.sheet,
        "line": signature.line,
        "standing": standing_of_signature(signature).value,
        "wording": signature.version,
        "wording_sha256": signature.wording.hex() if signature.wording else None,
    }


def _time(moment: int | None, zone: tzinfo) -> str | None:
    return None if moment is None else local_time(moment, zone).isoformat()
