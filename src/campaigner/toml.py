"""TOML files, with the line of each value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaigner.errors import ProblemsFound
from campaigner.files import read_text
from campaigner.problems import Problem, shown_path
from campaigner.shelf import Shelf, stamp_of

if TYPE_CHECKING:
    from tree_sitter import Node

Key = tuple[str | int, ...]
_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_KEYS = ("bare_key", "quoted_key", "dotted_key")


@dataclass(frozen=True)
class TomlFile:
    """The values of a TOML file; ``lines`` maps ``("facts", 0, "id")`` to its line."""

    path: Path
    values: dict[str, Any]
    lines: dict[Key, int] = field(repr=False)

    def line_of(self, key: Sequence[str | int]) -> int:
        """Returns the line of the key, or of the nearest table around it; 1 if none is known."""
        wanted = tuple(key)
        while wanted:
            if line := self.lines.get(wanted):
                return line
            wanted = wanted[:-1]
        return 1


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file.

    Raises CampaignerError if it cannot be read, ProblemsFound if it is not TOML.
    """
    text = read_text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
        problem = Problem(
            path=shown_path(path),
            line=line,
            column=column,
            code="toml-syntax",
            message=f"this is not valid TOML: {_PLACE.sub('', str(error))}.",
            hint="Put text in straight quotation marks; see https://toml.io/en/v1.0.0.",
        )
        raise ProblemsFound(f"{shown_path(path)} cannot be read.", [problem]) from error
    return TomlFile(path, values, _lines(text))


def kept_toml(path: Path) -> dict[str, Any]:
    """Returns the values of a TOML file, which is read again only if it has changed.

    Raises as ``read_toml``.
    """
    return _kept.get(path)


_kept = Shelf(lambda path: read_toml(path).values, lambda path: stamp_of([path]))


def _lines(text: str) -> dict[Key, int]:
    import tree_sitter
    import tree_sitter_toml

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    for node in parser.parse(text.encode()).root_node.named_children:
        if node.type == "pair":
            _note_pair(node, (), lines)
        elif node.type in ("table", "table_array_element"):
            key = _table_key(node, counts)
            lines[key] = node.start_point.row + 1
            for child in node.named_children:
                if child.type == "pair":
                    _note_pair(child, key, lines)
    return lines


def _table_key(node: Node, counts: dict[Key, int]) -> Key:
    """Returns the full key of a table; the tables of an array are numbered from 0."""
    key: Key = ()
    names = _names(node.named_children[0])
    for position, name in enumerate(names):
        key = (*key, name)
        last = position == len(names) - 1
        if last and node.type == "table_array_element":
            counts[key] = counts.get(key, -1) + 1
        if key in counts:
            key = (*key, counts[key])
    return key


def _note_pair(node: Node, prefix: Key, lines: dict[Key, int]) -> None:
    name, value = node.named_children[0], node.named_children[-1]
    key = (*prefix, *_names(name))
    lines[key] = node.start_point.row + 1
    _note_value(value, key, lines)


def _note_value(node: Node, key: Key, lines: dict[Key, int]) -> None:
    if node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _note_pair(child, key, lines)
    elif node.type == "array":
        values = [child for child in node.named_children if child.type != "comment"]
        for position, child in enumerate(values):
            lines[(*key, position)] = child.start_point.row + 1
            _note_value(child, (*key, position), lines)


def _names(node: Node) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(name for child in node.named_children for name in _names(child))
    text = (node.text or b"").decode()
    if node.type not in _KEYS or not text:
        return ()
    if node.type == "quoted_key":
        return tuple(tomllib.loads(f"{text} = 0"))
    return (text,)
