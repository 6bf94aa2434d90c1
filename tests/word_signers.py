"""People who sign a petition whose words change, and what their receipts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import signer_of
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from edited_ledgers import checker
from petitioners import SLUG, new_token, the_signature, workspace_of


def with_words(here: OpenPetition, **words: Mapping[str, str]) -> OpenPetition:
    """The petition after somebody has changed a word of its text, or its title or summary."""
    campaign = here.campaign
    if text := words.pop("text", None):
        campaign = campaign.model_copy(
            update={"petition": campaign.petition.model_copy(update={"text": text})}
        )
    return replace(here, campaign=campaign.model_copy(update=words), now=here.now + 60)


def signs(here: OpenPetition, name: str, *, wording: str = "") -> int:
    """Somebody signs on the page; returns the number of their pending signature."""
    email = f"{name.split()[0].lower()}@example.org"
    made = apply(here, SigningForm(name, email, "AB10 1AB", agreed=True, asked=None,
                                   wording=wording))  # fmt: skip
    assert isinstance(made, Signed)
    return made.signature


def confirms(here: OpenPetition, number: int) -> str:
    """They follow their link; returns their receipt."""
    confirm(workspace_of(here.database, here.now), new_token(here.database, number, here.now))
    signature = the_signature(here.database, number)
    return receipt_of(here.database.conn, signature, signer_of(here.workspace, SLUG))


def signed_words(receipt: str) -> str:
    """The hash of the words that a receipt proves, as the stand-alone checker reads it."""
    found: str = checker["signed_words"](receipt)
    return found


def key(here: OpenPetition) -> str:
    """The public key that receipts of the petition are checked by."""
    return str(signer_of(here.workspace, SLUG).public)
