"""Rows of signatures from other systems, in one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import lru_cache, partial
from typing import NamedTuple

from campaigner.answers import Answers
from campaigner.campaigns.models import Partner
from campaigner.countries import HOME, country_code
from campaigner.emails import parse_email
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.moments import DateRefused, parse_moment
from campaigner.names import clean_name
from campaigner.petitions.applications import clean_postcode
from campaigner.petitions.importing.fields import Fields
from campaigner.representatives.postcode_guesses import guess_postcode
from campaigner.tables import Column, Row
from campaigner.time_zones import day_of

_CONSENT = "consent:"
# The headers of Action Network, Change.org and Google Forms, and other usual ones.
COLUMNS = (
    Column("name", ("full name", "your name", "supporter", "signatory", "display name")),
    Column("first_name", ("first", "given name", "forename")),
    Column("last_name", ("last", "surname", "family name")),
    Column("email", ("email address", "your email"), required=True),
    Column("postcode", ("postal code", "zip", "zip code", "zip/postal code", "your postcode")),
    Column("country", ("country code", "country name")),
    Column("language", ("lang", "locale")),
    Column("letter", ("letter consent", "agrees to letter", "write to my mp")),
    Column("area", ("area code", "constituency code", "ons code", "pcon")),
    Column(
        "signed_at",
        ("signed on", "timestamp", "created at", "create date", "created date", "date", "signed"),
    ),
)


def consent_column(partner: str) -> str:
    """Returns the name of the column that says whether a partner may contact people."""
    return f"{_CONSENT}{partner}"


def consent_column_of(partner: Partner) -> Column:
    """Returns that column of a partner."""
    return Column(consent_column(partner.key), (consent_column(partner.name),))


def partner_of_column(name: str) -> str:
    """Returns the partner whose consent a column has, as it is written; empty for others."""
    return name.removeprefix(_CONSENT) if name.startswith(_CONSENT) else ""


class Imported(NamedTuple):
    """A row in the form in which it is kept; ``signed_at`` in seconds since 1970, UTC.

    ``consents`` are the keys of the partners who may contact the person.
    """

    line: int
    name: str
    email: str
    postcode: str
    country: str
    language: str
    area: str
    signed_at: int
    letter: bool = False
    consents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signable:
    """When a petition could be signed, and how the dates of rows are read.

    Times are in seconds since 1970; dates without an offset are in ``zone``. ``month_first`` says
    that ``03/12/2026`` is the 12th of March.
    """

    opens_at: int
    closes_at: int
    now: int
    zone: tzinfo = UTC
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a table are read.

    ``language`` is that of rows that name none; ``partners`` are the keys of those whose consent
    columns the table has.
    """

    language: str
    signable: Signable
    answers: Answers = field(default_factory=Answers)
    partners: tuple[str, ...] = ()


def read_row(row: Row, reading: Reading, label: Callable[[str], str] = str) -> Imported:
    """Returns a row as it will be kept.

    ``label`` gives the header of a column. Raises ProblemsFound with everything that is wrong.
    """
    fields = Fields(row, label, [])
    country = fields.read("country", row["country"], _country, HOME)
    imported = Imported(
        row.number,
        fields.read("name", _name(row), clean_name, ""),
        fields.read("email", row["email"], parse_email, ""),
        fields.read(
            "postcode",
            row["postcode"],
            partial(clean_postcode, country=country),
            "",
            partial(guess_postcode, country=country),
        ),
        country,
        row["language"] or reading.language,
        row["area"],
        fields.read("signed_at", row["signed_at"], partial(_signed_at, reading.signable), 0),
        _agrees(fields, "letter", reading, "a letter"),
        _consents(fields, reading) if reading.partners else (),
    )
    if fields.problems:
        raise ProblemsFound("This row cannot be used.", fields.problems)
    return imported


def in_words(row: Imported, zone: tzinfo) -> dict[str, str]:
    """Returns a row as it is shown before an import, by the names of its columns."""
    words = {
        "name": row.name,
        "email": row.email,
        "postcode": row.postcode,
        "country": row.country,
        "language": row.language,
        "area": row.area,
        "signed_at": datetime.fromtimestamp(row.signed_at, zone).isoformat(" ", "minutes"),
        "letter": "yes" if row.letter else "no",
    }
    return words | {consent_column(partner): "yes" for partner in row.consents}


def _name(row: Row) -> str:
    name = row["name"] or f"{row['first_name']} {row['last_name']}"
    return " ".join(name.split())  # a line break in a cell is a space


def _country(text: str) -> str:
    return country_code(text) if text else HOME


def _consents(fields: Fields, reading: Reading) -> tuple[str, ...]:
    return tuple(
        partner
        for partner in reading.partners
        if _agrees(fields, consent_column(partner), reading, f"contact by {partner}")
    )


def _agrees(fields: Fields, column: str, reading: Reading, to: str) -> bool:
    def read(text: str) -> bool:
        agreed = reading.answers.parse(text)
        if agreed is None:
            raise CampaignerError(
                f"The consent to {to} is neither yes nor no.", hint="Write yes or no."
            )
        return agreed

    return fields.read(column, fields.row[column], read, False)


def _signed_at(signable: Signable, text: str) -> int:
    """When a row was signed; now if it does not say so. It has to be in the petition's time."""
    now, zone = signable.now, signable.zone
    signed_at = when(text, now, zone, month_first=signable.month_first)
    if signed_at > now:
        raise CampaignerError("The date is in the future.")
    if signed_at >= signable.closes_at:
        last = day_of(signable.closes_at - 1, zone)
        if not text:
            raise CampaignerError(f"There is no date, and the petition closed on {last}.")
        raise CampaignerError(f"The date is after the petition closed, on {last}.")
    if signed_at < signable.opens_at:
        opens = day_of(signable.opens_at, zone)
        if not text:
            raise CampaignerError(f"There is no date, and the petition opens on {opens}.")
        raise CampaignerError(f"The date is before the petition opened, on {opens}.")
    return signed_at


@lru_cache(maxsize=10_000)
def when(text: str, now: int, zone: tzinfo, *, month_first: bool = False) -> int:
    """Returns a time of another system in seconds since 1970, ``now`` if there is none.

    ``03/12/2026`` is the 3rd of December, or the 12th of March with ``month_first``; a time
    without an offset is in ``zone``. Raises CampaignerError, whose message does not repeat the
    cell.
    """
    if not text:
        return now
    try:
        return int(parse_moment(text, month_first=month_first, zone=zone).timestamp())
    except DateRefused as refused:
        raise CampaignerError("The date is not valid.", hint=refused.hint) from None
