"""Records looked through before they are taken in: vacant seats, names, the dead, peers.

Every format passes through here, so that a list is read alike whatever it came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from campaigner.problems import Problem, Severity
from campaigner.representatives.holders import Doubt, Holder, Row, read_holder
from campaigner.representatives.names import PEERAGE, read_name
from campaigner.representatives.records import MembershipRecord, PersonRecord, VacancyRecord
from campaigner.representatives.vacant import Vacant
from campaigner.text import listed, plural

_SHOWN = 5


@dataclass
class Review:
    """One file's records while they are looked through; ``problems`` fills on the way.

    ``today`` decides who has died.
    """

    problems: list[Problem]
    path: str
    today: date
    _turned: list[tuple[int, str, str]] = field(default_factory=list)
    _noted: list[tuple[int, str, str]] = field(default_factory=list)
    _peers: list[tuple[int, str]] = field(default_factory=list)
    _dead: list[tuple[int, str]] = field(default_factory=list)

    def records(self, read: Iterable[PersonRecord]) -> Iterator[PersonRecord | VacancyRecord]:
        """Each record as it is to be taken in; one that has to be asked becomes a problem."""
        for record in read:
            if record.memberships:
                yield from self._record(record)
            else:
                yield record
        self._say_what_was_read()

    def _record(self, record: PersonRecord) -> Iterator[PersonRecord | VacancyRecord]:
        row = Row(
            record.given_name,
            record.family_name,
            record.title,
            record.memberships[0].party,
            _area_name(record.memberships),
        )
        found = read_holder(record.name, row)
        if isinstance(found, Vacant):
            yield from self._vacancies(record, found)
        elif isinstance(found, Doubt):
            self._refuse(record.row, found)
        else:
            yield self._person(record, found)

    def _vacancies(self, record: PersonRecord, vacant: Vacant) -> Iterator[VacancyRecord]:
        known = record.identifiers or any(contact.kind == "email" for contact in record.contacts)
        if not record.name and known:
            hint = "Fill it in, remove the row, or write: Vacant."
            self._refuse(record.row, Doubt("no-name", "this row has no name.", hint))
            return
        placed = [held for held in record.memberships if held.area]
        if not placed and not record.name:
            hint = "Fill it in, or remove the row."
            self._refuse(record.row, Doubt("no-name", "this row has no name.", hint))
        elif not placed:
            message = "this seat is vacant, but the row does not say in which area it is."
            self._say(record.row, "vacancy-without-area", message)
        for held in placed:
            yield VacancyRecord(record.row, held, vacant.since)

    def _person(self, record: PersonRecord, holder: Holder) -> PersonRecord:
        if holder.turned:
            self._turned.append((record.row, record.name, holder.name))
        elif holder.noted:
            self._noted.append((record.row, record.name, holder.name))
        held = tuple(replace(each, party=each.party or holder.party) for each in record.memberships)
        if record.left:
            held = tuple(_ended_by(each, self.today.isoformat()) for each in held)
        if record.died and record.died <= self.today.isoformat():
            self._dead.append((record.row, holder.name))
            held = tuple(_ended_by(each, record.died) for each in held)
        person = replace(
            record,
            name=holder.name,
            title=holder.title,
            given_name=holder.given,
            family_name=holder.family,
            memberships=held,
        )
        if _needs_a_form(person, self.today):
            self._peers.append((record.row, holder.name))
        return person

    def _say_what_was_read(self) -> None:
        for rows, what in (
            (self._turned, "written with the family name first"),
            (self._noted, "read without a note that is not part of them"),
        ):
            if rows:
                line, text, name = rows[0]
                names = plural(len(rows), "name")
                verb, first = ("was", "") if len(rows) == 1 else ("were", "such as ")
                example = f"{first}“{text}”, which is read as “{name}”"
                self._say(line, "name-read", f"{names} {verb} {what}, {example}.", Severity.NOTE)
        if self._dead:
            message = f"{_listed(self._dead)} died and so left office."
            self._say(0, "died", message, Severity.NOTE)
        if self._peers:
            message = (
                f"no form of address for {_listed(self._peers)}: it depends on their rank, and"
                " was derived from the name."
            )
            hint = "Check it, or add the columns “envelope_name” and “salutation”."
            self._say(0, "peer-without-form", message, hint=hint)

    def _refuse(self, row: int, doubt: Doubt) -> None:
        self.problems.append(Problem(self.path, row, doubt.code, doubt.message, doubt.hint))

    def _say(
        self,
        row: int,
        code: str,
        message: str,
        severity: Severity = Severity.WARNING,
        hint: str = "",
    ) -> None:
        self.problems.append(Problem(self.path, row, code, message, hint, severity=severity))


def _area_name(memberships: Sequence[MembershipRecord]) -> str:
    return next((held.area.name for held in memberships if held.area), "")


def _ended_by(held: MembershipRecord, day: str) -> MembershipRecord:
    return held if held.ended and held.ended <= day else replace(held, ended=day)


def _needs_a_form(person: PersonRecord, today: date) -> bool:
    """Whether somebody is a peer who sits now, and the data does not say how to address them."""
    if any(salutation for _, salutation in person.forms.values()):
        return False
    sits = [held for held in person.memberships if not held.ended or held.ended > today.isoformat()]
    if not sits or sits[0].country != "GB":
        return False
    is_peer = read_name(person.name, title=person.title).title in PEERAGE
    return is_peer or any(held.role == "lord" for held in sits)


def _listed(rows: Sequence[tuple[int, str]]) -> str:
    return listed([f"{name} (row {row})" for row, name in rows], _SHOWN)
