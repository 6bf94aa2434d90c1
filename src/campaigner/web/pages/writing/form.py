"""The form of a letter, filled in, and why there can be no letter."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from campaigner.addresses import WRITE_EDIT
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.forms import FormRefused
from campaigner.letters.recipients import ChooseArea
from campaigner.letters.writing.choices import Offer, Offers, offers
from campaigner.letters.writing.preview import Preview, preview
from campaigner.problems import Problem
from campaigner.rendering.press import PressBusy, PressFailed
from campaigner.text import in_language
from campaigner.vocabulary.letters import LetterForm
from campaigner.web.forms import Form
from campaigner.web.pages.asked_emails import ASKED, asked_about
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.form_errors import in_words, listed
from campaigner.web.pages.page import Page, wording_of
from campaigner.web.pages.statuses import BUSY, NOT_VALID
from campaigner.web.pages.writing.typed import FIELDS, Typed, problems_in, resent
from campaigner.web.protection import framing_policy
from campaigner.web.site import site_of

_BYTES = 9


def edit(
    request: Request,
    campaign: Campaign,
    typed: Typed,
    problems: Sequence[Problem] = (),
    status: int = 200,
    meant: str = "",
) -> Response:
    """The form of the letter, filled in, beside the place where it is shown.

    ``meant`` is the address that was probably meant, if the form asks.
    """
    if meant:
        typed = typed.with_values(asked=typed["email"].strip())
    if not typed["once"]:
        typed = typed.with_values(once=secrets.token_urlsafe(_BYTES))
    words = wording_of(site_of(request), typed.language, campaign).words
    try:
        shown = preview_of(request, campaign, typed.bare(words["write"]["your_name"]), ())
    except CampaignerError as error:
        return cannot(request, campaign, typed, error)
    said = in_words(problems, words["write"]["errors"], typed.language)
    values = {
        **about(campaign, typed, shown),
        "typed": {name: typed[name] for name in (*FIELDS, ASKED)},
        "meant": meant,
        "carried": typed.carried(),
        "offers": _ticked(offers(shown), typed),
        "picked": " ".join(_offered(offers(shown))),
        "errors": said,
        "listed": listed(said, FIELDS),
        "others": [tag for tag in campaign.languages if tag != typed.language],
    }
    again = resent("letter", WRITE_EDIT, campaign)
    languages = tuple(campaign.languages)
    page = Page("write", typed.language, languages, campaign, values, resent=again)
    return page.response(request, status, {"Content-Security-Policy": framing_policy()})


def about(campaign: Campaign, typed: Typed, shown: Preview) -> dict[str, Any]:
    """Returns what all pages of a letter say of it."""
    return {
        "slug": campaign.slug,
        "title": in_language(campaign.title, typed.language),
        "again": typed.is_again,
        "recipient": shown.letter.recipient,
    }


def _offered(found: Offers) -> list[str]:
    return [name for name, listed in (("asks", found.asks), ("facts", found.facts)) if listed]


def _ticked(found: Offers, typed: Typed) -> dict[str, Any]:
    """What can be chosen, ticked as it was; as the letter has it if it was not offered before."""
    was_offered = typed["picked"].split()

    def listed(name: str, offered: Sequence[Offer]) -> list[tuple[str, str, bool]]:
        chosen = typed.several.get(name, ()) if name in was_offered else None
        return [
            (each.id, each.words, each.is_chosen if chosen is None else each.id in chosen)
            for each in offered
        ]

    return {
        "asks": listed("asks", found.asks),
        "facts": listed("facts", found.facts),
        "kinds": found.kinds,
    }


def cannot(request: Request, campaign: Campaign, typed: Typed, error: CampaignerError) -> Response:
    """Say why there can be no letter, and what to do."""
    words = wording_of(site_of(request), typed.language, campaign).words
    kind = "no-text" if _is_about_text(error) else problems_in(error)[0].code
    problem = Problem("", 0, kind, error.message, error.hint)
    said = in_words([problem], words["write"]["errors"], typed.language)
    values = {
        "slug": campaign.slug,
        "title": in_language(campaign.title, typed.language),
        "message": said[""],
        "carried": typed.all_carried(),
        "others": [tag for tag in campaign.languages if tag != typed.language]
        if kind == "no-text"
        else [],
    }
    page = Page("write-cannot", typed.language, (typed.language,), campaign, values)
    return page.response(request, NOT_VALID)


def _is_about_text(error: CampaignerError) -> bool:
    """Whether there is no text that can be used for a letter."""
    if isinstance(error, FormRefused):
        return False
    return isinstance(error, ProblemsFound) or error.code == "no-template"


def preview_of(
    request: Request, campaign: Campaign, typed: Typed, forms: tuple[LetterForm, ...]
) -> Preview:
    """The letter as it would be. Raises CampaignerError, also for an area still to choose."""
    with site_of(request).opened() as here:
        shown = preview(here, typed.request(campaign, forms=forms))
    if isinstance(shown, ChooseArea):
        raise CampaignerError(shown.reason, code="choose-area")
    return shown


def change(request: Request, form: Form) -> Response:
    """Show the form again with what was typed."""
    campaign = campaign_of(request)
    return edit(request, campaign, Typed.read(form, campaign))


def asked_again(
    request: Request, campaign: Campaign, typed: Typed, problems: Sequence[Problem] = ()
) -> Response:
    """The form again with its mistakes, and the question whether another address was meant."""
    meant, found = asked_about(typed["email"], typed[ASKED], problems)
    return edit(request, campaign, typed, found, NOT_VALID, meant)


def not_possible(
    request: Request, campaign: Campaign, typed: Typed, error: CampaignerError
) -> Response:
    """The form again, where what is wrong can be corrected there; otherwise why not."""
    if isinstance(error, PressBusy | PressFailed):
        return edit(request, campaign, typed, problems_in(error), BUSY)
    problems = problems_in(error)
    if isinstance(error, FormRefused) or problems[0].path or problems[0].code.startswith("long"):
        return edit(request, campaign, typed, problems, NOT_VALID)
    return cannot(request, campaign, typed, error)
