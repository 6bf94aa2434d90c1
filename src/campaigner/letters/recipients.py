"""To whom a supporter's letters go, and which of them a run is to make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, UnknownName
from campaigner.pairs import parse_pairs
from campaigner.representatives.addressing import schemes_electing
from campaigner.representatives.lookup import as_area, rows_around, rows_of_areas
from campaigner.representatives.models import Area, Representative
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.no_area import NoArea
from campaigner.representatives.postcodes import Postcode
from campaigner.representatives.recipients import Wanted, pick_recipients
from campaigner.store.database import Database
from campaigner.text import comparison_key

_FIELDS = ("recipient", "area", "language")


class NoRecipient(CampaignerError):
    """Nobody is known to write to; ``details["vacant"]`` says whether the seat is vacant."""

    code = "no-recipient"


@dataclass(frozen=True, slots=True)
class ChooseArea:
    """The postcode does not say in which area it is, so the person has to choose one.

    ``areas`` are those to choose from; if there are none, ``no_area`` says why, and any area may
    be chosen.
    """

    postcode: str
    areas: tuple[Area, ...] = ()
    no_area: NoArea | None = None

    @property
    def reason(self) -> str:
        """Why there is a choice, in a sentence."""
        if self.no_area:
            return self.no_area.sentence
        listed = ", ".join(f"{area.name} ({area.code})" for area in self.areas)
        return f"{self.postcode} is in several areas: {listed}."


def recipients_for(
    database: Database,
    postcode: Postcode | str,
    campaign: Campaign,
    language: str,
    area: str = "",
    *,
    today: date,
) -> list[Representative] | ChooseArea:
    """Returns those to whom a campaign's letters go from a postcode, or the choice to make first.

    ``area`` is the code of the area that was chosen; they hold office ``today``. Someone who would
    get the letter in two roles gets it in the first. Raises NoRecipient if nobody is known,
    UsageError if the chosen area is not known or does not have the postcode.
    """
    wanted = [Wanted(to.role, tuple(to.names)) for to in campaign.letter.to]
    picked = pick_recipients(database, postcode, wanted, area=area, language=language, today=today)
    if picked.choices:
        return ChooseArea(str(postcode), picked.choices)
    if picked.found:
        return each_once(picked.found)
    if picked.no_area and not area:
        return ChooseArea(str(postcode), no_area=picked.no_area)
    raise NoRecipient(
        " ".join(picked.remarks) or f"Nobody is known to write to for {postcode or area}.",
        vacant=bool(picked.vacancies),
    )


def no_postal_address(recipient: Representative) -> CampaignerError:
    """What is said of a letter that cannot be posted."""
    return CampaignerError(
        f"{recipient.envelope_name} has no postal address.",
        hint="Add it, or write an email alone.",
        code="no-postal-address",
    )


def area_named(database: Database, text: str, roles: Sequence[str], postcode: str) -> str:
    """Returns the code of the area that a text names, among those that elect the roles.

    If several have that name, it is the one that the postcode lies in. Empty if none is known.
    """
    wanted = {scheme for role in roles for scheme in schemes_electing(role)}
    ids = areas_named(database, text, wanted)
    if len(ids) > 1:
        here = {row["id"] for row in rows_of_areas(database, postcode)}
        ids = [each for each in ids if each in here]
    found = [as_area(row).code for row in rows_around(database, ids) if row["id"] in ids]
    return found[0] if len(found) == 1 else ""


def each_once(recipients: Iterable[Representative]) -> list[Representative]:
    """Returns the recipients, each person once: in their first role or post."""
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

    def __post_init__(self) -> None:
        """Raises UnknownName for a condition on anything else."""
        for name, _ in (*self.only, *self.skip):
            if name not in _FIELDS:
                raise UnknownName("field", name, _FIELDS)

    def takes(self, recipient: Representative, language: str) -> bool:
        """Whether to make a letter to that recipient in that language."""
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


def conditions(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Returns ``["language=cy"]`` as pairs. Raises UsageError, UnknownName for another field."""
    return tuple(parse_pairs(pairs, "language=cy", _FIELDS))
