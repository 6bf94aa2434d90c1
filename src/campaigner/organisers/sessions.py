"""Logging in, and the sessions that follow: a new token each time, of which only a hash is kept.

Whoever cannot log in is told the same, after the same work, whether there is an account or not.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass, field

from campaigner.emails import EmailRefused, mailbox_of
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.organisers import attempts, second_factor
from campaigner.organisers.acting import Session, as_account, current_account, session_over
from campaigner.organisers.passwords import hash_password, is_outdated, is_password
from campaigner.petitions.signing.tokens import token_hash
from campaigner.store import audit, organisers, sessions
from campaigner.store.database import snapshot, transaction
from campaigner.store.mailed_letters import Marks
from campaigner.store.organisers import Account
from campaigner.store.sessions import SessionRow

_SEEN_EVERY = 60  # seconds between two notes that a session is in use
_CODE_WITHIN = 5 * 60  # seconds after the password


class LoginRefused(CampaignerError):
    """The address or the password is not right: nobody is told which."""

    code = "login-refused"


class CodeNeeded(CampaignerError):
    """The password is right, and a code of the second factor is needed besides.

    ``proved`` is what ``log_in_with_code`` takes together with the code.
    """

    code = "code-needed"

    def __init__(self, proved: Proved) -> None:
        super().__init__("A code of your app is needed.", hint="Enter the code.")
        self.proved = proved


@dataclass(frozen=True, slots=True)
class Proved:
    """That an account's password was given at a moment, and which: by the hash of what is kept.

    It is worth something for five minutes, in the hands of whoever logs in alone: seal it.
    """

    account: int
    password: str = field(repr=False)
    at: int


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A person who has logged in; ``token`` is what the browser keeps, and nobody else has."""

    account: Account
    token: str = field(repr=False)


def log_in(
    here: OpenWorkspace,
    email: str,
    password: str,
    code: str = "",
    network: str = "",
    device: str = "",
) -> LoggedIn:
    """Begins a session; ``network`` is the IP address that asks, empty if it is not known.

    ``device`` is kept, to tell one's sessions apart: a browser and a system, and nothing else.
    Raises TooManyAttempts, LoginRefused, CodeNeeded, CodeRefused.
    """
    marks = attempts.marks_of(here, email, network)
    attempt = attempts.begin(here, marks)
    account, kept = _checked(here, email, password)
    _ask_for_code(here, account, kept, code, attempt)
    done = _logged_in(here, account, kept, code, marks, device)
    if is_outdated(kept):
        _hash_again(here, account.id, kept, password)
    return done


def log_in_with_code(
    here: OpenWorkspace, proved: Proved, code: str, network: str = "", device: str = ""
) -> LoggedIn:
    """Begins a session for whoever gave the password a moment ago, with a code of the app.

    A code to recover does, too. ``network`` and ``device`` are as in ``log_in``. Raises
    TooManyAttempts, LoginRefused, CodeRefused.
    """
    with snapshot(here.database) as connection:
        account = organisers.of_number(connection, proved.account)
        kept = organisers.password_of(connection, proved.account)
    if account is None or here.moment >= proved.at + _CODE_WITHIN or proved.password != _mark(kept):
        raise _refused()
    marks = attempts.marks_of(here, account.email, network)
    attempts.begin(here, marks)
    return _logged_in(here, account, kept, code, marks, device)


def prove_again(here: OpenWorkspace, token: str, password: str, code: str = "") -> LoggedIn:
    """Takes the password once more, for what needs a fresh log-in, and changes the token.

    The session ends no later for it. Raises SessionOver, and as ``log_in``.
    """
    session = session_of(here, token)
    account = session.account
    attempt = attempts.begin(here, attempts.marks_of(here, account.email))
    _, kept = _checked(here, account.email, password)
    _ask_for_code(here, account, kept, code, attempt)
    with transaction(here.database) as connection:
        current_account(connection, session)
        _check_unchanged(connection, account, kept)
        _check_code(here, connection, account, code)
        sessions.forget_attempt(connection, attempt)
        sessions.end(connection, token_hash(token))
        changed = begin_again(connection, session, here.moment)
        _record(connection, here, account, "password given again")
    return LoggedIn(account, changed)


def session_of(here: OpenWorkspace, token: str, *, seen: bool = True) -> Session:
    """Returns who is at work with a token, and notes that they are. Raises SessionOver.

    Without ``seen`` it is not noted: a program asks, and whether somebody is there is not known.
    """
    digest = token_hash(token)
    with snapshot(here.database) as connection:
        row = sessions.of_token(connection, digest)
        account = organisers.of_number(connection, row.account) if row else None
    if row is None or account is None or not account.active:
        raise session_over()
    if is_over(here, row):
        log_out(here, token)
        raise session_over()
    if seen and here.moment >= row.seen_at + _SEEN_EVERY:
        with transaction(here.database) as connection:
            sessions.mark_seen(connection, row.id, here.moment)
    return Session(row.id, account, row.made_at, row.proved_at, row.device)


def is_over(here: OpenWorkspace, row: SessionRow) -> bool:
    """Returns whether a session has lasted its time, or nobody has used it for too long."""
    desk = here.workspace.settings.desk
    ends = min(row.made_at + desk.session_hours * 3600, row.seen_at + desk.idle_minutes * 60)
    return here.moment >= ends


def log_out(here: OpenWorkspace, token: str) -> None:
    """Ends a session; again changes nothing."""
    with transaction(here.database) as connection:
        sessions.end(connection, token_hash(token))


def _checked(here: OpenWorkspace, email: str, password: str) -> tuple[Account, str]:
    """Returns whose an address and its password are, and what is kept of the password.

    Raises LoginRefused.
    """
    try:
        mailbox = mailbox_of(email)
    except EmailRefused:
        mailbox = ""
    with snapshot(here.database) as connection:
        account = organisers.of_mailbox(connection, mailbox) if mailbox else None
        kept = organisers.password_of(connection, account.id) if account else ""
    right = is_password(kept, password)
    if not (right and account and account.active):
        raise _refused()
    return account, kept


def _check_unchanged(connection: sqlite3.Connection, account: Account, kept: str) -> None:
    """Raises LoginRefused if a password was changed while it was looked at."""
    if organisers.password_of(connection, account.id) != kept:
        raise _refused()


def _refused() -> LoginRefused:
    return LoginRefused(
        "The email address or the password is not right.",
        hint="Type both again, or ask an owner to invite you again.",
    )


def _hash_again(here: OpenWorkspace, account: int, kept: str, password: str) -> None:
    renewed = hash_password(password)
    with transaction(here.database) as connection:
        if organisers.password_of(connection, account) == kept:
            organisers.set_password(connection, account, renewed)


def _ask_for_code(
    here: OpenWorkspace, account: Account, kept: str, code: str, attempt: int
) -> None:
    """Raises CodeNeeded if there is none, which is not counted as a failure."""
    if code.strip() or not second_factor.is_on(here.database.conn, account.id):
        return
    with transaction(here.database) as connection:
        sessions.forget_attempt(connection, attempt)
    raise CodeNeeded(Proved(account.id, _mark(kept), here.moment))


def _mark(kept: str) -> str:
    """What tells whether a password is still the same."""
    return hashlib.sha256(kept.encode()).hexdigest() if kept else ""


def _logged_in(
    here: OpenWorkspace, account: Account, kept: str, code: str, marks: Marks, device: str
) -> LoggedIn:
    with transaction(here.database) as connection:
        _check_unchanged(connection, account, kept)
        _check_code(here, connection, account, code)
        sessions.forget_attempts_on(connection, marks.mailbox)
        token = begin_session(connection, account, here.moment, here.moment, device)
        _record(connection, here, account, "logged in")
    return LoggedIn(account, token)


def _check_code(
    here: OpenWorkspace, connection: sqlite3.Connection, account: Account, code: str
) -> None:
    """Raises CodeRefused."""
    if second_factor.is_on(connection, account.id) and not second_factor.takes(
        here, connection, account.id, code
    ):
        raise second_factor.code_refused()


def begin_again(connection: sqlite3.Connection, session: Session, now: int) -> str:
    """Returns the token of a session that follows another, and ends no later.

    Raises SessionOver if the account is gone meanwhile.
    """
    return begin_session(connection, session.account, session.made_at, now, session.device)


def begin_session(
    connection: sqlite3.Connection, account: Account, made_at: int, now: int, device: str = ""
) -> str:
    """Returns the token of a new session. Raises SessionOver if the account is gone meanwhile."""
    known = organisers.of_number(connection, account.id)
    if known is None or not known.active:
        raise session_over()
    token = secrets.token_urlsafe(32)
    sessions.add(connection, account.id, token_hash(token), made_at, now, device)
    return token


def _record(
    connection: sqlite3.Connection, here: OpenWorkspace, account: Account, action: str
) -> None:
    audit.record(connection, here.moment, as_account(here, account).actor, action)
