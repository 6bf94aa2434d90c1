"""Who gets a supporter's letter: by roles and postcode, by choice, or by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaigner.errors import UnknownName, UsageError
from campaigner.representatives import lookup
from campaigner.representatives.addressing import schemes_of
from campaigner.representatives.models import Area, Representative, Vacancy
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.names import name_key
from campaigner.representatives.no_area import NoArea, why_no_area, without_area
from campaigner.representatives.postcodes import Postcode, is_postcode, parse_postcode
from campaigner.representatives.roles import role_name
from campaigner.store.database import Database
from campaigner.text import nearest
from campaigner.vocabulary.representatives import NoAreaReason


@dataclass(frozen=True, slots=True)
class Wanted:
    """Those in a role who represent the supporter.

    With ``names`` (or posts) it is these people, such as ministers, wherever the supporter lives.
    """

    role: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipients:
    """Those the letter goes to, and what else a person should know.

    ``choices`` are the areas to choose from if the postcode lies in several of one kind;
    ``found`` then has the representatives of all of them. ``vacancies`` are seats that nobody
    holds, ``unknown`` are roles, each with an area, in which nobody has been imported.
    ``no_area`` says why the postcode lies in no area that is known, if it does not.
    ``remarks`` say all of it in sentences.
    """

    found: tuple[Representative, ...]
    choices: tuple[Area, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    unknown: tuple[tuple[str, Area], ...] = ()
    no_area: NoArea | None = None
    remarks: tuple[str, ...] = ()


def pick_recipients(
    database: Database,
    postcode: Postcode | str,
    wanted: Sequence[Wanted] = (),
    *,
    area: str = "",
    language: str = "en",
    today: date,
) -> Recipients:
    """Picks the recipients of a supporter in a postcode, or in what its start can mean.

    No roles means everyone who represents it. ``area`` is the code of the area that was chosen
    from several; with one the postcode may be empty. Raises PostcodeError if the text is not a
    valid postcode, UsageError (UnknownName) if a chosen area or a named person is unknown.
    """
    rows = _rows(database, postcode, area, language)
    roles = [want.role for want in wanted if not want.names]
    found = []
    if roles or not wanted:
        found = lookup.representatives_in(database, rows, roles, language, today=today)
    for want in wanted:
        found += _named(database, want, language, today)
    choices = _choices(rows, found)
    picked = Recipients(tuple(dict.fromkeys(found)), choices)
    if not choices and (roles or not wanted):
        vacancies = _vacancies(database, rows, roles, language)
        unknown = tuple(_unknown(rows, roles, (*found, *vacancies), _country(postcode)))
        picked = replace(picked, vacancies=vacancies, unknown=unknown)
    if not (picked.found or choices):
        picked = replace(picked, no_area=_no_area(database, postcode, rows, picked, roles))
    old = bool(rows) and not picked.no_area and lookup.is_terminated(database, postcode)
    return replace(picked, remarks=tuple(_remarks(postcode, picked, terminated=old)))


def _rows(
    database: Database, postcode: Postcode | str, area: str, language: str
) -> list[sqlite3.Row]:
    if area and not postcode:
        rows = []
    elif isinstance(postcode, Postcode) or is_postcode(postcode):
        rows = lookup.rows_of_areas(database, postcode, language)
    else:
        rows = lookup.rows_of_areas_at_start(database, postcode, language)
    return _chosen(database, rows, area, language) if area else rows


def _chosen(
    database: Database, rows: list[sqlite3.Row], area: str, language: str
) -> list[sqlite3.Row]:
    """The chosen area and what is around it, without the other areas of its kind.

    It is chosen by its code or its name. If the table does not have the postcode, the supporter
    may choose any known area.
    """
    meant = areas_named(database, area)
    if not rows:
        if not meant:
            raise UsageError(f"Unknown area “{area}”.", code="unknown-area")
        return lookup.rows_around(database, meant, language)
    kind = next((row["scheme"] for row in rows if row["id"] in meant), None)
    if kind is None:
        known = ", ".join(f"{row['code']} ({row['name'] or row['scheme']})" for row in rows)
        raise UsageError(
            f"“{area}” is not an area of this postcode.", hint=f"Choose from: {known}."
        )
    kept = [row for row in rows if row["depth"] == 0 and kind != row["scheme"]]
    chosen = [row for row in rows if row["id"] in meant and row["scheme"] == kind]
    return lookup.rows_around(database, [row["id"] for row in kept + chosen], language)


def _named(database: Database, want: Wanted, language: str, today: date) -> list[Representative]:
    if not want.names:
        return []
    people = lookup.representatives(database, role=want.role, language=language, today=today)
    by_name = {name_key(person.name): person for person in people}
    by_name |= {name_key(person.post): person for person in people if person.post}
    found = []
    for name in want.names:
        person = by_name.get(name_key(name))
        if person is None:
            known = [person.name for person in people]
            close = nearest(name, known)
            raise UnknownName(want.role, name, [close] if close else known[:12])
        found.append(person)
    return found


def _choices(rows: Sequence[sqlite3.Row], found: Sequence[Representative]) -> tuple[Area, ...]:
    """The areas of the first kind that the postcode lies in several of, if they have members."""
    represented = {person.area for person in found}
    kinds: dict[str, list[Area]] = {}
    for row in rows:
        kinds.setdefault(row["scheme"], []).append(lookup.as_area(row))
    for alike in kinds.values():
        if len(alike) > 1 and represented.intersection(alike):
            return tuple(alike)
    return ()


def _country(postcode: Postcode | str) -> str:
    if isinstance(postcode, str) and not is_postcode(postcode):
        return "GB"
    return (postcode if isinstance(postcode, Postcode) else parse_postcode(postcode)).country


def _vacancies(
    database: Database, rows: Sequence[sqlite3.Row], roles: Sequence[str], language: str
) -> tuple[Vacancy, ...]:
    vacant = lookup.vacant_in(database, [row["id"] for row in rows], language)
    return tuple(vacancy for vacancy in vacant if not roles or vacancy.role in roles)


def _unknown(
    rows: Sequence[sqlite3.Row],
    roles: Sequence[str],
    known: Sequence[Representative | Vacancy],
    country: str,
) -> Iterator[tuple[str, Area]]:
    held = {(each.role, each.area) for each in known}
    for role in roles:
        for row in rows:
            area = lookup.as_area(row)
            if area.scheme in schemes_of(role, country) and (role, area) not in held:
                yield role, area


def _no_area(
    database: Database,
    postcode: Postcode | str,
    rows: Sequence[sqlite3.Row],
    picked: Recipients,
    roles: Sequence[str],
) -> NoArea | None:
    """Why nobody is found: the postcode lies in no area, or in none that elects the roles."""
    if not rows:
        return why_no_area(database, postcode)
    if place := without_area(postcode):
        return place
    elected = [role for role in roles if schemes_of(role, _country(postcode))]
    if not elected or picked.vacancies or picked.unknown:
        return None
    why = why_no_area(database, postcode)
    if why.reason is NoAreaReason.TERMINATED:
        return why
    roles_named = " or ".join(map(role_name, elected))
    sentence = f"The imported data has no area of {postcode} that elects: {roles_named}."
    return NoArea(NoAreaReason.NO_AREA_GIVEN, sentence, "Choose an area.")


def _remarks(postcode: Postcode | str, picked: Recipients, *, terminated: bool) -> Iterator[str]:
    if terminated:
        yield f"{postcode} is no longer in use."
    if picked.no_area:
        yield picked.no_area.sentence
    if picked.choices:
        listed = ", ".join(_called(area) for area in picked.choices)
        yield f"{postcode} is in several areas: {listed}. Choose one of them."
    yield from (vacancy.sentence for vacancy in picked.vacancies)
    for role in dict.fromkeys(role for role, _ in picked.unknown):
        places = " and ".join(area.name for held, area in picked.unknown if held == role)
        yield (
            f"No {role_name(role)} is known for {places}:"
            " the seat is vacant or has not been imported."
        )


def _called(area: Area) -> str:
    return area.code if area.name == area.code else f"{area.name} ({area.code})"
