"""What people are shown of their own signature once they have confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import signer_of
from campaigner.petitions.proof.receipts import receipt_text, recorded
from campaigner.store import letter_consents, signatures
from campaigner.store.database import snapshot
from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import Grouping, SignatureState

_SHOWN = (SignatureState.CONFIRMED, SignatureState.SUSPECT)


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """A person's own signature, and how many there are with it.

    ``area`` is the code of its area, empty if it has none; ``area_name`` and ``in_area`` (how many
    signed there) are empty and 0 where the count of an area is not published.
    ``is_counted`` is not true of one that an organiser has still to look at. ``has_letter`` is
    whether its person agreed to a letter in their name.
    """

    number: int
    name: str
    postcode: str
    country: str
    area: str
    area_name: str
    in_area: int
    total: int
    is_counted: bool
    has_letter: bool


def own_signature(here: OpenPetition, number: int) -> OwnSignature | None:
    """Returns a signature of this petition as its person is shown it.

    None if it is gone: withdrawn, erased, or no longer valid.
    """
    found = _found(here, number)
    if found is None or found.state not in _SHOWN:
        return None
    counts = published_counts(here, Grouping.AREA)
    shown = next((row for row in counts.rows if row.value == found.area), None)
    return OwnSignature(
        number,
        found.name,
        found.postcode,
        found.country,
        found.area,
        shown.label if shown else "",
        shown.count if shown else 0,
        counts.total,
        is_counted=found.state is SignatureState.CONFIRMED,
        has_letter=letter_consents.has_agreed(here.database.conn, number),
    )


def own_receipt(here: OpenPetition, number: int) -> str | None:
    """Returns the receipt of a signature of this petition; None if it was never counted.

    Raises LedgerRewritten.
    """
    with snapshot(here.database) as connection:
        found = _found(here, number)
        if found is None or found.counted is None:
            return None
        made = recorded(connection, found)
    return receipt_text(made, signer_of(here.workspace, here.campaign.slug))


def _found(here: OpenPetition, number: int) -> Signature | None:
    found = signatures.signature_of(here.database.conn, number)
    return found if found and found.petition == here.petition.id else None
