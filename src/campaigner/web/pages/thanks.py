"""After confirming: thanks, the count, what to do next, and the receipt to keep."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from campaigner.addresses import LANGUAGE, campaign_page
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.recipients import recipients_for
from campaigner.opening import OpenWorkspace
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import open_petition
from campaigner.petitions.own_signature import OwnSignature, own_receipt, own_signature
from campaigner.text import in_language
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import Page, language_of
from campaigner.web.sealing import keep, kept
from campaigner.web.site import site_of

_KEPT = "thanks-{campaign}"  # people may have the pages of several campaigns open


def remember(request: Request, response: Response, campaign: str, signature: int) -> None:
    """Let the next pages know whose signature was confirmed."""
    name = _KEPT.format(campaign=campaign)
    keep(request, response, name, {"signature": signature}, site_of(request).clock())


def thanks(request: Request) -> Response:
    """Thank a person whose signature is confirmed, and say what they can do next."""
    campaign = campaign_of(request)
    language = language_of(request, campaign.languages)
    with site_of(request).opened() as here:
        opened = open_petition(here, campaign.slug)
        number = _remembered(request, campaign)
        own = own_signature(opened, number) if number else None
        values = {
            "slug": campaign.slug,
            "title": in_language(campaign.title, language),
            "own": own,
            "total": own.total if own else standing(opened).total,
            "writes_to": _writes_to(here, campaign, own, language) if own else [],
            "sends": bool(own and own.has_letter),
            "letter": _letter(own, language) if own else [],
            "share": share_links(here, campaign, language),
        }
    return Page("thanks", language, tuple(campaign.languages), campaign, values).response(request)


def receipt(request: Request) -> Response:
    """Give the receipt of the signature that was confirmed last, as a file to keep."""
    campaign = campaign_of(request)
    number = _remembered(request, campaign)
    if number is None:
        raise HTTPException(404)
    with site_of(request).opened() as here:
        text = own_receipt(open_petition(here, campaign.slug), number)
    if text is None:
        return _no_receipt_yet(request, campaign)
    headers = {
        "Content-Disposition": f'attachment; filename="receipt-{campaign.slug}.txt"',
        "Cache-Control": "no-store",
    }
    return PlainTextResponse(text, headers=headers)


def _no_receipt_yet(request: Request, campaign: Campaign) -> Response:
    language = language_of(request, campaign.languages)
    values = {"slug": campaign.slug, "title": in_language(campaign.title, language)}
    page = Page("no-receipt", language, tuple(campaign.languages), campaign, values)
    return page.response(request, 404)


def _remembered(request: Request, campaign: Campaign) -> int | None:
    found = kept(request, _KEPT.format(campaign=campaign.slug), site_of(request).clock())
    return int(found["signature"]) if found else None


def _writes_to(
    here: OpenWorkspace, campaign: Campaign, own: OwnSignature, language: str
) -> list[str]:
    """The names of those to whom the campaign's letter goes from where a person lives."""
    if not own.postcode:
        return []
    try:
        found = recipients_for(
            here.database, own.postcode, campaign, language, own.area, today=here.today
        )
    except CampaignerError:
        return []
    return [each.envelope_name for each in found] if isinstance(found, list) else []


def _letter(own: OwnSignature, language: str) -> list[tuple[str, str]]:
    """What a person need not type again for their letter, as hidden fields."""
    known = {"postcode": own.postcode, "area": own.area, "name": own.name, LANGUAGE: language}
    return [(name, value) for name, value in known.items() if value]


@dataclass(frozen=True)
class Share:
    """Where a campaign can be passed on: its address, and links that open a program for it."""

    address: str
    whatsapp: str
    email: str


def share_links(here: OpenWorkspace, campaign: Campaign, language: str) -> Share:
    """Returns the links by which a campaign is passed on."""
    title = in_language(campaign.title, language)
    address = campaign_page(here.workspace.settings.web.address, campaign.slug, language=language)
    words = quote(f"{title}\n{address}", safe="")
    return Share(
        address,
        f"https://wa.me/?text={words}",
        f"mailto:?subject={quote(title, safe='')}&body={quote(address, safe='')}",
    )
