"""Connections that nobody can hold for long: heads, bodies and answers have their time.

uvicorn's faster parser has no limits of its own for them. Whoever sends a head without an end, a
byte of a body now and then, or does not read what comes back, is cut off here.
"""

from __future__ import annotations

import asyncio
from asyncio import Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

LARGEST_HEAD = 16 * 1024  # bytes
PATIENCE = 10.0  # seconds for a head to come in
BODY_PATIENCE = 30.0  # seconds for a body; forms have less, and get an answer
FILES_PATIENCE = 180.0  # seconds for files of organisers; who is not logged in is answered at once
_TAKES_FILES = b"/desk/campaigns/"
READING_PATIENCE = 30.0  # seconds in which a visitor reads some of what waits for them


class BoundedConnection(HttpToolsProtocol):
    """A connection that is closed if a request is too large or anything takes too long."""

    _in_head = _begins = False
    _received = 0
    _coming: asyncio.TimerHandle | None = None
    _going: asyncio.TimerHandle | None = None
    _answering: RequestResponseCycle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait(PATIENCE)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        self._stop_watching()
        self._give_up()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; stop where a head is too long already."""
        self._begins = False
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head:
            # Of bytes in which the head begins, it is not known how many are others'.
            self._received += 0 if self._begins else len(data)
            if self._received > LARGEST_HEAD:
                self.send_400_response("The head of the request is too large.")
        elif self._is_idle and self._coming is None:  # empty lines, or bytes after an upgrade
            self._wait(PATIENCE)

    @property
    def _is_idle(self) -> bool:
        answering = self._answering
        return answering is None or answering.response_complete

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._in_head, self._begins, self._received = True, True, 0
        if self._coming is None:
            self._wait(PATIENCE)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Stop to count, and wait for the body."""
        self._in_head = False
        takes_files = self.url.startswith(_TAKES_FILES)
        self._wait(FILES_PATIENCE if takes_files else BODY_PATIENCE)
        if not self.url.startswith(b"/"):  # it names a host, as does the header
            self.headers.append((b"host", self.url))
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait for nothing: it is our turn."""
        self._stop_waiting()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """See to it that the answer is read."""
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """See to it that the answer is read."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Note that some of the answer was read."""
        self._stop_watching()
        super().resume_writing()

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._coming = self.loop.call_later(seconds, self._cut)

    def _stop_waiting(self) -> None:
        if self._coming:
            self._coming.cancel()
            self._coming = None

    def _watch(self) -> None:
        if self._going is None and self.transport.get_write_buffer_size():
            self._going = self.loop.call_later(READING_PATIENCE, self._cut_unless_read)

    def _stop_watching(self) -> None:
        if self._going:
            self._going.cancel()
            self._going = None

    def _cut_unless_read(self) -> None:
        self._going = None
        if self.transport.get_write_buffer_size():
            self._give_up()
            self.transport.abort()

    def _cut(self) -> None:
        """Close the connection; what nobody reads is not waited for."""
        self._coming = None
        self._give_up()
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def _give_up(self) -> None:
        """Let the answer that is being written go nowhere, also if other requests wait behind it.

        uvicorn tells the last request alone, and the answer to the first meets a closed connection.
        """
        if self._answering and not self._answering.response_complete:
            self._answering.disconnected = True
            self._answering.message_event.set()
