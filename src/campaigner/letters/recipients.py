"""To whom a supporter's letters go, and which of them a run is to make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.pairs import parse_pairs
from campaigner.representatives.models import Representative
from campaigner.representatives.postcodes import Postcode
from campaigner.representatives.recipients import Wanted, pick_recipients
from campaigner.store.database import Database
from campaigner.text import comparison_key


class NoRecipient(CampaignerError):
    """Nobody is known to write to, or nobody can tell to whom."""


def recipients_for(
    database: Database, postcode: Postcode | str, campaign: Campaign, language: str, area: str = ""
) -> list[Representative]:
    """Those to whom a campaign's letters go from a postcode, in ``area`` where its code is given.

    Whoever is to get them in two roles gets them in the first.
    Raises NoRecipient where there is none, or where the postcode lies in several areas of one
    kind; the message names them.
    """
    wanted = [Wanted(to.role, tuple(to.names)) for to in campaign.letter.to]
    picked = pick_recipients(database, postcode, wanted, area=area, language=language)
    if picked.choices or not picked.found:
        codes = ", ".join(f"{area.code} ({area.name})" for area in picked.choices)
        if not (picked.found or picked.vacancies or picked.unknown):
            codes = "CODE (see campaigner area list)"
        raise NoRecipient(
            " ".join(picked.remarks) or f"Nobody is known to write to for {postcode}.",
            hint=f"Choose with campaigner letter write … --area {codes}." if codes else "",
        )
    return each_once(picked.found)


def each_once(recipients: Iterable[Representative]) -> list[Representative]:
    """The recipients without those who are there already, in another role or for another post."""
    by_person: dict[int, Representative] = {}
    for recipient in recipients:
        by_person.setdefault(recipient.id, recipient)
    return list(by_person.values())


@dataclass(frozen=True)
class Selection:
    """Which letters a run makes: those that match every ``only`` and no ``skip``.

    Conditions are pairs of a field (recipient, area, language) and a value, compared without
    case and accents; an area can be named by its code.
    """

    only: tuple[tuple[str, str], ...] = ()
    skip: tuple[tuple[str, str], ...] = ()

    def takes(self, recipient: Representative, language: str) -> bool:
        """Whether a letter to that recipient in that language is to be made."""
        area = recipient.area
        values = {
            "recipient": {comparison_key(recipient.name), comparison_key(recipient.envelope_name)},
            "area": {comparison_key(area.name), comparison_key(area.code)} if area else set(),
            "language": {comparison_key(language)},
        }
        wanted: dict[str, list[str]] = defaultdict(list)
        for name, value in self.only:
            wanted[name].append(comparison_key(value))
        return all(
            any(value in values[name] for value in each) for name, each in wanted.items()
        ) and not any(comparison_key(value) in values[name] for name, value in self.skip)


_FIELDS = ("recipient", "area", "language")


def conditions(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Returns ``["language=cy"]`` as pairs. Raises UsageError, UnknownName for another field."""
    return tuple(parse_pairs(pairs, "language=cy", _FIELDS))
