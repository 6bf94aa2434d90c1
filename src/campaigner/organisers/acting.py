"""Who is at work: a person with an account, in a session, or whoever has the machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acts import Act
from campaigner.organisers.permissions import may, needs_fresh_login
from campaigner.store import organisers, sessions
from campaigner.store.organisers import Account as Account

NUMBERED = "organiser "
"""What the audit calls an account, before its number."""


class NotAllowed(CampaignerError):
    """The account is not for this."""

    code = "not-allowed"


class LoginTooOld(CampaignerError):
    """The password was not given recently enough for this."""

    code = "login-too-old"


class SessionOver(CampaignerError):
    """There is no such session, or it has ended."""

    code = "session-over"


@dataclass(frozen=True, slots=True)
class Session:
    """A person at work; times in seconds since 1970, UTC.

    ``proved_at`` is when the password was last given; ``device`` what they logged in with.
    """

    id: int
    account: Account
    made_at: int
    proved_at: int
    device: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """Whoever can give commands on the machine: they may do everything."""


MACHINE = Machine()


def check_allowed(
    here: OpenWorkspace,
    by: Session | Machine,
    act: Act,
    *,
    campaign: str = "",
    source: str = "",
    partner: str = "",
) -> None:
    """Check that somebody may do an act now, by the account as it is now.

    Raises SessionOver, NotAllowed, LoginTooOld.
    """
    if isinstance(by, Machine):
        return
    account = current_account(here.database.conn, by)
    if not may(account, act, campaign=campaign, source=source, partner=partner):
        raise NotAllowed("Your account is not for this.", hint="Ask an owner.")
    if needs_fresh_login(act):
        check_fresh(here, by)


def current_account(connection: sqlite3.Connection, session: Session) -> Account:
    """Returns the account of a session as it is now. Raises SessionOver."""
    account = organisers.of_number(connection, session.account.id)
    known = [
        (each.id, each.proved_at) for each in sessions.of_account(connection, session.account.id)
    ]
    # the number of one that has ended can be that of another by now
    if account is None or not account.active or (session.id, session.proved_at) not in known:
        raise session_over()
    return account


def check_fresh(here: OpenWorkspace, session: Session) -> None:
    """Check that the password was given a short time ago. Raises LoginTooOld."""
    if here.moment >= session.proved_at + here.workspace.settings.desk.fresh_minutes * 60:
        raise LoginTooOld("This needs your password once more.", hint="Enter it, and go on.")


def session_over() -> SessionOver:
    """Returns what is raised if there is no session: the same whatever the reason."""
    return SessionOver("You are not logged in.", hint="Log in.")


def as_account(here: OpenWorkspace, account: Account) -> OpenWorkspace:
    """Returns the workspace with an account at work: the audit records its number."""
    return replace(here, actor=actor_of(account.id))


def actor_of(account: int | str) -> str:
    """Returns what the audit calls whoever is at work with the account of a number."""
    return f"{NUMBERED}{account}"


def name_of_account(here: OpenWorkspace, number: int) -> str:
    """Returns the name of an account, while it is known; empty otherwise."""
    account = organisers.of_number(here.database.conn, number)
    return account.name if account else ""


def name_of_actor(here: OpenWorkspace, actor: str) -> str:
    """Returns whom the audit means: the name of an account while it is known, else as it is."""
    number = actor.removeprefix(NUMBERED)
    if number == actor or not (number.isascii() and number.isdecimal()):
        return actor
    return name_of_account(here, int(number)) or actor


def names_of_actors(here: OpenWorkspace, actors: Iterable[str]) -> dict[str, str]:
    """Returns the names of several, as ``name_of_actor`` does, by what the audit calls them."""
    return {actor: name_of_actor(here, actor) for actor in set(actors)}
