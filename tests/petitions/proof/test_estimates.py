"""What a sample says of all: the one-sided bound of Clopper and Pearson."""

from __future__ import annotations

import pytest

from campaigner.petitions.proof.estimates import least_share


# Without a failure the bound is known in closed form: 0.05 to the power of 1/n.
@pytest.mark.parametrize("drawn", [1, 10, 59, 100, 300, 1_000])
def test_if_all_are_real_the_bound_is_a_root_of_one_twentieth(drawn: int) -> None:
    assert least_share(drawn, drawn) == pytest.approx(0.05 ** (1 / drawn), abs=1e-6)


# By the table of the binomial distribution: the sum from `real` up is 0.05 at this share.
@pytest.mark.parametrize(
    ("real", "drawn", "share"),
    [(9, 10, 0.60584), (5, 10, 0.22244), (1, 10, 0.00512), (19, 20, 0.78389), (95, 100, 0.89775)],
)
def test_with_failures_it_is_lower(real: int, drawn: int, share: float) -> None:
    assert least_share(real, drawn) == pytest.approx(share, abs=2e-5)


def test_none_real_or_none_drawn_says_nothing() -> None:
    assert least_share(0, 50) == least_share(0, 0) == 0


def test_a_larger_sample_says_more_and_a_failure_less() -> None:
    bounds = [least_share(drawn, drawn) for drawn in range(1, 60)]
    assert bounds == sorted(bounds)
    assert bounds[58] > 0.95 > bounds[57]  # 59 of 59: at least 95 per cent
    assert least_share(58, 59) < bounds[58]
