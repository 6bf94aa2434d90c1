"""How many examples a property is tried with."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100
"""As hypothesis has it, and as ``make test`` does."""
QUICK = 20
"""Where the slow tests are left out."""


def examples(number: int) -> int:
    """Returns a number of examples, or a fifth of it for the quick tests."""
    return number * settings().max_examples // USUAL
