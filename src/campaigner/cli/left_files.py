"""What commands say of files that name people and were not deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from campaigner.cli.output import say

if TYPE_CHECKING:
    from campaigner.store.batch_files import BatchFile

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


def say_shared(file: BatchFile) -> None:
    """Name a file about many people that was not deleted."""
    if file.is_begun:
        say(
            f"{file.path}: a batch for {file.campaign} was broken off here, and may have left"
            " letters that nobody knows of. Call it again, or look."
        )
    else:
        say(f"{file.path}: not deleted, for it is about others, too. Make it anew, or delete it.")
