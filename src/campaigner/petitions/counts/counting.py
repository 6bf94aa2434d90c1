"""How signatures join the count and leave it: a row in the ledger each, and their new state."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from campaigner.petitions.proof.ledger import append, entry_for
from campaigner.petitions.wordings import state_wordings
from campaigner.store import signatures
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import LedgerKind, SignatureState


def count(
    connection: sqlite3.Connection,
    petition: Petition,
    found: Sequence[Signature],
    kind: LedgerKind,
    now: int,
) -> None:
    """Add signatures to the count, with a row of that kind in the ledger each.

    Words under which no signature has counted yet are stated in the ledger first.
    """
    state_wordings(connection, petition.id, (each.wording for each in found), now)
    entries = [entry_for(kind, petition.campaign, signature) for signature in found]
    last = append(connection, petition.id, entries, now)
    for number, signature in enumerate(found, last - len(entries) + 1):
        counted = signature.counted or number
        keep_state(connection, replace(signature, state=SignatureState.CONFIRMED, counted=counted))


def uncount(
    connection: sqlite3.Connection,
    petition: Petition,
    found: Sequence[Signature],
    kind: LedgerKind,
    now: int,
) -> None:
    """Take those of the signatures that count out of it; their state is not changed."""
    entries = [
        entry_for(kind, petition.campaign, signature)
        for signature in found
        if signature.state is SignatureState.CONFIRMED
    ]
    append(connection, petition.id, entries, now)


def take_back(
    connection: sqlite3.Connection, petition: Petition, signature: Signature, now: int
) -> None:
    """Withdraw a signature; again changes nothing. The person may sign again afterwards."""
    if signature.state is not SignatureState.WITHDRAWN:
        uncount(connection, petition, [signature], LedgerKind.WITHDRAWN, now)
        keep_state(connection, replace(signature, state=SignatureState.WITHDRAWN, place=None))


def keep_state(connection: sqlite3.Connection, signature: Signature) -> None:
    """Write a signature's state, times and place as they are now."""
    signatures.set_state(
        connection,
        signature.id,
        signature.state,
        confirmed_at=signature.confirmed_at,
        counted=signature.counted,
        place=signature.place,
    )
