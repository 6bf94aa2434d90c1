"""A table of supporters, read row by row: each a supporter, or what is wrong with the row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from campaigner import headings
from campaigner.answers import Answers, says_nothing
from campaigner.campaigns.models import Campaign
from campaigner.emails import parse_email
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused
from campaigner.letters.supporters import Supporter, supporter_from
from campaigner.letters.writing.story import QUESTION
from campaigner.names import clean_name, turned_name
from campaigner.problems import Problem
from campaigner.representatives.postcodes import parse_postcode
from campaigner.tables import (
    AnyFile,
    Column,
    Fields,
    Found,
    Row,
    Table,
    find_table,
    open_found,
    score_by,
    table_file,
)

_NAME = Column("name", headings.NAME, required=True)
_PARTS_OF_NAME = (
    Column("first name", headings.FIRST_NAME, required=True),
    Column("last name", headings.LAST_NAME, required=True),
)
_LAST_FIRST = Column("last, first", headings.LAST_FIRST, required=True)
_COLUMNS = (
    Column("address", headings.ADDRESS),
    Column("address 2", headings.ADDRESS_2),
    Column("address 3", headings.ADDRESS_3),
    Column("address 4", headings.ADDRESS_4),
    Column("house", headings.HOUSE),
    Column("town", headings.TOWN),
    Column("county", headings.COUNTY),
    Column("postcode", headings.POSTCODE, required=True),
    Column(
        "area",
        (
            *("area code", "area name", "constituency", "constituency name", "constituency code"),
            *("ward", "ward name", "ward code", "division", "etholaeth", "congressional district"),
        ),
    ),
    Column("email", headings.EMAIL),
    Column("language", headings.LANGUAGE),
    Column("personal", ("personal paragraph", *QUESTION.values(), "message", "own words", "neges")),
    Column("asks", ("chosen asks",)),
    Column("facts", ("chosen facts",)),
    Column("kind", ("supporter kind",)),
    Column("consent", ("letter", *headings.LETTER)),
)
_WHO = ("name", "postcode", "email")


def open_supporters(file: AnyFile, mapping: Mapping[str, str] | None = None) -> Table:
    """Open a table of supporters; see ``tables.open_table`` for what it raises.

    Names stand in one column, also with the family name first, or in two.
    """
    found = find_supporters(file, mapping)
    return open_found(found, (*_names_in(found.header, mapping or {}), *_COLUMNS), mapping)


def supporter_columns() -> tuple[Column, ...]:
    """Returns all columns that there can be, none of them required."""
    known = (_NAME, *_PARTS_OF_NAME, _LAST_FIRST, *_COLUMNS)
    return tuple(replace(each, required=False) for each in known)


def _names_in(header: Sequence[str], mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns that have the names in a table with this header."""
    mapped = {*mapping, *mapping.values()}

    def there(column: Column) -> bool:
        return column.find(header) is not None or column.name in mapped

    if there(_NAME):
        return (_NAME,)
    if there(_LAST_FIRST):
        return (_LAST_FIRST,)
    return _PARTS_OF_NAME if any(map(there, _PARTS_OF_NAME)) else (_NAME,)


def find_supporters(file: AnyFile, mapping: Mapping[str, str] | None = None) -> Found:
    """Returns the table of supporters in a file, which may lack columns yet.

    Raises as ``tables.find_table``.
    """
    ways = ((_NAME,), (_LAST_FIRST,), _PARTS_OF_NAME)
    scores = [score_by((*names, *_COLUMNS), mapping) for names in ways]
    return find_table(table_file(file), lambda header: max(score(header) for score in scores))


def read_supporters(
    table: Table,
    campaign: Campaign,
    language: str,
    left_out: Callable[[], None] = lambda: None,
    answers: Answers | None = None,
) -> Iterator[Supporter | Problem]:
    """Returns each row as a supporter, or what is wrong with it.

    ``language`` is that of letters whose row names none. A supporter who is there twice is
    taken once. If the table says who agrees, ``left_out`` is called for each who does not;
    ``answers`` reads what it says (default: in the campaign's languages).
    The cells of a file of rejects are taken without the guard that they got there.
    """
    seen: dict[bytes, int] = {}
    answers = answers or Answers(campaign.languages)
    for row in table.rows():
        value = _cells_of(row, table)
        try:
            if _has_not_agreed(table, value, answers):
                left_out()
                continue
            supporter = supporter_from(value, campaign, language, row.number)
            if table.wants_examples:
                table.example(row.number, _in_words(supporter))
        except FormRefused as refused:
            yield _reject(table, row, "supporter", _said(refused, _wrong_fields(table, row, value)))
            continue
        except CampaignerError as error:
            yield _reject(table, row, "supporter", error.message, error.hint)
            continue
        first = seen.setdefault(supporter.key, row.number)
        if first != row.number:
            yield _reject(table, row, "duplicate-row", f"This supporter is in row {first} already.")
        else:
            yield supporter


def _cells_of(row: Row, table: Table) -> Callable[[str], str]:
    """The cells of a row by the names of their columns; the name put together from its parts."""

    def cell(name: str) -> str:
        if name == _NAME.name and _LAST_FIRST.name in table.positions:
            return turned_name(row[_LAST_FIRST.name])
        if name == _NAME.name and name not in table.positions:
            return " ".join(row[part.name] for part in _PARTS_OF_NAME).strip()
        return row[name]

    return cell


def _in_words(supporter: Supporter) -> dict[str, str]:
    """Returns a supporter as they are shown before a batch, by the names of columns."""
    sender, wording = supporter.sender, supporter.wording
    return {
        "name": sender.name,
        "address": ", ".join(sender.address),
        "postcode": sender.postcode,
        "email": sender.email,
        "language": wording.language,
        "personal": wording.personal,
        "kind": wording.kind,
        "area": supporter.area,
    }


def _said(refused: FormRefused, fields: Fields) -> str:
    """Returns all that is wrong with a row, with the cell's value for who the supporter is."""
    others = [each for each in refused.problems if each.path not in _WHO]
    return " ".join(each.said for each in (*fields.problems, *others))


def _wrong_fields(table: Table, row: Row, value: Callable[[str], str]) -> Fields:
    """Returns the fields of a row that say who a supporter is, with what is wrong with them."""
    fields = Fields(table.place, row.number, table.label)
    fields.read("name", " ".join(value("name").split()), clean_name, "")
    fields.read("postcode", value("postcode"), parse_postcode, None)
    if not says_nothing(value("email")):
        fields.read("email", value("email"), parse_email, "")
    return fields


def _has_not_agreed(table: Table, value: Callable[[str], str], answers: Answers) -> bool:
    """Whether the table says who agrees to a letter, and says no of this row, or nothing."""
    if "consent" not in table.positions or not value("name"):
        return False
    agreed = answers.parse(value("consent"))
    if agreed is None:
        raise CampaignerError("The consent is neither yes nor no.", hint="Write yes or no.")
    return not agreed


def _reject(table: Table, row: Row, code: str, message: str, hint: str = "") -> Problem:
    return Problem(table.place, row.number, code, message, hint)
