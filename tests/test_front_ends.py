"""Services know no front end: none of their words names a command or an option."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import campaigner
from campaigner.cli.hints import HINTS
from campaigner.cli.nouns import NOUNS

PACKAGE = Path(campaigner.__file__).parent
COMMAND = re.compile(rf"(?<!\S)--[a-z]|\bcampaigner (?:{'|'.join(NOUNS)})\b")


@cache
def words(path: Path) -> list[tuple[int, str]]:
    """Every text of a module but its docstrings, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def services() -> list[Path]:
    """The modules below the front ends."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if PACKAGE / "cli" not in path.parents]


@pytest.mark.parametrize("path", services(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_service_names_no_command(path: Path) -> None:
    assert [(line, text) for line, text in words(path) if COMMAND.search(text)] == []


def codes() -> set[str]:
    """Every text in the services that could be a code."""
    return {
        text
        for path in sorted(PACKAGE.rglob("*.py"))
        if PACKAGE / "cli" not in path.parents
        for _, text in words(path)
    }


def test_every_hint_of_the_command_line_belongs_to_a_code_that_exists() -> None:
    looked_up = {code.removeprefix("import-") for code in HINTS if not code.startswith("unknown-")}
    assert looked_up - codes() == set()
