"""Representatives found by what somebody types: a postcode, a name, an area, an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, partial

from campaigner.errors import UsageError
from campaigner.representatives import lookup
from campaigner.representatives.models import Representative
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.names import PEERAGE, name_key, read_name
from campaigner.representatives.no_area import without_area
from campaigner.representatives.postcodes import PostcodeError, is_postcode
from campaigner.representatives.recipients import Recipients, Wanted, pick_recipients
from campaigner.store import memberships, people
from campaigner.store.database import Database
from campaigner.text import comparison_key, nearest


def search(
    database: Database,
    text: str,
    roles: Sequence[str] = (),
    *,
    area: str = "",
    language: str = "en",
    today: date,
) -> Recipients:
    """Returns those whom a text means, in some roles or in all.

    It is a postcode, or the start of one; if no postcode starts like that, the name of a person,
    an office or an organisation, or a part of it, or the name or the code of an area.
    Raises PostcodeError for a text with a number that is none of these, UsageError for an
    unknown ``area``, or one beside a name.
    """
    by_postcode = partial(
        pick_recipients,
        database,
        text,
        [Wanted(role) for role in roles],
        area=area,
        language=language,
        today=today,
    )
    if is_postcode(text) or without_area(text) or _starts_a_known_postcode(database, text):
        return by_postcode()
    found = in_office(database, text, roles, language, today=today)
    places = areas_named(database, text)
    rows = lookup.rows_around(database, places, language) if places else []
    rows = [row for row in rows if row["id"] in places]
    found += lookup.representatives_in(database, rows, roles, language, today=today)
    vacant = lookup.vacant_in(database, places, language)
    vacancies = tuple(seat for seat in vacant if not roles or seat.role in roles)
    remarks = tuple(seat.sentence for seat in vacancies)
    if not found and not remarks:
        if any(char.isdigit() for char in text):
            return by_postcode()  # which says what is wrong with it
        remarks = (_nobody(database, text, today),)
    if area:
        raise UsageError(
            f"“{text.strip()[:60]}” is not a postcode: the area has no effect.", code="no-effect"
        )
    return Recipients(tuple(dict.fromkeys(found)), vacancies=vacancies, remarks=remarks)


def _starts_a_known_postcode(database: Database, text: str) -> bool:
    try:
        return bool(lookup.areas_of_partial(database, text))
    except PostcodeError:
        return False


def in_office(
    database: Database,
    text: str,
    roles: Sequence[str] = (),
    language: str = "en",
    *,
    today: date,
    parts: Sequence[str] = ("name", "post", "organisation", "area_name"),
) -> list[Representative]:
    """Returns those in office who have a text in their name, or in another of the parts."""
    whole = comparison_key(text)
    if not whole:
        return []
    is_peer = read_name(text).title in PEERAGE
    key = whole if is_peer else name_key(text) or whole
    others = people.with_name_like(database.conn, key)
    key_of = cache(comparison_key)  # councils and areas are there many times
    rows = [
        row
        for row in memberships.everybody(database.conn, today)
        if (not roles or row["role"] in roles)
        and (
            row["id"] in others
            or key in row["name_key"]
            or any(whole in key_of(row[part]) for part in parts if row[part])
        )
    ]
    return lookup.portraits(database, rows, language)


def _nobody(database: Database, text: str, today: date) -> str:
    rows = memberships.everybody(database.conn, today)
    known = {row[part] for row in rows for part in ("name", "area_name") if row[part]}
    near = nearest(text, known)
    return f"Nobody is known as “{text.strip()[:60]}”." + (
        f" Did you mean “{near}”?" if near else ""
    )
