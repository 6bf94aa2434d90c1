"""Finding whom to write to: by postcode, by a choice between areas or people, or by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.addresses import CAMPAIGN, LANGUAGE, WRITE
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.finding import find_by_name, find_by_place
from campaigner.letters.recipients import ChooseArea
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.representatives.models import Area, Representative
from campaigner.representatives.no_area import NoArea
from campaigner.text import in_language
from campaigner.web.forms import Form
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.form_errors import in_words, listed
from campaigner.web.pages.page import Page, language_of, wording_of
from campaigner.web.pages.statuses import NOT_VALID
from campaigner.web.pages.writing.form import edit
from campaigner.web.pages.writing.typed import Typed, problems_in, resent, source_of
from campaigner.web.site import site_of

_FIELDS = ("postcode", "place", "who", "first_sent")


@dataclass(frozen=True)
class Finding:
    """How far the search has come: what to choose from, and what is wrong."""

    areas: Sequence[tuple[Area, Sequence[Representative]]] = ()
    people: Sequence[Representative] = ()
    no_area: NoArea | None = None
    who: str = ""
    problems: Sequence[Problem] = field(default_factory=list)


def ask_where(request: Request) -> Response:
    """Ask for a postcode, to write a first letter."""
    return _ask(request, again="")


def ask_where_again(request: Request) -> Response:
    """Ask for a postcode, to write a second letter."""
    return _ask(request, again="yes")


def _ask(request: Request, again: str) -> Response:
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    if refusal := _too_early(request, campaign):
        return refusal
    source = source_of(request.query_params)
    return _shown(request, campaign, Typed(language, {"again": again, "source": source}), Finding())


def start_again(request: Request) -> Response:
    """Lead somebody who opens a page in the middle back to the beginning."""
    return back_to(WRITE, request, campaign_of(request))


def back_to(path: str, request: Request, campaign: Campaign) -> Response:
    """Lead to a page of a campaign, in the language that was asked for."""
    language = language_of(request, campaign.languages)
    query = urlencode({LANGUAGE: language})
    return RedirectResponse(f"{path.format(campaign=campaign.slug)}?{query}", 303)


def _too_early(request: Request, campaign: Campaign) -> Response | None:
    today = site_of(request).clock().astimezone(site_of(request).workspace.zone).date()
    return back_to(CAMPAIGN, request, campaign) if today < campaign.opens else None


def find(request: Request, form: Form) -> Response:
    """Find whom to write to; lead on to the letter, or ask what else has to be known."""
    campaign = campaign_of(request)
    typed = Typed.read(form, campaign)
    if refusal := _too_early(request, campaign):
        return refusal
    area, _, person = form.get("place", "").partition(" ")
    typed = typed.with_values(area=area or typed["area"], to=person or typed["to"])
    with site_of(request).opened() as here:
        try:
            found = _search(here, campaign, typed, form.get("who", ""), is_chosen=bool(area))
        except CampaignerError as error:
            problems = [replace(each, path=each.path or "postcode") for each in problems_in(error)]
            found = Finding(problems=problems)
    if isinstance(found, Finding):
        return _shown(request, campaign, typed, found, _status(found))
    response = edit(request, campaign, typed.with_values(to=str(found.id)))
    if not typed["personal"]:
        # Nothing of the letter is on the page yet. So a browser may keep it: its Back button then
        # leads from the finished letter to the form with what was typed, not to an error.
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _status(found: Finding) -> int:
    return NOT_VALID if found.problems else 200


def _search(
    here: OpenWorkspace, campaign: Campaign, typed: Typed, who: str, *, is_chosen: bool
) -> Finding | Representative:
    """Whom to write to, or what has to be known first."""
    slug, language = campaign.slug, typed.language
    if who.strip() and not is_chosen:
        people = find_by_name(here, slug, language, who)
        unknown = [] if people else [Problem("who", 0, "unknown-who", "Nobody is known as that.")]
        return Finding(people=people, who=who, problems=unknown)
    place = typed["area"]
    found = find_by_place(here, slug, language, typed["postcode"], place)
    if isinstance(found, ChooseArea):
        areas = [
            (area, _in(here, campaign, language, typed["postcode"], area)) for area in found.areas
        ]
        return Finding(areas=areas, no_area=found.no_area)
    wanted = [each for each in found if typed["to"] in ("", "0", str(each.id))]
    return wanted[0] if len(wanted) == 1 else Finding(people=found)


def _in(
    here: OpenWorkspace, campaign: Campaign, language: str, postcode: str, area: Area
) -> Sequence[Representative]:
    try:
        found = find_by_place(here, campaign.slug, language, postcode, area.code)
    except CampaignerError:
        return ()
    return () if isinstance(found, ChooseArea) else found


def _shown(
    request: Request, campaign: Campaign, typed: Typed, found: Finding, status: int = 200
) -> Response:
    words = wording_of(site_of(request), typed.language, campaign).words
    said = in_words(found.problems, words["write"]["errors"], typed.language)
    own = words["write"]["no_area"]
    values = {
        "slug": campaign.slug,
        "title": in_language(campaign.title, typed.language),
        "again": typed.is_again,
        "postcode": typed["postcode"],
        "first_sent": typed["first_sent"],
        "carried": typed.carried(("again", "source", "counted")),
        "letter": [pair for pair in typed.all_carried() if pair not in typed.carried()],
        "areas": found.areas,
        "people": found.people,
        "nowhere": found.no_area and (own.get(found.no_area.reason) or found.no_area.sentence),
        "registered": bool(found.no_area and found.no_area.is_certain),
        "who": found.who,
        "errors": said,
        "listed": listed(said, _FIELDS),
    }
    again = resent("find", WRITE, campaign) if request.method == "POST" else None
    languages = tuple(campaign.languages)
    page = Page("write-find", typed.language, languages, campaign, values, resent=again)
    return page.response(request, status)
