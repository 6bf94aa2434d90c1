"""What people hold against a ledger: a receipt of their signature, a published checkpoint."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from campaigner.errors import UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import Checkpoint, public_key, read_checkpoint
from campaigner.petitions.proof.receipts import Receipt, read_receipt
from campaigner.petitions.proof.recount import Watched
from campaigner.petitions.proof.verification import Verdict, verify


def verify_petition(
    here: OpenPetition,
    *,
    receipt: Path | str | None = None,
    checkpoint: Path | str | None = None,
    key: str = "",
) -> Verdict:
    """Count everything again from the ledger, and hold a receipt or a checkpoint against it.

    Both are files or their text. ``key`` (hexadecimal) is the public key that a checkpoint has to
    be signed with (default: the workspace's own). Raises CampaignerError for what is not a receipt
    or a checkpoint, or has the wrong signature, UsageError for those of another petition.
    """
    slug = here.petition.campaign
    kept = read_receipt(receipt) if receipt is not None else None
    published = None
    if checkpoint is not None:
        published = read_checkpoint(checkpoint, key or public_key(here.workspace.keys_folder))
    held: list[Receipt | Checkpoint] = [each for each in (kept, published) if each]
    for each in held:
        if each.campaign != slug:
            raise UsageError(f"This is from the petition “{each.campaign}”, not “{slug}”.")
    watched = Watched(leaf=kept.leaf if kept else b"", at_row=published.rows if published else 0)
    verdict = verify(here.database, slug, watched)
    misfits = [verdict.misfit, *(each.misfit(watched) for each in held)]
    return replace(
        verdict,
        misfit=next((each for each in misfits if each), None),
        counted_by=watched.leaf_rows[-1] if watched.leaf_rows else None,
        published_rows=published.rows if published else None,
    )
