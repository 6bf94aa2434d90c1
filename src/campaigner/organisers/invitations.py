"""Invitations: a link by mail, once, with which a person chooses the password of their account."""

from __future__ import annotations

import sqlite3

from campaigner.addresses import token_in
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import known_account
from campaigner.organisers.acting import Machine, Session, as_account, check_allowed
from campaigner.organisers.acts import Act
from campaigner.organisers.attempts import marks_of
from campaigner.organisers.passwords import check_password, hash_password
from campaigner.petitions.signing.tokens import token_hash
from campaigner.store import audit, invitations, organisers, sessions
from campaigner.store.database import snapshot, transaction
from campaigner.store.invitations import Invitation
from campaigner.store.organisers import Account


class InvitationRefused(CampaignerError):
    """A link that opens nothing.

    Its code is ``invitation-unknown``, ``invitation-expired`` or ``invitation-used``.
    """


def invite_again(here: OpenWorkspace, by: Session | Machine, account: int) -> Account:
    """Queues a new invitation; earlier ones open nothing any more.

    With it a person can also choose a new password: sessions stay as they are until then.
    Raises UnknownAccount, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.MANAGE_ORGANISERS)
        found = known_account(connection, account)
        invitations.end_open(connection, account, here.moment)
        invitations.add(connection, account, here.moment)
        audit.record(connection, here.moment, here.actor, "organiser invited", account=account)
    return found


def invited(here: OpenWorkspace, link: str) -> Account:
    """Returns the account that a mailed link (or its token) would open; opens nothing.

    Raises InvitationRefused.
    """
    with snapshot(here.database) as connection:
        return _account(connection, _openable(connection, link, here.moment))


def accept(here: OpenWorkspace, link: str, password: str) -> Account:
    """Gives an account its password, by a mailed link (or its token), which opens once.

    Sessions that the account had end, and log-ins that failed are forgotten. A second factor
    stays. Raises InvitationRefused, PasswordRefused.
    """
    account = invited(here, link)
    text = check_password(password, known_about(here, account))
    kept, marks = hash_password(text), marks_of(here, account.email)
    with transaction(here.database) as connection:
        found = _openable(connection, link, here.moment)
        if not invitations.use(connection, found.id, here.moment):
            raise _used()
        organisers.set_password(connection, found.account, kept)
        organisers.mark_accepted(connection, found.account, here.moment)
        sessions.end_all(connection, found.account)
        sessions.forget_attempts_on(connection, marks.mailbox)
        actor = as_account(here, account).actor
        audit.record(connection, here.moment, actor, "organiser accepted", account=found.account)
        return _account(connection, found)


def known_about(here: OpenWorkspace, account: Account) -> tuple[str, ...]:
    """Returns what others know of a person, which their password must not be made of."""
    return (account.name, account.email, here.workspace.settings.organisation.name)


def _account(connection: sqlite3.Connection, invitation: Invitation) -> Account:
    found = organisers.of_number(connection, invitation.account)
    if found is None:
        raise _unknown()
    return found


def _openable(connection: sqlite3.Connection, link: str, now: int) -> Invitation:
    found = invitations.of_token(connection, token_hash(token_in(link)))
    if found is None or found.expires_at is None:
        raise _unknown()
    if found.used_at is not None:
        raise _used()
    if now >= found.expires_at:
        raise InvitationRefused(
            "This invitation has expired.", hint="Ask for a new one.", code="invitation-expired"
        )
    return found


def _unknown() -> InvitationRefused:
    return InvitationRefused(
        "There is no such invitation.",
        hint="Copy the whole link of the latest mail.",
        code="invitation-unknown",
    )


def _used() -> InvitationRefused:
    return InvitationRefused(
        "This invitation was accepted before.", hint="Log in.", code="invitation-used"
    )
