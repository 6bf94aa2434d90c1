"""The heads of requests: no larger than a browser's, and read alike by all who pass them on."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from campaigner.web.connections import LARGEST_HEAD

_TOO_LARGE = 431


class PlainHeads:
    """Refuses heads that are too large, name several hosts, or leave open where a body ends."""

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
    codings = [value.lower() for name, value in headers if name == b"transfer-encoding"]
    if codings not in ([], [b"chunked"]):  # a proxy may take another one for the last
        return 400
    return 400 if sum(name == b"host" for name, _ in headers) > 1 else None
