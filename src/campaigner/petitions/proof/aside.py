"""Counting a ledger again while pages are served: a long one in a process of its own."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from campaigner.errors import CampaignerError
from campaigner.opening import opened_workspace
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.petitions.proof.verification import Verdict
from campaigner.workspace import Workspace

AT_ONCE = 50_000
"""Rows that are counted in this process: less than a second's work."""
_one = Lock()


class CountedByAnother(CampaignerError):
    """Somebody else's long count is not finished: there is one at a time."""

    code = "counted-by-another"


def verify_aside(
    here: OpenPetition, *, receipt: str | None = None, checkpoint: str | None = None
) -> Verdict:
    """Does as ``verify_petition``, and keeps nobody else waiting.

    Raises as it does, and CountedByAnother.
    """
    if here.petition.ledger_rows <= AT_ONCE:
        return verify_petition(here, receipt=receipt, checkpoint=checkpoint)
    if not _one.acquire(blocking=False):
        raise CountedByAnother("A long count is not finished.", hint="Try again in a minute.")
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            root, slug, now = here.workspace.root, here.petition.campaign, here.now
            job = other.submit(_verify, root, slug, now, here.actor, receipt, checkpoint)
            return job.result()
    finally:
        _one.release()


def _verify(
    root: Path, slug: str, now: int, actor: str, receipt: str | None, checkpoint: str | None
) -> Verdict:
    with opened_workspace(Workspace(root), datetime.fromtimestamp(now, UTC), actor) as here:
        return verify_petition(open_petition(here, slug), receipt=receipt, checkpoint=checkpoint)
