"""The emails of a rehearsal, which are written to a folder instead of being sent."""

from __future__ import annotations

import re

from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.mail.written import written_mails
from campaigner.web.mailing import rehearsal_folder
from campaigner.web.pages.page import Page, language_of
from campaigner.web.site import site_of

_LINK = re.compile(r"https?://[^\s<>]+")


def mails(request: Request) -> Response:
    """Show the newest emails, with their links; there is no such page outside a rehearsal."""
    site = site_of(request)
    if not site.is_rehearsal:
        raise HTTPException(404)
    written = written_mails(rehearsal_folder(site.workspace))
    values = {
        "mails": [
            {"to": each.to, "subject": each.subject, "text": _with_links(each.text)}
            for each in written
        ]
    }
    return Page("rehearsal", language_of(request), values=values).response(request)


def _with_links(text: str) -> Markup:
    link = Markup('<a href="{0}">{0}</a>')
    parts, last = Markup(), 0
    for found in _LINK.finditer(text):
        parts += escape(text[last : found.start()]) + link.format(found[0])
        last = found.end()
    return parts + escape(text[last:])
