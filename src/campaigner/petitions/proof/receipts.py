"""Receipts: what a signatory keeps to prove that their signature was recorded.

A receipt is a text that needs nothing else but the published key: what the person signed and the
salt of their leaf, the ledger row with that leaf, and the proof that the row is under a checkpoint
(C2SP tlog-proof). Before ledgers were public logs, it was the first two alone, as JSON.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, replace

from campaigner.petitions.proof.checkpoints import (
    LedgerRewritten,
    Signer,
    is_signed_by,
    newest_that_follows,
)
from campaigner.petitions.proof.ledger import leaf_of, record_of_signature
from campaigner.store import ledger, petitions
from campaigner.store.signatures import Signature
from campaigner.store.tiles import tree_of
from campaigner.transparency.merkle import inclusion_proof, root
from campaigner.transparency.notes import Malformed, Note
from campaigner.transparency.proofs import InclusionProof, parse_proof

FORMAT, OLD_FORMAT = "campaigner receipt 2", "campaigner receipt 1"
_LEAF, _NUMBER = -1, 0
_TEXT = re.compile(
    rf"{FORMAT}\nrecord (\"[^\n]*\")\nsalt ([0-9a-f]{{32}})\nrow (\[[^\n]*\])\n\n(.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signatory's proof; ``leaf`` is the mark that their record leaves in the ledger.

    An old receipt has no ``row`` (the bytes of the ledger row) and no proof.
    """

    leaf: bytes
    campaign: str
    number: int = 0
    row: bytes = b""
    proof: InclusionProof | None = None


def record_with_salt(campaign: str, signature: Signature) -> dict[str, str]:
    """Returns what shows that a leaf is a person's: their record and its salt."""
    return {
        "format": OLD_FORMAT,
        "campaign": campaign,
        "record": record_of_signature(campaign, signature),
        "salt": signature.salt.hex(),
    }


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the receipt of a counted signature is made of, as it was read from the database.

    ``index``, ``path``, ``size`` and ``root`` are the row's place in the log; ``note`` is the
    checkpoint of that size, if one was kept. If the ledger was rewritten, ``refusal`` says so.
    """

    record: str
    salt: bytes
    row: bytes
    index: int = 0
    path: tuple[bytes, ...] = ()
    size: int = 0
    root: bytes = b""
    note: Note | None = None
    refusal: LedgerRewritten | None = None


def recorded(connection: sqlite3.Connection, signature: Signature) -> Recorded:
    """Returns what the receipt of a signature that has been counted is made of.

    Its checkpoint is the newest that has the row, or one that is to be made of the whole ledger.
    """
    assert signature.counted is not None
    petition = petitions.petition_of(connection, signature.petition)
    row = ledger.row_of(connection, petition.id, signature.counted)
    assert row is not None
    record = record_of_signature(petition.campaign, signature)
    made = Recorded(record, signature.salt, ledger.row_bytes(row))
    try:
        kept = newest_that_follows(connection, petition)
    except LedgerRewritten as refusal:
        return replace(made, refusal=refusal)
    note = kept.note if kept and kept.size >= row.number else None
    size = kept.size if kept and note else petition.ledger_rows
    node, index = tree_of(connection, petition.id).node, row.number - 1
    path = tuple(inclusion_proof(index, size, node))
    return replace(made, index=index, path=path, size=size, root=root(size, node), note=note)


def receipt_text(made: Recorded, signer: Signer) -> str:
    """Returns a receipt. Raises LedgerRewritten."""
    if made.refusal:
        raise made.refusal
    note = made.note
    if note is None or not is_signed_by(note, signer):
        note = signer.sign(made.size, made.root)
    proof = InclusionProof(made.index, made.path, note)
    record = json.dumps(made.record, ensure_ascii=False)
    return f"{FORMAT}\nrecord {record}\nsalt {made.salt.hex()}\nrow {made.row.decode()}\n\n{proof}"


def receipt_of(connection: sqlite3.Connection, signature: Signature, signer: Signer) -> str:
    """Returns the receipt of a signature that has been counted. Raises LedgerRewritten."""
    return receipt_text(recorded(connection, signature), signer)


def parse_receipt(text: str) -> Receipt:
    """Returns a receipt from its text. Raises Malformed, also if its parts do not fit together."""
    text = text.replace("\r\n", "\n")
    if text.lstrip().startswith("{"):
        return _old_receipt(text)
    found = _TEXT.fullmatch(text)
    if not found:
        raise Malformed(f"it does not begin as a “{FORMAT}” does")
    try:
        record, row = json.loads(found[1]), json.loads(found[3])
        number, leaf = int(row[_NUMBER]), bytes.fromhex(row[_LEAF])
    except (ValueError, TypeError, LookupError) as error:
        raise Malformed("its record or its row is not written as it should be") from error
    proof = parse_proof(found[4])
    if leaf != leaf_of(bytes.fromhex(found[2]), record):
        raise Malformed("its row is not that of its record")
    if proof.index != number - 1 or not proof.proves(found[3].encode()):
        raise Malformed("its row is not under its checkpoint")
    return Receipt(leaf, record.split("\n")[0], number, found[3].encode(), proof)


def _old_receipt(text: str) -> Receipt:
    try:
        values = json.loads(text)
        leaf = leaf_of(bytes.fromhex(values["salt"]), str(values["record"]))
        is_one = values["format"] == OLD_FORMAT
        campaign = str(values["campaign"])
    except (ValueError, TypeError, LookupError) as error:
        raise Malformed("it is not written as it should be") from error
    if not is_one:
        raise Malformed(f"it is not a “{OLD_FORMAT}”")
    return Receipt(leaf, campaign)
