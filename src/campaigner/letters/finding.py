"""To whom somebody can write: by postcode, by a chosen area, or by a name."""

from __future__ import annotations

from collections.abc import Sequence

from campaigner.campaigns.loader import load_campaign
from campaigner.forms import check_form, read_field
from campaigner.letters.recipients import ChooseArea, recipients_for
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.representatives.models import Representative
from campaigner.representatives.postcodes import PostcodeError, parse_postcode
from campaigner.representatives.searching import search

MOST_FOUND = 25


def find_by_place(
    here: OpenWorkspace, slug: str, language: str, postcode: str, area: str = ""
) -> tuple[Representative, ...] | ChooseArea:
    """Returns those to whom a campaign's letters go from a place, or the choice to make first.

    ``area`` is the code of the area that was chosen, with or without a postcode.
    Raises FormRefused for a postcode that is not valid, NoRecipient if nobody is known, UsageError
    for an area that is not known or does not have the postcode.
    """
    campaign = load_campaign(here.workspace.campaign_folder(slug))
    problems: list[Problem] = []
    code = postcode.strip()
    if code or not area:
        code = str(read_field(problems, "postcode", parse_postcode, code, None))
    check_form(problems)
    found = recipients_for(here.database, code, campaign, language, area, today=here.today)
    return found if isinstance(found, ChooseArea) else tuple(found)


def find_by_name(
    here: OpenWorkspace, slug: str, language: str, text: str
) -> tuple[Representative, ...]:
    """Returns whom a name means: a representative's, or an area's; at most 25, none if unknown.

    They are in the roles to whom the campaign's letters go, and represent an area.
    """
    campaign = load_campaign(here.workspace.campaign_folder(slug))
    roles: Sequence[str] = [to.role for to in campaign.letter.to if not to.names]
    if not text.strip():
        return ()
    try:
        found = search(here.database, text, roles, language=language, today=here.today).found
    except PostcodeError:
        return ()
    return tuple(each for each in found if each.area)[:MOST_FOUND]
