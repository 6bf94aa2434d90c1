"""What somebody types of a representative: checked, and in the form in which it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial

from campaigner.emails import parse_email
from campaigner.errors import UnknownName, UsageError
from campaigner.forms import read_field
from campaigner.moments import parse_day
from campaigner.problems import Problem
from campaigner.representatives.addressing import schemes_electing
from campaigner.representatives.holders import Doubt, Holder, read_holder
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.postal import typed_lines
from campaigner.store import areas
from campaigner.store.database import Database

_LONGEST = 200
_MAX_LINES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What somebody types; None is not typed, and empty is to be removed.

    ``area`` is a code or a name. ``address`` has commas or line breaks between its lines.
    ``salutation`` is the greeting with its “Dear”, without a comma; ``started`` is a day.
    """

    name: str | None = None
    title: str | None = None
    party: str | None = None
    post: str | None = None
    organisation: str | None = None
    area: str | None = None
    email: str | None = None
    address: str | None = None
    envelope_name: str | None = None
    salutation: str | None = None
    started: str | None = None

    @property
    def given(self) -> tuple[str, ...]:
        """The names of the fields that were typed."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) is not None)


def cleaned(database: Database, details: Details, role: str, problems: list[Problem]) -> Details:
    """Returns the details in the form in which they are kept; the area is its code.

    What is wrong is added to ``problems``; each problem's path is the field's name.
    """
    readers: dict[str, Callable[[str], str]] = {
        "name": _name,
        "area": partial(_area, database, role),
        "email": lambda text: parse_email(text) if text else "",
        "address": lambda text: "\n".join(address_lines(text)),
        "started": lambda text: parse_day(text).isoformat() if text else "",
    }
    kept = details
    for field in details.given:
        read = readers.get(field, _line)
        text = " ".join(getattr(details, field).split(" ")).strip()
        kept = replace(kept, **{field: read_field(problems, field, read, text, "")})
    return kept


def address_lines(text: str) -> tuple[str, ...]:
    """Returns the lines of an address. Raises UsageError if there are too many."""
    lines = tuple(map(_line, typed_lines(text)))
    if len(lines) > _MAX_LINES:
        raise UsageError(f"The address has more than {_MAX_LINES} lines.")
    return lines


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST or not line.isprintable():
        raise UsageError("This is too long or has control characters.")
    return line


def _name(text: str) -> str:
    read = read_holder(text)
    if isinstance(read, Holder):
        return read.name
    if isinstance(read, Doubt):
        raise UsageError(read.message[:1].upper() + read.message[1:], hint=read.hint)
    raise UsageError("This is not a name.", hint="If the seat is vacant, end the membership.")


def _area(database: Database, role: str, text: str) -> str:
    """The code of the one area that a text means; empty if it is empty and may be."""
    wanted = schemes_electing(role)
    if not text:
        return ""
    ids = areas_named(database, text, wanted)
    found = [areas.get(database.conn, each) for each in ids]
    if not found:
        known = [row for scheme in wanted for row in areas.every(database.conn, scheme)]
        raise UnknownName("area", text, {row["name"] or row["code"] for row in known})
    if len(found) > 1:
        codes = ", ".join(f"{row['code']} ({row['scheme']})" for row in found)
        raise UsageError(f"Several areas are called “{text}”.", hint=f"Choose from: {codes}.")
    code: str = found[0]["code"]
    return code
