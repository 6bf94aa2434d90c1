"""Somebody who is logged in asks for something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Session
from campaigner.web.forms import Form, read_form
from campaigner.web.uploads import Sent, Upload, is_upload, read_upload


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, how, and with which form; ``here`` has them at work."""

    request: Request
    here: OpenWorkspace
    session: Session
    token: str = field(repr=False)
    language: str
    method: str
    form: Form
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict, repr=False)


async def sent_form(request: Request) -> Form:
    """Returns the fields that were sent; none where a button has none. Raises as ``read_form``."""
    is_form = request.method == "POST" and "content-type" in request.headers
    return await read_form(request) if is_form else Form()


async def sent(request: Request, upload: int) -> Sent:
    """Returns what was sent, with files of ``upload`` bytes at most if it is not 0."""
    if upload and request.method == "POST" and is_upload(request):
        return await read_upload(request, upload)
    return Sent(await sent_form(request), {})


def own_address(request: Request) -> str:
    """Returns the address of the page that is asked for, to lead back to it."""
    query = request.url.query
    path = "/" + quote(request.scope["path"]).lstrip("/")
    return f"{path}?{query}" if query else path


def back(request: Request) -> Response:
    """Lead to the page that was asked for."""
    return RedirectResponse(own_address(request), 303)
