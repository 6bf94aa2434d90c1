"""What the writer's thread did is told in the event loop: to all, once, whoever has gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from campaigner.web.handover import Handover, Promised

T = TypeVar("T")


def in_a_loop(work: Coroutine[object, object, T]) -> T:
    """What asynchronous work gives; in a thread, since a browser of other tests has a loop here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def keep(promises: list[Promised[Any]]) -> None:
    """Each gets its number; every third one fails."""
    for number, each in enumerate(promises):
        if number % 3 == 2:
            each.set_exception(LookupError(number))
        else:
            each.set_result(number)


def test_everybody_is_told_what_is_theirs() -> None:
    async def told() -> list[Any]:
        handover = Handover()
        found: list[Any] = []
        for _ in range(50):
            promises = [handover.promise() for _ in range(30)]
            thread = threading.Thread(target=keep, args=(promises,))
            thread.start()
            found += await asyncio.gather(
                *(each.future for each in promises), return_exceptions=True
            )
            thread.join()
        return found

    wanted = [repr(LookupError(each)) if each % 3 == 2 else repr(each) for each in range(30)]
    assert [repr(each) for each in in_a_loop(told())] == wanted * 50


def test_who_has_gone_away_is_not_waited_for() -> None:
    async def told() -> list[bool]:
        handover = Handover()
        gone, here = handover.promise(), handover.promise()
        gone.future.cancel()
        wanted = [gone.set_running_or_notify_cancel(), here.set_running_or_notify_cancel()]
        keep([gone, here])
        assert await here.future == 1
        return wanted

    assert in_a_loop(told()) == [False, True]


def test_when_the_pages_have_stopped_nobody_is_told() -> None:
    async def asked() -> Promised[Any]:
        return Handover().promise()

    late = in_a_loop(asked())
    late.set_result(1)
    assert not late.future.done()
