"""Whether samples are still those that were drawn: by the rule, and as often as the audit says."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from campaigner.petitions.proof.published import follows
from campaigner.petitions.proof.recount import Misfit
from campaigner.petitions.proof.sampling import MOST, rows_by_rule
from campaigner.store import audit, ledger, samples
from campaigner.store.petitions import Petition
from campaigner.store.samples import Sample
from campaigner.transparency.checkpoints import Checkpoint


def sample_misfits(connection: sqlite3.Connection, petition: Petition) -> Iterator[Misfit]:
    """Yields the samples that are not as they were drawn; what an auditor found is not proved.

    Of samples that are alike, the audit tells which are too many by the order of drawing.
    Belongs after the check of the ledger's rows.
    """
    kept = [
        (each, samples.rows_of(connection, each.id))
        for each in samples.samples_of(connection, petition.id)
    ]
    drawn = [(each.seed, len(rows)) for each, rows in kept]
    noted = audit.samples_drawn(connection, petition.campaign)
    extra = Counter(drawn) - Counter(noted)
    for place, (each, rows) in enumerate(kept):
        in_its_turn = drawn[place] in noted[place : place + 1]
        if wrong := _wrong(connection, petition, each, rows):
            yield Misfit(f"sample {each.id}", f"the sample {each.id} {wrong}.")
        elif extra[drawn[place]] and not in_its_turn:
            yield Misfit(f"sample {each.id}", f"the sample {each.id} is not the one on record.")
    for _, size in Counter(noted) - Counter(drawn):
        yield Misfit("samples", f"a sample of {size} that was drawn is no longer kept.")


def _wrong(
    connection: sqlite3.Connection, petition: Petition, sample: Sample, rows: list[tuple[int, int]]
) -> str:
    there = Checkpoint("", sample.size, sample.root)
    last = ledger.row_of(connection, petition.id, sample.size)
    if last is None or not follows(connection, petition, there):
        return "was drawn from another ledger"
    if sample.total != last.total:
        return "has another total than its ledger row"
    if not 1 <= len(rows) <= min(MOST, last.total):
        return "has more rows or fewer than can be drawn"
    drawn = rows_by_rule(connection, petition.id, there, sample.seed, len(rows))
    return "" if rows == list(enumerate(drawn, 1)) else "does not have the rows that the rule draws"
