"""What an account is for: its role, and where the role holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from campaigner.campaigns.loader import defined_campaign
from campaigner.errors import UsageError
from campaigner.opening import OpenWorkspace
from campaigner.sources import parse_code
from campaigner.store.organisers import Place as Place
from campaigner.store.sources import source_of
from campaigner.vocabulary.desk import AccountRole

_USUALLY_EVERYWHERE = (AccountRole.OWNER, AccountRole.AMBASSADOR)


def parse_role(text: str) -> AccountRole:
    """Returns the role of that name, written exactly so. Raises UsageError."""
    try:
        return AccountRole(text)
    except ValueError:
        raise UsageError("Choose a role.", code="role-wanted") from None


def place_of(
    role: AccountRole,
    campaigns: Iterable[str] = (),
    *,
    every_campaign: bool = False,
    source: str = "",
    partner: str = "",
) -> Place:
    """Returns what an account is wished to be for; ``check_place`` says whether that can be.

    If no campaign is named, an owner's and an ambassador's are for all of them.
    """
    named = frozenset(campaigns)
    everywhere = every_campaign or (role in _USUALLY_EVERYWHERE and not named)
    return Place(role, named, everywhere, source, partner)


def check_place(here: OpenWorkspace, place: Place) -> Place:
    """Returns what an account is to be for, if that can be, with the keys of source and partner.

    An owner's is for every campaign, an ambassador's for a source, a partner's for one partner of
    all its campaigns. Raises UsageError, and UnknownName for what is not there.
    """
    _check_shape(place)
    folders = [here.workspace.campaign_folder(each) for each in sorted(place.campaigns)]
    if place.partner:
        asking = [defined_campaign(each).partner_who_asks(place.partner) for each in folders]
        place = replace(place, partner=asking[0].key)
    if place.source:
        code = source_of(here.database.conn, parse_code(place.source)).code
        place = replace(place, source=code)
    return place


def _check_shape(place: Place) -> None:
    role = place.role
    if bool(place.source) is not (role is AccountRole.AMBASSADOR):
        raise UsageError(
            "An ambassador needs a source, and nobody else has one.",
            hint="Name their source.",
            code="source-of-ambassadors",
        )
    if bool(place.partner) is not (role is AccountRole.PARTNER):
        raise UsageError(
            "A partner's account needs a partner, and no other has one.",
            hint="Name the organisation that the person is from.",
            code="partner-of-partners",
        )
    if role is AccountRole.OWNER and not place.everywhere:
        raise UsageError(
            "An owner's account is for every campaign.",
            hint="Name no campaign.",
            code="owner-everywhere",
        )
    if role is AccountRole.PARTNER and place.everywhere:
        raise UsageError(
            "A partner's account is for campaigns by name.",
            hint="Name the campaigns.",
            code="partner-by-name",
        )
    if place.everywhere is bool(place.campaigns):
        raise UsageError(
            "An account is for campaigns by name, or for every campaign.",
            hint="Name the campaigns, or say that it is for all of them.",
            code="campaigns-by-name",
        )
