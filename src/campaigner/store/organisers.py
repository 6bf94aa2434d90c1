"""Accounts of those who run campaigns: who they are, what for, and where."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from campaigner.vocabulary.desk import AccountRole


@dataclass(frozen=True, slots=True)
class Account:
    """An account; times in seconds since 1970, UTC.

    It is for the ``campaigns`` named, or ``everywhere``; an ambassador's is for one ``source``, a
    partner's for one ``partner``.
    """

    id: int
    email: str
    name: str
    language: str
    role: AccountRole
    everywhere: bool
    campaigns: frozenset[str]
    source: str
    partner: str
    added_at: int
    accepted_at: int | None
    removed_at: int | None

    @property
    def active(self) -> bool:
        """Whether the person has accepted the invitation, and is not removed."""
        return self.accepted_at is not None and self.removed_at is None


@dataclass(frozen=True, slots=True)
class Place:
    """What an account is for."""

    role: AccountRole
    campaigns: frozenset[str] = frozenset()
    everywhere: bool = False
    source: str = ""
    partner: str = ""


_SELECT = (
    "SELECT id, email, name, language, role, everywhere, source, partner, added_at, accepted_at,"
    " removed_at FROM organisers"
)
_THERE = "removed_at IS NULL"


def add(
    connection: sqlite3.Connection,
    mailbox: str,
    email: str,
    name: str,
    language: str,
    place: Place,
    now: int,
) -> int:
    """Adds an account without a password; returns its number."""
    row = connection.execute(
        "INSERT INTO organisers (mailbox, email, name, language, role, everywhere, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (mailbox, email, name, language, place.role.value, int(place.everywhere), now),
    ).fetchone()
    set_place(connection, int(row[0]), place)
    return int(row[0])


def set_place(connection: sqlite3.Connection, account: int, place: Place) -> None:
    """Says what an account is for from now on."""
    connection.execute(
        "UPDATE organisers SET role = ?, everywhere = ?, source = ?, partner = ? WHERE id = ?",
        (place.role.value, int(place.everywhere), place.source, place.partner, account),
    )
    connection.execute("DELETE FROM organiser_campaigns WHERE organiser = ?", (account,))
    connection.executemany(
        "INSERT INTO organiser_campaigns VALUES (?, ?)",
        [(account, each) for each in sorted(place.campaigns)],
    )


def of_number(connection: sqlite3.Connection, account: int) -> Account | None:
    """Returns the account of a number, removed or not."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (account,)).fetchone()
    return _account(connection, row) if row else None


def of_mailbox(connection: sqlite3.Connection, mailbox: str) -> Account | None:
    """Returns the account of a mailbox that is not removed."""
    row = connection.execute(f"{_SELECT} WHERE mailbox = ? AND {_THERE}", (mailbox,)).fetchone()
    return _account(connection, row) if row else None


def all_of_mailbox(connection: sqlite3.Connection, mailbox: str) -> list[Account]:
    """Returns the accounts that a mailbox has or had."""
    rows = connection.execute(f"{_SELECT} WHERE mailbox = ? ORDER BY id", (mailbox,)).fetchall()
    return [_account(connection, row) for row in rows]


def there(connection: sqlite3.Connection) -> list[Account]:
    """Returns the accounts that are not removed, by name."""
    rows = connection.execute(f"{_SELECT} WHERE {_THERE} ORDER BY name, id").fetchall()
    return [_account(connection, row) for row in rows]


def removed_with_names(connection: sqlite3.Connection) -> list[Account]:
    """Returns the removed accounts whose names are not erased."""
    sql = f"{_SELECT} WHERE removed_at IS NOT NULL AND mailbox <> '' ORDER BY id"
    return [_account(connection, row) for row in connection.execute(sql).fetchall()]


def password_of(connection: sqlite3.Connection, account: int) -> str:
    """Returns the hash of an account's password; empty if it has none."""
    row = connection.execute("SELECT password FROM organisers WHERE id = ?", (account,)).fetchone()
    return str(row[0]) if row else ""


def set_password(connection: sqlite3.Connection, account: int, password: str) -> None:
    """Keeps the hash of a password."""
    connection.execute("UPDATE organisers SET password = ? WHERE id = ?", (password, account))


def mark_accepted(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Notes when an invitation was first accepted."""
    connection.execute(
        "UPDATE organisers SET accepted_at = coalesce(accepted_at, ?) WHERE id = ?", (now, account)
    )


def mark_removed(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Notes that an account is removed: its password opens nothing any more."""
    connection.execute(
        "UPDATE organisers SET removed_at = coalesce(removed_at, ?), password = '' WHERE id = ?",
        (now, account),
    )


def forget_name(connection: sqlite3.Connection, account: int) -> None:
    """Erases the name and the address of an account; its number and its role stay."""
    connection.execute(
        "UPDATE organisers SET mailbox = '', email = '', name = '' WHERE id = ?", (account,)
    )


def _account(connection: sqlite3.Connection, row: sqlite3.Row) -> Account:
    number, email, name, language, role, everywhere, source, partner, *times = row
    campaigns = connection.execute(
        "SELECT campaign FROM organiser_campaigns WHERE organiser = ?", (number,)
    )
    return Account(
        number,
        email,
        name,
        language,
        AccountRole(role),
        bool(everywhere),
        frozenset(campaign for (campaign,) in campaigns),
        source,
        partner,
        *times,
    )
