"""The frames in which the editor shows how something looks: pages that run nothing."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.web.desk.desk_page import AtDesk
from campaigner.web.pages.page import Page
from campaigner.web.protection import framed_policy


def nothing_yet(at: AtDesk) -> Response:
    """What is in a frame before anything is shown in it."""
    return framed(at, [])


def framed(at: AtDesk, messages: list[str], page: object = None) -> Response:
    """What a campaign's page says, or why something cannot be shown."""
    values = {"said": messages, "page": page, "desk": at.words}
    shown = Page("desk/editor-frame", at.language, values=values)
    return shown.response(at.request, headers=headers())


def headers(style: str = "") -> dict[str, str]:
    """Returns the headers of what is shown in a frame, with one style in itself."""
    return {"Content-Security-Policy": framed_policy(style), "Cache-Control": "no-store"}
