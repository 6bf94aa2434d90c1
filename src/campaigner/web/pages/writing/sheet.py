"""The frame beside the form of a letter: how the letter looks so far."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused
from campaigner.letters.writing.closeness import FEW_WORDS
from campaigner.letters.writing.preview import Preview
from campaigner.rendering.on_screen import on_screen
from campaigner.vocabulary.letters import LetterForm
from campaigner.web.forms import Form
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.form_errors import in_words
from campaigner.web.pages.page import Page, language_of, wording_of
from campaigner.web.pages.statuses import TOO_MANY
from campaigner.web.pages.writing.form import preview_of
from campaigner.web.pages.writing.typed import Typed, problems_in
from campaigner.web.protection import framed_policy
from campaigner.web.site import site_of

_LEFT_OUT = ("email", "address")


def no_preview_yet(request: Request) -> Response:
    """What stands in the frame before the letter is shown in it."""
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    return _framed(request, campaign, language, [])


def show(request: Request, form: Form) -> Response:
    """Show the letter as it is so far, in the frame beside its form."""
    campaign = campaign_of(request)
    typed = Typed.read(form, campaign)
    site = site_of(request)
    words = wording_of(site, typed.language, campaign).words
    named = typed if typed["name"].strip() else typed.with_values(name=words["write"]["your_name"])
    try:
        shown = _shown_so_far(request, campaign, named)
    except CampaignerError as error:
        said = in_words(problems_in(error), words["write"]["errors"], typed.language)
        return _framed(request, campaign, typed.language, list(said.values()))
    closeness = closeness_of(shown)
    top = Page(
        "write-closeness", typed.language, campaign=campaign, values={"close": closeness}
    ).text(request)
    made = on_screen(shown.letter.page, [site.assets.address("paper.css")], top)
    return HTMLResponse(made.html, headers=_frame_headers(made.style))


def not_shown_yet(request: Request, form: Form) -> Response:
    """Say in the frame that somebody asked for too many letters at once."""
    campaign = campaign_of(request)
    typed = Typed.read(form, campaign)
    words = wording_of(site_of(request), typed.language, campaign).words
    said = [words["write"]["errors"]["press-busy"]]
    return _framed(request, campaign, typed.language, said, TOO_MANY)


def _shown_so_far(request: Request, campaign: Campaign, typed: Typed) -> Preview:
    """The letter without what is not typed to its end: an address, an email address."""
    try:
        return preview_of(request, campaign, typed, (LetterForm.PDF,))
    except FormRefused as refused:
        unfinished = {each.path: "" for each in refused.problems if each.path in _LEFT_OUT}
        return preview_of(request, campaign, typed.with_values(**unfinished), (LetterForm.PDF,))


def _frame_headers(style: str = "") -> dict[str, str]:
    return {"Content-Security-Policy": framed_policy(style), "Cache-Control": "no-store"}


def _framed(
    request: Request, campaign: Campaign, language: str, said: list[str], status: int = 200
) -> Response:
    page = Page("write-frame", language, (language,), campaign, {"said": said})
    return page.response(request, status, _frame_headers())


def closeness_of(shown: Preview) -> dict[str, Any]:
    """How close a letter is to everybody's, in per cent, and what would make it its writer's."""
    own_words = len(shown.wording.personal.split())
    ways = [each.part for each in shown.ways] if not shown.is_own else []
    if "personal" in ways and own_words:
        ways[ways.index("personal")] = "personal_more"
    return {
        "per_cent": round(shown.closeness * 100),
        "own": round((1 - shown.closeness) * 100),
        "is_own": shown.is_own,
        "ways": ways,
        "few": FEW_WORDS,
        "remark": shown.remark,
    }
