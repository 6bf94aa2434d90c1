"""Letter texts that depend on who writes to whom: the first rule that matches wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from campaigner.campaigns.models import (
    KINDS_OF_PEOPLE,
    ORGANISATION,
    Campaign,
    Variant,
)
from campaigner.vocabulary.letters import SupporterKind
from campaigner.vocabulary.representatives import Nation

DEFAULT = ""
OTHER_PARTY = "(any other)"
# The codes of the Office for National Statistics begin with their nation's letter.
_CODE = re.compile(r"([ENSW])\d{8}")
_NATIONS = {
    "E": Nation.ENGLAND,
    "N": Nation.NORTHERN_IRELAND,
    "S": Nation.SCOTLAND,
    "W": Nation.WALES,
}


@dataclass(frozen=True)
class RecipientTraits:
    """What decides the text: facts about the recipient, and the nation that both are in."""

    role: str
    party: str = ""
    minister: bool = False
    nation: Nation | None = None


def nation_of(area_code: str) -> Nation | None:
    """Returns the nation of the United Kingdom that an area is in; None elsewhere."""
    match = _CODE.fullmatch(area_code)
    return _NATIONS[match[1]] if match else None


def choose(
    variants: Sequence[Variant], recipient: RecipientTraits, supporter: SupporterKind
) -> str:
    """Returns the id of the first variant whose conditions all hold; empty for the usual letter."""
    for variant in variants:
        if _matches(variant, recipient, supporter):
            return variant.id
    return DEFAULT


def _matches(variant: Variant, recipient: RecipientTraits, supporter: SupporterKind) -> bool:
    wanted = variant.recipient
    return (
        (not wanted.role or recipient.role in wanted.role)
        and (not wanted.party or recipient.party in wanted.party)
        and (wanted.minister is None or recipient.minister == wanted.minister)
        and (not wanted.nation or recipient.nation in wanted.nation)
        and (wanted.in_wales is None or (recipient.nation is Nation.WALES) == wanted.in_wales)
        and supporter in (variant.supporter or KINDS_OF_PEOPLE)
    )


@dataclass(frozen=True)
class Case:
    """One kind of supporter who writes to one kind of recipient, and the variant they get."""

    recipient: RecipientTraits
    supporter: SupporterKind
    variant: str


def cases(campaign: Campaign) -> Iterator[Case]:
    """Yields every case that the conditions distinguish: roles × parties × nations × supporters.

    The organisation is a supporter if a variant names it.
    All conditions have few values, so going through all of them is exact: a variant that no case
    gets can never be chosen.
    """
    variants = campaign.letter.variants
    own = [variant for variant in variants if ORGANISATION in variant.supporter]
    roles = dict.fromkeys(campaign.roles)
    roles |= dict.fromkeys(role for variant in own for role in variant.recipient.role)
    named = dict.fromkeys(party for variant in variants for party in variant.recipient.party)
    parties = [*named, OTHER_PARTY]
    kinds = SupporterKind if own else KINDS_OF_PEOPLE
    for role, party, minister, nation, supporter in product(
        roles, parties, (False, True), (*Nation, None), kinds
    ):
        recipient = RecipientTraits(role, party, minister, nation)
        yield Case(recipient, supporter, choose(variants, recipient, supporter))


def unreachable(campaign: Campaign) -> list[str]:
    """Returns the ids of the variants that can never be chosen."""
    chosen = {case.variant for case in cases(campaign)}
    return [variant.id for variant in campaign.letter.variants if variant.id not in chosen]


def preview(campaign: Campaign) -> list[dict[str, str]]:
    """Returns a row for each kind of recipient: the text that each kind of supporter sends them.

    Traits that no variant asks about are not in the rows.
    """
    asked = _asked(campaign)
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for case in cases(campaign):
        traits = {
            "role": case.recipient.role,
            "party": case.recipient.party,
            "minister": "yes" if case.recipient.minister else "no",
            "nation": case.recipient.nation or "(elsewhere)",
            "in_wales": "yes" if case.recipient.nation is Nation.WALES else "no",
        }
        shown = {name: value for name, value in traits.items() if name in asked}
        row = rows.setdefault(tuple(shown.values()), shown)
        usual = "organisation" if case.supporter == ORGANISATION else "usual"
        row[case.supporter] = case.variant or f"(the {usual} letter)"
    return list(rows.values())


def _asked(campaign: Campaign) -> set[str]:
    conditions = [variant.recipient for variant in campaign.letter.variants]
    asked = {"role"}
    if any(condition.party for condition in conditions):
        asked.add("party")
    if any(condition.minister is not None for condition in conditions):
        asked.add("minister")
    if any(condition.nation for condition in conditions):
        asked.add("nation")
    if any(condition.in_wales is not None for condition in conditions):
        asked.add("in_wales")
    return asked
