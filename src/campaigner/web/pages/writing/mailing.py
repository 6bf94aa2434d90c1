"""A finished letter is mailed to the person who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.addresses import LANGUAGE, WRITE_MAILED
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused
from campaigner.letters.writing.preview import Preview
from campaigner.mail.own_letters import check_wish, mail_to_writer
from campaigner.problems import Problem
from campaigner.rendering.renderers import DoesNotFit
from campaigner.text import in_language
from campaigner.vocabulary.letters import LetterForm
from campaigner.web.forms import Form
from campaigner.web.pages.asked_emails import ASKED, asked_about, with_chosen_email
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.form_errors import in_words, listed
from campaigner.web.pages.page import Page, language_of, wording_of
from campaigner.web.pages.statuses import NOT_VALID
from campaigner.web.pages.writing.finding import start_again
from campaigner.web.pages.writing.finished import ready
from campaigner.web.pages.writing.form import not_possible, preview_of
from campaigner.web.pages.writing.typed import Typed, problems_in
from campaigner.web.sealing import keep, kept
from campaigner.web.site import lane_of, network_of, site_of

_WISH = ("mail_to", "agree")
_KEPT = "mailed-{campaign}"


def mail(request: Request, form: Form) -> Response:
    """Have the letter mailed to the person who wrote it, if they agree."""
    site, campaign = site_of(request), campaign_of(request)
    typed = Typed.read(form, campaign)
    network = network_of(request)
    form = with_chosen_email(form, "mail_to")
    to, agreed = form.get("mail_to", ""), bool(form.get("agree"))
    try:
        shown = preview_of(request, campaign, typed, (LetterForm.PDF,))
    except CampaignerError as error:
        return not_possible(request, campaign, typed, error)
    wrong = partial(_not_mailed, request, campaign, typed, shown, to, agreed=agreed)
    meant, problems = asked_about(to, typed[ASKED], _wish_problems(to, agreed=agreed), "mail_to")
    if problems:
        return wrong(problems, meant)
    try:
        pdf = site.press.typeset(shown.letter.page).pdf
        site.writer.submit(
            lambda here: mail_to_writer(here, shown, pdf, to, agreed=agreed, network=network),
            lane_of(request),
        ).result()
    except DoesNotFit as error:
        return not_possible(request, campaign, typed, error)
    except CampaignerError as error:
        return wrong([_at_address(each) for each in problems_in(error)])
    return _sent(request, campaign, typed, shown, to)


def _sent(request: Request, campaign: Campaign, typed: Typed, shown: Preview, to: str) -> Response:
    """Lead to a page that can be loaded again without another mail."""
    query = urlencode({LANGUAGE: typed.language})
    path = WRITE_MAILED.format(campaign=campaign.slug)
    response = RedirectResponse(f"{path}?{query}", 303)
    values = {"to": to, "name": shown.letter.recipient.envelope_name}
    name = _KEPT.format(campaign=campaign.slug)
    keep(request, response, name, values, site_of(request).clock())
    return response


def mailed(request: Request) -> Response:
    """Say where the letter was mailed, and what comes next."""
    campaign = campaign_of(request)
    found = kept(request, _KEPT.format(campaign=campaign.slug), site_of(request).clock())
    if found is None:
        return start_again(request)
    language = language_of(request, campaign.languages)
    values = {
        "slug": campaign.slug,
        "title": in_language(campaign.title, language),
        "mailed_to": found["to"],
        "recipient": found["name"],
    }
    languages = tuple(campaign.languages)
    return Page("write-mailed", language, languages, campaign, values).response(request)


def _wish_problems(to: str, *, agreed: bool) -> Sequence[Problem]:
    try:
        check_wish(to, agreed=agreed)
    except FormRefused as refused:
        return refused.problems
    return ()


def _not_mailed(
    request: Request,
    campaign: Campaign,
    typed: Typed,
    shown: Preview,
    to: str,
    problems: Sequence[Problem],
    meant: str = "",
    *,
    agreed: bool,
) -> Response:
    words = wording_of(site_of(request), typed.language, campaign).words
    said = in_words(problems, words["write"]["errors"], typed.language)
    typed = typed.with_values(asked=to.strip()) if meant else typed
    wrong: dict[str, Any] = {"errors": said, "listed": listed(said, _WISH), "meant": meant}
    return ready(
        *(request, campaign, typed, shown), **wrong, mail_to=to, agree=agreed, status=NOT_VALID
    )


def _at_address(problem: Problem) -> Problem:
    """A problem of mailing at the field of the address, if it has none of its own."""
    return problem if problem.path else replace(problem, path="mail_to")
