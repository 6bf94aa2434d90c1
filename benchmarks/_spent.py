"""What work takes: seconds, and those of the processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Spent:
    """Seconds, and those of the processor."""

    took: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Adds what the block takes."""
        start, cpu = time.perf_counter(), time.process_time()
        yield
        self.took += time.perf_counter() - start
        self.cpu += time.process_time() - cpu

    def add(self, other: Spent) -> None:
        """Adds what something else took."""
        self.took += other.took
        self.cpu += other.cpu


def spent_on(work: Callable[[], object]) -> float:
    spent = Spent()
    with spent.measured():
        work()
    return spent.took


def timed(what: str, work: Callable[[], T], count: int = 0) -> tuple[T, float]:
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    rate = f"{count / took:,.0f} a second" if count else ""
    print(f"{what:<40}{shown(took):>12} (processor {shown(cpu)})  {rate}", flush=True)
    return result, took


def shown(took: float) -> str:
    return f"{took * 1000:.3f} ms" if took < 1 else f"{took:.1f} s"
