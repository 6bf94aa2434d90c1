"""Checkpoints: small signed statements of how a ledger stood, to be published.

Whoever holds one can have it shown later that nothing before it was changed since. Signed with
Ed25519 over six lines: format, campaign, rows, total, head, time.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from campaigner.errors import CampaignerError
from campaigner.files import read_text
from campaigner.petitions.proof.recount import Misfit, Watched
from campaigner.store.petitions import Petition

FORMAT = "campaigner checkpoint 1"
KEY_FILE = "checkpoint.key"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a ledger stood: ``at`` in ISO 8601, the rest in hexadecimal."""

    format: str
    campaign: str
    rows: int
    total: int
    head: str
    at: str
    public_key: str
    signature: str = ""

    def statement(self) -> bytes:
        """The words that are signed."""
        lines = (self.format, self.campaign, self.rows, self.total, self.head, self.at)
        return "\n".join(map(str, lines)).encode()

    def to_json(self) -> str:
        """The checkpoint as it is published."""
        return json.dumps(asdict(self), indent=2) + "\n"

    def misfit(self, watched: Watched) -> Misfit | None:
        """What stands against the checkpoint in a ledger that was gone through to its row."""
        if self.rows and (watched.head_then.hex(), watched.total_then) != (self.head, self.total):
            return Misfit(
                "checkpoint", f"the first {self.rows} ledger rows are not those of the checkpoint."
            )
        return None


def private_key(folder: Path) -> Ed25519PrivateKey:
    """The key that checkpoints are signed with, made at the first use."""
    path = folder / KEY_FILE
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(read_text(path).strip()))
    key = Ed25519PrivateKey.generate()
    folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(key.private_bytes_raw().hex() + "\n", encoding="ascii")
    return key


def public_key(folder: Path) -> str:
    """The public key of one's own checkpoints, in hexadecimal; empty before the first."""
    if not (folder / KEY_FILE).exists():
        return ""
    return private_key(folder).public_key().public_bytes_raw().hex()


def make_checkpoint(petition: Petition, total: int, at: str, key: Ed25519PrivateKey) -> Checkpoint:
    """The signed statement of how a petition's ledger stands."""
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


def read_checkpoint(path: Path, public_key: str = "") -> Checkpoint:
    """A published checkpoint, its signature checked.

    ``public_key`` (hexadecimal) is the one it has to be signed with, where that is known.
    Raises CampaignerError where the file is none or the signature is wrong.
    """
    try:
        checkpoint = Checkpoint(**json.loads(read_text(path)))
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.public_key))
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.statement())
    except (ValueError, TypeError, AttributeError) as error:
        raise CampaignerError(f"{path} is not a checkpoint.") from error
    except InvalidSignature as error:
        raise CampaignerError(f"{path} was changed after it was signed.") from error
    if public_key and checkpoint.public_key != public_key:
        raise CampaignerError(f"{path} was signed with another key.")
    return checkpoint
