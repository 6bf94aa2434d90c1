"""Change values of a ``campaign.toml``: comments, order and ways of writing stay as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable, Item

from campaigner.campaigns.reading import DEFINITION
from campaigner.errors import CampaignerError
from campaigner.toml import Key, toml_of

Value = str | int | bool | date | Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Set:
    """Set a value; the tables around it are made if they are missing."""

    key: Key
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a value or a table, if it is there; an array that is empty then goes, too."""

    key: Key


@dataclass(frozen=True, slots=True)
class Append:
    """Add a table at the end of an array of tables."""

    key: Key
    table: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class AddTable:
    """Add a table that is not there yet, with a heading of its own."""

    key: Key
    table: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Move:
    """Put a table of an array at another position in it."""

    key: Key
    position: int
    to: int


Edit = Set | Remove | Append | AddTable | Move


def with_edits(text: str, edits: Sequence[Edit]) -> str:
    """Returns a definition with its values changed, one edit after another.

    Raises ProblemsFound if the text is not TOML, CampaignerError if a value cannot be changed where
    it stands: nothing is lost, and the file can be edited itself.
    """
    wanted = deepcopy(toml_of(text, Path(DEFINITION)).values)
    document = tomlkit.parse(text)
    try:
        for edit in edits:
            _apply(document, edit, kept=True)
            _apply(wanted, edit, kept=False)
        changed = document.as_string()
        same = tomllib.loads(changed) == wanted
    except (TOMLKitError, tomllib.TOMLDecodeError, KeyError, IndexError, TypeError) as error:
        raise _cannot() from error
    if not same:
        raise _cannot()
    return changed


def _cannot() -> CampaignerError:
    return CampaignerError(
        "This value cannot be changed here, because of how the file is written.",
        hint="Change it in the file itself.",
        code="edit-file-itself",
    )


def _apply(root: Any, edit: Edit, *, kept: bool) -> None:
    match edit:
        case Set(key, value):
            _set(root, key, _item(value) if kept else _plain(value), kept=kept)
        case Remove(key):
            _remove(root, key)
        case Append(key, table):
            _append(root, key, table, kept=kept)
        case AddTable(key, table):
            holder = _within(root, key[:-1])
            holder[key[-1]] = _new_table(str(key[-1]), table) if kept else _plain(table)
        case Move(key, position, to):
            tables = _within(root, key)
            order = list(tables)
            order.insert(to, order.pop(position))
            _replace(root, key, order, kept=kept)


def _within(root: Any, key: Key) -> Any:
    for part in key:
        root = root[part]
    return root


def _set(root: Any, key: Key, value: Any, *, kept: bool) -> None:
    table = root
    for depth, part in enumerate(key[:-1]):
        if isinstance(part, str) and part not in table:
            table[part] = tomlkit.inline_table() if kept else {}
        inner = table[part]
        if isinstance(inner, str):  # a plain text is English, or the name of a partner
            inner = _as_table(str(inner), "name" if isinstance(part, int) else "en", kept=kept)
            table[part] = inner
        table = table[part]
        if depth and isinstance(table, str):
            raise TypeError
    table[key[-1]] = value


def _as_table(text: str, name: str, *, kept: bool) -> Any:
    if not kept:
        return {name: text}
    table = tomlkit.inline_table()
    table[name] = _item(text)
    return table


def _remove(root: Any, key: Key) -> None:
    try:
        table = _within(root, key[:-1])
        del table[key[-1]]
    except (KeyError, IndexError):
        return
    if isinstance(key[-1], int) and len(table) == 0:
        _remove(root, key[:-1])


def _append(root: Any, key: Key, table: Mapping[str, Value], *, kept: bool) -> None:
    holder = _within(root, key[:-1])
    if key[-1] in holder and len(holder[key[-1]]) == 0:
        del holder[key[-1]]
    if not kept:
        holder.setdefault(key[-1], []).append(_plain(table))
    elif key[-1] not in holder:
        holder.append(key[-1], _new_tables(key, [table]))
    elif isinstance(holder[key[-1]], tomlkit.items.AoT):
        holder[key[-1]].append(_new_tables(key, [table])[0])
    else:
        _append_inline(holder, str(key[-1]), table)


def _append_inline(holder: Any, name: str, table: Mapping[str, Value]) -> None:
    array = holder[name]
    several = "\n" in array.as_string()
    if several:
        array.add_line(_inline(table))
    else:
        array.append(_inline(table))


def _replace(root: Any, key: Key, tables: Sequence[Any], *, kept: bool) -> None:
    """Put tables of an array in another order, each as it is written."""
    holder = _within(root, key[:-1])
    if not kept or not isinstance(holder[key[-1]], tomlkit.items.AoT):
        array = holder[key[-1]]
        for position, table in enumerate([_unwrapped(each) for each in tables]):
            array[position] = _inline(table) if kept else table
        return
    array = holder[key[-1]]
    for position, table in enumerate(list(tables)):
        array[position] = table


def _unwrapped(table: Any) -> Any:
    return table.unwrap() if hasattr(table, "unwrap") else table


def _new_tables(key: Key, tables: Sequence[Mapping[str, Value]]) -> Any:
    """Tables of an array as people write them: a line a value, ``text.en = "…"``."""
    name = str(key[-1])
    lines = []
    for table in tables:
        lines += [f"[[{name}]]", *_lines_of(table), ""]
    return tomlkit.parse("\n".join([*lines, ""]))[name]


def _new_table(name: str, table: Mapping[str, Value]) -> Any:
    return tomlkit.parse("\n".join([f"[{name}]", *_lines_of(table), "", ""]))[name]


def _lines_of(table: Mapping[str, Value]) -> Iterator[str]:
    for field, value in table.items():
        if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
            for inner, text in value.items():
                yield f"{field}.{inner} = {_item(text).as_string()}"
        else:
            yield f"{field} = {_item(value).as_string()}"


def _item(value: Value) -> Item:
    """A value as it is written: texts of several lines in several lines."""
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, str):
        return tomlkit.string(value, multiline="\n" in value)
    if isinstance(value, bool | int | date | datetime):
        return tomlkit.item(value)
    array = tomlkit.array()
    for each in value:
        array.append(_item(each))
    return array


def _inline(table: Mapping[str, Value]) -> InlineTable:
    inline = tomlkit.inline_table()
    for name, value in table.items():
        inline[name] = _item(value)
    return inline


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
