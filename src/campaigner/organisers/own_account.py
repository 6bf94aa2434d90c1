"""What people do with their own accounts: the password, and the sessions that are theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Session, check_allowed, current_account
from campaigner.organisers.acts import Act
from campaigner.organisers.invitations import known_about
from campaigner.organisers.passwords import check_password, hash_password
from campaigner.organisers.second_factor import is_on
from campaigner.organisers.sessions import LoggedIn, begin_again, is_over
from campaigner.store import audit, organisers, sessions
from campaigner.store.database import snapshot, transaction


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session of a person; times in seconds since 1970, UTC. ``is_this`` is the one that asks.

    ``device`` is a browser and a system, empty if they are not known.
    """

    id: int
    made_at: int
    seen_at: int
    is_this: bool
    device: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """How a person logs in, and where they are logged in now, the newest first."""

    has_second_factor: bool
    sessions: tuple[OwnSession, ...]


def own_account(here: OpenWorkspace, session: Session) -> OwnAccount:
    """Returns how a person's account is secured. Raises SessionOver."""
    with snapshot(here.database) as connection:
        account = current_account(connection, session)
        found = sessions.of_account(connection, account.id)
        factor = is_on(connection, account.id)
    open_ones = tuple(
        OwnSession(each.id, each.made_at, each.seen_at, each.id == session.id, each.device)
        for each in reversed(found)
        if not is_over(here, each)
    )
    return OwnAccount(factor, open_ones)


def change_password(here: OpenWorkspace, session: Session, password: str) -> LoggedIn:
    """Gives an account a new password, ends all its sessions, and begins another.

    That ends no later than the one before. Raises PasswordRefused, SessionOver, LoginTooOld.
    """
    check_allowed(here, session, Act.CHANGE_OWN_ACCOUNT)
    kept = hash_password(check_password(password, known_about(here, session.account)))
    with transaction(here.database) as connection:
        account = current_account(connection, session)
        organisers.set_password(connection, account.id, kept)
        sessions.end_all(connection, account.id)
        token = begin_again(connection, replace(session, account=account), here.moment)
        audit.record(connection, here.moment, here.actor, "password changed", account=account.id)
    return LoggedIn(account, token)


def end_session(here: OpenWorkspace, session: Session, number: int) -> bool:
    """Ends one of a person's sessions; returns whether it was there. Raises SessionOver."""
    with transaction(here.database) as connection:
        account = current_account(connection, session)
        return sessions.end_one(connection, account.id, number)
