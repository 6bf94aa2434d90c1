"""A template is compiled once, wherever it lies, and its mistakes are said of its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.errors import ProblemsFound
from campaigner.rendering.templating.environment import environment, render
from campaigner.rendering.templating.sandbox import Sandbox

GREETING = "{% macro greet(whom) %}Dear {{ whom }},{% endmacro %}{{ greet(who) }}"


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders of templates with one of the same name and text."""
    found = [tmp_path / "one", tmp_path / "other"]
    for folder in found:
        folder.mkdir()
        (folder / "letter.md").write_text(GREETING, encoding="utf-8")
    return found


def test_the_same_text_is_compiled_once(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert render(environment(folders[:1]), "letter.md", who="Ada") == "Dear Ada,"
    monkeypatch.delattr(Sandbox, "_parse")
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert render(environment(folders[1:]), "letter.md", who="Ben") == "Dear Ben,"


def test_a_text_that_has_changed_is_compiled_again(folders: list[Path]) -> None:
    made = environment(folders[:1])
    assert render(made, "letter.md", who="Ada") == "Dear Ada,"
    (folders[0] / "letter.md").write_text("Hello {{ who }}", encoding="utf-8")
    assert render(environment(folders[:1]), "letter.md", who="Ada") == "Hello Ada"


def test_a_mistake_is_said_of_the_file_in_which_it_was_made(folders: list[Path]) -> None:
    for folder in folders:
        with pytest.raises(ProblemsFound) as found:
            render(environment([folder]), "letter.md")
        (problem,) = found.value.problems
        assert problem.path.endswith(f"{folder.name}/letter.md")
        assert problem.line == 1


def test_what_sees_each_value_is_that_of_the_environment(folders: list[Path]) -> None:
    for folder in folders:
        (folder / "letter.md").write_text("{{ 'a' }}{{ who }}", encoding="utf-8")
    assert render(environment(folders[:1]), "letter.md", who="b") == "ab"
    shouting = environment(folders[:1], finalize=_shout)
    assert render(shouting, "letter.md", who="b") == "AB"


def _shout(value: object) -> str:
    return str(value).upper()
