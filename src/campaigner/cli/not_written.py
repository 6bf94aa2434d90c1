"""What is said of papers that could not be made or written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from campaigner.cli.hints import hints_for_codes
from campaigner.cli.output import say

if TYPE_CHECKING:
    from campaigner.papers.constituents.request import NotWritten


def say_failed(failed: Sequence[NotWritten], most: int | None = None) -> None:
    """Say of each why it failed, of ``most`` at most, and once what to do about all of them."""
    for each in failed[:most]:
        say(" ".join(part for part in (f"{each.name}: {each.message}", each.hint) if part))
    for hint in hints_for_codes(each.code for each in failed):
        say(hint)
