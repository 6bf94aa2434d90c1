"""Rows of a ledger made by the format that docs/ledger.md describes, and the count of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from campaigner.petitions.proof.recount import Misfit, Recount, recount
from campaigner.store.ledger import LedgerRow, RowValues, row_bytes
from campaigner.store.petitions import Threshold
from campaigner.transparency.merkle import leaf_hash

FOOD, HOMES = "E14001063", "W07000081"
NOON = 1796990400  # 2026-12-11, 12:00 UTC


class Step(NamedTuple):
    """What happens to one signature: whose, what, where and when; ``about`` as in the ledger."""

    kind: str = "confirmed"
    whose: str = "ana"
    about: int = 0
    area: str = FOOD
    day: str = "2026-12-11"
    hour: int = 12
    at: int = 0
    source: str = "web"
    country: str = "GB"
    language: str = "en"


# docs/ledger.md, “The rows”: change 1 for the first three, -1 for the next two, 0 for answers.
CHANGE = {
    "confirmed": 1, "paper": 1, "restored": 1, "withdrawn": -1, "invalidated": -1, "answered": 0,
}  # fmt: skip


def leaf(whose: str) -> bytes:
    return hashlib.sha256(whose.encode()).digest()


def rows(*steps: Step) -> list[LedgerRow]:
    """A ledger of these steps; the times go up by a minute from noon unless they are said."""
    made: list[LedgerRow] = []
    total = 0
    for number, step in enumerate(steps, 1):
        total += CHANGE[step.kind]
        at = step.at or NOON + 3600 + 60 * number
        made.append(
            LedgerRow(
                number,
                step.kind,
                CHANGE[step.kind],
                total,
                at,
                step.area,
                step.day,
                step.hour,
                step.source,
                step.country,
                step.language,
                step.about,
                leaf(step.whose),
            )
        )
    return made


def counted(
    made: Sequence[RowValues], thresholds: Sequence[Threshold] = (), old_rows: int = 0
) -> Recount:
    """The ledger counted, with those rows in mind that others are about."""
    wanted = {row[11] for row in made}
    return recount(made, thresholds, wanted=wanted, old_rows=old_rows)


def tile_of(made: Sequence[RowValues]) -> bytes:
    return b"".join(leaf_hash(row_bytes(row)) for row in made)


def up_and_down(*changes: int) -> list[LedgerRow]:
    """Signatures that are confirmed (1) by different people, and withdrawn (-1), the last first."""
    steps: list[Step] = []
    there: list[int] = []
    for number, change in enumerate(changes, 1):
        if change > 0:
            there.append(number)
            steps.append(Step(whose=f"person {number}"))
        else:
            first = there.pop()
            steps.append(Step("withdrawn", f"person {first}", first))
    return rows(*steps)


def misfit_of(
    made: Sequence[RowValues], thresholds: Sequence[Threshold] = (), old_rows: int = 0
) -> Misfit:
    found = counted(made, thresholds, old_rows).misfit
    assert found is not None
    return found


ANA, OTHER = Step(), Step(whose="other")
NOWHERE = Step("answered", area="", source="", country="", language="")
