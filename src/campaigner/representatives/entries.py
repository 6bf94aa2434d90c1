"""Representatives entered by hand: added, edited, their membership ended; all of it on record."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigner.errors import CampaignerError, UsageError
from campaigner.forms import check_form
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.representatives import lookup, schemes
from campaigner.representatives.addressing import schemes_electing
from campaigner.representatives.details import Details, cleaned
from campaigner.representatives.models import Representative
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.names import name_key
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord
from campaigner.representatives.report import Report
from campaigner.store import areas, audit, memberships, people, vacancies
from campaigner.store.database import transaction
from campaigner.vocabulary.representatives import Role


class SeatTaken(CampaignerError):
    """Somebody else has the seat by now."""

    code = "seat-taken"


class AlreadyThere(CampaignerError):
    """Somebody of that name holds that role for that area already."""

    code = "already-in-office"


@dataclass(frozen=True, slots=True)
class Entered:
    """A representative who was added, and what followed: who left, what else there is to say."""

    representative: Representative
    report: Report


def add_representative(
    here: OpenWorkspace, role: Role, details: Details, *, country: str = "GB"
) -> Entered:
    """Adds a representative; whoever held the seat before them leaves it.

    Raises FormRefused with all mistakes of the details, AlreadyThere.
    """
    problems: list[Problem] = []
    wish = cleaned(here.database, details, role, problems)
    if not wish.name and "name" not in details.given:
        problems.append(Problem("name", 0, "invalid-name", "A representative needs a name."))
    if (
        not wish.area
        and schemes_electing(role)
        and not any(each.path == "area" for each in problems)
    ):
        problems.append(Problem("area", 0, "invalid-area", "Choose the area that they represent."))
    check_form(problems)
    record = _record(here, role, wish, country)
    with transaction(here.database) as connection:
        _check_new(here, record)
        report = _imported(here, record)
        (person,) = [
            each
            for each in _sitting_as(here, role, wish)
            if name_key(each.name) == name_key(record.name)
        ]
        _note(connection, here, "representative add", person)
    return Entered(person, report)


def edit_representative(here: OpenWorkspace, membership: int, details: Details) -> Representative:
    """Changes what is known of a representative, of whom ``membership`` is one.

    A newer file can change it again, where it has something to say.
    Raises FormRefused with all mistakes of the details, UsageError if nothing is to be changed.
    """
    if not details.given:
        raise UsageError("Nothing is to be changed.", code="nothing-to-change")
    held = lookup.membership_row(here.database, membership)
    problems: list[Problem] = []
    wish = cleaned(here.database, details, held["role"], problems)
    if wish.name == "" and not problems:
        problems.append(Problem("name", 0, "invalid-name", "A representative needs a name."))
    check_form(problems)
    with transaction(here.database) as connection:
        _edit_person(connection, held["id"], wish)
        _edit_membership(here, connection, held, wish)
        changed = lookup.representative_numbered(here.database, membership)
        _note(connection, here, "representative edit", changed, details.given)
    return changed


def end_membership(here: OpenWorkspace, membership: int, day: date) -> Representative:
    """Ends a membership: ``day`` is the first out of office. Returns who it was.

    If the area elects one person and nobody follows, the seat is noted as vacant.
    Raises UsageError for a day before the membership began, or one that has ended before.
    """
    held = lookup.membership_row(here.database, membership)
    person = lookup.representative_numbered(here.database, membership)
    if held["ended"] and held["ended"] <= here.today.isoformat():
        raise UsageError(f"{person.name} left office on {held['ended']}.", code="already-ended")
    if held["started"] and day.isoformat() < held["started"]:
        raise UsageError(
            f"{person.name} took office on {held['started']}: they cannot have left before."
        )
    with transaction(here.database) as connection:
        memberships.end(connection, membership, day.isoformat())
        _leave_vacant(here, connection, held, day)
        _note(connection, here, "representative end", person, [day.isoformat()])
    return person


def resume_membership(here: OpenWorkspace, membership: int) -> Representative:
    """Takes back that a membership has ended. Returns whose it is.

    Raises UsageError if it has not ended, SeatTaken if somebody else has the seat by now.
    """
    held = lookup.membership_row(here.database, membership)
    if not held["ended"]:
        raise UsageError(f"{held['name']} has not left office.", code="not-ended")
    area, role = held["area"], held["role"]
    with transaction(here.database) as connection:
        if area is not None and schemes.has_one_seat(role, held["scheme"]):
            sitting = memberships.not_ended(connection, area, role, here.today)
            if others := [each["name"] for each in sitting if each["membership"] != membership]:
                raise SeatTaken(f"{others[0]} has the seat.", hint="End their membership first.")
            vacancies.remove(connection, area, role)
        memberships.resume(connection, membership)
        person = lookup.representative_numbered(here.database, membership)
        _note(connection, here, "representative resume", person)
    return person


def _record(here: OpenWorkspace, role: Role, wish: Details, country: str) -> PersonRecord:
    contacts = [("email", wish.email), ("address", wish.address)]
    form = (wish.envelope_name or "", wish.salutation or "")
    return PersonRecord(
        row=1,
        name=wish.name or "",
        memberships=(
            MembershipRecord(
                role=role,
                area=_area_record(here, role, wish.area or ""),
                party=wish.party or "",
                organisation=wish.organisation or "",
                country=country,
                post=wish.post or "",
                started=wish.started or "",
            ),
        ),
        title=wish.title or "",
        forms={"": form} if any(form) else {},
        contacts=tuple(Contact(kind, value) for kind, value in contacts if value),
    )


def _area_record(here: OpenWorkspace, role: str, code: str) -> AreaRecord | None:
    area = _area_id(here, role, code)
    if area is None:
        return None
    known = areas.get(here.database.conn, area)
    return AreaRecord(known["scheme"], known["code"])


def _area_id(here: OpenWorkspace, role: str, code: str) -> int | None:
    if not code:
        return None
    (area, *_) = areas_named(here.database, code, schemes_electing(role))
    return area


def _check_new(here: OpenWorkspace, record: PersonRecord) -> None:
    """Raises AlreadyThere if the record is about somebody who sits there."""
    (held,) = record.memberships
    area = held.area.code if held.area else ""
    for row in memberships.everybody(here.database.conn, here.today, held.role):
        if (row["code"] or "") == area and name_key(row["name"]) == name_key(record.name):
            (person,) = lookup.portraits(here.database, [row])
            raise AlreadyThere(f"{person.described} is in office already.")


def _imported(here: OpenWorkspace, record: PersonRecord) -> Report:
    from campaigner.representatives.importers import import_records

    return import_records(here.database, [record], source="entry", today=here.today)


def _sitting_as(here: OpenWorkspace, role: Role, wish: Details) -> list[Representative]:
    rows = [
        row
        for row in memberships.not_ended_in_role(here.database.conn, role, here.today)
        if (row["code"] or "") == (wish.area or "")
    ]
    return lookup.portraits(here.database, rows)


def _edit_person(connection: sqlite3.Connection, person: int, wish: Details) -> None:
    known = people.get(connection, person)
    name = wish.name or known["name"]
    values = {
        **known,
        "name": name,
        "name_key": name_key(name),
        "title": known["title"] if wish.title is None else wish.title,
    }
    if wish.name:  # whose parts are read from it
        values |= {"given_name": "", "family_name": ""}
    people.update(connection, person, values)
    for kind, value in (("email", wish.email), ("address", wish.address)):
        if value is not None:
            people.set_contacts(connection, person, kind, [("", value)] if value else [])
    if wish.envelope_name is None and wish.salutation is None:
        return
    forms = people.forms(connection, person)
    for language in ("en", "") if "en" in forms else ("",):
        envelope, salutation = forms.get(language, ("", ""))
        people.set_form(
            connection,
            person,
            language,
            envelope if wish.envelope_name is None else wish.envelope_name,
            salutation if wish.salutation is None else wish.salutation,
        )


def _edit_membership(
    here: OpenWorkspace, connection: sqlite3.Connection, held: sqlite3.Row, wish: Details
) -> None:
    values = dict(held)
    for field in ("party", "post", "started"):
        if (value := getattr(wish, field)) is not None:
            values[field] = value or (None if field == "started" else "")
    memberships.update(connection, held["membership"], values)
    area = held["area"] if wish.area is None else _area_id(here, held["role"], wish.area)
    organisation = held["organisation"] if wish.organisation is None else wish.organisation
    memberships.move(connection, held["membership"], area, organisation)


def _leave_vacant(
    here: OpenWorkspace, connection: sqlite3.Connection, held: sqlite3.Row, day: date
) -> None:
    if held["area"] is None or not schemes.has_one_seat(held["role"], held["scheme"]):
        return
    if day <= here.today and not memberships.not_ended(connection, held["area"], held["role"], day):
        vacancies.put(connection, held["area"], held["role"], held["organisation"], day.isoformat())


def _note(
    connection: sqlite3.Connection,
    here: OpenWorkspace,
    action: str,
    person: Representative,
    changed: Sequence[str] = (),
) -> None:
    area = person.area.code if person.area else ""
    said = {"number": person.membership, "role": person.role, "area": area, "changed": [*changed]}
    audit.record(connection, here.moment, here.actor, action, "", **said)
