"""Links that stop updates: one for each signature, good for ever, worked out from a key.

They are in every update, and in its header for programs, which stop it by one click (RFC 8058).
Nothing is kept for them: what they open is their signature's number with a keyed hash of it.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3

from campaigner.addresses import token_in
from campaigner.key_files import secret_key
from campaigner.petitions.signing.confirmation import LinkRefused
from campaigner.store import signatures
from campaigner.store.signatures import Signature
from campaigner.workspace import Workspace

KEY_FILE = "stop-updates.key"
_DIGITS = 24  # hexadecimal: 96 bits
_BETWEEN = "x"


def stop_token(workspace: Workspace, signature: int) -> str:
    """Returns the token of the link that stops updates to the person of a signature."""
    return f"{signature:x}{_BETWEEN}{_seal(workspace, signature)}"


def signature_of_token(
    workspace: Workspace, connection: sqlite3.Connection, link: str
) -> Signature | None:
    """Returns the signature of a link (or its token); None if it is not there any more.

    Raises LinkRefused for a link that was never mailed.
    """
    number, _, seal = token_in(link).partition(_BETWEEN)
    try:
        signature = int(number, 16)
    except ValueError:
        raise _unknown() from None
    if not hmac.compare_digest(seal.encode(), _seal(workspace, signature).encode()):
        raise _unknown()
    return signatures.signature_of(connection, signature)


def _seal(workspace: Workspace, signature: int) -> str:
    key = secret_key(workspace.keys_folder / KEY_FILE)
    made = hmac.new(key, f"stop-updates:{signature}".encode(), hashlib.sha256)
    return made.hexdigest()[:_DIGITS]


def _unknown() -> LinkRefused:
    return LinkRefused(
        "There is nothing to stop under this link.",
        hint="Copy the whole link from the email.",
        code="link-unknown",
    )
