"""Second factors of organisers: the sealed secret of an app, and hashes of recovery codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Factor:
    """An app that makes codes; ``last_step`` is that of the last code that was taken."""

    secret: bytes
    confirmed_at: int | None
    last_step: int


def factor_of(connection: sqlite3.Connection, account: int) -> Factor | None:
    """Returns the second factor of an account, confirmed or not."""
    row = connection.execute(
        "SELECT secret, confirmed_at, last_step FROM organiser_factors WHERE organiser = ?",
        (account,),
    ).fetchone()
    return Factor(*row) if row else None


def begin(connection: sqlite3.Connection, account: int, secret: bytes) -> None:
    """Keeps a sealed secret that is still to be confirmed with a code."""
    connection.execute(
        "INSERT OR REPLACE INTO organiser_factors (organiser, secret) VALUES (?, ?)",
        (account, secret),
    )


def confirm(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Notes that an app makes the right codes: from now on one is asked for."""
    connection.execute(
        "UPDATE organiser_factors SET confirmed_at = ? WHERE organiser = ?", (now, account)
    )


def take_step(connection: sqlite3.Connection, account: int, step: int) -> bool:
    """Notes that the code of a step was given; returns whether it is later than all before."""
    done = connection.execute(
        "UPDATE organiser_factors SET last_step = ? WHERE organiser = ? AND last_step < ?",
        (step, account, step),
    )
    return done.rowcount == 1


def set_recovery_codes(
    connection: sqlite3.Connection, account: int, hashes: Iterable[bytes]
) -> None:
    """Keeps the hashes of new recovery codes; those before are no longer good."""
    connection.execute("DELETE FROM organiser_recovery_codes WHERE organiser = ?", (account,))
    connection.executemany(
        "INSERT INTO organiser_recovery_codes VALUES (?, ?)", [(account, each) for each in hashes]
    )


def use_recovery_code(connection: sqlite3.Connection, account: int, digest: bytes) -> bool:
    """Takes a recovery code, which is then gone; returns whether it was good."""
    done = connection.execute(
        "DELETE FROM organiser_recovery_codes WHERE organiser = ? AND hash = ?", (account, digest)
    )
    return done.rowcount == 1


def remove(connection: sqlite3.Connection, account: int) -> None:
    """Removes the second factor of an account and its recovery codes."""
    for table in ("organiser_factors", "organiser_recovery_codes"):
        connection.execute(f"DELETE FROM {table} WHERE organiser = ?", (account,))
