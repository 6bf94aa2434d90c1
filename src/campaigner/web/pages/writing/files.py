"""The finished letter as a file: a PDF, a draft of an email, an entry for a calendar."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from campaigner.errors import CampaignerError
from campaigner.letters.writing.plain_text import as_message
from campaigner.letters.writing.preview import Preview
from campaigner.letters.writing.reminder import reminder
from campaigner.text import slug
from campaigner.vocabulary.letters import LetterForm
from campaigner.web.forms import Form
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.writing.form import not_possible, preview_of
from campaigner.web.pages.writing.typed import Typed
from campaigner.web.site import site_of


def save_pdf(request: Request, form: Form) -> Response:
    """Give the letter as PDF, to print."""

    def pdf(shown: Preview) -> bytes:
        return site_of(request).press.typeset(shown.letter.page).pdf

    return _file(request, form, "application/pdf", "pdf", pdf)


def save_draft(request: Request, form: Form) -> Response:
    """Give the letter as an email that was not sent yet."""
    return _file(request, form, "message/rfc822", "eml", lambda shown: as_message(shown.letter))


def save_reminder(request: Request, form: Form) -> Response:
    """Give an entry for a calendar, two weeks from today."""

    def entry(shown: Preview) -> bytes:
        with site_of(request).opened() as here:
            language = shown.wording.language
            return reminder(here, shown.campaign.slug, shown.letter.recipient, language).encode()

    return _file(request, form, "text/calendar; charset=utf-8", "ics", entry)


def _file(
    request: Request, form: Form, kind: str, ending: str, make: Callable[[Preview], bytes]
) -> Response:
    campaign = campaign_of(request)
    typed = Typed.read(form, campaign)
    try:
        shown = preview_of(request, campaign, typed, (LetterForm.PDF,))
        content = make(shown)
    except CampaignerError as error:
        return not_possible(request, campaign, typed, error)
    name = f"{campaign.slug}-{slug(shown.letter.recipient.name)}.{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)
