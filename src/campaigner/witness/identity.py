"""Who a witness is: the name that it chose, and the key that it cosigns with."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigner.errors import CampaignerError, UsageError
from campaigner.key_files import secret_key
from campaigner.opening import OpenWorkspace
from campaigner.store.database import transaction
from campaigner.store.watched_logs import set_witness_name, witness_name
from campaigner.transparency.notes import COSIGNATURE, Malformed, Note, VerifierKey

KEY_FILE = "witness.key"


class NotAWitness(CampaignerError):
    """The workspace has no name and no key to cosign with."""

    code = "not-a-witness"


@dataclass(frozen=True, slots=True)
class Witness:
    """A name, such as ``example.org/partner``, and the secret key that belongs to it."""

    name: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> VerifierKey:
        """The public key, which the organisers of petitions need to know the witness by."""
        return VerifierKey(self.name, self.key.public_key().public_bytes_raw(), COSIGNATURE)

    def cosign(self, note: Note, at: int) -> Note:
        """Returns a note with the witness's signature; ``at`` in seconds since 1970."""
        return note.cosigned(self.name, self.key, at)


def become_witness(here: OpenWorkspace, name: str) -> Witness:
    """Returns the witness that the workspace is from now on; its key is made.

    Said again with the same name, it is the same. Raises UsageError for a name that a key cannot
    have, and for a second name: those who know the first would no longer know the witness.
    """
    try:
        VerifierKey(name, bytes(32))
    except Malformed as error:
        raise UsageError(
            f"{str(error).capitalize()}.",
            hint="Choose an address of yours without spaces, such as example.org/partner.",
        ) from error
    with transaction(here.database) as connection:
        known = witness_name(connection)
        if known and known != name:
            raise UsageError(
                f"This workspace is the witness “{known}” already.",
                hint="Keep the name: people know the witness by it.",
            )
        if not known:
            set_witness_name(connection, name)
    return the_witness(here)


def the_witness(here: OpenWorkspace) -> Witness:
    """Returns the witness that the workspace is. Raises NotAWitness."""
    name = witness_name(here.database.conn)
    if not name:
        raise NotAWitness("This workspace is not a witness yet.")
    secret = secret_key(here.workspace.keys_folder / KEY_FILE)
    return Witness(name, Ed25519PrivateKey.from_private_bytes(secret))
