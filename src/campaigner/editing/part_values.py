"""The values of a part: as a form shows them, and as a definition has what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from campaigner.campaigns.unwritten import TO_WRITE
from campaigner.editing.definition import Edit, Remove, Set, Value
from campaigner.editing.parts import SHAPES, Field, Kind, Part, names_of
from campaigner.errors import UnknownName, UsageError
from campaigner.forms import read_field
from campaigner.moments import parse_day
from campaigner.problems import Problem
from campaigner.text import one_line, slug
from campaigner.toml import Key
from campaigner.validation import LONGEST_NAME, is_plain_name

Values = Mapping[str, str]
_MOST_LINES = 50
_LARGEST = 10**9
PLACEHOLDER = f"{TO_WRITE}]"


def key_of(definition: Mapping[str, Any], part: Part, name: str) -> Key:
    """Returns where a part stands. Raises UnknownName if there is none of that name."""
    shape = SHAPES[part]
    if not shape.identity:
        return shape.table
    names = names_among(definition, part)
    if name not in names:
        raise UnknownName(str(part), name, names)
    return (*shape.table, names.index(name))


def tables_of(definition: Mapping[str, Any], part: Part) -> list[Mapping[str, Any]]:
    """Returns the parts of a kind, of those that can be shown in a form."""
    found = _at(definition, SHAPES[part].table)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def names_among(definition: Mapping[str, Any], part: Part) -> list[str]:
    """Returns the names of the parts of a kind, in their order."""
    identity = SHAPES[part].identity
    return [str(each.get(identity, "")) for each in tables_of(definition, part)]


def shown_values(
    definition: Mapping[str, Any], part: Part, key: Key, languages: Sequence[str]
) -> dict[str, str]:
    """Returns what a form shows of a part; a text that is still to write is empty."""
    table = _at(definition, key)
    return {
        name: _shown(_at_in_language(table, place, field))
        for field in SHAPES[part].fields
        for name, place in names_of(field, languages)
    }


def mark_of(definition: Mapping[str, Any], key: Key) -> str:
    """Returns what a form carries of a part, to notice that it was changed meanwhile."""
    return sha256(repr(_at(definition, key)).encode()).hexdigest() if key else _top(definition)


def _top(definition: Mapping[str, Any]) -> str:
    names = [field.name for field in SHAPES[Part.ABOUT].fields]
    return sha256(repr([definition.get(name) for name in names]).encode()).hexdigest()


def typed_edits(
    part: Part, key: Key, typed: Values, languages: Sequence[str], shown: Values
) -> tuple[list[Edit], list[Problem]]:
    """Returns the edits that make a part what was typed, and what cannot be read of it.

    Only what differs from what was ``shown`` is edited. The path of each problem is the field's
    name. A text that is needed and empty is marked as still to write.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    for field, name, place in _places(part, languages):
        text = _typed_text(typed, name)
        if text == shown.get(name, "").strip():
            continue
        value = _read_value(problems, field, name, text)
        whole = (*key, *place)
        edits.append(Remove(whole) if value is None else Set(whole, value))
    return edits, problems


def new_table(
    part: Part, typed: Values, languages: Sequence[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """Returns a new part as typed, and what cannot be read of it; as ``typed_edits``."""
    table: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, name, place in _places(part, languages):
        value = _read_value(problems, field, name, _typed_text(typed, name))
        if value is None:
            continue
        inner = table
        for step in place[:-1]:
            inner = inner.setdefault(str(step), {})
        inner[str(place[-1])] = value
    return table, problems


def _typed_text(typed: Values, name: str) -> str:
    return typed.get(name, "").replace("\r\n", "\n").strip()


def _places(part: Part, languages: Sequence[str]) -> Iterator[tuple[Field, str, Key]]:
    for field in SHAPES[part].fields:
        for name, place in names_of(field, languages):
            yield field, name, place


def _read_value(problems: list[Problem], field: Field, name: str, text: str) -> Value | None:
    """What a field's text means; None to leave the value out, also if it is not valid."""
    if not text:
        return _of_empty(problems, field, name)
    return read_field(problems, name, lambda typed: _READ[field.kind](field, typed), text, None)


def _of_empty(problems: list[Problem], field: Field, name: str) -> Value | None:
    if not field.needed:
        return None
    if field.kind in (Kind.LINE, Kind.TEXT) and field.name != "url":
        return PLACEHOLDER
    problems.append(Problem(name, 0, "missing", "This is needed.", "Fill it in."))
    return None


def _name(text: str) -> str:
    name = text if is_plain_name(text) else slug(text)[:LONGEST_NAME].strip("-")
    if not is_plain_name(name):
        raise UsageError("This is not a valid name.", hint="Use small letters, digits and hyphens.")
    return name


def _number(text: str) -> int:
    digits = text.replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal()) or not 1 <= int(digits[:12]) <= _LARGEST:
        raise UsageError(
            "This is not a valid number.", hint="Enter a whole number, such as 10,000."
        )
    return int(digits)


def _chosen(field: Field, text: str) -> str | bool:
    if text not in field.choices:
        raise UnknownName(field.name, text, field.choices)
    return text == "yes" if field.choices == ("yes", "no") else text


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_LINES:
        raise UsageError(
            f"These are more than {_MOST_LINES} lines.", hint="Keep the first of them."
        )
    return lines


_READ: Mapping[Kind, Callable[[Field, str], Value]] = {
    Kind.LINE: lambda _, text: one_line(text),
    Kind.TEXT: lambda _, text: text,
    Kind.NAME: lambda _, text: _name(text),
    Kind.DAY: lambda _, text: parse_day(text),
    Kind.NUMBER: lambda _, text: _number(text),
    Kind.YES: lambda _, text: text == "yes",
    Kind.CHOICE: _chosen,
    Kind.CHOICES: lambda field, text: [_chosen(field, each) for each in _lines(text)],
    Kind.LINES: lambda _, text: _lines(text),
}
"""What a text means in a field of each kind."""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, dict):
        return ""
    text = str(value).strip()
    return "" if text.startswith(TO_WRITE) and text.endswith("]") else text


def _at(value: Any, key: Key) -> Any:
    for part in key:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _at_in_language(table: Any, place: Key, field: Field) -> Any:
    """A value; a plain text stands for the one in English."""
    if field.each:
        texts = _at(table, place[:-1])
        if isinstance(texts, str):
            return texts if place[-1] == "en" else None
    return _at(table, place)


def name_problems(part: Part, names: Sequence[str], name: str) -> list[Problem]:
    """Returns what is wrong with the name of a new part: another of its kind may have it."""
    if name not in names:
        return []
    message = f"There is one with the name “{name}” already."
    return [Problem(SHAPES[part].identity, 0, "name-taken", message, "Choose another.")]
