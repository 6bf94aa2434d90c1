"""Receipts: what a signatory keeps to prove that their signature is counted."""

from __future__ import annotations

from campaigner.petitions.ledger import record_of
from campaigner.store.signatures import Signature

FORMAT = "campaigner receipt 1"


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
