"""The small changes that can be made to a module, one at a time.

A change swaps a comparison for its neighbour (``<`` for ``<=``), ``and`` for ``or``, moves a number
or a regular expression's count by one, turns a condition round, returns None, and so on. Type
annotations, decorators, docstrings, imports and assertions are left alone: they hold no rule.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Continue: ast.Break, ast.Break: ast.Continue,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift,
}  # fmt: skip
_NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SKIPPED_FIELDS = frozenset({"annotation", "returns", "decorator_list", "type_params"})
# How a dataclass shows itself to developers; that two lists which belong together are as long.
_SKIPPED_KEYWORDS = frozenset({"repr", "strict"})
_SKIPPED_NODES = (ast.Import, ast.ImportFrom, ast.Assert)
_WIDTH = 70
_COUNT = re.compile(r"(?<=\{)\d+(?=(?:,\d*)?\})|(?<=,)\d+(?=\})")


@dataclass(frozen=True)
class Change:
    """One change: where it is made, and what it puts there."""

    place: str
    line: int
    was: str
    becomes: str
    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST

    def make(self) -> None:
        """Change the tree itself."""
        if self.index is None:
            setattr(self.parent, self.field, self.node)
        else:
            getattr(self.parent, self.field)[self.index] = self.node

    def __str__(self) -> str:
        return f"in {self.place}: {self.was} → {self.becomes}"


def changes(tree: ast.Module) -> list[Change]:
    """Returns every change that can be made to a module, in the order of its lines."""
    return sorted(_inside(tree, ""), key=lambda change: change.line)


def _inside(parent: ast.AST, place: str) -> Iterator[Change]:
    for field, index, node in _children(parent):
        if _holds_no_rule(node):
            continue
        for new in _variants(parent, field, node):
            itself = isinstance(node, ast.expr | ast.stmt) and not isinstance(node, ast.Constant)
            shown = node if itself else parent
            after = new if itself else _with(parent, field, index, new)
            ast.copy_location(new, node if hasattr(node, "lineno") else parent)
            line = getattr(new, "lineno", 0) or getattr(parent, "lineno", 0)
            was, becomes = _differing(*(ast.unparse(each) for each in (shown, after)))
            yield Change(place or "the module", line, was, becomes, parent, field, index, new)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _inside(node, f"{place}.{node.name}".lstrip("."))
        else:
            yield from _inside(node, place)


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if field in _SKIPPED_FIELDS:
            continue
        if isinstance(value, list):
            yield from ((field, n, each) for n, each in enumerate(value) if _is_node(each))
        elif _is_node(value):
            yield field, None, value


def _is_node(value: object) -> bool:
    return isinstance(value, ast.AST)


def _holds_no_rule(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in _SKIPPED_KEYWORDS
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
        return node.test.id == "TYPE_CHECKING"
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, _SKIPPED_NODES)


def _with(parent: ast.AST, field: str, index: int | None, new: ast.AST) -> ast.AST:
    """A copy of a node with one part of it changed."""
    after = copy(parent)
    value = getattr(parent, field)
    if index is not None:
        new_list = [*value]
        new_list[index] = new
        value = new_list
    setattr(after, field, value if index is not None else new)
    return after


def _differing(was: str, becomes: str) -> tuple[str, str]:
    """Two versions of the source on one line each, of long ones the part that differs."""
    longest = max(len(was), len(becomes))
    if longest <= _WIDTH and "\n" not in was:
        return was, becomes
    start = next((n for n, (a, b) in enumerate(zip(was, becomes, strict=False)) if a != b), 0)
    start = max(0, start - _WIDTH // 3)
    before, after = (each[start : start + _WIDTH].replace("\n", " ") for each in (was, becomes))
    return f"…{before}…", f"…{after}…"


def _variants(parent: ast.AST, field: str, node: ast.AST) -> Iterator[ast.AST]:
    """What can stand in a node's place."""
    if isinstance(node, ast.expr):
        yield from _other_expressions(parent, field, node)
    elif isinstance(node, ast.Return) and node.value and not _is_nothing(node.value):
        yield ast.Return(ast.Constant(None))
    elif other := _SWAPPED.get(type(node)):
        yield other()


def _other_expressions(parent: ast.AST, field: str, node: ast.expr) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant):
        yield from _other_values(node)
    elif isinstance(node, ast.Name) and field == "func" and node.id in _NAMED:
        yield ast.Name(_NAMED[node.id], ast.Load())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif _is_condition(parent, field) and not isinstance(node, ast.Compare):
        yield ast.UnaryOp(ast.Not(), node)


def _is_condition(parent: ast.AST, field: str) -> bool:
    return field == "test" or (field == "ifs" and isinstance(parent, ast.comprehension))


def _is_nothing(node: ast.expr) -> bool:
    """None, an empty text, False: a caller takes them alike, or the type checker objects."""
    return isinstance(node, ast.Constant) and not node.value


def _other_values(node: ast.Constant) -> Iterator[ast.Constant]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, str):
        for count in _COUNT.finditer(value):
            for other in (int(count[0]) + 1, int(count[0]) - 1):
                yield ast.Constant(value[: count.start()] + str(other) + value[count.end() :])
