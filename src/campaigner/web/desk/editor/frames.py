"""The frames in which the editor shows how something looks: pages that run nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore

from starlette.responses import Response

from campaigner.web.desk.frame.desk_page import AtDesk, Handler
from campaigner.web.pages.page import Page
from campaigner.web.protection import framed_policy

AT_ONCE = 2
"""The number of previews that are made at once, so that people can sign meanwhile."""
_PATIENCE = 5.0  # seconds
_turns = BoundedSemaphore(AT_ONCE)


def in_turn(handler: Callable[[AtDesk], Response]) -> Handler:
    """Returns a handler of a preview that waits for its turn, and says so if it does not come."""

    @wraps(handler)
    def handle(at: AtDesk) -> Response:
        if not _turns.acquire(timeout=_PATIENCE):
            return framed(at, [at.words["editor"]["busy"]])
        try:
            return handler(at)
        finally:
            _turns.release()

    return handle


def nothing_yet(at: AtDesk) -> Response:
    """What is in a frame before anything is shown in it."""
    return framed(at, [])


def framed(at: AtDesk, messages: list[str], page: object = None, papers: object = None) -> Response:
    """What a campaign's page or its papers say, or why something cannot be shown."""
    values = {"said": messages, "page": page, "papers": papers, "desk": at.words}
    shown = Page("desk/editor-frame", at.language, values=values)
    return shown.response(at.request, headers=headers())


def headers(style: str = "") -> dict[str, str]:
    """Returns the headers of what is shown in a frame, with one style in itself."""
    return {"Content-Security-Policy": framed_policy(style), "Cache-Control": "no-store"}
