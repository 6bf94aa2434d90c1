"""The register of representatives: takes in a file and notes exactly what it changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from campaigner.problems import Problem
from campaigner.representatives.addressing import office_address
from campaigner.representatives.gazetteer import Gazetteer
from campaigner.representatives.names import name_key
from campaigner.representatives.portraits import postal_address
from campaigner.representatives.records import MembershipRecord, PersonRecord, VacancyRecord
from campaigner.representatives.report import Change, Kind, Report
from campaigner.representatives.succession import Seats
from campaigner.store import memberships, people
from campaigner.store.database import Database, transaction


def take_in(
    database: Database,
    records: Iterable[PersonRecord | VacancyRecord],
    problems: list[Problem],
    *,
    path: str,
    today: date,
    as_of: date | None = None,
    done: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Add and update the people of a file, in one transaction: all of them or none.

    ``done`` is told what was done before it ends.

    With ``as_of`` the file is complete on that day: anyone who holds one of its roles (in the
    same organisation) and is not in it leaves office then. If rows could not be used nobody
    does, because those in them may still be in office. Whoever is new in an area that elects one
    person takes the seat of the one before them: see ``succession``. ``problems`` may fill while
    ``records`` are read.
    """
    report = Report("representative", problems=problems)
    register = _Register(database.conn, report, path, as_of or today)
    with transaction(database):
        for record in records:
            if isinstance(record, VacancyRecord):
                register.write_vacancy(record)
            else:
                register.write(record)
        register.seats.settle()
        register.note_the_unaddressed()
        if as_of:
            register.end_missing(as_of)
        report.about = register.roles
        done(report)
    return report


class _Register:
    """One import while it runs."""

    def __init__(
        self, connection: sqlite3.Connection, report: Report, path: str, day: date
    ) -> None:
        self.connection = connection
        self.report = report
        self.path = path
        self.gazetteer = Gazetteer(connection)
        self._seen: dict[int, int] = {}
        self._people: dict[int, PersonRecord] = {}
        self.seats = Seats(connection, report, path, day, self._seen)
        self._scopes: dict[tuple[str, str], None] = {}

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in the file."""
        return tuple(sorted({role for role, _ in self._scopes}))

    def write(self, record: PersonRecord) -> None:
        """Add a person, or update one who is known."""
        placed = [(held, self._area(held)) for held in record.memberships]
        person = self._find(record, placed)
        if person is None and not record.name:
            self._refuse(
                record,
                "unknown-person",
                "this identifier is unknown.",
                "Import the people first.",
            )
            return
        if person is not None and self._is_repeated(person, record, placed):
            return
        what = [] if person is None else self._revise(person, record)
        added = person is None
        if person is None:
            person = people.add(self.connection, _values(record, {}))
        what += self._detail(person, record)
        self._people[person] = record
        for held, area in placed:
            what += self._hold(person, held, area, record.row)
        self._note(record, added, what)

    def write_vacancy(self, record: VacancyRecord) -> None:
        """Note that nobody holds a seat."""
        seat = record.seat
        assert seat.area, "a vacancy has an area"
        self._scopes[seat.role, seat.organisation] = None
        area = self.gazetteer.place(seat.area)
        self.seats.vacant(area, seat.role, seat.organisation, record.since, record.row)

    def note_the_unaddressed(self) -> None:
        """Note who of those in office has no postal address."""
        for person, record in self._people.items():
            current = self._current(record)
            if record.name and not all(self._has_address(person, held) for held in current):
                self.report.unaddressed.append(f"{record.name}{_place_of(record)}")

    def _current(self, record: PersonRecord) -> list[MembershipRecord]:
        day = self.seats.day.isoformat()
        return [held for held in record.memberships if not held.ended or held.ended > day]

    def _has_address(self, person: int, held: MembershipRecord) -> bool:
        if office_address(held.role, held.country):
            return True
        return bool(postal_address(people.contacts(self.connection, person)))

    def end_missing(self, day: date) -> None:
        """End the memberships in the file's roles of those who are not in the file."""
        if self.report.failed:
            self.report.problems.append(
                Problem(
                    self.path,
                    0,
                    "nothing-ended",
                    "some rows could not be used, so no one was taken out of office.",
                    "Correct the rows and import the file again.",
                )
            )
            return
        for role, organisation in self._scopes:
            for held in memberships.current(self.connection, role, organisation, day):
                if held["membership"] not in self._seen:
                    memberships.end(self.connection, held["membership"], day.isoformat())
                    change = Change(Kind.ENDED, held["name"], role, held["area_name"])
                    self.report.changes.append(change)

    def _area(self, held: MembershipRecord) -> int | None:
        return self.gazetteer.place(held.area) if held.area else None

    def _find(
        self, record: PersonRecord, placed: list[tuple[MembershipRecord, int | None]]
    ) -> int | None:
        for source, identifier in record.identifiers.items():
            found = people.find_by_identifier(self.connection, source, identifier)
            if found is not None:
                return found
        key = name_key(record.name)
        for held, area in placed:
            found = people.find_in_office(self.connection, key, held.role, area)
            if found is not None and not self._is_another(found, record):
                return found
        return None

    def _is_another(self, person: int, record: PersonRecord) -> bool:
        """Whether a source that knows both calls them by different identifiers."""
        known = people.identifiers(self.connection, person)
        return any(
            known.get(source, identifier) != identifier
            for source, identifier in record.identifiers.items()
        )

    def _is_repeated(
        self, person: int, record: PersonRecord, placed: list[tuple[MembershipRecord, int | None]]
    ) -> bool:
        """Whether the same person in the same role was in an earlier row, which is noted."""
        for held, area in placed:
            for known in self._held(person, held, area):
                earlier = self._seen.get(known["id"])
                if earlier and earlier != record.row and (known["started"] or "") == held.started:
                    message = f"this is the same person in the same role as row {earlier}."
                    self._refuse(record, "repeated-row", message, "Remove one of the two.")
                    return True
        return False

    def _revise(self, person: int, record: PersonRecord) -> list[str]:
        known = people.get(self.connection, person)
        values = _values(record, known)
        what = [field for field in values if values[field] != known[field] and field != "name_key"]
        if what:
            people.update(self.connection, person, values)
        return what

    def _detail(self, person: int, record: PersonRecord) -> list[str]:
        """Update all that is known of a person; returns what differs."""
        what = []
        for source, identifier in record.identifiers.items():
            people.identify(self.connection, person, source, identifier)
        names = people.names(self.connection, person)
        for language, name in record.names.items():
            if names.get(language) != name:
                people.set_name(self.connection, person, language, name)
                what.append(f"name ({language})")
        forms = people.forms(self.connection, person)
        for language, form in record.forms.items():
            if any(form) and forms.get(language) != form:
                people.set_form(self.connection, person, language, *form)
                what.append("form of address")
        contacts = people.contacts(self.connection, person)
        for kind, details in _by_kind(record).items():
            if contacts.get(kind) != details:
                people.set_contacts(self.connection, person, kind, details)
                what.append(kind)
        return what

    def _held(self, person: int, held: MembershipRecord, area: int | None) -> list[sqlite3.Row]:
        return memberships.of_person(self.connection, person, held.role, area, held.organisation)

    def _hold(self, person: int, held: MembershipRecord, area: int | None, row: int) -> list[str]:
        """Add or update a membership; returns those of its fields that differ."""
        self._scopes[held.role, held.organisation] = None
        known = _same_term(self._held(person, held, area), held, self._seen)
        if known is None:
            added = memberships.add(
                self.connection,
                {
                    "person": person,
                    "area": area,
                    "role": held.role,
                    "organisation": held.organisation,
                    **_term(held, {}),
                },
            )
            self._seen[added] = row
            self.seats.taken(area, held, new=True)
            return ["role"]
        self._seen[known["id"]] = row
        values = _term(held, dict(known))
        what = [field for field in values if values[field] != known[field]]
        self.seats.taken(area, held, new="ended" in what)
        if what:
            memberships.update(self.connection, known["id"], values)
        return what

    def _former(self, record: PersonRecord) -> list[str]:
        """What is said of somebody new: nothing, or that they are not in office any more."""
        day = self.seats.day.isoformat()
        ended = [held.ended and held.ended <= day for held in record.memberships]
        return ["no longer in office"] if ended and all(ended) else []

    def _refuse(self, record: PersonRecord, code: str, message: str, hint: str) -> None:
        self.report.problems.append(Problem(self.path, record.row, code, message, hint))

    def _note(self, record: PersonRecord, added: bool, what: list[str]) -> None:
        if not (added or what):
            self.report.unchanged += 1
            return
        held = record.memberships[0] if record.memberships else None
        area = held.area.name or held.area.code if held and held.area else ""
        name = record.name or next(iter(record.identifiers.values()))
        kind, fields = (Kind.ADDED, self._former(record)) if added else (Kind.CHANGED, what)
        role = held.role if held else ""
        self.report.changes.append(Change(kind, name, role, area, tuple(dict.fromkeys(fields))))


def _place_of(record: PersonRecord) -> str:
    area = next((held.area for held in record.memberships if held.area), None)
    return f" ({area.name or area.code})" if area else ""


def _values(record: PersonRecord, known: Mapping[str, Any]) -> dict[str, Any]:
    """The person's row: what the record says, or what is known."""
    name = record.name or known["name"]
    return {
        "name": name,
        "name_key": name_key(name),
        "title": record.title or known.get("title", ""),
        "given_name": record.given_name or known.get("given_name", ""),
        "family_name": record.family_name or known.get("family_name", ""),
        "privy_counsellor": int(record.privy_counsellor or known.get("privy_counsellor", 0)),
    }


def _term(held: MembershipRecord, known: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "country": held.country,
        "post": held.post or known.get("post", ""),
        "party": held.party or known.get("party", ""),
        "started": held.started or known.get("started"),
        "ended": held.ended or None,
    }


def _by_kind(record: PersonRecord) -> dict[str, list[tuple[str, str]]]:
    kinds: dict[str, list[tuple[str, str]]] = {}
    for contact in record.contacts:
        kinds.setdefault(contact.kind, []).append((contact.label, contact.value))
    return kinds


def _same_term(
    known: list[sqlite3.Row], held: MembershipRecord, seen: Mapping[int, int]
) -> sqlite3.Row | None:
    """The known membership that the record is about: the one with its start, or the open one."""
    known = [row for row in known if row["id"] not in seen]
    for row in known:
        if (row["started"] or "") == held.started:
            return row
    for row in known:
        if row["ended"] is None and not held.ended:
            return row
    for row in known:
        if not row["started"] or not held.started:
            return row
    return None
