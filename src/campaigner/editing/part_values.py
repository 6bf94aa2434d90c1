"""The values of a part: as a form shows them, and as a definition has what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from hashlib import sha256
from typing import Any, NamedTuple

from campaigner.campaigns.models import usual_event_id
from campaigner.campaigns.unwritten import TO_WRITE
from campaigner.editing.consent_questions import OWN_QUESTION, asked_as, question_edits, question_of
from campaigner.editing.definition import AddTable, Edit, Remove, Set, Value
from campaigner.editing.parts import NUMBER, Field, Kind, Part, names_of, part_key
from campaigner.editing.shapes import SHAPES
from campaigner.errors import UnknownName, UsageError
from campaigner.forms import read_field
from campaigner.moments import parse_day, parse_moment
from campaigner.problems import Problem
from campaigner.text import one_line, slug
from campaigner.toml import Key
from campaigner.validation import LONGEST_NAME, is_plain_name

Values = Mapping[str, str]
_MOST_LINES = 50
_LARGEST = 10**9
PLACEHOLDER = f"{TO_WRITE}]"


class Said(NamedTuple):
    """In which languages a campaign is, and in which zone its times are typed."""

    languages: Sequence[str]
    zone: tzinfo = UTC


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
    found = at_key(definition, SHAPES[part].table)
    if part is Part.PARTNER and isinstance(found, list):  # one can be its name alone
        found = [{"name": each} if isinstance(each, str) else each for each in found]
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def names_among(definition: Mapping[str, Any], part: Part) -> list[str]:
    """Returns the names of the parts of a kind, in their order: numbers, if they have no name."""
    return [
        _name_of(part, table, position)
        for position, table in enumerate(tables_of(definition, part), 1)
    ]


def _name_of(part: Part, table: Mapping[str, Any], number: int) -> str:
    identity = SHAPES[part].identity
    if identity == NUMBER:
        return str(number)
    title = table.get("title")
    if part is Part.EVENT and identity not in table and title:
        return usual_event_id({"en": title} if isinstance(title, str) else title)
    return str(table.get(identity, ""))


def is_there(definition: Mapping[str, Any], part: Part) -> bool:
    """Returns whether a part that is there once is there."""
    return at_key(definition, SHAPES[part].table) is not None


def shown_values(
    definition: Mapping[str, Any],
    part: Part,
    key: Key,
    languages: Sequence[str],
    zone: tzinfo = UTC,
) -> dict[str, str]:
    """Returns what a form shows of a part: times in a zone; what is still to write is empty.

    The table of a fact by area is not a value: see ``area_table_texts``.
    """
    table = at_key(definition, key)
    if part is Part.PARTNER and isinstance(table, str):
        table = {"name": table}
    return {
        name: _shown(_at_in_language(table, place, field), zone)
        for field in SHAPES[part].fields
        if field.kind is not Kind.TABLE
        for name, place in names_of(field, languages)
    }


def mark_of(definition: Mapping[str, Any], key: Key) -> str:
    """Returns what a form carries of a part, to notice that it was changed meanwhile."""
    return sha256(repr(at_key(definition, key)).encode()).hexdigest() if key else _top(definition)


def _top(definition: Mapping[str, Any]) -> str:
    names = [field.name for field in SHAPES[Part.ABOUT].fields]
    return sha256(repr([definition.get(name) for name in names]).encode()).hexdigest()


def typed_edits(
    definition: Mapping[str, Any], part: Part, key: Key, typed: Values, said: Said
) -> tuple[list[Edit], list[Problem]]:
    """Returns the edits that make a part what was typed, and what cannot be read of it.

    Only what differs from what is shown is edited. The path of each problem is the field's name. A
    text that is needed in each language and empty is marked as still to write.
    """
    if at_key(definition, key) is None:
        table, problems = new_table(part, typed, said)
        return [AddTable(key, table)], problems
    edits: list[Edit] = []
    problems = []
    typed, shown = _tidied(part, typed), shown_values(definition, part, key, *said)
    for field in SHAPES[part].fields:
        names = dict(names_of(field, said.languages))
        texts = {name: _typed_text(typed, name) for name in names}
        changed = [name for name in names if texts[name] != shown.get(name, "").strip()]
        if field.kind is Kind.TABLE or not changed:
            continue
        if field.kind is Kind.QUESTIONS:
            now = at_key(definition, (*key, field.name))
            edits += question_edits((*key, field.name), now, texts[field.name])
        elif field.each and not field.needed and not any(texts.values()):
            edits.append(Remove((*key, *part_key(field))))
        else:
            for name in changed:
                value = _read_value(problems, field, name, texts[name], said.zone)
                whole = (*key, *names[name])
                edits.append(Remove(whole) if value is None else Set(whole, value))
    return edits, problems


def new_table(part: Part, typed: Values, said: Said) -> tuple[dict[str, Any], list[Problem]]:
    """Returns a new part as typed, and what cannot be read of it; as ``typed_edits``."""
    table: dict[str, Any] = {}
    problems: list[Problem] = []
    typed = _tidied(part, typed)
    for field, name, place in _places(part, said.languages):
        value = _read_value(problems, field, name, _typed_text(typed, name), said.zone)
        if value is None or field.kind is Kind.TABLE:
            continue
        inner = table
        for step in place[:-1]:
            inner = inner.setdefault(str(step), {})
        inner[str(place[-1])] = value
    return table, problems


def _tidied(part: Part, typed: Values) -> Values:
    """What was typed; a partner's question in words of its own is not asked a second time."""
    if part is not Part.PARTNER or not any(
        text.strip() for name, text in typed.items() if name.startswith("consent.")
    ):
        return typed
    asked = [each for each in typed.get("consents", "").split("\n") if each != OWN_QUESTION]
    return {**typed, "consents": "\n".join(asked)}


def _typed_text(typed: Values, name: str) -> str:
    return typed.get(name, "").replace("\r\n", "\n").strip()


def _places(part: Part, languages: Sequence[str]) -> Iterator[tuple[Field, str, Key]]:
    for field in SHAPES[part].fields:
        for name, place in names_of(field, languages):
            yield field, name, place


def _read_value(
    problems: list[Problem], field: Field, name: str, text: str, zone: tzinfo
) -> Value | None:
    """What a field's text means; None to leave the value out, also if it is not valid."""
    if not text:
        return _of_empty(problems, field, name)
    if field.kind is Kind.MOMENT:
        return read_field(problems, name, lambda typed: _moment(typed, zone), text, None)
    return read_field(problems, name, lambda typed: _READ[field.kind](field, typed), text, None)


def _of_empty(problems: list[Problem], field: Field, name: str) -> Value | None:
    if not field.needed:
        return None
    if field.each:
        return PLACEHOLDER
    problems.append(Problem(name, 0, "missing", "This is needed.", "Fill it in."))
    return None


def _moment(text: str, zone: tzinfo) -> datetime:
    """A time as people write it; it is in the zone if it does not say another."""
    return parse_moment(text, zone=zone).astimezone(zone)


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
    Kind.FACTS: lambda _, text: _lines(text),
    Kind.QUESTIONS: lambda field, text: [question_of(str(_chosen(field, e))) for e in _lines(text)],
    Kind.TABLE: lambda _, text: text,
}
"""What a text means in a field of each kind."""


def _shown(value: Any, zone: tzinfo) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        local = value.astimezone(zone) if value.tzinfo else value
        return local.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "\n".join(asked_as(each) if isinstance(each, dict) else str(each) for each in value)
    if isinstance(value, dict):
        return ""
    text = str(value).strip()
    return "" if text.startswith(TO_WRITE) and text.endswith("]") else text


def at_key(value: Any, key: Key) -> Any:
    """Returns the value at a key, None if there is none."""
    for part in key:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _at_in_language(table: Any, place: Key, field: Field) -> Any:
    """A value; a plain text stands for the one in English."""
    if field.each:
        texts = at_key(table, place[:-1])
        if isinstance(texts, str):
            return texts if place[-1] == "en" else None
    return at_key(table, place)


def name_problems(part: Part, names: Sequence[str], name: str) -> list[Problem]:
    """Returns what is wrong with the name of a new part: another of its kind may have it."""
    if name not in names or SHAPES[part].identity == NUMBER:
        return []
    message = f"There is one with the name “{name}” already."
    return [Problem(SHAPES[part].identity, 0, "name-taken", message, "Choose another.")]
