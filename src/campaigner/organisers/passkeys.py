"""Passkeys (WebAuthn, level 3): a device proves who is there, and no password is typed.

The device looks at the person (a finger, a face, a PIN) before it signs: a passkey is worth a
password and a second factor. It signs for one site alone, so that no other can ask for it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from campaigner.errors import CampaignerError, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import (
    Session,
    as_account,
    check_allowed,
    current_account,
)
from campaigner.organisers.acts import Act
from campaigner.organisers.sessions import LoggedIn, begin_again, begin_session, session_of
from campaigner.petitions.signing.networks import network_key
from campaigner.petitions.signing.tokens import token_hash
from campaigner.store import audit, organisers, passkeys, sessions
from campaigner.store.database import snapshot, transaction
from campaigner.store.passkeys import Passkey as Passkey
from campaigner.text import one_line

if TYPE_CHECKING:
    from webauthn.registration.verify_registration_response import VerifiedRegistration

MOST = 20
"""Passkeys that one account can have."""
_LONGEST_NAME = 60
_LONGEST = 20_000  # characters of what a device says


class PasskeyRefused(CampaignerError):
    """What a device says is not right, or its passkey is not known here."""

    code = "passkey-refused"

    def __init__(self) -> None:
        super().__init__("This passkey is not right.", hint="Try again, or use your password.")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where pages are: ``https://example.org``, and its host."""

    address: str
    host: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a device is asked, as JSON, and the challenge in it, which is good once."""

    options: str = field(repr=False)
    challenge: bytes = field(repr=False)


def question_to_add(here: OpenWorkspace, session: Session, origin: Origin) -> Question:
    """Returns what a device is asked to make a passkey. Raises SessionOver, LoginTooOld."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    check_allowed(here, session, Act.CHANGE_OWN_ACCOUNT)
    with snapshot(here.database) as connection:
        account = current_account(connection, session)
        known = passkeys.of_account(connection, account.id)
    challenge = secrets.token_bytes(32)
    made = generate_registration_options(
        rp_id=origin.host,
        rp_name=here.workspace.settings.organisation.name or "campaigner",
        user_name=account.email,
        user_display_name=account.name,
        user_id=_handle(here, account.id),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential) for each in known],
    )
    return Question(options_to_json(made), challenge)


def add_passkey(
    here: OpenWorkspace, session: Session, origin: Origin, challenge: bytes, said: str, name: str
) -> None:
    """Keeps the passkey that a device has made.

    Raises PasskeyRefused, UsageError if there are too many, SessionOver, LoginTooOld.
    """
    check_allowed(here, session, Act.CHANGE_OWN_ACCOUNT)
    made = _made(origin, challenge, said)
    called = one_line(name)[:_LONGEST_NAME]
    with transaction(here.database) as connection:
        account = current_account(connection, session)
        if len(passkeys.of_account(connection, account.id)) >= MOST:
            raise UsageError("This account has too many passkeys.", hint="Remove one first.")
        is_new = passkeys.add(
            connection,
            account.id,
            made.credential_id,
            made.credential_public_key,
            made.sign_count,
            called,
            here.moment,
        )
        if not is_new:
            raise PasskeyRefused
        audit.record(connection, here.moment, here.actor, "passkey added", account=account.id)


def own_passkeys(here: OpenWorkspace, session: Session) -> tuple[Passkey, ...]:
    """Returns the passkeys of a person, the oldest first. Raises SessionOver."""
    with snapshot(here.database) as connection:
        account = current_account(connection, session)
        return tuple(passkeys.of_account(connection, account.id))


def remove_passkey(here: OpenWorkspace, session: Session, number: int) -> bool:
    """Removes a passkey of a person; returns whether it was there.

    Raises SessionOver, LoginTooOld.
    """
    check_allowed(here, session, Act.CHANGE_OWN_ACCOUNT)
    with transaction(here.database) as connection:
        account = current_account(connection, session)
        gone = passkeys.remove(connection, account.id, number)
        if gone:
            audit.record(connection, here.moment, here.actor, "passkey removed", account=account.id)
    return gone


def question_to_log_in(origin: Origin) -> Question:
    """Returns what a device is asked to log in: for any passkey that it has for these pages."""
    return _question(origin, ())


def question_to_prove(here: OpenWorkspace, session: Session, origin: Origin) -> Question | None:
    """Returns what a device is asked in the place of the password; None if there is no passkey.

    Raises SessionOver.
    """
    known = own_passkeys(here, session)
    return _question(origin, known) if known else None


def _question(origin: Origin, known: Iterable[Passkey]) -> Question:
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    challenge = secrets.token_bytes(32)
    made = generate_authentication_options(
        rp_id=origin.host,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each.credential) for each in known],
    )
    return Question(options_to_json(made), challenge)


def log_in_with_passkey(
    here: OpenWorkspace, origin: Origin, challenge: bytes, said: str, device: str = ""
) -> LoggedIn:
    """Begins a session for whoever a device has looked at. Raises PasskeyRefused, SessionOver.

    ``device`` is as in ``sessions.log_in``.
    """
    known, uses = _proved(here, origin, challenge, said)
    with transaction(here.database) as connection:
        account = organisers.of_number(connection, known.account)
        used = passkeys.mark_used(connection, known.id, uses, here.moment)
        if account is None or not account.active or not used:
            raise PasskeyRefused
        token = begin_session(connection, account, here.moment, here.moment, device)
        actor = as_account(here, account).actor
        audit.record(connection, here.moment, actor, "logged in", passkey=known.id)
    return LoggedIn(account, token)


def prove_with_passkey(
    here: OpenWorkspace, token: str, origin: Origin, challenge: bytes, said: str
) -> LoggedIn:
    """Takes a passkey of whoever is at work in the place of the password, and changes the token.

    The session ends no later for it. Raises PasskeyRefused, also for one of another account, and
    SessionOver.
    """
    session = session_of(here, token)
    known, uses = _proved(here, origin, challenge, said)
    with transaction(here.database) as connection:
        account = current_account(connection, session)
        used = passkeys.mark_used(connection, known.id, uses, here.moment)
        if known.account != account.id or not used:
            raise PasskeyRefused
        sessions.end(connection, token_hash(token))
        changed = begin_again(connection, session, here.moment)
        actor = as_account(here, account).actor
        audit.record(connection, here.moment, actor, "passkey given again", passkey=known.id)
    return LoggedIn(account, changed)


def _proved(
    here: OpenWorkspace, origin: Origin, challenge: bytes, said: str
) -> tuple[Passkey, int]:
    """Returns the passkey that a device has signed with, and its counter. Raises PasskeyRefused."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json

    try:
        answer = parse_authentication_credential_json(said[:_LONGEST])
        with snapshot(here.database) as connection:
            known = passkeys.of_credential(connection, answer.raw_id)
        if known is None:
            raise PasskeyRefused
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=origin.host,
            expected_origin=origin.address,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.uses,
            require_user_verification=True,
        )
    except _mistakes() as error:
        raise PasskeyRefused from error
    return known, proved.new_sign_count


def _made(origin: Origin, challenge: bytes, said: str) -> VerifiedRegistration:
    from webauthn import verify_registration_response

    try:
        return verify_registration_response(
            credential=said[:_LONGEST],
            expected_challenge=challenge,
            expected_rp_id=origin.host,
            expected_origin=origin.address,
            require_user_verification=True,
        )
    except _mistakes() as error:
        raise PasskeyRefused from error


def _mistakes() -> tuple[type[Exception], ...]:
    """What the library raises for what a device, or somebody in its place, can say."""
    from webauthn.helpers.exceptions import WebAuthnException

    return (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, struct.error)


def _handle(here: OpenWorkspace, account: int) -> bytes:
    """What a device knows an account by: the same each time, and nothing about its person."""
    key = network_key(here.workspace.keys_folder)
    return hmac.new(key, b"passkey\0%d" % account, hashlib.sha256).digest()
