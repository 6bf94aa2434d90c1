"""Adding people who run campaigns, changing what their accounts are for, removing them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from campaigner.emails import canonical_email, mailbox_of, parse_email
from campaigner.errors import CampaignerError, UsageError
from campaigner.forms import check_form, read_field
from campaigner.names import clean_name
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.organisers.roles import check_place
from campaigner.problems import Problem
from campaigner.store import audit, invitations, organisers, passkeys, second_factors, sessions
from campaigner.store.database import snapshot, transaction
from campaigner.store.organisers import Account, Place
from campaigner.vocabulary.desk import AccountRole


class AccountTaken(CampaignerError):
    """There is an account for that mailbox."""

    code = "account-taken"


class UnknownAccount(UsageError):
    """There is no such account, or it was removed."""

    code = "unknown-organiser"

    def __init__(self) -> None:
        super().__init__("There is no account for this person.", hint="Check the address.")


class LastOwner(CampaignerError):
    """Nobody would be left who can add others."""

    code = "last-owner"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody to be added: their name, address, the language of mails, what for."""

    name: str
    email: str
    place: Place
    language: str = "en"


def add_account(here: OpenWorkspace, by: Session | Machine, wish: NewAccount) -> Account:
    """Adds an account, and queues the mail that invites its person.

    Raises FormRefused for a name or an address that is not valid, UsageError or UnknownName as
    ``roles.check_place``, AccountTaken, and as ``acting.check_allowed``.
    """
    problems: list[Problem] = []
    email = read_field(problems, "email", parse_email, wish.email, "")
    name = read_field(problems, "name", clean_name, wish.name, "")
    check_form(problems)
    mailbox = canonical_email(email)
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_ORGANISERS)
        place = check_place(here, wish.place)
        if organisers.of_mailbox(connection, mailbox):
            raise AccountTaken(
                "There is an account for this address.", hint="Change that, or invite it again."
            )
        number = organisers.add(connection, mailbox, email, name, wish.language, place, here.moment)
        invitations.add(connection, number, here.moment)
        _record(connection, here, "organiser added", number, role=place.role.value)
        return known_account(connection, number)


def accounts(here: OpenWorkspace, by: Session | Machine) -> list[Account]:
    """Returns the accounts that are not removed, by name. Raises as ``acting.check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_ORGANISERS)
        return organisers.there(connection)


def ambassadors_of(here: OpenWorkspace, by: Session | Machine, source: str) -> list[Account]:
    """Returns the accounts that are for a source. Raises as ``acting.check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_SOURCES)
        return [each for each in organisers.there(connection) if each.source == source]


def account_numbered(here: OpenWorkspace, by: Session | Machine, account: int) -> Account:
    """Returns the account of a number. Raises UnknownAccount, and as ``acting.check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_ORGANISERS)
        return known_account(connection, account)


def account_of(here: OpenWorkspace, email: str) -> Account:
    """Returns the account of an address, however that is written.

    Raises UnknownAccount, EmailRefused.
    """
    found = organisers.of_mailbox(here.database.conn, mailbox_of(email))
    if found is None:
        raise UnknownAccount
    return found


def change_place(here: OpenWorkspace, by: Session | Machine, account: int, place: Place) -> Account:
    """Changes what an account is for, and ends its sessions.

    Raises as ``add_account``, UnknownAccount, LastOwner.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_ORGANISERS)
        place = check_place(here, place)
        before = known_account(connection, account)
        if place.role is not AccountRole.OWNER:
            _check_not_last(connection, before)
        organisers.set_place(connection, account, place)
        sessions.end_all(connection, account)
        _record(
            connection, here, "organiser changed", account,
            before=before.role.value, role=place.role.value,
        )  # fmt: skip
        return known_account(connection, account)


def remove_account(here: OpenWorkspace, by: Session | Machine, account: int) -> Account:
    """Removes an account: its sessions end, its password and invitations open nothing any more.

    What the person did stays in the audit; their name is kept for the time that the settings say.
    Raises UnknownAccount, LastOwner, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_ORGANISERS)
        found = known_account(connection, account)
        _check_not_last(connection, found)
        close(connection, account, here.moment)
        _record(connection, here, "organiser removed", account, role=found.role.value)
    return found


def close(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Let nothing open an account any more."""
    sessions.end_all(connection, account)
    second_factors.remove(connection, account)
    passkeys.remove_all(connection, account)
    invitations.end_open(connection, account, now)
    organisers.mark_removed(connection, account, now)


def _check_not_last(connection: sqlite3.Connection, account: Account) -> None:
    """Raises LastOwner for the only owner; who has not accepted the invitation is none yet."""
    if account.role is not AccountRole.OWNER or not account.active:
        return
    others = [each for each in organisers.there(connection) if each.id != account.id]
    if not any(each.role is AccountRole.OWNER and each.active for each in others):
        raise LastOwner(
            "This is the last owner: nobody could add others.",
            hint="Add another owner first, who accepts the invitation.",
        )


def known_account(connection: sqlite3.Connection, account: int) -> Account:
    """Returns the account of a number. Raises UnknownAccount if it is not there or was removed."""
    found = organisers.of_number(connection, account)
    if found is None or found.removed_at is not None:
        raise UnknownAccount
    return found


def _record(
    connection: sqlite3.Connection, here: OpenWorkspace, action: str, account: int, **details: str
) -> None:
    audit.record(connection, here.moment, here.actor, action, account=account, **details)
