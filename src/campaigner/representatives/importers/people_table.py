"""Tables of representatives: CSV, TSV or XLSX with a row a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from campaigner.answers import parse_answer
from campaigner.countries import HOME, CountryRefused, country_code
from campaigner.errors import UsageError
from campaigner.moments import DateRefused, parse_day
from campaigner.problems import Problem
from campaigner.representatives.holders import has_left
from campaigner.representatives.importers.options import Options
from campaigner.representatives.postal import PostalAddress, is_postal, postal_lines, typed_lines
from campaigner.representatives.records import (
    AreaRecord,
    Contact,
    MembershipRecord,
    PersonRecord,
)
from campaigner.representatives.roles import read_role, role_named, role_of_scheme, scheme_of_role
from campaigner.representatives.schemes import Part, area_column
from campaigner.representatives.vacant import read_vacancy
from campaigner.tables import (
    Column,
    Row,
    Table,
    TableFile,
    find_table,
    listed,
    open_found,
    score_by,
)


def _column(name: str, headers: str) -> Column:
    return Column(name, tuple(headers.split(", ")))


COLUMNS = (
    _column("id", "person id, member id, mnis id, mnisid, parlid, identifier"),
    _column(
        "name",
        "full name, display name, nameDisplayAs, member, representative, politician, "
        "mp, ms, msp, mla, td, councillor, cllr, senator, councillor name, member name, mp name",
    ),
    _column("title", "honorific, honorific prefix, prefix"),
    _column("given_name", "first name, forename, forenames, given name"),
    _column("family_name", "last name, surname, family name"),
    _column("role", "office, position"),
    _column("post", "job title, ministerial post"),
    _column("area_code", "code, gss code, ons code, constituency code, ward code"),
    _column(
        "area_name",
        "area, constituency, constituency name, ward, ward name, division, "
        "electoral division, region, district, member for, riding",
    ),
    _column("area_name_cy", "constituency welsh, area name welsh, etholaeth"),
    _column("party_name", "party full name, group"),
    _column("party", "political party, party abbreviation, affiliation"),
    _column("organisation", "council, local authority, authority, organization"),
    _column("country", "country code"),
    _column("started", "start date, start, elected, date elected, from"),
    _column(
        "ended",
        "end date, end, left, until, left office, date left, resigned, date resigned, "
        "resignation date, date of resignation, stood down, term ended, vacated",
    ),
    _column("status", "member status, membership status, current status, office status"),
    _column("serving", "in office, current, is current, active, is active, current member"),
    _column("died", "date of death, death date, date died, deceased"),
    _column("email", "e-mail, email address, e-mail address, contact email"),
    _column("telephone", "phone, tel, telephone number, phone number"),
    _column("website", "url, web, web page, homepage"),
    _column("address", "postal address, correspondence address, address 1, address line 1"),
    *(Column(f"address_{line}", (f"address line {line}",)) for line in range(2, 6)),
    _column("town", "city, post town"),
    _column("region", "county, state, province"),
    _column("postcode", "post code, postal code, zip"),
    _column("privy_counsellor", "privy council, rt hon"),
    _column("envelope_name", "envelope, full title, nameFullTitle, addressee"),
    _column("salutation", "greeting, dear"),
    _column("envelope_name_cy", "envelope cy, amlen"),
    _column("salutation_cy", "greeting cy, cyfarchiad"),
)
_NAMES = {column.name: column for column in COLUMNS if column.name in ("name", "family_name")}
_STREET = ("address", "address_2", "address_3", "address_4", "address_5")
_PRIVY_COUNSELLOR = frozenset({"pc", "rt hon", "the rt hon"})
_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_TIME = re.compile(r"(?<=\d)[T ]\d\d?:.*")


@dataclass(frozen=True)
class _Sense:
    """What the headers say of every row: the scheme of the areas, the role, the source of ids."""

    scheme: str
    role: str
    source: str


def open_people(file: TableFile, options: Options) -> Table:
    """Open a table of people. Raises CampaignerError as ``tables.open_table`` does."""
    found = find_table(file, partial(_score, options))
    return open_found(found, COLUMNS, {**_area_mapping(found.header), **options.mapping})


def _score(options: Options, header: Sequence[str]) -> int:
    """Returns how well a row fits as the header: it names a person, and more."""
    columns = score_by(COLUMNS, options.mapping)(header)
    named = [name for name, column in _NAMES.items() if column.find(header) is not None]
    mapped = {*options.mapping, *options.mapping.values()} & set(_NAMES)
    return columns + sum(area_column(text) is not None for text in header) if named or mapped else 0


def read(table: Table, options: Options, problems: list[Problem]) -> Iterator[PersonRecord]:
    """The people of a table; a row that cannot be used goes into ``problems``.

    Raises UsageError if the table has no names, or nothing says what role they hold.
    """
    sense = _sense(table, options)
    for row in table.rows():
        record = _record(row, sense, options)
        if isinstance(record, PersonRecord):
            if table.wants_examples:
                table.example(row.number, _in_words(record))
            yield record
        else:
            problems.append(Problem(table.place, row.number, *record))
    problems += table.problems


def _in_words(record: PersonRecord) -> dict[str, str]:
    """Returns a record as it is shown before an import, by the names of columns."""
    held = record.memberships[0]
    area = held.area or AreaRecord("")
    words = {
        "name": record.name,
        "title": record.title,
        "given_name": record.given_name,
        "family_name": record.family_name,
        "role": held.role,
        "area_code": area.code,
        "area_name": area.name,
        "area_name_cy": area.names.get("cy", ""),
        "party": held.party,
        "organisation": held.organisation,
        "country": held.country,
        "post": held.post,
        "started": held.started,
        "ended": held.ended,
        "privy_counsellor": "yes" if record.privy_counsellor else "",
        "id": next(iter(record.identifiers.values()), ""),
    }
    words |= {contact.kind: contact.value for contact in record.contacts}
    for language, (envelope, salutation) in record.forms.items():
        suffix = f"_{language}" if language else ""
        words |= {f"envelope_name{suffix}": envelope, f"salutation{suffix}": salutation}
    return words


def _area_mapping(header: tuple[str, ...]) -> dict[str, str]:
    """Columns whose header names a scheme: PCON24CD is ``area_code``, of the newest year."""
    parts = {Part.CODE: "area_code", Part.NAME: "area_name", Part.NAME_CY: "area_name_cy"}
    best: dict[str, tuple[int, str]] = {}
    for text in header:
        if (column := area_column(text)) and text.lower() not in ("ward", "constituency"):
            name = parts[column.part]
            best[name] = max(best.get(name, (-1, "")), (column.year, text))
    return {name: text for name, (_, text) in best.items()}


def _sense(table: Table, options: Options) -> _Sense:
    positions = table.positions
    if "name" not in positions and "family_name" not in positions:
        raise UsageError(
            f"{table.place}: no column holds names. The headers are: {listed(table.header)}.",
            hint="Say which column holds them.",
            code="missing-names",
        )
    headers = {name: table.header[position] for name, position in positions.items()}
    areas = (area_column(headers[name]) for name in ("area_code", "area_name") if name in headers)
    scheme = options.scheme or next((area.scheme for area in areas if area), "")
    role = options.role or role_named(headers.get("name", "")) or role_of_scheme(scheme)
    if not role and "role" not in positions:
        raise UsageError(
            f"{table.place}: nothing says what these people are.",
            hint="Say what role they hold, such as councillor, mp or senator.",
            code="missing-role",
        )
    source = "uk-parliament" if role == "mp" and options.country in ("", "GB") else "table"
    return _Sense(scheme, role, source)


def _record(row: Row, sense: _Sense, options: Options) -> PersonRecord | tuple[str, str, str]:
    """The person of a row, or what is wrong: code, message, hint."""
    name = row["name"] or f"{row['given_name']} {row['family_name']}".strip()
    role = options.role or (read_role(row["role"]) if row["role"] else sense.role)
    if not role:
        return (
            "no-role",
            "this row has no role.",
            "Fill in the role of each row.",
        )
    try:
        country = country_code(row["country"]) if row["country"] else options.country or HOME
    except CountryRefused as refused:
        return ("country", "the country is not valid.", refused.hint)
    started, (ended, left), (died, dead) = (
        _date(row["started"], country),
        _leaving(row["ended"], country),
        _leaving(row["died"], country),
    )
    if started is None or ended is None or died is None:
        return ("date", "a date is not valid.", "Write it like 2024-07-04.")
    status = row["status"] or ("former" if _says_no(row["serving"]) else "")
    vacant = bool(status) and read_vacancy(status) is not None
    held = MembershipRecord(
        role=role,
        area=_area(row, sense, role),
        party=row["party_name"] or row["party"],
        organisation=row["organisation"],
        country=country,
        post=row["post"],
        started=started,
        ended=ended,
    )
    return PersonRecord(
        row=row.number,
        name=f"Vacant ({name})" if vacant else name,
        memberships=(held,),
        identifiers=_identifiers(row, sense),
        title=row["title"],
        given_name=row["given_name"],
        family_name=row["family_name"],
        died=died,
        left=left or dead or has_left(status),
        privy_counsellor=_is_privy_counsellor(row["privy_counsellor"]),
        forms=_forms(row),
        contacts=_contacts(row, held.country),
    )


def _leaving(text: str, country: str) -> tuple[str | None, bool]:
    """The day in a column of days that people left on, and whether they left on an unknown one."""
    answer = parse_answer(text)
    return ("", bool(answer)) if answer is not None else (_date(text, country), False)


def _says_no(text: str) -> bool:
    return bool(text) and parse_answer(text) is False


def _is_privy_counsellor(text: str) -> bool:
    return bool(parse_answer(text)) or text.casefold() in _PRIVY_COUNSELLOR


def _identifiers(row: Row, sense: _Sense) -> Mapping[str, str]:
    if not row["id"]:
        return {}
    council = f":{row['organisation']}" if row["organisation"] else ""
    source = sense.source if sense.source != "table" else f"table:{sense.role}{council}"
    return {source: row["id"]}


def _area(row: Row, sense: _Sense, role: str) -> AreaRecord | None:
    if not (row["area_code"] or row["area_name"]):
        return None
    names = {"cy": row["area_name_cy"]} if row["area_name_cy"] else {}
    return AreaRecord(
        scheme=sense.scheme or scheme_of_role(role) or f"{role}-area",
        code=row["area_code"],
        name=row["area_name"],
        names=names,
        within="" if row["area_code"] else row["organisation"],
    )


def _forms(row: Row) -> dict[str, tuple[str, str]]:
    forms = {
        "": (row["envelope_name"], row["salutation"]),
        "cy": (row["envelope_name_cy"], row["salutation_cy"]),
    }
    return {language: form for language, form in forms.items() if any(form)}


def _contacts(row: Row, country: str) -> tuple[Contact, ...]:
    simple = [Contact(kind, row[kind]) for kind in ("email", "telephone", "website") if row[kind]]
    if not (row["address"] or (row["town"] and row["postcode"])):
        return tuple(simple)
    address = _address(row, country)
    postal = is_postal(typed_lines(address))
    return (*simple, Contact("address", address)) if postal else tuple(simple)


def _address(row: Row, country: str) -> str:
    """The address in lines, in the order of its country if the table has a column of towns."""
    lines = [line.strip() for key in _STREET for line in re.split(r"[\n;]", row[key])]
    street = tuple(line for line in lines if line)
    if not row["town"]:
        return "\n".join((*street, row["postcode"])).strip()
    address = PostalAddress(street, row["town"], row["region"], row["postcode"], country)
    return "\n".join(postal_lines(address, sent_from=country))


def _date(text: str, country: str) -> str | None:
    """Returns a year, month or day in ISO 8601, empty if there is none, None if it is not valid.

    ``04/07/2024`` is the 4th of July, in a table of the United States the 7th of April.
    """
    day = _TIME.sub("", text)
    if not day or _YEAR_OR_MONTH.fullmatch(day):
        return day
    try:
        return parse_day(day, month_first=country == "US").isoformat()
    except DateRefused:
        return None
