"""Pages made with what is remembered of other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from campaigner.rendering.inside.cascade import NotShared, refuse
from campaigner.rendering.inside.memory import MOST_BYTES, FirstLine, remembering

Page = TypeVar("Page")


def made_with_memory(
    make: Callable[[], Page], most: int = MOST_BYTES, first_line: FirstLine | None = None
) -> Page:
    """Returns what ``make`` returns; it lays pages out and writes them.

    It runs again if it turns out that styles of such pages cannot be shared.
    """
    try:
        with remembering(most, first_line):
            return make()
    except NotShared:
        with remembering(most, first_line) as memory:
            refuse(memory)
            return make()
