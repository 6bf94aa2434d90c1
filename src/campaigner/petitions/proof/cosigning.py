"""What passes between a petition and its witnesses: proof that the ledger grew, cosignatures."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.errors import UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import MadeCheckpoint, signer_of
from campaigner.store.checkpoints import checkpoints_of, keep_checkpoint
from campaigner.store.database import transaction
from campaigner.store.tiles import tree_of
from campaigner.text import plural
from campaigner.transparency.checkpoints import checkpoint_of
from campaigner.transparency.growth import Growth
from campaigner.transparency.merkle import consistency_proof
from campaigner.transparency.notes import Malformed, NotSigned, parse_key, parse_note, who_signed


@dataclass(frozen=True, slots=True)
class Cosigned:
    """The checkpoint with all signatures, of how many rows it is, and the witnesses on it."""

    text: str
    rows: int
    witnesses: tuple[str, ...]


def growth_of(here: OpenPetition, made: MadeCheckpoint, rows: int) -> Growth:
    """Returns what shows a witness that a checkpoint's ledger only grew since it had so many rows.

    ``rows`` is 0 for a witness that has seen nothing. Raises UsageError for more rows than there
    are.
    """
    if not 0 <= rows <= made.rows:
        raise UsageError(
            f"The ledger has {plural(made.rows, 'row')}, not {rows}.",
            hint="Give the number of rows that the witness saw last.",
        )
    node = tree_of(here.database.conn, here.petition.id).node
    proof = consistency_proof(rows, made.rows, node) if rows else []
    return Growth(rows, tuple(proof), parse_note(made.text))


def add_cosignatures(here: OpenPetition, text: str) -> Cosigned:
    """Adds the signatures of known witnesses to the checkpoint that they cosigned.

    Who is known is said in the settings (``publication.witnesses``); signatures of others are left
    out. Raises UsageError if the text is not a checkpoint of this petition, was changed, or has no
    signature of a known witness.
    """
    signer = signer_of(here.workspace, here.petition.campaign)
    known = [signer.public, *map(parse_key, here.workspace.settings.publication.witnesses)]
    try:
        note = parse_note(text.replace("\r\n", "\n"))
        size = checkpoint_of(note).size
        signed = who_signed(note, known)
    except (Malformed, NotSigned) as error:
        raise UsageError(
            f"This is not a checkpoint that a witness cosigned: {error}.",
            hint="Ask the witness for the file again, and do not edit it.",
        ) from error
    ids = {key.id for key, _ in signed.witnesses}
    if not ids:
        raise UsageError(
            f"No known witness has signed it, only: {', '.join(signed.unknown) or 'the petition'}.",
            hint="Add the key of the witness to the settings, at [publication] witnesses.",
        )
    with transaction(here.database) as connection:
        kept = {each.size: each for each in checkpoints_of(connection, here.petition.id)}
        ours = parse_note(kept[size].note) if size in kept else None
        if ours is None or ours.text != note.text:
            raise UsageError(
                "This checkpoint was not made here.",
                hint="Compare it with the file that you sent to the witness.",
            )
        whole = ours.with_signatures(each for each in note.signatures if each.id in ids)
        keep_checkpoint(connection, here.petition.id, size, str(whole), here.now)
    names = tuple(key.name for key, _ in who_signed(whole, known).witnesses)
    return Cosigned(str(whole), size, names)
