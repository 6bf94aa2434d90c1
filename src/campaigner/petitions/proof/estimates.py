"""What follows from a sample: at least so many of all signatures are real, at 95 per cent."""

from __future__ import annotations

from math import comb

LEVEL = 0.95
_PRECISION = 1e-9


def least_share(real: int, drawn: int) -> float:
    """Returns the share of all that is real at least, at 95 per cent, if so many of a sample are.

    It is the one-sided bound of Clopper and Pearson (1934): with a smaller share, a sample as good
    as this would come up less often than once in twenty times. Without a sample it is 0.
    """
    if real == 0:
        return 0.0
    low, high = 0.0, 1.0
    while high - low > _PRECISION:
        middle = (low + high) / 2
        if _at_least(real, drawn, middle) < 1 - LEVEL:
            low = middle
        else:
            high = middle
    return low


def _at_least(real: int, drawn: int, share: float) -> float:
    """The probability of ``real`` or more among ``drawn``, each real with the given share."""
    return sum(
        comb(drawn, count) * share**count * (1 - share) ** (drawn - count)
        for count in range(real, drawn + 1)
    )
