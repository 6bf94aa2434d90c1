"""The pages as people reach them: a real server on loopback, a clock that tests set."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from campaigner.web.app import opened_site
from campaigner.web.serving import server_of
from campaigner.workspace import Workspace

OPEN = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
"""A moment at which the small made-up campaign is open."""


@dataclass
class SetClock:
    """A clock that stands still until a test sets it."""

    moment: datetime = OPEN

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True)
class Served:
    """Pages that are served, and the clock that they go by."""

    address: str
    workspace: Workspace
    clock: SetClock

    def visitor(self, **headers: str) -> httpx.Client:
        """Somebody with a browser of their own, which keeps cookies and follows links."""
        return httpx.Client(base_url=self.address, follow_redirects=True, headers=headers)


def raw(served: Served, request: bytes) -> bytes:
    """What comes back for bytes, until the server closes or says nothing for a while."""
    with connected(served) as line:
        answer = b""
        try:
            line.sendall(request)
            while part := line.recv(65536):
                answer += part
        except (TimeoutError, ConnectionError):
            pass
    return answer


def statuses(answer: bytes) -> list[int]:
    """The statuses of the answers in what came back."""
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3})", answer)]


def connected(served: Served) -> socket.socket:
    """A connection of somebody who writes the bytes of requests themselves."""
    host, port = urlsplit(served.address).netloc.split(":")
    return socket.create_connection((host, int(port)), timeout=1.0)


@contextmanager
def serving(workspace: Workspace) -> Iterator[Served]:
    """The pages of a workspace for the length of a ``with`` block."""
    clock = SetClock()
    listening = socket.create_server(("127.0.0.1", 0))
    with opened_site(workspace, clock) as site, closing(listening):
        server = server_of(site)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", workspace, clock)
        finally:
            server.should_exit = True
            thread.join()
