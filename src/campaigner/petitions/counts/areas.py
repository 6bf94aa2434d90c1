"""The areas that a petition is tallied by: where a postcode lies, what an area is called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaigner.countries import HOME
from campaigner.errors import UnknownName
from campaigner.representatives import lookup
from campaigner.representatives.models import Area
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.no_area import NoArea, why_no_area, without_area
from campaigner.representatives.postcodes import PostcodeError, parse_postcode
from campaigner.store import areas, postcodes
from campaigner.store.database import Database

# The first letter of an area's code from the Office for National Statistics.
_NATIONS = {
    "E": ("England", "E92000001"),
    "N": ("Northern Ireland", "N92000002"),
    "S": ("Scotland", "S92000003"),
    "W": ("Wales", "W92000004"),
}
_SCHEMES_OF_ONS = ("uk-constituency", "uk-ward", "uk-district")


@dataclass(frozen=True, slots=True)
class KnownArea:
    """An area with its name, who represents it, and the region (name, code) around it."""

    code: str
    name: str
    representative: str | None = None
    region: tuple[str, str] | None = None


def choices(
    database: Database, scheme: str, postcode: str, country: str, language: str = "en"
) -> list[Area]:
    """Returns the areas of a scheme that a postcode lies in; none if they are not known."""
    try:
        found = lookup.areas_of(database, parse_postcode(postcode, country), language)
    except PostcodeError:
        return []
    return [area for area in found if area.scheme == scheme]


def no_area(database: Database, scheme: str, postcode: str, country: str) -> NoArea | None:
    """Returns why a postcode lies in no area; None if that says nothing of a petition.

    It does not if the petition is not tallied by areas, or if the country is another one.
    """
    try:
        place = parse_postcode(postcode, country)
    except PostcodeError:
        return None
    if not scheme or (country != HOME and not without_area(place)):
        return None
    return why_no_area(database, place)


@dataclass
class AreaCells:
    """Reads areas as other systems write them, each text once."""

    database: Database
    scheme: str
    _codes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def code_of(self, text: str, postcode: str, country: str) -> str:
        """Returns the code of the area that a text names; empty if it is not known.

        If several have that name, it is the one that the postcode lies in.
        """
        codes = self._codes.get(text)
        if codes is None:
            codes = self._codes[text] = self._named(text)
        if len(codes) > 1:
            here = {area.code for area in choices(self.database, self.scheme, postcode, country)}
            codes = tuple(code for code in codes if code in here)
        return codes[0] if len(codes) == 1 else ""

    def _named(self, text: str) -> tuple[str, ...]:
        ids = areas_named(self.database, text, (self.scheme,))
        return tuple(areas.get(self.database.conn, each)["code"] for each in ids)


def area_code(found: Sequence[Area]) -> str:
    """Returns the code that a signature is tallied under, if there is only one.

    Otherwise it is empty, which never prevents signing.
    """
    codes = {area.code for area in found}
    return codes.pop() if len(codes) == 1 else ""


def chosen_area(database: Database, scheme: str, found: Sequence[Area], chosen: str) -> str:
    """Returns the code of an area that a person says they live in, one of the postcode's.

    If the postcode is in no known area, any area of the scheme will do. Raises UnknownName.
    """
    codes = [area.code for area in found] or [
        row["code"] for row in areas.every(database.conn, scheme)
    ]
    meant = AreaCells(database, scheme)._named(chosen)
    known = [code for code in meant if code in codes]
    chosen = known[0] if len(known) == 1 else chosen
    if chosen not in codes:
        raise UnknownName("area of this postcode" if found else "area", chosen, codes)
    return chosen


def known_areas(
    database: Database, scheme: str, *, role: str = "", language: str = "en", today: date
) -> dict[str, KnownArea]:
    """Returns the areas of a scheme by their codes, with who holds the role for each, if given.

    ``today`` is the day that it is for the organisation.
    """
    found = lookup.representatives
    holders = found(database, role=role, language=language, today=today) if role else []
    names = {each.area.code: each.name for each in holders if each.area}
    return {
        row["code"]: KnownArea(
            row["code"],
            row["name"],
            names.get(row["code"]),
            _NATIONS.get(row["code"][:1]) if scheme in _SCHEMES_OF_ONS else None,
        )
        for row in areas.every(database.conn, scheme)
    }


def areas_of_postcodes(database: Database, scheme: str, texts: Collection[str]) -> dict[str, str]:
    """Returns the code of the one area of each postcode; those in none or several are missing."""
    numbers = {}
    for text in texts:
        try:
            numbers[parse_postcode(text).number] = text
        except PostcodeError:
            continue
    sets = postcodes.sets_at(database.conn, numbers)
    codes = {each: _code_of_set(database, scheme, each) for each in set(sets.values())}
    return {numbers[number]: codes[each] for number, each in sets.items() if codes[each]}


def _code_of_set(database: Database, scheme: str, area_set: int) -> str:
    around = lookup.rows_around(database, postcodes.members(database.conn, area_set))
    return area_code([lookup.as_area(row) for row in around if row["scheme"] == scheme])
