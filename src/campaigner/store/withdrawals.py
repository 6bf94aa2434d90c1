"""Signatures that an organiser has withdrawn: those alone can be put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import SignatureState


def note_withdrawals(connection: sqlite3.Connection, found: Iterable[Signature], now: int) -> None:
    """Note signatures, in the state in which they are, that an organiser withdraws."""
    connection.executemany(
        "INSERT OR REPLACE INTO organisers_withdrawals (signature, state, withdrawn_at)"
        " VALUES (?, ?, ?)",
        [(each.id, each.state, now) for each in found],
    )


def state_before(connection: sqlite3.Connection, signature: int) -> SignatureState | None:
    """Returns the state of a signature before an organiser withdrew it, None if nobody did."""
    row = connection.execute(
        "SELECT state FROM organisers_withdrawals WHERE signature = ?", (signature,)
    ).fetchone()
    return SignatureState(row[0]) if row else None


def withdrawn_at(connection: sqlite3.Connection, signature: int) -> int | None:
    """Returns when an organiser withdrew a signature, None if nobody did."""
    row = connection.execute(
        "SELECT withdrawn_at FROM organisers_withdrawals WHERE signature = ?", (signature,)
    ).fetchone()
    return row[0] if row else None


def forget_withdrawal(connection: sqlite3.Connection, signature: int) -> None:
    """Remove what was noted, so that the withdrawal stands."""
    connection.execute("DELETE FROM organisers_withdrawals WHERE signature = ?", (signature,))
