"""Receipts: what a signatory keeps to prove that their signature is counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import read_text
from campaigner.petitions.proof.ledger import leaf_of, record_of
from campaigner.petitions.proof.recount import Misfit, Watched
from campaigner.store.signatures import Signature

FORMAT = "campaigner receipt 1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signatory's proof: with the ledger alone it shows whether they are counted."""

    campaign: str
    leaf: bytes

    def misfit(self, watched: Watched) -> Misfit | None:
        """What stands against the receipt in a ledger that was gone through for its leaf."""
        if not watched.leaf_rows:
            return Misfit("receipt", "the signature of this receipt is not in the ledger.")
        if watched.leaf_count != 1:
            row = watched.leaf_rows[-1]
            return Misfit("receipt", f"the signature was taken back by ledger row {row}.")
        return None


def receipt_of(campaign: str, signature: Signature) -> dict[str, str]:
    """A signature's receipt: its record and the salt that makes its leaf in the ledger."""
    record = record_of(
        campaign,
        signature.name,
        signature.email,
        signature.postcode,
        signature.country,
        signature.signed_at,
    )
    return {
        "format": FORMAT,
        "campaign": campaign,
        "record": record,
        "salt": signature.salt.hex(),
    }


def read_receipt(path: Path) -> Receipt:
    """A receipt as it was mailed. Raises CampaignerError where the file is none."""
    try:
        values = json.loads(read_text(path))
        right = values["format"] == FORMAT
        leaf = leaf_of(bytes.fromhex(values["salt"]), str(values["record"]))
        receipt = Receipt(str(values["campaign"]), leaf)
    except (ValueError, TypeError, KeyError):
        right = False
    if not right:
        raise CampaignerError(
            f"{path} is not a receipt.", hint="Save the file attached to the confirmation mail."
        )
    return receipt
