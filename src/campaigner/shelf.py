"""Values that are read from files, kept for as long as the files stay as they are.

Work on very many things at once can say that it happens in ``one_moment``: then files are looked
at once for all of them. A program that runs for weeks can keep using what files last said when
somebody breaks one of them (``last_good_kept``).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from campaigner.errors import ProblemsFound

Value = TypeVar("Value")

T = TypeVar("T")

_SETTLED_NS = 100_000_000  # a file changed so lately may change again with the same time on it
_MOST = 64
_log = logging.getLogger(__name__)

_moment: ContextVar[dict[Hashable, Any] | None] = ContextVar("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything in the block is done as if in one moment: what was read stays as it is."""
    token = _moment.set({})
    try:
        yield
    finally:
        _moment.reset(token)


def in_this_moment(key: Hashable, read: Callable[[], T]) -> T:
    """Returns what ``read`` gives; inside ``one_moment`` it is called once for each key."""
    known = _moment.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    value: T = known[key]
    return value


def another_moment() -> None:
    """Inside ``one_moment``: what was read so far may be different from here on."""
    known = _moment.get()
    if known is not None:
        known.clear()


class _Care:
    """How many blocks of ``last_good_kept`` this process is in."""

    blocks = 0


@contextmanager
def last_good_kept() -> Iterator[None]:
    """In the whole process, a file that got a mistake counts as it was before, with a warning.

    So pages stay up while somebody edits. What was never read without a mistake is refused as ever.
    """
    _Care.blocks += 1
    try:
        yield
    finally:
        _Care.blocks -= 1


class Stamp(NamedTuple):
    """What tells that files have changed; ``newest`` is when one last did, in ns since 1970."""

    files: tuple[Hashable, ...]
    newest: int


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """The stamp of files by their times, sizes and inodes; a missing file has a stamp, too."""
    files: list[Hashable] = []
    newest = 0
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            files.append((path, None))
            continue
        files.append((path, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino))
        newest = max(newest, found.st_ctime_ns)
    return Stamp(tuple(files), newest)


def is_settled(stamp: Stamp, now: int | None = None) -> bool:
    """Returns whether files that change from now on (ns since 1970) get another stamp."""
    return (time.time_ns() if now is None else now) - stamp.newest > _SETTLED_NS


class Shelf(Generic[Value]):
    """Keeps what ``read`` makes of a path until ``stamp`` shows that its files have changed.

    Several threads may use it. Nothing is kept if reading raises an error, or if the files
    changed less than a tenth of a second ago.
    """

    def __init__(
        self,
        read: Callable[[Path], Value],
        stamp: Callable[[Path], Stamp],
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        self._read = read
        self._stamp = stamp
        self._now = now
        self._kept: dict[Path, tuple[Stamp, Value]] = {}
        self._refused: dict[Path, Stamp] = {}
        self._lock = threading.Lock()

    def get(self, path: Path) -> Value:
        """The value of a path, read again only if its files have changed.

        Raises what ``read`` raises.
        """
        return in_this_moment((self, path), lambda: self._current(path.absolute()))

    def _current(self, path: Path) -> Value:
        stamp = self._stamp(path)
        kept = self._kept.get(path)
        if kept and kept[0] == stamp:
            return kept[1]
        try:
            value = self._read(path)
        except ProblemsFound as error:
            if kept is None or not _Care.blocks:
                raise
            if self._refused.get(path) != stamp:
                self._refused[path] = stamp
                _warn(error)
            value = kept[1]
        if is_settled(stamp, self._now()):
            self._keep(path, stamp, value)
        return value

    def _keep(self, path: Path, stamp: Stamp, value: Value) -> None:
        with self._lock:
            self._kept.pop(path, None)
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[path] = (stamp, value)


def _warn(error: ProblemsFound) -> None:
    problems = "; ".join(map(str, error.problems))
    _log.warning("%s %s What it said before is still used.", error.message, problems)
