"""Pages made with what is remembered of other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from campaigner.rendering.inside.cascade import NotShared, refuse
from campaigner.rendering.inside.memory import MOST_BYTES, remembering

Page = TypeVar("Page")


def made_with_memory(make: Callable[[], Page], most: int = MOST_BYTES) -> Page:
    """Returns what ``make`` returns; it lays pages out and writes them.

    It runs again if it turns out that styles of such pages cannot be shared.
    """
    try:
        with remembering(most):
            return make()
    except NotShared:
        with remembering(most) as memory:
            refuse(memory)
            return make()
