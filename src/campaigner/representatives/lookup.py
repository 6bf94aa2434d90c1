"""From a postcode to its areas and to those who represent them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from campaigner.errors import UnknownName
from campaigner.representatives.models import Area, Representative, Vacancy
from campaigner.representatives.portraits import portrait
from campaigner.representatives.postcodes import (
    Postcode,
    PostcodeError,
    is_postcode,
    parse_postcode,
    partial_spans,
)
from campaigner.shelf import in_this_moment
from campaigner.store import areas, memberships, postcodes, vacancies
from campaigner.store.database import Database


def areas_of(database: Database, postcode: Postcode | str, language: str = "en") -> list[Area]:
    """Returns all areas of a postcode, the smallest first; none if the table does not have it.

    Raises PostcodeError if the text is not a valid postcode.
    """
    return [as_area(row) for row in rows_of_areas(database, postcode, language)]


def areas_of_partial(database: Database, text: str, language: str = "en") -> list[Area]:
    """All areas that a postcode of which only the start is known (``AB10``) can lie in.

    Raises PostcodeError if no postcode starts like that.
    """
    return [as_area(row) for row in rows_of_areas_at_start(database, text, language)]


def is_known(database: Database, postcode: Postcode | str) -> bool:
    """Whether the table of postcodes has this one."""
    return postcodes.areas_at(database.conn, _parsed(postcode).number) is not None


def is_terminated(database: Database, postcode: Postcode | str) -> bool:
    """Whether the table of postcodes says that this one is no longer in use."""
    if isinstance(postcode, str) and not is_postcode(postcode):
        return False
    return postcodes.is_terminated(database.conn, _parsed(postcode).number)


def representatives_for(
    database: Database,
    postcode: Postcode | str,
    roles: Sequence[str] = ("mp",),
    language: str = "en",
    *,
    today: date,
) -> list[Representative]:
    """Returns everyone in one of the roles who represents a postcode, in the order of the roles.

    No roles means all. If a postcode lies in several areas of one kind, those of all of them
    come. Raises PostcodeError if the text is not a valid postcode.
    """
    rows = rows_of_areas(database, postcode, language)
    return representatives_in(database, rows, roles, language, today=today)


def representatives_in(
    database: Database,
    rows: Sequence[sqlite3.Row],
    roles: Sequence[str] = (),
    language: str = "en",
    *,
    today: date,
) -> list[Representative]:
    """Returns everyone in one of the roles who represents one of these areas."""
    held = memberships.in_areas(database.conn, [row["id"] for row in rows], today)
    shown = {row["id"]: as_area(row) for row in rows}
    if roles:
        held = [row for role in roles for row in held if row["role"] == role]
    return [portrait(database, row, shown[row["area"]], language) for row in held]


def representatives(
    database: Database,
    *,
    role: str = "",
    language: str = "en",
    today: date,
) -> list[Representative]:
    """Returns everyone in office, or those in one role."""
    rows = memberships.everybody(database.conn, today, role)
    return portraits(database, rows, language)


def portraits(
    database: Database, rows: Sequence[sqlite3.Row], language: str = "en"
) -> list[Representative]:
    """Returns memberships of the store, as rows, as representatives."""
    return [portrait(database, row, _area_in(database, row, language), language) for row in rows]


def membership_row(database: Database, membership: int) -> sqlite3.Row:
    """Returns a membership as a row of the store. Raises UnknownName for an unknown number."""
    row = memberships.get(database.conn, membership)
    if row is None:
        raise UnknownName("number of a representative", str(membership), ())
    return row


def representative_numbered(
    database: Database, membership: int, language: str = "en"
) -> Representative:
    """Returns whom a membership is of. Raises UnknownName for an unknown number."""
    return portraits(database, [membership_row(database, membership)], language)[0]


def vacant_seats(database: Database, role: str = "", language: str = "en") -> list[Vacancy]:
    """Returns the seats that nobody holds, or those in one role, by role and area."""
    rows = vacancies.every(database.conn, role)
    return [_vacancy(database, row, language) for row in rows]


def vacant_in(database: Database, ids: Sequence[int], language: str = "en") -> list[Vacancy]:
    """Returns the seats in some areas that nobody holds; ``ids`` are the store's."""
    rows = vacancies.in_areas(database.conn, ids)
    return [_vacancy(database, row, language) for row in rows]


def rows_of_areas(
    database: Database, postcode: Postcode | str, language: str = "en"
) -> list[sqlite3.Row]:
    """The areas of a postcode as rows of the store: id, scheme, code, name, depth."""
    ids = tuple(postcodes.areas_at(database.conn, _parsed(postcode).number) or ())
    key = ("areas", database, ids, language)
    return in_this_moment(key, lambda: areas.with_parents(database.conn, ids, language))


def ids_of_areas(database: Database, postcode: str) -> tuple[int, ...]:
    """Returns the numbers of a postcode's areas in the store, none if it is unknown or not one."""
    try:
        return tuple(postcodes.areas_at(database.conn, parse_postcode(postcode).number) or ())
    except PostcodeError:
        return ()


def rows_of_areas_at_start(
    database: Database, text: str, language: str = "en"
) -> list[sqlite3.Row]:
    """The areas that the start of a postcode can mean, as rows of the store."""
    for span in partial_spans(text):
        if ids := postcodes.areas_in(database.conn, span):
            return areas.with_parents(database.conn, ids, language)
    return []


def rows_around(database: Database, ids: Sequence[int], language: str = "en") -> list[sqlite3.Row]:
    """These areas and the larger ones around them, as rows of the store."""
    return areas.with_parents(database.conn, ids, language)


def as_area(row: sqlite3.Row) -> Area:
    """A row of the store as an area; one without a name is called by its code."""
    return Area(row["scheme"], row["code"], row["name"] or row["code"])


def _parsed(postcode: Postcode | str) -> Postcode:
    return postcode if isinstance(postcode, Postcode) else parse_postcode(postcode)


def _vacancy(database: Database, row: sqlite3.Row, language: str) -> Vacancy:
    area = as_area(areas.with_parents(database.conn, [row["area"]], language)[0])
    return Vacancy(row["role"], area, row["organisation"], row["since"])


def _area_in(database: Database, row: sqlite3.Row, language: str) -> Area | None:
    if row["area"] is None:
        return None
    if language == "en":
        return Area(row["scheme"], row["code"], row["area_name"] or row["code"])
    return as_area(areas.with_parents(database.conn, [row["area"]], language)[0])
