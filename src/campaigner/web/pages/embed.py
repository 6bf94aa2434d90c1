"""The form in the page of a partner: a frame, and the script that gives it its height."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from campaigner.web.pages.campaign import with_empty_form
from campaigner.web.protection import SHOWN_ELSEWHERE, embedded_policy
from campaigner.web.site import site_of

_FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}


async def frame(request: Request) -> Response:
    """Show the count and the form, for a frame on one of the sites of the settings."""
    policy = embedded_policy(site_of(request).settings.web.embedded_on)
    headers = {"Content-Security-Policy": policy, **SHOWN_ELSEWHERE}
    return await with_empty_form(request, "embed", headers)


def script(request: Request) -> Response:
    """Give the script that partners load, under an address that stays."""
    assets = site_of(request).assets
    path = assets.folder / assets.names["embed.js"]
    headers = {**SHOWN_ELSEWHERE, **_FOR_AN_HOUR}
    return FileResponse(path, headers=headers, media_type="text/javascript")
