"""Results that are remembered for one thread, up to so many bytes; the longest unused go first."""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from campaigner.errors import CampaignerError

MOST_BYTES = 48_000_000
# Objects between two looks for those that hold one another. With Python's own number it looks
# through all that is remembered again and again, a sixth of a letter's time.
_COLLECTED_AFTER = 20_000

FirstLine = Callable[..., Any]

_numbers = count(1)


def new_number() -> int:
    """Returns a number that is never given twice: unlike an ``id``, it can stand in a key."""
    return next(_numbers)


class Memory:
    """Values by key. ``most`` is how many bytes they may take, as their makers estimate them."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most = most
        self.bytes = 0
        self.sheets: Any = None  # those of the document that is being made
        self.page: Any = None  # the last page that was read, as a tree
        self.first_line: FirstLine | None = None  # a shorter way to break a line, if there is one
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable) -> Any:
        """Returns the value, or None if it is not remembered."""
        entry = self._held.get(key)
        if entry is None:
            return None
        self._held.move_to_end(key)
        return entry[0]

    def keep(self, key: Hashable, value: Any, size: int) -> None:
        """Remember a value of about ``size`` bytes, and forget what has to make place for it."""
        if old := self._held.pop(key, None):
            self.bytes -= old[1]
        self._held[key] = (value, size)
        self.bytes += size
        while self.bytes > self.most and self._held:
            self.bytes -= self._held.popitem(last=False)[1][1]

    def forget(self) -> None:
        """Forget everything."""
        self._held.clear()
        self.page = None
        self.bytes = 0


class _Thread(threading.local):
    memory: Memory | None = None
    active: Memory | None = None


_thread = _Thread()


def active() -> Memory | None:
    """Returns the memory to use just now in this thread; None outside ``remembering``."""
    return _thread.active


@contextmanager
def remembering(most: int = MOST_BYTES, first_line: FirstLine | None = None) -> Iterator[Memory]:
    """Pages that this thread makes inside share what is remembered, with ``most`` bytes.

    ``first_line`` breaks lines where it can be sure, in place of WeasyPrint's function.
    After a fault everything is forgotten: nothing half made is ever used again.
    """
    if _thread.memory is None or _thread.memory.most != most:
        _thread.memory = Memory(most)
    memory, before = _thread.memory, _thread.active
    _thread.active = memory
    usual, memory.first_line = memory.first_line, first_line
    try:
        with _seldom_collected():
            yield memory
    except CampaignerError:
        raise  # a letter that cannot be set, like any other
    except BaseException:
        memory.forget()
        raise
    finally:
        _thread.active, memory.first_line = before, usual


_lock = threading.Lock()
_usual = list[tuple[int, int, int]]()  # Python's own numbers, once for each block that is open


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Python's collector looks less often, until the last of the threads inside has left."""
    with _lock:
        _usual.append(_usual[0] if _usual else gc.get_threshold())
        gc.set_threshold(max(_COLLECTED_AFTER, _usual[0][0]), *_usual[0][1:])
    try:
        yield
    finally:
        with _lock:
            numbers = _usual.pop()
            if not _usual:
                gc.set_threshold(*numbers)


def number_of(owner: Any) -> int:
    """Returns the number of an object that lives as long as what is remembered of it."""
    try:
        found: int = owner.campaigner_number
    except AttributeError:
        found = owner.campaigner_number = new_number()
    return found
