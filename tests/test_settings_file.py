"""The settings file that a new workspace gets: every key, explained, with its default."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from campaigner.settings import Settings, load_settings
from campaigner.settings_file import SET, new_settings, sections
from conftest import Command

KEYS = [(name, key) for name, section in sections().items() for key in section.model_fields]
_COMMENTED = re.compile(r"^# ([a-z_]+ = .*)$", re.MULTILINE)


def table(name: str) -> str:
    """What a new file says in one table."""
    return re.split(r"^\[", new_settings().partition(f"[{name}]\n")[2], flags=re.MULTILINE)[0]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_each_key_is_there_with_an_explanation_and_its_default(name: str, key: str) -> None:
    lines = table(name).splitlines()
    [place] = [at for at, line in enumerate(lines) if line.startswith(f"# {key} = ")]
    explanation = lines[place - 1]
    assert explanation.startswith("# ")
    assert explanation.endswith(".")
    default = tomllib.loads(lines[place].removeprefix("# "))[key]
    assert default == getattr(getattr(Settings(), name), key)


def test_there_is_no_other_key() -> None:
    assert len(_COMMENTED.findall(new_settings())) == len(KEYS)
    assert list(tomllib.loads(new_settings())) == list(Settings.model_fields)


def test_what_is_set_is_what_a_new_workspace_begins_with(
    campaigner: Command, tmp_path: Path
) -> None:
    assert campaigner("init", tmp_path / "new").code == 0
    made = load_settings(tmp_path / "new" / "campaigner.toml")
    assert made.organisation.timezone == SET["organisation", "timezone"]
    changed = {name: {key: value} for (name, key), value in SET.items()}
    assert made == Settings.model_validate(changed)


def test_the_file_can_be_used_with_every_key_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "campaigner.toml"
    text = re.sub(r'^timezone = ".*\n', "", new_settings(), flags=re.MULTILINE)
    path.write_text(_COMMENTED.sub(r"\1", text), encoding="utf-8")
    assert load_settings(path) == Settings()


def test_no_line_is_too_long_to_read() -> None:
    assert max(map(len, new_settings().splitlines())) <= 100
