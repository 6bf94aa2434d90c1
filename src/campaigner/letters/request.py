"""A letter that somebody asks for, as they typed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from campaigner.campaigns.models import Campaign
from campaigner.letters.jobs import Wishes
from campaigner.letters.supporters import Supporter, supporter_from
from campaigner.vocabulary.letters import SupporterKind


@dataclass(frozen=True, kw_only=True)
class LetterRequest(Wishes):
    """One supporter's letter for a campaign: who writes, what they say, and how it is made.

    ``address`` has commas or line breaks between its lines; ``asks`` and ``facts`` are ids with
    commas between, empty for all. ``language`` is empty for the campaign's first. ``area`` is
    the code of the area that was chosen: with one the postcode may be left out. ``to`` is the id of
    the one of several recipients who is written to, 0 for each. A letter written ``again`` reminds
    of a first one, sent on the day ``first_sent`` if that is known. ``stem`` is the file's name
    without its ending, empty for the usual name; ``replace`` is that it may replace a file that
    campaigner did not make.
    """

    campaign: str
    name: str
    postcode: str
    address: str = ""
    email: str = ""
    language: str = ""
    personal: str = ""
    asks: str = ""
    facts: str = ""
    kind: SupporterKind = SupporterKind.CONSTITUENT
    area: str = ""
    to: int = 0
    again: bool = False
    first_sent: date | None = None
    stem: str = ""
    replace: bool = False


def supporter_of(request: LetterRequest, campaign: Campaign) -> Supporter:
    """Returns the supporter who asks for a letter.

    Raises FormRefused with all values that cannot be used; the path of each problem is the name
    of the field.
    """
    values = {
        "name": request.name,
        "address": request.address,
        "postcode": request.postcode,
        "email": request.email,
        "personal": request.personal,
        "asks": request.asks,
        "facts": request.facts,
        "kind": request.kind.value,
    }
    language = request.language or campaign.languages[0]
    supporter = supporter_from(
        lambda column: values.get(column, ""), campaign, language, any_place=bool(request.area)
    )
    if not request.again:
        return supporter
    wording = replace(supporter.wording, again=True, first_sent=request.first_sent)
    return replace(supporter, wording=wording)
