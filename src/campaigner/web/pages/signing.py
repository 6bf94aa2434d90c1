"""Signing on a campaign's page, and what comes after: check your inbox."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from campaigner.addresses import CAMPAIGN, INBOX, LANGUAGE
from campaigner.campaigns.models import Campaign
from campaigner.countries import HOME
from campaigner.data_protection.questions import own_question
from campaigner.email_doubts import CheckEmail
from campaigner.forms import FormRefused
from campaigner.group_commit import Together
from campaigner.opening import OpenWorkspace
from campaigner.outreach.sources import counted_source
from campaigner.petitions.opening import petition_to_sign
from campaigner.petitions.signing.applying import ChooseArea, Filled, NotOpen, Signed
from campaigner.petitions.signing.form import SigningForm, only_asked
from campaigner.petitions.signing.together import Came, Sent, apply_together
from campaigner.problems import Problem
from campaigner.text import in_language
from campaigner.web.forms import Form, read_form
from campaigner.web.pages.asked_emails import ASKED, asked_about, with_chosen_email
from campaigner.web.pages.campaign import Entered, campaign_of, shown
from campaigner.web.pages.page import SHOW_IN, Page, language_of
from campaigner.web.pages.statuses import GONE, NOT_VALID
from campaigner.web.sealing import keep, kept
from campaigner.web.site import lane_of, network_of, site_of

_KEPT = "inbox-{campaign}"  # people may have the pages of several campaigns open
_LATE = Entered(is_late=True)
_CHOOSE = Problem("area", 0, "choose-area", "Choose where you live.")
_BOXES = ("agreed", "letter", "updates", "named", "pass_on")
_LONGEST_HIDDEN = 100  # longer ones are not known; a cookie has no room for all that is sent
_TYPED = ("name", "email", "postcode", "country", "source", "comment", ASKED)


async def sign(request: Request) -> Response:
    """Take a signature from the form; with mistakes, show the form again."""
    form = _without_long_values(with_chosen_email(await read_form(request)))
    campaign, network = campaign_of(request), network_of(request)
    wanted = form.get(LANGUAGE, "")
    language = wanted if wanted in campaign.languages else campaign.languages[0]
    if (other := form.get(SHOW_IN, "")) in campaign.languages:
        return await run_in_threadpool(shown, request, campaign, other, _entered(form))
    job: Together[Signed | ChooseArea | CheckEmail] = Together(
        _apply, _Asked(campaign.slug, language, form, network)
    )
    try:
        came = await site_of(request).written(job, lane_of(request), seen=False)
    except FormRefused as refused:
        again = _asking(_entered(form), refused.problems)
        return await run_in_threadpool(shown, request, campaign, language, again, NOT_VALID)
    except NotOpen as refused:
        if refused.code != "petition-closed":
            return _to(CAMPAIGN, campaign, language)
        return await run_in_threadpool(shown, request, campaign, language, _LATE, GONE)
    if isinstance(came, CheckEmail):
        again = _asking(_entered(form))
        return await run_in_threadpool(shown, request, campaign, language, again, NOT_VALID)
    if isinstance(came, ChooseArea):
        choice = replace(_entered(form), areas=came.areas, problems=[_CHOOSE])
        return await run_in_threadpool(shown, request, campaign, language, choice, NOT_VALID)
    return _to_inbox(request, campaign, language, form, came)


def _without_long_values(form: Form) -> Form:
    long = [name for name in ("source", "wording") if len(form.get(name, "")) > _LONGEST_HIDDEN]
    if not long:
        return form
    return Form([pair for pair in form.multi_items() if pair[0] not in long])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody sent to sign a campaign's petition."""

    campaign: str
    language: str
    form: Form
    network: str


def _apply(here: OpenWorkspace, asked: Sequence[_Asked]) -> list[Came]:
    """What came of the forms of some who sign at the same moment."""
    came: dict[int, Came] = {}
    for slug in {each.campaign for each in asked}:
        places = [place for place, each in enumerate(asked) if each.campaign == slug]
        petition = petition_to_sign(here, slug)
        sent = [_sent(here, petition.campaign, asked[place]) for place in places]
        done = apply_together(petition, sent)
        came |= dict(zip(places, done, strict=True))
    return [came[place] for place in range(len(asked))]


def _sent(here: OpenWorkspace, campaign: Campaign, asked: _Asked) -> Sent:
    typed = only_asked(campaign, _typed(here, asked.form, asked.language))
    return Sent(typed, asked.network, _filled(asked.form))


def _filled(form: Form) -> Filled:
    """How the form was filled in; a page without scripts does not say in how many seconds."""
    try:
        seconds = float(form.get("seconds", "") or math.inf)
    except ValueError:
        seconds = math.inf
    return Filled(form.get("website", ""), seconds)


def _to_inbox(
    request: Request, campaign: Campaign, language: str, form: Form, came: Signed
) -> Response:
    response = _to(INBOX, campaign, language)
    values = {
        "fields": {name: form[name] for name in (*_TYPED, "area", "wording") if name in form},
        "ticked": [name for name in _BOXES if name in form],
        "consents": form.getlist("consents"),
        "no_area": came.no_area.sentence if came.no_area and came.no_area.is_certain else "",
    }
    name = _KEPT.format(campaign=campaign.slug)
    keep(request, response, name, values, site_of(request).clock())
    return response


def _to(path: str, campaign: Campaign, language: str) -> Response:
    address = path.format(campaign=campaign.slug)  # neither this nor a language needs quoting
    return Response(status_code=303, headers={"Location": f"{address}?{LANGUAGE}={language}"})


def _typed(here: OpenWorkspace, form: Form, language: str) -> SigningForm:
    """What a person typed. Boxes that they were not shown are as if they had left them alone."""
    own = own_question(here.workspace, language)
    return SigningForm(
        name=form.get("name", ""),
        email=form.get("email", ""),
        postcode=form.get("postcode", ""),
        country=form.get("country", HOME),
        language=language,
        source=counted_source(here, form.get("source", "")),
        area=form.get("area"),
        consents=tuple(form.getlist("consents")),
        letter="letter" in form,
        updates=own is not None and own.allows(ticked="updates" in form),
        agreed="agreed" in form,
        asked=form.get(ASKED, ""),
        named="named" in form,
        comment=form.get("comment", ""),
        pass_on="pass_on" in form,
        wording=form.get("wording", ""),
    )


def _entered(form: Form) -> Entered:
    values = {name: form.get(name, "") for name in (*_TYPED, "area")}
    ticked = [name for name in _BOXES if name in form]
    return Entered(values, [*ticked, *form.getlist("consents")])


def _asking(entered: Entered, problems: Sequence[Problem] = ()) -> Entered:
    """The form with its mistakes, and the question whether another address was meant."""
    typed = entered.values["email"].strip()
    meant, found = asked_about(typed, entered.values[ASKED], problems)
    values = {**entered.values, ASKED: typed} if meant else entered.values
    return replace(entered, values=values, meant=meant, problems=found)


def inbox(request: Request) -> Response:
    """Say where the email went, and let a mistyped address be changed."""
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    typed = kept(request, _KEPT.format(campaign=campaign.slug), site_of(request).clock())
    if typed is None:
        return _to(CAMPAIGN, campaign, language)
    values = {
        "slug": campaign.slug,
        "title": in_language(campaign.title, language),
        "fields": typed["fields"],
        "ticked": typed["ticked"],
        "consents": typed["consents"],
        "no_area": typed["no_area"],
    }
    page = Page("inbox", language, tuple(campaign.languages), campaign, values)
    return page.response(request)
