"""The tool that changes rules: what it changes, and that its list of modules is right."""

from __future__ import annotations

import ast
import tomllib
from typing import Any

import pytest
from tools.mutants.changes import changes
from tools.mutants.trials import ROOT, Target

TARGETS = tomllib.loads((ROOT / "tools/mutants/targets.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TARGETS["target"], ids=lambda row: str(row["module"]))
def test_a_module_and_its_tests_are_there(row: dict[str, Any]) -> None:
    target = Target(row["module"], tuple(row["tests"]))
    assert target.path.is_file()
    assert [each for each in target.tests if not (ROOT / each).is_file()] == []


@pytest.mark.parametrize("row", TARGETS["explained"], ids=lambda row: str(row["why"]))
def test_what_is_explained_is_a_change_that_is_made(row: dict[str, Any]) -> None:
    source = Target(row["module"], ()).path.read_text(encoding="utf-8")
    made = [(each.place, each.was, each.becomes) for each in changes(ast.parse(source))]
    for was, becomes in row["changes"]:
        assert (row["place"], was, becomes) in made


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a = b < 3", ["b <= 3", "b < 4", "b < 2"]),
        ("a = b and not c", ["b or not c", "c"]),
        ("a = True", ["a = False"]),
        ("def f():\n    return g(1.5)", ["return None", "g(2.5)", "g(0.5)"]),
        ("a = any(b)", ["all"]),
        ("P = r'x{1,3}'", ["P = 'x{2,3}'", "P = 'x{0,3}'", "P = 'x{1,4}'", "P = 'x{1,2}'"]),
        ("if a:\n    b()", ["not a"]),
        ("a = b + c", ["b - c"]),
        # no rule
        ("def f(a: int | None = None) -> str | None:\n    'Two.'\n    return ''", []),
        ("from __future__ import annotations", []),
        ("if TYPE_CHECKING:\n    a = 1", []),
        ("assert a == 1", []),
    ],
)
def test_a_source_is_changed_in_these_ways(source: str, made: list[str]) -> None:
    assert sorted(each.becomes for each in changes(ast.parse(source))) == sorted(made)
