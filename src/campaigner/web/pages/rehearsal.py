"""The emails of a rehearsal, which are written to a folder instead of being sent.

Their links lead to this server, whatever address the settings promise to the public.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.mail.written import attached_to, written_mails
from campaigner.web.mailing import rehearsal_folder
from campaigner.web.pages.page import Page, language_of
from campaigner.web.site import site_of

_LINK = re.compile(r"https?://[^\s<>]+")


def mails(request: Request) -> Response:
    """Show the newest emails, with their links; there is no such page outside a rehearsal."""
    site = site_of(request)
    if not site.is_rehearsal:
        raise HTTPException(404)
    address = site.settings.web.address.rstrip("/")
    values = {
        "mails": [
            {"mail": each, "text": _with_links(each.text, address)}
            for each in written_mails(rehearsal_folder(site.workspace))
        ]
    }
    return Page("rehearsal", language_of(request), values=values).response(request)


def attached(request: Request) -> Response:
    """Give what is attached to an email, such as a letter that somebody asked for."""
    site, file, number = (
        site_of(request),
        request.path_params["file"],
        request.path_params["number"],
    )
    found = attached_to(rehearsal_folder(site.workspace), file, number)
    if not site.is_rehearsal or found is None:
        raise HTTPException(404)
    headers = {
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(found.name, safe='')}",
        "Cache-Control": "no-store",
    }
    return Response(found.content, media_type=found.kind, headers=headers)


def _with_links(text: str, address: str) -> Markup:
    link = Markup('<a href="{}">{}</a>')
    parts, last = Markup(), 0
    for found in _LINK.finditer(text):
        parts += escape(text[last : found.start()]) + link.format(
            _here(found[0], address), found[0]
        )
        last = found.end()
    return parts + escape(text[last:])


def _here(link: str, address: str) -> str:
    """A link to the public address as one to this server, which listens somewhere else."""
    return link.removeprefix(address) if link.startswith(f"{address}/") else link
