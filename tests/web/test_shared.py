"""What many ask for at the same time is made once, and nobody gets what is too old."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from campaigner.web.shared import Shared

T = TypeVar("T")


def in_a_loop(work: Coroutine[object, object, T]) -> T:
    """What asynchronous work gives; in a thread, since a browser of other tests has a loop here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class Maker:
    """Makes 1, 2, 3 …; may be held up until others wait."""

    def __init__(self) -> None:
        self.made = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self) -> int:
        self.go_on.wait()
        self.made += 1
        return self.made


async def until_it_waits(shared: Shared) -> None:
    """Until making has begun."""
    while not shared._making:
        await asyncio.sleep(0)


def test_it_is_made_once_for_all_who_wait() -> None:
    make, shared = Maker(), Shared()

    async def asked() -> list[int]:
        make.go_on.clear()
        waiting = [asyncio.create_task(shared.of("a", make)) for _ in range(50)]
        await until_it_waits(shared)
        make.go_on.set()
        return [*await asyncio.gather(*waiting), await shared.of("b", make)]

    assert in_a_loop(asked()) == [*[1] * 50, 2]


def test_it_is_kept_for_a_second_from_when_it_was_begun() -> None:
    passed, make = [0.0], Maker()
    shared = Shared(lambda: passed[0])

    async def asked() -> list[int]:
        found = []
        for passed[0] in (0.0, 0.9, 1.0, 1.9):
            found.append(await shared.of("a", make))
        return found

    assert in_a_loop(asked()) == [1, 1, 2, 2]


def test_another_version_is_another_thing() -> None:
    make, shared = Maker(), Shared(lambda: 0.0)

    async def asked() -> list[int]:
        return [await shared.of("a", make, version) for version in ("noon", "noon", "later")]

    assert in_a_loop(asked()) == [1, 1, 2]


def test_who_asks_after_a_change_does_not_get_what_was_begun_before_it() -> None:
    make, shared = Maker(), Shared(lambda: 0.0)

    async def asked() -> list[int]:
        make.go_on.clear()
        before = asyncio.create_task(shared.of("a", make))
        await until_it_waits(shared)
        shared.forget()
        after = asyncio.create_task(shared.of("a", make))
        make.go_on.set()
        return sorted([await before, await after])

    assert in_a_loop(asked()) == [1, 2]


def test_what_changes_all_the_time_is_not_made_all_the_time() -> None:
    make, shared = Maker(), Shared()

    def slowly() -> int:
        time.sleep(0.01)
        return make()

    async def asked() -> float:
        began = time.monotonic()
        for _ in range(3):
            await shared.of("a", slowly)
            shared.forget()
        return time.monotonic() - began

    assert in_a_loop(asked()) >= 2 * 0.1  # two rests of nine times as long as making took
    assert make.made == 3


def test_an_error_is_told_to_all_and_not_kept() -> None:
    shared, make = Shared(), Maker()

    def fail() -> int:
        raise LookupError

    async def asked() -> int:
        waiting = [shared.of("a", fail) for _ in range(3)]
        told = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(each) for each in told] == [LookupError] * 3
        return await shared.of("a", make)

    assert in_a_loop(asked()) == 1


def test_who_goes_away_takes_nothing_from_the_others() -> None:
    make, shared = Maker(), Shared()

    async def asked() -> int:
        make.go_on.clear()
        first, other = (asyncio.create_task(shared.of("a", make)) for _ in range(2))
        await until_it_waits(shared)
        first.cancel()
        make.go_on.set()
        return await other

    assert in_a_loop(asked()) == 1


def test_it_does_not_grow_without_end() -> None:
    shared = Shared()

    async def asked() -> None:
        for number in range(600):
            await shared.of(number, partial(str, number))

    in_a_loop(asked())
    assert len(shared._known) <= 256
