"""Supporters: those in whose names letters are written, from what was typed or stands in a row."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from campaigner.answers import says_nothing
from campaigner.campaigns.languages import language_meant, require_language
from campaigner.campaigns.models import KINDS_OF_PEOPLE, Campaign
from campaigner.emails import parse_email
from campaigner.errors import CampaignerError, UnknownName
from campaigner.forms import check_form, read_field
from campaigner.letters.writing.compose import Sender, Wording
from campaigner.names import FLAG, clean_name, is_hidden
from campaigner.problems import Problem
from campaigner.representatives.postal import typed_lines
from campaigner.representatives.postcodes import parse_postcode
from campaigner.text import fold, without_guides
from campaigner.texts.asks import Choice, chosen_asks, chosen_facts
from campaigner.vocabulary.letters import SupporterKind

_STREET_COLUMNS = ("address", "address 2", "address 3", "address 4")
_PLACE_COLUMNS = ("town", "county")
_MAX_LINES, _MAX_LINE, _MAX_PERSONAL = 7, 100, 3000


@dataclass(frozen=True)
class Supporter:
    """A supporter as a letter needs them; ``row`` is the line of the table, 0 for none.

    ``area`` is what they say of the area in which they live: a code, a name, or nothing.
    """

    sender: Sender
    wording: Wording
    row: int = 0
    area: str = ""

    @cached_property
    def key(self) -> bytes:
        """What tells one supporter from another: a hash of name, postcode and email."""
        return supporter_key(self.sender.name, self.sender.postcode, self.sender.email)


def supporter_key(name: str, postcode: str, email: str) -> bytes:
    """Returns what tells one supporter from another, as ``Supporter.key`` has it."""
    said = "\n".join((fold(name), postcode, fold(email)))
    return hashlib.sha256(said.encode()).digest()[:16]


def supporter_from(
    value: Callable[[str], str],
    campaign: Campaign,
    language: str,
    row: int = 0,
    *,
    any_place: bool = False,
) -> Supporter:
    """Returns a supporter from the values of a table's columns; ``value`` gives each by name.

    With ``any_place`` they need no postcode.
    Raises FormRefused with all values that cannot be used; the path of each problem is the name
    of the column.
    """
    problems: list[Problem] = []
    address = _typed_address(value)
    name = " ".join(value("name").split())  # a line break in a cell is a space
    email = "" if says_nothing(value("email")) else value("email")
    sender = Sender(
        name=read_field(problems, "name", clean_name, name, ""),
        address=read_field(problems, "address", partial(_whole_address, value), address, ()),
        postcode=_postcode(problems, value("postcode"), is_needed=not any_place),
        email=read_field(problems, "email", parse_email, email, "") if email else "",
    )
    wording = _wording(value, campaign, language, problems)
    check_form(problems)
    return Supporter(sender, wording, row, value("area"))


def _postcode(problems: list[Problem], text: str, *, is_needed: bool) -> str:
    if not (is_needed or text.strip()):
        return ""
    return str(read_field(problems, "postcode", parse_postcode, text, None))


def _typed_address(value: Callable[[str], str]) -> str:
    """The lines of an address, with the house and the street on one; a comma for each column."""
    house, street = value("house"), value("address")
    if house and not says_nothing(house) and not says_nothing(street):
        house, street = "", f"{house} {street}"
    others = (value(column) for column in (*_STREET_COLUMNS[1:], *_PLACE_COLUMNS))
    return ",".join((f"{house}{street}", *others))


def _whole_address(value: Callable[[str], str], text: str) -> tuple[str, ...]:
    """The lines of an address, as ``_address``; CampaignerError for a place without a street."""
    lines = _address(text)
    house = value("house")
    streets = [value(column) for column in _STREET_COLUMNS] + [house.strip("0123456789 ")]
    if lines and all(map(says_nothing, streets)):
        raise CampaignerError(
            "This is half an address: it has no street.",
            hint="Add the house number and the street, or leave out the rest.",
        )
    return lines


def _wording(
    value: Callable[[str], str], campaign: Campaign, language: str, problems: list[Problem]
) -> Wording:
    known, said = partial(require_language, campaign), value("language")
    wanted = language_meant(campaign, said) or said or language
    asks, facts = partial(_asks, campaign), partial(_facts, campaign)
    return Wording(
        read_field(problems, "language", known, wanted, ""),
        read_field(problems, "personal", _personal, value("personal"), ""),
        Choice(
            asks=read_field(problems, "asks", asks, value("asks"), None),
            facts=read_field(problems, "facts", facts, value("facts"), None),
        ),
        read_field(problems, "kind", _kind, value("kind"), SupporterKind.CONSTITUENT),
    )


def _asks(campaign: Campaign, text: str) -> list[str] | None:
    asks = _chosen(text)
    chosen_asks(campaign, Choice(asks=asks))
    return asks


def _facts(campaign: Campaign, text: str) -> list[str] | None:
    facts = _chosen(text)
    chosen_facts(campaign, Choice(facts=facts))
    return facts


def _chosen(text: str) -> list[str] | None:
    return re.split(r"[,;\s]+", text) if text else None


def _kind(text: str) -> SupporterKind:
    for kind in KINDS_OF_PEOPLE:
        if fold(text or KINDS_OF_PEOPLE[0]) == kind:
            return kind
    raise UnknownName("kind of supporter", text, KINDS_OF_PEOPLE)


def _address(text: str) -> tuple[str, ...]:
    lines = tuple(_plain(line, "The address") for line in typed_lines(text))
    if len(lines) > _MAX_LINES or any(len(line) > _MAX_LINE for line in lines):
        raise CampaignerError(
            f"The address has more than {_MAX_LINES} lines, or a line of more than {_MAX_LINE}"
            " characters."
        )
    return lines


def _personal(text: str) -> str:
    if says_nothing(text):
        return ""
    if len(text) > _MAX_PERSONAL:
        raise CampaignerError(f"The personal paragraph has more than {_MAX_PERSONAL} characters.")
    return "\n".join(_plain(line, "The personal paragraph") for line in text.splitlines())


def _plain(text: str, what: str) -> str:
    """A line composed (NFC), with single spaces and without marks that only guide.

    Raises CampaignerError if it hides anything else.
    """
    line = " ".join(unicodedata.normalize("NFC", without_guides(text)).split())
    for char in FLAG.sub("", line):
        if is_hidden(char):
            raise CampaignerError(
                f"{what} has a character that cannot be seen (U+{ord(char):04X}).",
                hint="Remove it.",
            )
    return line
