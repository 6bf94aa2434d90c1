"""Who asks people of a campaign for consent, how many said yes, and who has taken the list away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.outreach.partners import EXPORTED
from campaigner.outreach.stopping import Allowed
from campaigner.store import audit
from campaigner.store.consents import OURSELVES, OWN
from campaigner.store.contacts import count_up_to
from campaigner.vocabulary.consents import ContactChannel, ContactPurpose, UpdatesBasis

COUNTED = 10_000
"""People that are counted on a page; of more it says that there are more."""


@dataclass(frozen=True, slots=True)
class Download:
    """Somebody took a list away: ``at`` in seconds since 1970, by whom as the audit has it."""

    at: int
    actor: str
    rows: int


@dataclass(frozen=True, slots=True)
class Asker:
    """A partner, or the organisation (``OURSELVES``): what it asks for, how many said yes.

    People are counted as far as ``COUNTED`` and one more. ``downloads`` are the newest first.
    """

    key: str
    name: str
    asks: tuple[tuple[ContactPurpose, ContactChannel], ...]
    people: int
    downloads: tuple[Download, ...]

    @property
    def said_yes(self) -> int:
        """How many said yes, as far as is counted."""
        return min(self.people, COUNTED)

    @property
    def more(self) -> bool:
        """Whether there are more."""
        return self.people > COUNTED


@dataclass(frozen=True, slots=True)
class HasIt:
    """A partner who took a list away after a person said yes to it; ``at`` is the last time."""

    campaign: str
    name: str
    at: int


def askers_of(here: OpenWorkspace, campaign: str) -> list[Asker]:
    """Returns a campaign's partners, and the organisation itself if it asks.

    Raises UnknownName for a campaign that is not there.
    """
    defined = _defined(here, campaign)
    found = [_partner(here, defined, each.key) for each in defined.partners if not each.is_us]
    own = _ourselves(here, campaign)
    return [*found, own] if own.asks or own.people else found


def asker(here: OpenWorkspace, campaign: str, key: str) -> Asker:
    """Returns one of them. Raises UnknownName for a partner who asks for no consent."""
    if key == OURSELVES:
        return _ourselves(here, campaign)
    defined = _defined(here, campaign)
    return _partner(here, defined, defined.partner_who_asks(key).key)


def who_has(here: OpenWorkspace, stopped: Iterable[Allowed]) -> list[HasIt]:
    """Returns the partners who took away what a person has stopped since: they have to be told.

    Lists that were taken away before the person said yes do not have the person.
    """
    found: dict[tuple[str, str], HasIt] = {}
    for each in stopped:
        if each.who in ("", OURSELVES):
            continue
        later = [one for one in _downloads(here, each.campaign, each.who) if one.at >= each.since]
        if later:
            name = _name(here, each.campaign, each.who)
            found[each.campaign, each.who] = HasIt(each.campaign, name, later[0].at)
    return list(found.values())


def asker_names(here: OpenWorkspace, allowed: Iterable[Allowed]) -> dict[str, str]:
    """Returns the names of those who may contact a person, by the keys of what is allowed.

    A partner who is not there any more has its key as a name.
    """
    return {
        each.key: _own_name(here) if each.who == OURSELVES else _name(here, each.campaign, each.who)
        for each in allowed
        if each.who
    }


def _defined(here: OpenWorkspace, campaign: str) -> Campaign:
    return defined_campaign(here.workspace.campaign_folder(campaign))


def _name(here: OpenWorkspace, campaign: str, key: str) -> str:
    """The name of a partner, or the key of one who is not there any more."""
    try:
        return _defined(here, campaign).partner_who_asks(key).name
    except CampaignerError:
        return key


def _partner(here: OpenWorkspace, defined: Campaign, key: str) -> Asker:
    (partner,) = [each for each in defined.partners if each.key == key][:1]
    asks = tuple((each.purpose, each.channel) for each in partner.questions)
    people = count_up_to(here.database.conn, defined.slug, key, COUNTED)
    return Asker(key, partner.name, asks, people, tuple(_downloads(here, defined.slug, key)))


def _own_name(here: OpenWorkspace) -> str:
    settings = here.workspace.settings
    return settings.organisation.name or settings.data_controller.name


def _ourselves(here: OpenWorkspace, campaign: str) -> Asker:
    settings = here.workspace.settings
    asks = ((ContactPurpose.NEWS, ContactChannel.EMAIL),)
    return Asker(
        OURSELVES,
        _own_name(here),
        asks if settings.updates.basis is not UpdatesBasis.NONE else (),
        count_up_to(here.database.conn, campaign, OWN, COUNTED),
        tuple(_downloads(here, campaign, OURSELVES)),
    )


def _downloads(here: OpenWorkspace, campaign: str, key: str) -> Iterator[Download]:
    for deed in audit.deeds_of(here.database.conn, EXPORTED, campaign):
        try:
            said = json.loads(deed.details)
            if said["partner"] == key:
                yield Download(deed.at, deed.actor, int(said["rows"]))
        except (ValueError, TypeError, LookupError):
            continue  # it is no longer as it was written
