"""A second factor: codes of an app (TOTP, RFC 6238), and codes to recover with.

A code is good once (RFC 6238, 5.2), for the half minute that it is of and the one before. The
secret is sealed with a key that is not in the database.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import sqlite3
from dataclasses import dataclass, field

from campaigner.errors import CampaignerError, UsageError
from campaigner.key_files import secret_key
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import UnknownAccount
from campaigner.organisers.acting import (
    Machine,
    Session,
    check_allowed,
    check_fresh,
    current_account,
)
from campaigner.organisers.acts import Act
from campaigner.store import audit, organisers, passkeys, second_factors, sessions
from campaigner.store.database import transaction
from campaigner.workspace import Workspace

KEY_FILE = "second-factor.key"
STEP = 30
RECOVERY_CODES = 10
_NOT_CODE = re.compile(r"[\s-]")


class CodeRefused(UsageError):
    """A code that is not right, or was given before."""

    code = "code-refused"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a person's app needs, shown once: as a text, and as an address for a QR code."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


def begin(here: OpenWorkspace, session: Session) -> Begun:
    """Makes a secret for a person's app; it counts once ``confirm`` was given a code of it.

    Raises CampaignerError if the account has a second factor, SessionOver, LoginTooOld.
    """
    from pyotp import TOTP, random_base32

    secret = random_base32()
    with transaction(here.database) as connection:
        account = _own(here, connection, session)
        if is_on(connection, account):
            raise CampaignerError(
                "This account has a second factor.", hint="Remove it first.", code="factor-there"
            )
        second_factors.begin(connection, account, _seal(here.workspace, secret))
    issuer = here.workspace.settings.organisation.name or "campaigner"
    return Begun(
        secret, TOTP(secret).provisioning_uri(name=session.account.email, issuer_name=issuer)
    )


def confirm(here: OpenWorkspace, session: Session, code: str) -> tuple[str, ...]:
    """Turns a second factor on by its first code; returns the recovery codes, shown once.

    Raises CodeRefused, SessionOver, LoginTooOld.
    """
    codes = _recovery_codes()
    with transaction(here.database) as connection:
        account = _own(here, connection, session)
        if is_on(connection, account) or not _takes_step(here, connection, account, code):
            raise code_refused()
        second_factors.confirm(connection, account, here.moment)
        second_factors.set_recovery_codes(connection, account, map(_digest, codes))
        audit.record(connection, here.moment, here.actor, "second factor added", account=account)
    return codes


def renew_codes(here: OpenWorkspace, session: Session) -> tuple[str, ...]:
    """Makes new recovery codes, shown once; those before are no longer good.

    Raises CampaignerError if the account has no second factor, SessionOver, LoginTooOld.
    """
    codes = _recovery_codes()
    with transaction(here.database) as connection:
        account = _own(here, connection, session)
        if not is_on(connection, account):
            raise CampaignerError(
                "This account has no second factor.", hint="Set it up first.", code="no-factor"
            )
        second_factors.set_recovery_codes(connection, account, map(_digest, codes))
        audit.record(connection, here.moment, here.actor, "recovery codes renewed", account=account)
    return codes


def remove(here: OpenWorkspace, by: Session | Machine, account: int) -> None:
    """Removes a second factor: a person's own, or one that they have lost; sessions end.

    Passkeys of who has lost it are removed, too: they may be on the same device.
    Raises UnknownAccount, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        if isinstance(by, Session) and by.account.id == account:
            _own(here, connection, by)
        else:
            check_allowed(here, by, Act.MANAGE_ORGANISERS)
            passkeys.remove_all(connection, account)
        if organisers.of_number(connection, account) is None:
            raise UnknownAccount
        second_factors.remove(connection, account)
        sessions.end_all(connection, account)
        audit.record(connection, here.moment, here.actor, "second factor removed", account=account)


def is_on(connection: sqlite3.Connection, account: int) -> bool:
    """Returns whether an account asks for a second factor."""
    found = second_factors.factor_of(connection, account)
    return found is not None and found.confirmed_at is not None


def takes(here: OpenWorkspace, connection: sqlite3.Connection, account: int, code: str) -> bool:
    """Takes a code of the app, or a recovery code; returns whether it is right and new."""
    return _takes_step(here, connection, account, code) or second_factors.use_recovery_code(
        connection, account, _digest(code)
    )


def code_refused() -> CodeRefused:
    """Returns what is raised for a code that is not right, whatever the reason."""
    return CodeRefused("This code is not right.", hint="Wait for the next code of your app.")


def _own(here: OpenWorkspace, connection: sqlite3.Connection, session: Session) -> int:
    account = current_account(connection, session)
    check_fresh(here, session)
    return account.id


def _takes_step(
    here: OpenWorkspace, connection: sqlite3.Connection, account: int, code: str
) -> bool:
    found = second_factors.factor_of(connection, account)
    if found is None:
        return False
    step = _step_of(_open(here.workspace, found.secret), _plain(code), here.moment // STEP)
    return step is not None and second_factors.take_step(connection, account, step)


def _step_of(secret: str, code: str, now: int) -> int | None:
    """Of which step a code is: this one or the one before."""
    from pyotp import TOTP

    made = TOTP(secret, interval=STEP)
    right = [
        step
        for step in (now, now - 1)
        if secrets.compare_digest(made.generate_otp(step).encode(), code.encode())
    ]
    return right[0] if right else None


def _recovery_codes() -> tuple[str, ...]:
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def _recovery_code() -> str:
    text = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _digest(code: str) -> bytes:
    """What is kept of a recovery code: it has 80 random bits, which nobody guesses from a hash."""
    return hashlib.sha256(_plain(code).encode()).digest()


def _plain(code: str) -> str:
    return _NOT_CODE.sub("", code[:64]).lower().encode("ascii", "replace").decode()


def _fernet_key(workspace: Workspace) -> bytes:
    return base64.urlsafe_b64encode(secret_key(workspace.keys_folder / KEY_FILE))


def _seal(workspace: Workspace, secret: str) -> bytes:
    from cryptography.fernet import Fernet

    return Fernet(_fernet_key(workspace)).encrypt(secret.encode())


def _open(workspace: Workspace, sealed: bytes) -> str:
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(_fernet_key(workspace)).decrypt(sealed).decode()
    except InvalidToken:
        raise CampaignerError(
            f"The second factors cannot be read with the key in {workspace.keys_folder}.",
            hint="Bring back the key of this workspace, or remove the second factors.",
            code="factor-key-lost",
        ) from None
