"""What commands say of files that name people and were not deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from campaigner.cli.output import say

_SHOWN = 20


@contextmanager
def saying_left() -> Iterator[Callable[[str], None]]:
    """Takes the paths of files that were not deleted, and names the first of them at the end."""
    paths: list[str] = []
    yield paths.append
    for path in paths[:_SHOWN]:
        say(f"{path}: not deleted, for it is no longer the file made there, or out of reach. Look.")
    if (more := len(paths) - _SHOWN) > 0:
        say(f"… and {more:,} more that were not deleted.")


def say_shared(path: str) -> None:
    """Name a file about many people that was not deleted."""
    say(f"{path}: not deleted, for it is about others, too. Make it anew, or delete it.")
