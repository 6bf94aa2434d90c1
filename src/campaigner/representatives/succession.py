"""Who sits in a seat after an import: vacancies, and those who took the seat of another."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from campaigner.problems import Problem, Severity
from campaigner.representatives import schemes
from campaigner.representatives.models import Area, Vacancy
from campaigner.representatives.records import MembershipRecord
from campaigner.representatives.report import Change, Kind, Report
from campaigner.representatives.roles import role_name
from campaigner.store import areas, memberships, vacancies

Seat = tuple[int, str]  # an area and a role


@dataclass
class Seats:
    """The seats that one import speaks of.

    ``day`` is when those who are replaced leave, if nothing says when the new holder came.
    ``seen`` has the memberships that are in the file, each with its row.
    """

    connection: sqlite3.Connection
    report: Report
    path: str
    day: date
    seen: Mapping[int, int]
    _vacant: dict[Seat, tuple[str, str, int]] = field(default_factory=dict)
    _taken: dict[Seat, bool] = field(default_factory=dict)

    def vacant(self, area: int, role: str, organisation: str, since: str, row: int) -> None:
        """Note that the file says of a seat that nobody holds it."""
        if earlier := self._vacant.get((area, role)):
            message = f"this row says again what row {earlier[2]} says: that the seat is vacant."
            self._say(row, "repeated-vacancy", message)
        self._vacant[area, role] = (organisation, since, row)

    def taken(self, area: int | None, held: MembershipRecord, *, new: bool) -> None:
        """Note that the file says who holds a seat; ``new`` if that was not known before."""
        if area is None or (held.ended and held.ended <= self.day.isoformat()):
            return
        self._taken[area, held.role] = new or self._taken.get((area, held.role), False)

    def settle(self) -> None:
        """End and note what follows, once the whole file has been read."""
        for seat, new in self._taken.items():
            one = schemes.has_one_seat(seat[1], self._scheme(seat))
            if one or (one is None and new):
                self._succeed(seat, certain=bool(one))
            if (one or new) and seat not in self._vacant:
                vacancies.remove(self.connection, *seat)
        for seat, (organisation, since, row) in self._vacant.items():
            self._leave_vacant(seat, organisation, since, row)

    def _succeed(self, seat: Seat, *, certain: bool) -> None:
        """End whoever held a seat before those in the file, or say that several hold it."""
        sitting = self._sitting(seat)
        new = [row for row in sitting if row["membership"] in self.seen]
        old = [row for row in sitting if row["membership"] not in self.seen]
        if certain and len(new) == 1:
            old = [row for row in old if not self._replaced(row, new[0], seat)]
        several = len(new) + len(old) > 1 if certain else len(new) == len(old) == 1
        if new and several:
            self._say_several(seat, [*new, *old])

    def _replaced(self, old: sqlite3.Row, new: sqlite3.Row, seat: Seat) -> bool:
        """Whether somebody has left for the new holder, which is then noted."""
        came, before = new["started"] or "", old["started"] or ""
        if came and before and came <= before:
            return False
        self._end(old, max(came, before) if came else self.day.isoformat(), seat)
        return True

    def _leave_vacant(self, seat: Seat, organisation: str, since: str, row: int) -> None:
        area, role = seat
        if schemes.has_one_seat(role, self._scheme(seat)):
            sitting = self._sitting(seat)
            if there := [each for each in sitting if each["membership"] in self.seen]:
                name, line = there[0]["name"], self.seen[there[0]["membership"]]
                message = (
                    f"this row says that the seat is vacant, and row {line} that {name} holds it."
                )
                self._say(row, "vacant-and-held", message)
                return
            for each in sitting:
                self._end(each, since or self.day.isoformat(), seat)
        vacancies.put(self.connection, area, role, organisation, since)
        known = areas.get(self.connection, area)
        place = Area(known["scheme"], known["code"], known["name"] or known["code"])
        self.report.vacancies.append(Vacancy(role, place, organisation, since))

    def _end(self, held: sqlite3.Row, day: str, seat: Seat) -> None:
        memberships.end(self.connection, held["membership"], day)
        area = held["area_name"] or held["code"]
        self.report.changes.append(Change(Kind.ENDED, held["name"], seat[1], area))

    def _say_several(self, seat: Seat, sitting: list[sqlite3.Row]) -> None:
        names = " and ".join(row["name"] for row in sitting)
        area = sitting[0]["area_name"] or sitting[0]["code"]
        message = f"{names} now both sit as {role_name(seat[1])} for {area}."
        row = max(self.seen.get(each["membership"], 0) for each in sitting)
        self._say(row, "both-sit", message, "If one of them has left, end their membership.")

    def _sitting(self, seat: Seat) -> list[sqlite3.Row]:
        area, role = seat
        return memberships.not_ended(self.connection, area, role, self.day)

    def _scheme(self, seat: Seat) -> str:
        scheme: str = areas.get(self.connection, seat[0])["scheme"]
        return scheme

    def _say(self, row: int, code: str, message: str, hint: str = "") -> None:
        problem = Problem(self.path, row, code, message, hint, severity=Severity.WARNING)
        self.report.problems.append(problem)
