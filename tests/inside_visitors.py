"""Requests to the pages without a server between: thousands of them in a few seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message

from campaigner.web.app import application, opened_site
from campaigner.workspace import Workspace
from web_visitors import Served, SetClock, _gathered

KIND = b"application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What comes back; ``fault`` is what the program failed with, if it did."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes = field(repr=False)
    fault: str = ""

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def header(self, name: bytes) -> str:
        return next((value.decode() for key, value in self.headers if key.lower() == name), "")


@dataclass
class Inside:
    """The pages of a workspace, and who asks for them: the token of a session."""

    app: ASGIApp
    served: Served
    token: str = ""

    async def get(self, target: str) -> Answer:
        """What comes back for a target as it stands on the line, percent-encoded."""
        return await self.ask("GET", target)

    async def post(
        self,
        target: str,
        fields: Sequence[tuple[str, str]] | bytes = (),
        kind: bytes = KIND,
    ) -> Answer:
        """What comes back for a form; bytes are sent as they are."""
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        return await self.ask("POST", target, body, kind)

    async def ask(self, method: str, target: str, body: bytes = b"", kind: bytes = b"") -> Answer:
        path, _, query = target.partition("?")
        cookie = f"desk={self.token}".encode()
        headers = [(b"host", b"localhost"), (b"sec-fetch-site", b"same-origin")]
        headers += [(b"cookie", cookie)] if self.token else []
        if method == "POST":
            headers += [(b"content-length", str(len(body)).encode())]
            headers += [(b"content-type", kind)] if kind else []
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": unquote(path), "raw_path": path.encode(),
            "query_string": query.encode(), "root_path": "", "headers": headers,
            "client": ("127.0.0.1", 5000), "server": ("localhost", 80), "state": {},
        }  # fmt: skip
        said: list[Message] = []
        asked = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Message:
            return next(asked, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            said.append(message)

        fault = ""
        try:
            await self.app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - whatever it was, the test tells
            fault = f"{type(error).__name__}: {error}"
        starts = [each for each in said if each["type"] == "http.response.start"]
        content = b"".join(each.get("body", b"") for each in said)
        status = int(starts[0]["status"]) if starts else 500
        return Answer(status, starts[0]["headers"] if starts else (), content, fault)


@contextmanager
def inside(workspace: Workspace) -> Iterator[Inside]:
    """The pages of a workspace for the length of a ``with`` block, without a server."""
    clock = SetClock()
    with (
        patch("campaigner.web.app.gathered", _gathered),
        opened_site(workspace, clock) as site,
    ):
        yield Inside(application(site), Served("http://127.0.0.1", workspace, clock))
