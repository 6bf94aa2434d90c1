"""When a threshold is stamped, and when its stamp is taken away again."""

from __future__ import annotations

import pytest

from campaigner.petitions.counts.thresholds import restamp, stamped
from campaigner.store import petitions
from campaigner.store.database import Database
from campaigner.store.petitions import Threshold
from petitioners import NOON, confirmed, person, the_petition

T, EARLIER, NOW = 10, 1_700_000_000, 1_800_000_000

# The domain rules, "Tally and thresholds". (stamped, answered) at a count → the stamp afterwards
TABLE = [
    pytest.param(None, None, T - 1, None, id="not reached: T-1"),
    pytest.param(None, None, T, NOW, id="reached: T"),
    pytest.param(None, None, T + 1, NOW, id="passed by an import: T+1"),
    pytest.param(EARLIER, None, T + 1, EARLIER, id="stamped once: T+1"),
    pytest.param(EARLIER, None, T, EARLIER, id="stamped once: T"),
    pytest.param(EARLIER, None, T - 1, None, id="fallen: T-1"),
    pytest.param(EARLIER, None, 0, None, id="fallen to none"),
    pytest.param(EARLIER, EARLIER + 1, T - 1, EARLIER, id="answered: stays at T-1"),
    pytest.param(EARLIER, EARLIER + 1, T, EARLIER, id="answered: stays at T"),
    pytest.param(EARLIER, EARLIER + 1, T + 1, EARLIER, id="answered: stays at T+1"),
]


@pytest.mark.parametrize(("reached", "answered", "count", "after"), TABLE)
def test_a_threshold_at_a_count(
    reached: int | None, answered: int | None, count: int, after: int | None
) -> None:
    before = Threshold(T, "Government responds", reached, answered, answered and 7, "Yes")
    (now,) = stamped([before], count, NOW)
    assert now == Threshold(T, "Government responds", after, answered, answered and 7, "Yes")


def test_each_threshold_goes_by_its_own_number() -> None:
    before = [Threshold(at, f"At {at}") for at in (5, 10, 100)]
    assert [each.reached_at for each in stamped(before, 10, NOW)] == [NOW, NOW, None]


def test_those_of_the_database_are_brought_in_line_with_its_count(database: Database) -> None:
    """Three have signed: the threshold of three keeps its stamp, the one of five has none."""
    petition = the_petition(database, (3, 5))
    for number in range(3):
        confirmed(database, petition, person(number), NOON + number)
    stamps = {
        each.at: each.reached_at for each in petitions.thresholds_of(database.conn, petition.id)
    }
    assert stamps == {3: NOON + 2, 5: None}
    wrong = [Threshold(3, "At 3", None), Threshold(5, "At 5", NOON)]
    petitions.put_thresholds(database.conn, petition.id, wrong)
    restamp(database.conn, petition.id, NOON + 99)
    stamps = {
        each.at: each.reached_at for each in petitions.thresholds_of(database.conn, petition.id)
    }
    assert stamps == {3: NOON + 99, 5: None}
