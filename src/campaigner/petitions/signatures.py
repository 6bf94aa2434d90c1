"""Signatures as organisers and the people themselves see them, and whose they are."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from campaigner.emails import canonical_email, parse_email
from campaigner.petitions.duplicates import person_key
from campaigner.store import signatures
from campaigner.store.signatures import Signature


def signatures_of(connection: sqlite3.Connection, email: str) -> list[Signature]:
    """All signatures of the mailbox behind an address, however it was written."""
    mailbox = canonical_email(parse_email(email))
    return [
        each
        for each in signatures.everywhere(connection, person_key(mailbox, "", ""))
        if each.email and canonical_email(each.email) == mailbox
    ]


def shown(signature: Signature) -> dict[str, object]:
    """A signature as organisers and the person themselves see it; times in ISO 8601."""
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
        "signed_at": _time(signature.signed_at),
        "confirmed_at": _time(signature.confirmed_at),
        "sheet": signature.sheet,
        "line": signature.line,
    }


def _time(moment: int | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat()
