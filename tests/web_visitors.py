"""The pages as people reach them: a real server on loopback, a clock that tests set."""

from __future__ import annotations

import asyncio
import atexit
import re
import socket
import ssl
import threading
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx

from campaigner.rendering.fonts.faces import font_files
from campaigner.rendering.fonts.for_browsers import file_name
from campaigner.store.database import opened
from campaigner.web.app import ROUTES, opened_site
from campaigner.web.assets import Assets, gathered
from campaigner.web.desk.routes import PAGES as DESK_PAGES
from campaigner.web.serving import server_of
from campaigner.workspace import Workspace
from petitioners import link_in, mails_in, write_mails

T = TypeVar("T")

OPEN = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
"""A moment at which the small made-up campaign is open."""

SIGNING = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "LE93 1AA",
    "language": "en",
    "agreed": "yes",
}
"""What Suzie fills in to sign."""

LETTER = {
    "postcode": "LE93 1AA",
    "name": "Suzie Specimen",
    "address": "1 Sample Street\nSampleton",
    "personal": "I bake on Tuesdays.",
    "language": "en",
}
"""What Suzie fills in to write a letter."""


_PATIENCE = 60  # seconds: on a busy machine, too, an answer is waited for


@cache
def _no_certificates() -> ssl.SSLContext:
    """No authority is known: on loopback none is asked, and to read all takes as long as a page."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


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
        return httpx.Client(
            base_url=self.address,
            follow_redirects=True,
            headers=headers,
            timeout=_PATIENCE,
            verify=_no_certificates(),
        )


def raw(served: Served, request: bytes) -> bytes:
    """What comes back for bytes, until the server closes or says nothing for a while.

    A busy machine may take its time to the first answer.
    """
    with connected(served) as line:
        answer, more = b"", line.gettimeout()
        line.settimeout(4.0)
        try:
            line.sendall(request)
            while part := line.recv(65536):
                answer += part
                line.settimeout(more)
        except (TimeoutError, ConnectionError):
            pass
    return answer


def statuses(answer: bytes) -> list[int]:
    """The statuses of the answers in what came back."""
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3})", answer)]


def mails_of(served: Served, kind: str = "") -> list[EmailMessage]:
    """The mails of a kind that have gone out so far, into a folder; what is due goes first."""
    folder = served.workspace.root / "mail"
    now = int(served.clock().timestamp())
    with opened(served.workspace.database_path) as database:
        write_mails(database, served.workspace, folder, now)
    return mails_in(folder, f"{kind}*" if kind else "")


def open_paths() -> set[str]:
    """The paths of all pages but those that take an account, which lead to the log-in page."""
    return {route.path for route in ROUTES} - {page.path for page in DESK_PAGES}


def path_mailed(served: Served, kind: str, purpose: str) -> str:
    """The path of the link of the newest mail of a kind."""
    return urlsplit(link_in(mails_of(served, kind)[-1], purpose)).path


def connected(served: Served) -> socket.socket:
    """A connection of somebody who writes the bytes of requests themselves."""
    host, port = urlsplit(served.address).netloc.split(":")
    return socket.create_connection((host, int(port)), timeout=1.0)


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """What asynchronous work gives. Where a browser is open, this thread has its loop already."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


@cache
def _shipped_assets(template_folder: Path) -> Assets:
    """The shipped files of pages, compressed once for all servers of this process.

    The fonts are whole: to cut them takes as long as twenty tests.
    """
    kept = ExitStack()
    atexit.register(kept.close)
    whole = {file_name(face): path.read_bytes() for face, path in font_files().items()}
    with patch("campaigner.web.assets.web_fonts", return_value=whole):
        return kept.enter_context(gathered((template_folder,)))


@contextmanager
def _gathered(template_folders: Sequence[Path]) -> Iterator[Assets]:
    *own, shipped = template_folders
    if any((folder / "web" / "assets").exists() for folder in own):
        with gathered(template_folders) as assets:
            yield assets
    else:
        yield _shipped_assets(shipped)


async def _short_sleep(seconds: float) -> None:
    await asyncio.sleep(min(seconds, 0.005))


_HURRIED = SimpleNamespace(**vars(asyncio) | {"sleep": _short_sleep})
"""What the server is given for asyncio: it looks every 0.1 s whether it is to stop."""


@contextmanager
def serving(workspace: Workspace) -> Iterator[Served]:
    """The pages of a workspace for the length of a ``with`` block."""
    clock = SetClock()
    listening = socket.create_server(("127.0.0.1", 0))
    with (
        patch("uvicorn.server.asyncio", _HURRIED),
        patch("campaigner.web.app.gathered", _gathered),
        opened_site(workspace, clock) as site,
        closing(listening),
    ):
        server = server_of(site)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", workspace, clock)
        finally:
            server.should_exit = True
            thread.join()
