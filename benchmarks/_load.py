"""Load on a server: many connections at once, each one request after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

GIVE_UP = 30.0  # seconds
SEE_OTHER = 303


@dataclass
class Load:
    """What came of it: seconds of each answer, how many of each status, and who was told yes."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    promised: list[int] = field(default_factory=list)
    took: float = 0.0

    def rate(self, status: int) -> float:
        """Answers a second with a status."""
        return self.statuses.get(status, 0) / self.took

    def percentile(self, share: float) -> float:
        """Seconds in which that share of the answers came."""
        return sorted(self.seconds)[min(int(len(self.seconds) * share), len(self.seconds) - 1)]


def signing_form(number: int) -> dict[str, str]:
    """A form of somebody who has not signed yet."""
    return {
        "name": f"Person {chr(97 + number % 26)}{chr(97 + number // 26 % 26)} Sample",
        "email": f"person.{number}@example{number % 40}.org",
        "country": "GB",
        "postcode": "LE93 1AA",
        "agreed": "yes",
        "language": "en",
    }


def post(path: str, number: int) -> bytes:
    """A form as it goes over the wire."""
    body = urlencode(signing_form(number)).encode()
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def get(path: str) -> bytes:
    """A request for a page."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return int(head.split(b" ", 2)[1])


async def _one(
    port: int,
    load: Load,
    request: Callable[[int], bytes],
    numbers: list[int],
    until: float,
    pause: float,
    yes: int,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.perf_counter() < until:
            number = numbers[0]
            numbers[0] += 1
            began = time.perf_counter()
            writer.write(request(number))
            status = await asyncio.wait_for(_answer(reader), GIVE_UP)
            load.seconds.append(time.perf_counter() - began)
            load.statuses[status] = load.statuses.get(status, 0) + 1
            if status == yes:
                load.promised.append(number)
            if pause:
                await asyncio.sleep(pause)
    finally:
        writer.close()


async def under_load(
    port: int,
    request: Callable[[int], bytes],
    *,
    connections: int,
    seconds: float,
    first: int = 0,
    pause: float = 0.0,
    yes: int = SEE_OTHER,
    load: Load | None = None,
) -> Load:
    """Ask over many connections for some seconds; a server that goes away ends it.

    ``yes`` is the status by which somebody is promised what they asked for. ``load`` has what came
    of it so far, for who wants to look on.
    """
    load = Load() if load is None else load
    numbers, began = [first], time.perf_counter()
    until = began + seconds
    await asyncio.gather(
        *(_one(port, load, request, numbers, until, pause, yes) for _ in range(connections)),
        return_exceptions=True,
    )
    load.took = time.perf_counter() - began
    return load
