"""The heads of requests: no larger and no slower than a browser's.

uvicorn's faster parser has no limit of its own for them. Whoever sends a head without an end, or
a byte now and then, is cut off here; what is too large and came at once is refused.
"""

from __future__ import annotations

import asyncio
from asyncio import Transport

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 16 * 1024  # bytes
PATIENCE = 10.0  # seconds for a head to come in
_TOO_LARGE = 431


class BoundedHeads(HttpToolsProtocol):
    """A connection that is closed if a head is too large or takes too long."""

    _in_head = False
    _received = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; stop where a head is too long already."""
        super().data_received(data)
        if not self._in_head or self.transport.is_closing():
            return
        self._received += len(data)
        if self._received > LARGEST_HEAD:
            self.send_400_response("The head of the request is too large.")
        elif self._timer is None:
            self._wait()

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._in_head, self._received = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Stop to count: limits of the body are the forms' own."""
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._timer = self.loop.call_later(PATIENCE, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


class PlainHeads:
    """Refuses heads that came at once but are too large, or name several hosts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and (status := _refusal(scope)):
            answer = PlainTextResponse("Not a valid request.\n", status, {"Connection": "close"})
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refusal(scope: Scope) -> int | None:
    """The status with which a head is refused, if it is."""
    headers = scope["headers"]
    target = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if target + sum(len(name) + len(value) + 4 for name, value in headers) > LARGEST_HEAD:
        return _TOO_LARGE
    return 400 if sum(name == b"host" for name, _ in headers) > 1 else None
