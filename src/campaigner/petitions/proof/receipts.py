"""Receipts: what a signatory keeps to prove that their signature is counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import read_text
from campaigner.petitions.proof.ledger import leaf_of, record_of_signature
from campaigner.petitions.proof.recount import Misfit, Watched
from campaigner.store.signatures import Signature

FORMAT = "campaigner receipt 1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signatory's proof: with the ledger alone it shows whether they are counted."""

    campaign: str
    leaf: bytes

    def misfit(self, watched: Watched) -> Misfit | None:
        """Returns what a ledger that was searched for the receipt's leaf says against it."""
        if not watched.leaf_rows:
            return Misfit("receipt", "the signature of this receipt is not in the ledger.")
        if watched.leaf_count != 1:
            row = watched.leaf_rows[-1]
            return Misfit("receipt", f"the signature was taken back by ledger row {row}.")
        return None


def receipt_of(campaign: str, signature: Signature) -> dict[str, str]:
    """Returns a signature's receipt: its record and the salt of its leaf in the ledger."""
    return {
        "format": FORMAT,
        "campaign": campaign,
        "record": record_of_signature(campaign, signature),
        "salt": signature.salt.hex(),
    }


def read_receipt(receipt: Path | str) -> Receipt:
    """Returns a receipt from its file or its text. Raises CampaignerError if it is not one."""
    name, text = ("This", receipt) if isinstance(receipt, str) else (receipt, read_text(receipt))
    try:
        values = json.loads(text)
        right = values["format"] == FORMAT
        leaf = leaf_of(bytes.fromhex(values["salt"]), str(values["record"]))
        read = Receipt(str(values["campaign"]), leaf)
    except (ValueError, TypeError, KeyError):
        right = False
    if not right:
        raise CampaignerError(
            f"{name} is not a receipt.", hint="Use the file attached to the confirmation email."
        )
    return read
