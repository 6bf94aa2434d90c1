"""Supporters: those in whose names letters are written, read from a table row by row."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from campaigner.campaigns.models import KINDS_OF_PEOPLE, Campaign, SupporterKind
from campaigner.emails import parse_email
from campaigner.errors import CampaignerError, UnknownName
from campaigner.letters.compose import Sender, Wording
from campaigner.names import clean_name
from campaigner.problems import Problem, shown_path
from campaigner.rendering.texts import Choice, chosen_asks, chosen_facts
from campaigner.representatives.postcodes import PostcodeError, parse_postcode
from campaigner.tables import Column, Row, Table, open_table
from campaigner.text import fold, unguarded

COLUMNS = (
    Column("name", ("full name", "supporter", "enw"), required=True),
    Column("address", ("address lines", "street address", "address 1", "street", "cyfeiriad")),
    Column("address 2", ("address line 2",)),
    Column("address 3", ("address line 3",)),
    Column("town", ("city", "post town", "tref")),
    Column("county"),
    Column("postcode", ("post code", "postal code", "zip", "zip code", "cod post"), required=True),
    Column("email", ("e-mail", "email address", "e-bost")),
    Column("language", ("lang", "iaith")),
    Column("personal", ("personal paragraph", "message", "own words", "neges")),
    Column("asks", ("chosen asks",)),
    Column("facts", ("chosen facts",)),
    Column("kind", ("supporter kind",)),
    Column("consent", ("letter consent", "agrees to letter")),
)
REASON = "problem"  # the column that a file of rejects has besides those of the table
_ADDRESS_COLUMNS = ("address", "address 2", "address 3", "town", "county")
_MAX_LINES, _MAX_LINE, _MAX_PERSONAL = 7, 100, 3000
_NO = frozenset({"no", "n", "false", "0", "nac ydw", "na"})


@dataclass(frozen=True)
class Supporter:
    """A supporter as a letter needs them; ``row`` is the line of the table, 0 for none."""

    sender: Sender
    wording: Wording
    row: int = 0

    @cached_property
    def key(self) -> bytes:
        """What tells one supporter from another: a hash of name, postcode and e-mail."""
        said = "\n".join((fold(self.sender.name), self.sender.postcode, fold(self.sender.email)))
        return hashlib.sha256(said.encode()).digest()[:16]


def open_supporters(path: Path, mapping: Mapping[str, str] | None = None) -> Table:
    """Open a table of supporters; see ``tables.open_table`` for what it raises."""
    return open_table(path, COLUMNS, mapping)


def read_supporters(
    table: Table, campaign: Campaign, language: str
) -> Iterator[Supporter | Problem]:
    """Each row as a supporter, or what is wrong with it.

    ``language`` is that of letters whose row names none. A supporter who is there twice is
    taken once. The cells of a file of rejects are taken without the guard that they got there.
    """
    seen: dict[bytes, int] = {}
    mended = REASON in table.header
    for row in table.rows():
        value = (lambda name, row=row: unguarded(row[name])) if mended else row.__getitem__
        try:
            supporter = supporter_from(value, campaign, language, row.number)
        except PostcodeError:  # which repeats the cell, and that may be anybody's anything
            message = "The postcode is not one. Is the column right?"
            yield _reject(table, row, "supporter", message, "Write it like AB10 1AB.")
            continue
        except CampaignerError as error:
            yield _reject(table, row, "supporter", error.message, error.hint)
            continue
        first = seen.setdefault(supporter.key, row.number)
        if first != row.number:
            yield _reject(table, row, "duplicate-row", f"this is the supporter of row {first}.")
        else:
            yield supporter


def _reject(table: Table, row: Row, code: str, message: str, hint: str = "") -> Problem:
    return Problem(shown_path(table.path), row.number, code, message, hint)


def supporter_from(
    value: Callable[[str], str], campaign: Campaign, language: str, row: int = 0
) -> Supporter:
    """A supporter from the values of ``COLUMNS``; ``value`` gives each by name, empty for none.

    Raises CampaignerError for the first value that cannot be used.
    """
    if value("consent").casefold() in _NO:
        raise CampaignerError("the supporter has not agreed to a letter in their name.")
    sender = Sender(
        name=clean_name(value("name")),
        address=_address(value),
        postcode=str(parse_postcode(value("postcode"))),
        email=parse_email(value("email")) if value("email") else "",
    )
    return Supporter(sender, _wording(value, campaign, language), row)


def _wording(value: Callable[[str], str], campaign: Campaign, language: str) -> Wording:
    wanted = value("language").lower() or language
    if wanted not in campaign.languages:
        raise UnknownName("language of this campaign", wanted, campaign.languages)
    choice = Choice(asks=_chosen(value("asks")), facts=_chosen(value("facts")))
    chosen_asks(campaign, choice)
    chosen_facts(campaign, choice)
    return Wording(wanted, _personal(value("personal")), choice, _kind(value("kind")))


def _chosen(text: str) -> list[str] | None:
    return re.split(r"[,;\s]+", text) if text else None


def _kind(text: str) -> SupporterKind:
    for kind in KINDS_OF_PEOPLE:
        if fold(text or KINDS_OF_PEOPLE[0]) == kind:
            return kind
    raise UnknownName("kind of supporter", text, KINDS_OF_PEOPLE)


def _address(value: Callable[[str], str]) -> tuple[str, ...]:
    parts = ",".join(value(column) for column in _ADDRESS_COLUMNS).replace("\n", ",").split(",")
    lines = tuple(line for part in parts if (line := _plain(part, "The address")))
    if len(lines) > _MAX_LINES or any(len(line) > _MAX_LINE for line in lines):
        raise CampaignerError(
            f"The address has more than {_MAX_LINES} lines, or one of more than {_MAX_LINE}"
            " characters."
        )
    return lines


def _personal(text: str) -> str:
    if len(text) > _MAX_PERSONAL:
        raise CampaignerError(f"The personal paragraph has more than {_MAX_PERSONAL} characters.")
    return "\n".join(_plain(line, "The personal paragraph") for line in text.splitlines())


def _plain(text: str, what: str) -> str:
    """A line composed (NFC), with single spaces; CampaignerError where it hides anything."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") for char in line):
        raise CampaignerError(f"{what} holds characters that cannot be seen.")
    return line
