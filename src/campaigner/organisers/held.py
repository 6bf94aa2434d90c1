"""What accounts hold about people: those who run campaigns, or did.

An account that is there is kept. After it was removed, its name and address go in time; what its
person did stays in the audit under a number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from campaigner.holding import Limits, Person, Removed, months_from, time_of
from campaigner.issued import remove_files
from campaigner.organisers.accounts import close
from campaigner.store import invitations, organisers, passkeys, sessions
from campaigner.store.database import Database, transaction
from campaigner.store.organisers import Account


class Organisers:
    """Accounts, with their invitations, sessions, second factors and passkeys."""

    name = "organisers"
    tables = frozenset(
        (
            "organisers",
            "organiser_invitations",
            "organiser_sessions",
            "organiser_attempts",
            "organiser_factors",
            "organiser_recovery_codes",
            "organiser_passkeys",
        )
    )
    kinds = ("organisers", "organiser_sessions")

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns the accounts that a person has or had, with their sessions."""
        found = organisers.all_of_mailbox(connection, person.mailbox) if person.mailbox else []
        return [_exported(connection, each) for each in found]

    def erase(self, database: Database, person: Person) -> Removed:
        """Removes a person's accounts with their names; the audit keeps the numbers."""
        found = organisers.all_of_mailbox(database.conn, person.mailbox) if person.mailbox else []
        return _forget(database, found, person.now)

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many names of removed accounts, and sessions, are past their time."""
        return {
            "organisers": len(_past(connection, limits)),
            "organiser_sessions": sessions.count_before(connection, limits.networks),
        }

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them."""
        yield _forget(database, _past(database.conn, limits), limits.now)
        with transaction(database) as connection:
            gone = sessions.remove_before(connection, limits.networks)
        yield Removed({"organiser_sessions": gone})


HELD = Organisers()


def _exported(connection: sqlite3.Connection, account: Account) -> dict[str, object]:
    return {
        "account": account.id,
        "name": account.name,
        "email": account.email,
        "role": account.role.value,
        "campaigns": "all" if account.everywhere else sorted(account.campaigns),
        "source": account.source,
        "partner": account.partner,
        "added_at": time_of(account.added_at),
        "accepted_at": time_of(account.accepted_at),
        "removed_at": time_of(account.removed_at),
        "passkeys": [
            {"name": each.name, "added_at": time_of(each.made_at), "used_at": time_of(each.used_at)}
            for each in passkeys.of_account(connection, account.id)
        ],
        "sessions": [
            {
                "began_at": time_of(each.made_at),
                "seen_at": time_of(each.seen_at),
                "device": each.device,
            }
            for each in sessions.of_account(connection, account.id)
        ],
    }


def _past(connection: sqlite3.Connection, limits: Limits) -> list[Account]:
    found = organisers.removed_with_names(connection)
    return [each for each in found if each.removed_at and _is_past(each.removed_at, limits)]


def _is_past(removed_at: int, limits: Limits) -> bool:
    return limits.now >= months_from(removed_at, limits.retention.months_after_leaving, limits.zone)


def _forget(database: Database, found: list[Account], now: int) -> Removed:
    """Forgets who had accounts, and deletes the files of their invitations first."""
    files: dict[str, str] = {}
    for each in found:
        files |= invitations.files_of(database.conn, each.id)
    done = remove_files(files)
    with transaction(database) as connection:
        for each in found:
            close(connection, each.id, now)
            invitations.remove_of(connection, each.id)
            organisers.forget_name(connection, each.id)
    return Removed({"organisers": len(found)}, left=done.left)
