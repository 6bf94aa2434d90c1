"""Rows of signatures from other systems, in one form."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import NamedTuple

from campaigner.answers import Answers, says_nothing
from campaigner.countries import HOME, country_code
from campaigner.emails import parse_email
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.names import clean_name, turned_name
from campaigner.petitions.importing.columns import question_of_column
from campaigner.petitions.importing.signed_at import Signable, read_signed_at
from campaigner.petitions.signing.applications import clean_postcode
from campaigner.tables import Fields, Row


class Imported(NamedTuple):
    """A row in the form in which it is kept; ``signed_at`` in seconds since 1970, UTC.

    ``consents`` are the columns of the questions of consent that the person said yes to.
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
class Reading:
    """How the rows of a table are read.

    ``language`` is that of rows that name none; ``consents`` are the columns of questions of
    consent that the table has.
    """

    language: str
    signable: Signable
    answers: Answers = field(default_factory=Answers)
    consents: tuple[str, ...] = ()


def read_row(row: Row, reading: Reading, label: Callable[[str], str] = str) -> Imported:
    """Returns a row as it will be kept.

    ``label`` gives the header of a column. Raises ProblemsFound with everything that is wrong.
    """
    fields = Fields("", row.number, label)
    country = fields.read("country", row["country"], read_country, HOME)
    imported = Imported(
        row.number,
        _read_name(fields, row),
        fields.read("email", row["email"], parse_email, ""),
        fields.read(
            "postcode",
            row["postcode"],
            partial(read_postcode, country=country),
            "",
        ),
        country,
        said_in(row["language"]) or reading.language,
        row["area"],
        fields.read("signed_at", row["signed_at"], partial(read_signed_at, reading.signable), 0),
        _agrees(fields, row, "letter", reading, "a letter"),
        _consents(fields, row, reading),
    )
    if fields.problems:
        raise ProblemsFound("This row cannot be used.", fields.problems)
    return imported


def in_words(row: Imported, zone: tzinfo, columns: Collection[str]) -> dict[str, str]:
    """Returns a row as it is shown before an import, by the names of its columns.

    ``columns`` are those that the table has: the name is shown in the one that it is read from.
    """
    turned = "last_first" in columns and not {"name", "last_name"} & {*columns}
    words = {
        "last_first" if turned else "name": row.name,
        "email": row.email,
        "postcode": row.postcode,
        "country": row.country,
        "language": row.language,
        "area": row.area,
        "signed_at": datetime.fromtimestamp(row.signed_at, zone).isoformat(" ", "minutes"),
        "letter": "yes" if row.letter else "no",
    }
    return words | dict.fromkeys(row.consents, "yes")


def _read_name(fields: Fields, row: Row) -> str:
    if row["last_first"] and not (row["name"] or row["last_name"]):
        return fields.read("last_first", row["last_first"], _read_turned, "")
    return fields.read("name", _name(row), clean_name, "")


def _read_turned(text: str) -> str:
    return clean_name(turned_name(text))


def _name(row: Row) -> str:
    parts = [row["name"]] if row["name"] else [row["first_name"], row["last_name"]]
    said = " ".join(part for part in parts if not says_nothing(part))
    return " ".join(said.split())  # a line break in a cell is a space


def said_in(text: str) -> str:
    """Returns a text; an empty one if it says nothing, as ``N/A`` does."""
    return "" if says_nothing(text) else text


def read_country(text: str) -> str:
    """Returns the code of a country, home if nothing is said. Raises CountryRefused."""
    is_code = len(text) == 2  # NA is Namibia
    return HOME if says_nothing(text) and not is_code else country_code(text)


def read_postcode(text: str, country: str) -> str:
    """Returns a postcode as it is kept; a signature without one counts in no area.

    Raises PostcodeError.
    """
    return "" if says_nothing(text) else clean_postcode(text, country)


def _consents(fields: Fields, row: Row, reading: Reading) -> tuple[str, ...]:
    return tuple(
        column
        for column in reading.consents
        if _agrees(fields, row, column, reading, f"contact by {question_of_column(column)}")
    )


def _agrees(fields: Fields, row: Row, column: str, reading: Reading, to: str) -> bool:
    def read(text: str) -> bool:
        agreed = reading.answers.parse(text)
        if agreed is None:
            raise CampaignerError(
                f"The consent to {to} is neither yes nor no.", hint="Write yes or no."
            )
        return agreed

    return fields.read(column, row[column], read, False)
