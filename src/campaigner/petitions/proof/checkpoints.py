"""Checkpoints of a petition's ledger: small signed statements of how it is, to be published.

Anyone who keeps one can find out later whether anything before it has been changed. Their form is
that of C2SP tlog-checkpoint; the log is named by the address of the petition's page.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigner.errors import CampaignerError
from campaigner.key_files import secret_key
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.log_names import keep_origin, page_name
from campaigner.petitions.proof.published import as_kept, follows, root_at
from campaigner.store import petitions
from campaigner.store.checkpoints import keep_checkpoint, newest_checkpoint
from campaigner.store.database import require_writable, transaction
from campaigner.store.petitions import Petition
from campaigner.transparency.checkpoints import Checkpoint
from campaigner.transparency.notes import Note, VerifierKey, parse_note
from campaigner.workspace import Workspace

KEY_FILE = "checkpoint.key"


class LedgerRewritten(CampaignerError):
    """The ledger does not follow from a checkpoint that was signed: nothing more is signed."""

    code = "ledger-rewritten"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for the log of a petition: its name (the origin) and its secret key."""

    origin: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> VerifierKey:
        """The public key, as it is to be published."""
        return VerifierKey(self.origin, self.key.public_key().public_bytes_raw())

    @property
    def name(self) -> str:
        """The key as a line of signature names it."""
        return f"{self.origin}+{self.public.id.hex()}"

    def sign(self, size: int, root: bytes) -> Note:
        """Returns the signed checkpoint of a log."""
        return Checkpoint(self.origin, size, root).note().signed(self.origin, self.key)


@dataclass(frozen=True, slots=True)
class MadeCheckpoint:
    """A checkpoint as it is published, of how many rows it is, and the key that proves it.

    ``moved_to`` is the address of the petition's page, if the log is named by an earlier one.
    """

    text: str
    rows: int
    public_key: str
    moved_to: str = ""


def signer_of(workspace: Workspace, campaign: str, published: str = "") -> Signer:
    """Returns who signs for a petition's log, which is named so from then on.

    ``published`` is the name of the log as it was published before. The workspace's key is made at
    the first use.
    """
    secret = secret_key(workspace.keys_folder / KEY_FILE)
    origin = keep_origin(workspace, campaign, published)
    return Signer(origin, Ed25519PrivateKey.from_private_bytes(secret))


def has_key(workspace: Workspace) -> bool:
    """Returns whether the workspace has signed a checkpoint already."""
    return (workspace.keys_folder / KEY_FILE).exists()


def make_checkpoint(here: OpenPetition) -> MadeCheckpoint:
    """Returns a signed statement of how the petition's ledger is now, and keeps it.

    Made again while nothing was added, it is the same, with all that others signed on it. Raises
    LedgerRewritten if the ledger does not follow from the checkpoints before.
    """
    require_writable(here.database)
    with transaction(here.database) as connection:
        made = checkpoint_in(here, connection)
        keep_checkpoint(connection, here.petition.id, made.rows, made.text, here.now)
    return made


def kept_checkpoint(here: OpenPetition) -> str:
    """Returns the newest checkpoint that was kept, as it is published; empty if there is none."""
    kept = newest_checkpoint(here.database.conn, here.petition.id)
    return kept.note if kept else ""


def checkpoint_in(here: OpenPetition, connection: sqlite3.Connection) -> MadeCheckpoint:
    """Returns a signed statement of the petition's ledger as a connection sees it.

    Whoever gives it away keeps it (``store.checkpoints``). Raises LedgerRewritten.
    """
    petition = petitions.petition_of(connection, here.petition.id)
    signer = signer_of(here.workspace, petition.campaign, _published_name(connection, petition))
    note = current_note(connection, petition, signer)
    page = page_name(here.workspace, petition.campaign)
    moved_to = page if page != signer.origin else ""
    return MadeCheckpoint(str(note), petition.ledger_rows, str(signer.public), moved_to)


def _published_name(connection: sqlite3.Connection, petition: Petition) -> str:
    """The name of the log on the newest checkpoint that was kept; empty if there is none."""
    kept = newest_checkpoint(connection, petition.id)
    published = as_kept(kept) if kept else None
    return published.origin if published else ""


def current_note(connection: sqlite3.Connection, petition: Petition, signer: Signer) -> Note:
    """Returns a signed checkpoint of the whole ledger: that which was kept, or a new one.

    Raises LedgerRewritten.
    """
    kept, size = newest_that_follows(connection, petition), petition.ledger_rows
    if kept and kept.size == size and is_signed_by(kept.note, signer):
        return kept.note
    return signer.sign(size, root_at(connection, petition.id, size))


def is_signed_by(note: Note, signer: Signer) -> bool:
    """Returns whether a signature of a note is said to be the signer's."""
    return any(each.key == signer.name for each in note.signatures)


@dataclass(frozen=True, slots=True)
class Published:
    """A checkpoint that was kept, with all signatures on it."""

    size: int
    note: Note


def newest_that_follows(connection: sqlite3.Connection, petition: Petition) -> Published | None:
    """Returns the newest checkpoint that was kept, if there is one.

    Raises LedgerRewritten if the ledger does not follow from it.
    """
    kept = newest_checkpoint(connection, petition.id)
    if kept is None:
        return None
    published = as_kept(kept)
    if published is None or not follows(connection, petition, published):
        raise LedgerRewritten(
            "Nothing was signed: the ledger does not follow from the checkpoint of its first"
            f" {kept.size} rows, which was signed before.",
            hint="Verify the petition, and compare the database with a backup.",
        )
    return Published(kept.size, parse_note(kept.note))
