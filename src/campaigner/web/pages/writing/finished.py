"""The finished letter, with the ways to send it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from campaigner.addresses import WRITE_READY
from campaigner.campaigns.models import Campaign
from campaigner.email_doubts import to_ask_about
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused
from campaigner.letters.records.counting import count_letter
from campaigner.letters.writing.plain_text import as_text, mail_link
from campaigner.letters.writing.preview import Preview
from campaigner.vocabulary.letters import LetterForm
from campaigner.web.forms import Form
from campaigner.web.pages.asked_emails import ASKED, with_chosen_email
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import Page
from campaigner.web.pages.writing.form import about, asked_again, not_possible, preview_of
from campaigner.web.pages.writing.sheet import closeness_of
from campaigner.web.pages.writing.typed import Typed, resent
from campaigner.web.site import lane_of, site_of


def finish(request: Request, form: Form) -> Response:
    """Check the letter, count it once, and show the ways to send it."""
    site, campaign = site_of(request), campaign_of(request)
    typed = Typed.read(with_chosen_email(form), campaign)
    try:
        shown = preview_of(request, campaign, typed, (LetterForm.PDF,))
    except FormRefused as refused:
        return asked_again(request, campaign, typed, refused.problems)
    except CampaignerError as error:
        return not_possible(request, campaign, typed, error)
    if to_ask_about(typed["email"], typed[ASKED]):
        return asked_again(request, campaign, typed)
    if not typed["counted"] and site.once.is_first(_key(typed, shown)):
        with suppress(CampaignerError):  # a letter does not wait for its count
            site.writer.submit(lambda here: count_letter(here, shown), lane_of(request)).result()
    return ready(request, campaign, typed.with_values(counted="yes"), shown)


def _key(typed: Typed, shown: Preview) -> tuple[str, str, int] | None:
    """What a letter is known by if its page is loaded again; None if its form did not say."""
    recipient = shown.letter.recipient.id
    return (shown.campaign.slug, typed["once"], recipient) if typed["once"] else None


def ready(
    request: Request,
    campaign: Campaign,
    typed: Typed,
    shown: Preview,
    **more: Any,
) -> Response:
    """The page with the ways to send a letter."""
    values = {
        **about(campaign, typed, shown),
        "carried": typed.all_carried(),
        "carried_without_to": [
            pair for pair in typed.all_carried() if pair[0] not in ("to", "counted", "once")
        ],
        "close": closeness_of(shown),
        "mail_link": mail_link(shown.letter),
        "text": as_text(shown.letter),
        "has_address": bool(shown.letter.sender.lines),
        "others": [each for each in shown.recipients if each.id != shown.letter.recipient.id],
        "mail_to": typed["email"],
        "agree": False,
        "errors": {},
        "listed": [],
        "meant": "",
    } | more
    again = resent("change", WRITE_READY, campaign)
    languages = tuple(campaign.languages)
    page = Page("write-ready", typed.language, languages, campaign, values, resent=again)
    return page.response(request, int(more.get("status", 200)))
