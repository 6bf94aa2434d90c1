"""Members of the Scottish Parliament: the tables of its open data, in a zip or one object.

Each table is known by the columns of its rows, whatever its file is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campaigner.problems import Problem
from campaigner.representatives.importers.documents import Document, Tree, day, text, tree, trees
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord

# The columns that tell each table, the most telling first.
_TABLES: Final = (
    ("members", {"PersonID", "ParliamentaryName"}),
    ("constituencies", {"ID", "ConstituencyCode"}),
    ("regions", {"ID", "RegionCode"}),
    ("constituency_terms", {"PersonID", "ConstituencyID"}),
    ("region_terms", {"PersonID", "RegionID"}),
    ("member_parties", {"PersonID", "PartyID"}),
    ("emails", {"PersonID", "EmailAddressTypeID"}),
    ("parties", {"ID", "Abbreviation"}),
)

Tables = dict[str, list[Tree]]


def matches(document: Document) -> bool:
    """Whether a document holds the table of members, or any other of the tables."""
    return any(_kind(rows) for rows in _candidates(document))


def read(
    documents: list[Document], options: Options, problems: list[Problem], path: str
) -> Iterator[PersonRecord]:
    """The members who hold, or held, a seat."""
    tables: Tables = {name: [] for name, _ in _TABLES}
    for document in documents:
        for rows in _candidates(document):
            if kind := _kind(rows):
                tables[kind] += rows
    missing = [name for name in ("members", "constituencies", "regions") if not tables[name]]
    if missing:
        message = f"the tables of {' and '.join(missing)} are missing."
        problems.append(Problem(path, 0, "missing-table", message, "Put all tables in one zip."))
        return
    seats = _Seats(tables)
    for number, member in enumerate(tables["members"], start=1):
        held = seats.of(text(member.get("PersonID")), options)
        name = _name(member)
        if not name:
            problems.append(Problem(path, number, "no-name", "this member has no name."))
        elif held:
            yield _person(number, name, member, held, seats)


def _candidates(document: Document) -> list[list[Tree]]:
    if isinstance(document.data, list):
        return [trees(document.data)]
    return [trees(rows) for rows in tree(document.data).values()]


def _kind(rows: list[Tree]) -> str:
    columns = rows[0].keys() if rows else set()
    return next((name for name, telling in _TABLES if telling <= columns), "")


class _Seats:
    """The seats, who holds them, and for which party."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._regions = {
            text(row.get("ID")): AreaRecord(
                "scottish-region",
                text(row.get("RegionCode")),
                text(row.get("Name")),
                valid_from=day(row.get("StartDate")),
                valid_until=day(row.get("EndDate")),
            )
            for row in tables["regions"]
        }
        self._constituencies = {
            text(row.get("ID")): self._constituency(row) for row in tables["constituencies"]
        }
        self._parties = {text(row.get("ID")): _party_name(row) for row in tables["parties"]}

    def of(self, person: str, options: Options) -> tuple[MembershipRecord, ...]:
        """All terms of a member, for a constituency or a region."""
        terms = [
            (row, self._constituencies.get(text(row.get("ConstituencyID"))))
            for row in self._tables["constituency_terms"]
        ] + [
            (row, self._regions.get(text(row.get("RegionID"))))
            for row in self._tables["region_terms"]
        ]
        return tuple(
            MembershipRecord(
                role=options.role or "msp",
                area=area,
                party=self._party(person),
                started=day(row.get("ValidFromDate")),
                ended=day(row.get("ValidUntilDate")),
            )
            for row, area in terms
            if text(row.get("PersonID")) == person and area
        )

    def emails(self, person: str) -> tuple[Contact, ...]:
        """The member's email addresses."""
        return tuple(
            Contact("email", text(row.get("Address")))
            for row in self._tables["emails"]
            if text(row.get("PersonID")) == person and "@" in text(row.get("Address"))
        )

    def _constituency(self, row: Tree) -> AreaRecord:
        region = self._regions.get(text(row.get("RegionID")))
        return AreaRecord(
            "scottish-constituency",
            text(row.get("ConstituencyCode")),
            text(row.get("Name")),
            parents=(region,) if region else (),
            valid_from=day(row.get("ValidFromDate")),
            valid_until=day(row.get("ValidUntilDate")),
        )

    def _party(self, person: str) -> str:
        """The party that the member joined last."""
        joined = [
            row for row in self._tables["member_parties"] if text(row.get("PersonID")) == person
        ]
        joined.sort(key=lambda row: text(row.get("ValidFromDate")))
        return self._parties.get(text(joined[-1].get("PartyID")), "") if joined else ""


def _party_name(row: Tree) -> str:
    return text(row.get("PreferredName") or row.get("ActualName") or row.get("Abbreviation"))


def _name(member: Tree) -> str:
    """``Baker, Claire`` as ``Claire Baker``."""
    family, _, given = text(member.get("ParliamentaryName")).partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def _person(
    number: int, name: str, member: Tree, held: tuple[MembershipRecord, ...], seats: _Seats
) -> PersonRecord:
    person = text(member.get("PersonID"))
    family, comma, given = text(member.get("ParliamentaryName")).partition(",")
    return PersonRecord(
        row=number,
        name=name,
        memberships=held,
        identifiers={"scottish-parliament": person},
        given_name=given.strip() if comma else "",
        family_name=family.strip() if comma else "",
        contacts=seats.emails(person),
    )
