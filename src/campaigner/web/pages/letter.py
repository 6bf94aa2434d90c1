"""Writing the letter: its form beside what it will look like, and the ways to send it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from campaigner.addresses import WRITE_EDIT, WRITE_READY
from campaigner.campaigns.models import Campaign
from campaigner.email_doubts import to_ask_about
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.forms import FormRefused
from campaigner.letters.choices import Offer, Offers, offers
from campaigner.letters.closeness import FEW_WORDS
from campaigner.letters.counting import count_letter
from campaigner.letters.plain_text import as_message, as_text, mail_link
from campaigner.letters.preview import Preview, preview
from campaigner.letters.recipients import ChooseArea
from campaigner.letters.reminder import reminder
from campaigner.mail.own_letters import check_wish, mail_to_writer
from campaigner.problems import Problem
from campaigner.rendering.on_screen import on_screen
from campaigner.rendering.press import PressBusy, PressFailed
from campaigner.rendering.renderers import DoesNotFit
from campaigner.text import in_language, slug
from campaigner.vocabulary import LetterForm
from campaigner.web.forms import Form
from campaigner.web.pages.asked_emails import ASKED, asked_about, with_chosen_email
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.in_turn import TOO_MANY
from campaigner.web.pages.letter_forms import FIELDS, Typed, in_words, listed, problems_in, resent
from campaigner.web.pages.page import Page, language_of, wording_of
from campaigner.web.pages.writing import NOT_VALID
from campaigner.web.protection import framed_policy, framing_policy
from campaigner.web.site import lane_of, network_of, site_of

_BUSY = 503
_LEFT_OUT = ("email", "address")
_WISH = ("mail_to", "agree")


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
    words = wording_of(site_of(request), typed.language, campaign).words
    try:
        shown = _preview(request, campaign, typed.bare(words["write"]["your_name"]), ())
    except CampaignerError as error:
        return cannot(request, campaign, typed, error)
    said = in_words(problems, words)
    values = {
        **_about(campaign, typed, shown),
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


def _about(campaign: Campaign, typed: Typed, shown: Preview) -> dict[str, Any]:
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
    said = in_words([Problem("", 0, kind, error.message, error.hint)], words)
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


def _preview(
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
        said = in_words(problems_in(error), words)
        return _framed(request, campaign, typed.language, list(said.values()))
    closeness = _closeness(shown)
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
        return _preview(request, campaign, typed, (LetterForm.PDF,))
    except FormRefused as refused:
        unfinished = {each.path: "" for each in refused.problems if each.path in _LEFT_OUT}
        return _preview(request, campaign, typed.with_values(**unfinished), (LetterForm.PDF,))


def _frame_headers(style: str = "") -> dict[str, str]:
    return {"Content-Security-Policy": framed_policy(style), "Cache-Control": "no-store"}


def _framed(
    request: Request, campaign: Campaign, language: str, said: list[str], status: int = 200
) -> Response:
    page = Page("write-frame", language, (language,), campaign, {"said": said})
    return page.response(request, status, _frame_headers())


def _closeness(shown: Preview) -> dict[str, Any]:
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


def finish(request: Request, form: Form) -> Response:
    """Check the letter, count it once, and show the ways to send it."""
    campaign = campaign_of(request)
    typed = Typed.read(with_chosen_email(form), campaign)
    try:
        shown = _preview(request, campaign, typed, (LetterForm.PDF,))
    except FormRefused as refused:
        return _asked(request, campaign, typed, refused.problems)
    except CampaignerError as error:
        return _refused(request, campaign, typed, error)
    if to_ask_about(typed["email"], typed[ASKED]):
        return _asked(request, campaign, typed)
    if not typed["counted"]:
        with suppress(CampaignerError):  # a letter does not wait for its count
            site_of(request).writer.submit(
                lambda here: count_letter(here, shown), lane_of(request)
            ).result()
    return ready(request, campaign, typed.with_values(counted="yes"), shown)


def _asked(
    request: Request, campaign: Campaign, typed: Typed, problems: Sequence[Problem] = ()
) -> Response:
    """The form again with its mistakes, and the question whether another address was meant."""
    meant, found = asked_about(typed["email"], typed[ASKED], problems)
    return edit(request, campaign, typed, found, NOT_VALID, meant)


def _refused(
    request: Request, campaign: Campaign, typed: Typed, error: CampaignerError
) -> Response:
    """The form again, where what is wrong can be corrected there; otherwise why not."""
    if isinstance(error, PressBusy | PressFailed):
        return edit(request, campaign, typed, problems_in(error), _BUSY)
    problems = problems_in(error)
    if isinstance(error, FormRefused) or problems[0].path or problems[0].code.startswith("long"):
        return edit(request, campaign, typed, problems, NOT_VALID)
    return cannot(request, campaign, typed, error)


def ready(
    request: Request,
    campaign: Campaign,
    typed: Typed,
    shown: Preview,
    **more: Any,
) -> Response:
    """The page with the ways to send a letter."""
    values = {
        **_about(campaign, typed, shown),
        "carried": typed.all_carried(),
        "carried_without_to": [
            pair for pair in typed.all_carried() if pair[0] not in ("to", "counted")
        ],
        "close": _closeness(shown),
        "mail_link": mail_link(shown.letter),
        "text": as_text(shown.letter),
        "has_address": bool(shown.letter.sender.lines),
        "others": [each for each in shown.recipients if each.id != shown.letter.recipient.id],
        "mail_to": typed["email"],
        "agree": False,
        "errors": {},
        "listed": [],
        "mailed": False,
        "meant": "",
    } | more
    again = resent("change", WRITE_READY, campaign)
    languages = tuple(campaign.languages)
    page = Page("write-ready", typed.language, languages, campaign, values, resent=again)
    return page.response(request, int(more.get("status", 200)))


def mail(request: Request, form: Form) -> Response:
    """Have the letter mailed to the person who wrote it, if they agree."""
    site, campaign = site_of(request), campaign_of(request)
    typed = Typed.read(form, campaign)
    network = network_of(request)
    form = with_chosen_email(form, "mail_to")
    to, agreed = form.get("mail_to", ""), bool(form.get("agree"))
    try:
        shown = _preview(request, campaign, typed, (LetterForm.PDF,))
    except CampaignerError as error:
        return _refused(request, campaign, typed, error)
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
        return _refused(request, campaign, typed, error)
    except CampaignerError as error:
        return wrong([_at_address(each) for each in problems_in(error)])
    return ready(request, campaign, typed, shown, mailed=True, mail_to=to)


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
    said = in_words(problems, words)
    typed = typed.with_values(asked=to.strip()) if meant else typed
    wrong: dict[str, Any] = {"errors": said, "listed": listed(said, _WISH), "meant": meant}
    return ready(
        *(request, campaign, typed, shown), **wrong, mail_to=to, agree=agreed, status=NOT_VALID
    )


def _at_address(problem: Problem) -> Problem:
    """A problem of mailing at the field of the address, if it has none of its own."""
    return problem if problem.path else replace(problem, path="mail_to")


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
        shown = _preview(request, campaign, typed, (LetterForm.PDF,))
        content = make(shown)
    except CampaignerError as error:
        return _refused(request, campaign, typed, error)
    name = f"{campaign.slug}-{slug(shown.letter.recipient.name)}.{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)
