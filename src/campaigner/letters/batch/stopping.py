"""Ctrl-C: no new work is begun, what is at work is finished, and then the run stops."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


@contextmanager
def stopping_in_order() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets; whoever asked for it raises KeyboardInterrupt in the end.

    A second Ctrl-C stops at once. In other threads than the main one, which get no signals, the
    event is never set.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    usual = signal.getsignal(signal.SIGINT)

    def ask(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, usual)


def until_stopped(items: Iterable[Item], stop: threading.Event) -> Iterator[Item]:
    """The items, as long as the event is not set."""
    for item in items:
        if stop.is_set():
            return
        yield item
