"""Which asks a letter makes, and what its writer chose of a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigner.campaigns.models import Ask, Campaign
from campaigner.errors import CampaignerError, UnknownName
from campaigner.vocabulary.representatives import Nation


@dataclass(frozen=True)
class Choice:
    """What a person chose of a campaign, by id; None leaves all in."""

    asks: Sequence[str] | None = None
    facts: Sequence[str] | None = None


@dataclass(frozen=True)
class Occasion:
    """When a letter is written, and where its writer lives: an area's code and name, a nation."""

    day: date = date.min
    area: str = ""
    area_name: str = ""
    nation: Nation | None = None


class AskRefused(CampaignerError):
    """An ask that a letter cannot make on its day, or from where its writer lives."""

    code = "ask-refused"


def chosen_facts(campaign: Campaign, choice: Choice) -> Sequence[str]:
    """The ids of the facts that were chosen of those that the campaign offers; else all of them.

    Raises UnknownName for one that it does not offer.
    """
    offered = campaign.letter.facts
    for identifier in choice.facts or ():
        if identifier not in offered:
            raise UnknownName("fact to choose", identifier, offered)
    return offered if choice.facts is None else choice.facts


def chosen_asks(campaign: Campaign, choice: Choice) -> list[Ask]:
    """The asks that a person chose, in the campaign's order; else all of them.

    Raises UnknownName if one that was chosen is not there.
    """
    known = [ask.id for ask in campaign.asks]
    for identifier in choice.asks or ():
        if identifier not in known:
            raise UnknownName("ask", identifier, known)
    return [ask for ask in campaign.asks if choice.asks is None or ask.id in choice.asks]


def asks_of_letter(campaign: Campaign, choice: Choice, occasion: Occasion) -> list[Ask]:
    """The asks that a letter makes: those that were chosen, else the first of the campaign's.

    An ask that is past, or is not for the writer's nation, gives its place to the next.
    Raises AskRefused if one of these was chosen, or if none is left; UnknownName as
    ``chosen_asks``.
    """
    asks = chosen_asks(campaign, choice)
    left = [ask for ask in asks if _refusal(ask, occasion) == ""]
    if choice.asks is not None and len(left) < len(asks):
        message = next(filter(None, (_refusal(ask, occasion) for ask in asks)))
        raise AskRefused(message, hint="Choose another.")
    if not left:
        raise AskRefused(
            "This letter has no ask left.",
            hint="Each of its asks is past, or is not made where the supporter lives: add one that"
            " is.",
        )
    return left if choice.asks is not None else left[: campaign.letter.most_asks]


def _refusal(ask: Ask, occasion: Occasion) -> str:
    if ask.is_past(occasion.day):
        return f"The ask “{ask.id}” expired on {ask.expires}."
    if not ask.is_for(occasion.nation):
        return f"The ask “{ask.id}” is not made where this supporter lives."
    return ""
