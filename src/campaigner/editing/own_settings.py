"""The settings that an owner may change at the desk: who you are, privacy, news, retention.

Those that could shut people out, or let others in, stay with whoever has the machine: addresses,
servers, passwords, limits, and how many people have to say yes. The file keeps its
comments, and is whole or as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

import tomlkit

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.files import read_text, write_text
from campaigner.forms import FormRefused, whole_number
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.problems import Problem
from campaigner.settings import Settings, settings_in, variable_in_use
from campaigner.settings_file import sections
from campaigner.store import audit
from campaigner.store.database import transaction

CHANGEABLE: Mapping[str, tuple[str, ...]] = {
    "organisation": ("name", "address", "email", "telephone", "website", "charity_number"),
    "data_controller": ("name", "contact", "privacy_notice"),
    "privacy": (
        *("lawful_basis", "special_category", "processors", "outside_uk"),
        *("registration", "regulator"),
    ),
    "updates": ("basis", "a_month"),
    "mail": ("sender", "per_minute"),
    "retention": (
        *("unconfirmed_days", "months_after_closing", "months_after_leaving"),
        "months_after_request",
    ),
}
"""The tables and keys that can be changed."""
_MOST_DIGITS = 9
_NUMBERS = ("a_month", "per_minute", *CHANGEABLE["retention"])


class ChangedMeanwhile(CampaignerError):
    """Somebody else has changed the settings since they were read."""

    code = "changed-meanwhile"


@dataclass(frozen=True, slots=True)
class Field:
    """A setting as a form has it; a list has a line for each. ``choices`` are its only values.

    ``name`` is as in ``organisation.email``. ``fixed``: the environment says what it is.
    """

    name: str
    value: str
    help: str
    lines: bool = False
    choices: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The settings by table, and the mark of the file that they were read from."""

    tables: Mapping[str, tuple[Field, ...]]
    mark: str


def settings_form(here: OpenWorkspace, by: Session | Machine) -> Form:
    """Returns the settings that can be changed.

    Raises ProblemsFound if the file has a mistake, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.CHANGE_SETTINGS)
    settings = here.workspace.settings
    tables = {
        table: tuple(_field(settings, table, key) for key in keys)
        for table, keys in CHANGEABLE.items()
    }
    return Form(tables, _mark(_text(here)))


def change_settings(
    here: OpenWorkspace,
    by: Session | Machine,
    typed: Mapping[str, str],
    mark: str,
    *,
    leave: Collection[str] = (),
) -> list[str]:
    """Changes settings to what was typed, by name; returns which changed.

    Those of ``leave`` are checked with the others and stay as they are.
    What is left empty goes back to its default. Raises FormRefused with the problem of each field,
    ChangedMeanwhile, ProblemsFound, CampaignerError if the file cannot be written, and as
    ``acting.check_allowed``.
    """
    form = settings_form(here, by)
    text = _text(here)
    if mark != form.mark:
        raise ChangedMeanwhile(
            "Somebody else has changed the settings.", hint="Look at them as they are now."
        )
    fields = [each for table in form.tables.values() for each in table if not each.fixed]
    changed = [
        each.name for each in fields if each.name in typed and _is_new(each, typed[each.name])
    ]
    kinds = {each.name: each for each in fields}
    wrong = [name for name in changed if not _is_plain(kinds[name], typed[name])]
    _check(here, _changed(text, kinds, changed, typed), changed, wrong)
    changed = [name for name in changed if name not in leave]
    if changed:
        new = _changed(text, kinds, changed, typed)
        with transaction(here.database) as connection:
            check_allowed(here, by, Act.CHANGE_SETTINGS)
            audit.record(
                connection, here.moment, here.actor, "settings changed", keys=", ".join(changed)
            )
        write_text(here.workspace.settings_path, new)
    return changed


def _changed(
    text: str, fields: Mapping[str, Field], names: Iterable[str], typed: Mapping[str, str]
) -> str:
    document = tomlkit.parse(text)
    for name in names:
        _put(document, fields[name], typed[name])
    return tomlkit.dumps(document)


def _check(here: OpenWorkspace, text: str, changed: list[str], wrong: list[str]) -> None:
    """Raises FormRefused if what was typed is not valid; ``wrong`` are no plain numbers."""
    named = [
        Problem(name, 0, "invalid-value", f"“{name}” is not a whole number.") for name in wrong
    ]
    try:
        settings_in(text, here.workspace.settings_path)
    except ProblemsFound as found:
        more = [
            Problem(".".join(map(str, each.key[:2])), 0, each.code, each.message, each.hint)
            for each in found.problems
        ]
        if not all(each.path in changed for each in more):
            raise
        named += [each for each in more if each.path not in wrong]
    if named:
        raise FormRefused("Some of the settings are not valid.", named)


def _field(settings: Settings, table: str, key: str) -> Field:
    info = sections()[table].model_fields[key]
    value = getattr(getattr(settings, table), key)
    return Field(
        f"{table}.{key}",
        "\n".join(value) if isinstance(value, list) else str(value),
        info.description or "",
        lines=isinstance(value, list),
        choices=tuple(type(value)) if isinstance(value, StrEnum) else (),
        fixed=variable_in_use(table, key),
    )


def _is_new(field: Field, typed: str) -> bool:
    return _tidy(field, typed) != field.value


def _is_plain(field: Field, typed: str) -> bool:
    """Whether a number was typed as digits alone: what TOML or Python read besides is refused."""
    value = _tidy(field, typed)
    is_number = field.name.rpartition(".")[2] in _NUMBERS
    return not (is_number and value) or whole_setting(value) is not None


def whole_setting(text: str) -> int | None:
    """Returns the number of a setting that was typed; None for all but digits, or too many."""
    return whole_number(text, _MOST_DIGITS)


def _tidy(field: Field, typed: str) -> str:
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return "\n".join(lines) if field.lines else " ".join(lines)


def _put(document: tomlkit.TOMLDocument, field: Field, typed: str) -> None:
    table, key = field.name.split(".")
    if table not in document:
        document[table] = tomlkit.table()
    holder: Any = document[table]
    value = _tidy(field, typed)
    if not value:
        holder.pop(key, None)
    elif field.lines:
        holder[key] = value.split("\n")
    else:
        number = whole_setting(value) if key in _NUMBERS else None
        holder[key] = value if number is None else number


def _text(here: OpenWorkspace) -> str:
    path = here.workspace.settings_path
    return read_text(path) if path.exists() else ""


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()
