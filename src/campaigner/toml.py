"""TOML files, with the line of each value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.files import read_inside, read_text
from campaigner.problems import Problem, shown_path
from campaigner.shelf import Shelf, stamp_of

if TYPE_CHECKING:
    from tree_sitter import Node

Key = tuple[str | int, ...]
_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
LARGEST = 1_000_000  # bytes
_DEEPEST = 30
_LONG_KEY = re.compile(r"^[ \t\[]*+(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}", re.MULTILINE)
_KEYS = ("bare_key", "quoted_key", "dotted_key")


@dataclass(frozen=True)
class TomlFile:
    """The values of a TOML file, and the text that they were read from."""

    path: Path
    values: dict[str, Any]
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> dict[Key, int]:
        """The line of each key, such as ``("facts", 0, "id")``: looked for at the first mistake."""
        return _lines(self.text)

    def line_of(self, key: Sequence[str | int]) -> int:
        """Returns the line of the key, or of the nearest table around it; 1 if none is known."""
        wanted = tuple(key)
        while wanted:
            if line := self.lines.get(wanted):
                return line
            wanted = wanted[:-1]
        return 1


def read_toml(path: Path, folder: Path | None = None) -> TomlFile:
    """Read a TOML file; one of a ``folder`` that a stranger may have made, with ``read_inside``.

    Raises CampaignerError if it cannot be read, ProblemsFound if it is not TOML.
    """
    return toml_of(read_inside(path, folder, LARGEST) if folder else read_text(path), path)


def toml_of(text: str, path: Path) -> TomlFile:
    """The values of a text that was read from ``path``. Raises as ``read_toml``."""
    if len(text) > LARGEST:
        raise CampaignerError(f"{shown_path(path)} is too large.", hint="Make it smaller.")
    try:
        _check_keys(text)
        values = tomllib.loads(text)
        _check_depth(values)
    except RecursionError as error:
        problem = Problem(shown_path(path), 0, "toml-syntax", "this is nested too deeply.")
        raise ProblemsFound(f"{shown_path(path)} cannot be read.", [problem]) from error
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
    return TomlFile(path, values, text)


def _check_keys(text: str) -> None:
    """Raises RecursionError for a key of so many parts that reading it takes long."""
    if _LONG_KEY.search(text):
        raise RecursionError


def _check_depth(values: dict[str, Any]) -> None:
    """Raises RecursionError for tables and lists in one another that nothing can work with."""
    layer: list[Any] = [values]
    for _ in range(_DEEPEST):
        tables = [each for each in layer if isinstance(each, dict)]
        lists = [each for each in layer if isinstance(each, list)]
        layer = [inner for each in tables for inner in each.values()]
        layer += [inner for each in lists for inner in each]
    if layer:
        raise RecursionError


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
