"""Checkpoints: small signed statements of how a ledger was, to be published.

Anyone who keeps one can find out later whether anything before it has been changed. Signed with
Ed25519 over six lines: format, campaign, rows, total, head, time.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from campaigner.errors import CampaignerError
from campaigner.files import read_key, read_text
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.recount import Misfit, Watched
from campaigner.store import petitions, tallies
from campaigner.store.database import snapshot
from campaigner.store.petitions import Petition

FORMAT = "campaigner checkpoint 1"
KEY_FILE = "checkpoint.key"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a ledger was at a time: ``at`` in ISO 8601; head, key and signature in hexadecimal."""

    format: str
    campaign: str
    rows: int
    total: int
    head: str
    at: str
    public_key: str
    signature: str = ""

    def statement(self) -> bytes:
        """Returns the words that are signed."""
        lines = (self.format, self.campaign, self.rows, self.total, self.head, self.at)
        return "\n".join(map(str, lines)).encode()

    def to_json(self) -> str:
        """Returns the checkpoint as it is published."""
        return json.dumps(asdict(self), indent=2) + "\n"

    def misfit(self, watched: Watched) -> Misfit | None:
        """Returns what a ledger that was counted up to the checkpoint's row says against it."""
        if self.rows and (watched.head_then.hex(), watched.total_then) != (self.head, self.total):
            return Misfit(
                "checkpoint", f"the first {self.rows} ledger rows are not those of the checkpoint."
            )
        return None


def private_key(folder: Path) -> Ed25519PrivateKey:
    """Returns the key that checkpoints are signed with, made at the first use."""
    path = folder / KEY_FILE
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(read_key(path))
    key = Ed25519PrivateKey.generate()
    folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(key.private_bytes_raw().hex() + "\n", encoding="ascii")
    return key


def public_key(folder: Path) -> str:
    """Returns the public key of our own checkpoints, in hexadecimal; empty before the first."""
    if not (folder / KEY_FILE).exists():
        return ""
    return private_key(folder).public_key().public_bytes_raw().hex()


def make_checkpoint(here: OpenPetition) -> Checkpoint:
    """Returns a signed statement of how the petition's ledger is now.

    The key is that of the workspace, which is made at the first use.
    """
    with snapshot(here.database) as connection:
        petition = petitions.petition_of(connection, here.petition.id)
        total = tallies.total(connection, petition.id)
    at = datetime.fromtimestamp(here.now, UTC).isoformat()
    return signed_checkpoint(petition, total, at, private_key(here.workspace.keys_folder))


def signed_checkpoint(
    petition: Petition, total: int, at: str, key: Ed25519PrivateKey
) -> Checkpoint:
    """Returns the statement of how a petition's ledger is at a time (ISO 8601), signed."""
    unsigned = Checkpoint(
        FORMAT,
        petition.campaign,
        petition.ledger_rows,
        total,
        petition.head.hex(),
        at,
        key.public_key().public_bytes_raw().hex(),
    )
    values = asdict(unsigned) | {"signature": key.sign(unsigned.statement()).hex()}
    return Checkpoint(**values)


def read_checkpoint(published: Path | str, public_key: str = "") -> Checkpoint:
    """Returns a published checkpoint from its file or its text, its signature checked.

    ``public_key`` (hexadecimal) is the one it has to be signed with, if that is known.
    Raises CampaignerError if it is not a checkpoint or the signature is wrong.
    """
    name, text = (
        ("This", published) if isinstance(published, str) else (published, read_text(published))
    )
    try:
        checkpoint = Checkpoint(**json.loads(text))
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.public_key))
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.statement())
    except (ValueError, TypeError, AttributeError) as error:
        raise CampaignerError(f"{name} is not a checkpoint.") from error
    except InvalidSignature as error:
        raise CampaignerError(f"{name} was changed after it was signed.") from error
    if public_key and checkpoint.public_key != public_key.strip().lower():
        raise CampaignerError(f"{name} was signed with another key.")
    return checkpoint
