"""Every file that `make` installs is pinned by its hash, for all platforms, from no named place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tools.check_python import advice

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
BUILD = ("hatchling", "editables")
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    found = map(_PIN.match, (ROOT / file).read_text(encoding="utf-8").splitlines())
    return {canonical(match[1]): match[2] for match in found if match}


def hashes(file: str) -> dict[str, int]:
    """How many hashes each release has."""
    parts = re.split(r"^(?=[A-Za-z])", (ROOT / file).read_text(encoding="utf-8"), flags=re.M)
    return {
        canonical(match[1]): part.count("--hash=sha256:")
        for part in parts
        if (match := _PIN.match(part))
    }


def wanted(*extras: str) -> set[str]:
    """The names of what the project asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = list(project["dependencies"])
    waiting = list(extras)
    while waiting:
        for each in project["optional-dependencies"][waiting.pop()]:
            own = re.match(r"campaigner\[(\w+)\]", each)
            waiting += [own[1]] if own else []
            named += [] if own else [each]
    return {canonical(re.split(r"[\[<>=;\s]", each)[0]) for each in named}


@pytest.mark.parametrize("file", FILES)
def test_each_release_has_hashes_and_no_place_is_named(file: str) -> None:
    assert all(count > 0 for count in hashes(file).values())
    assert hashes(file).keys() == pins(file).keys()
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(?:extra-)?index|--find-links|--trusted| @ ", text)


@pytest.mark.parametrize(("file", "extras"), [(FILES[0], ()), (FILES[1], ("dev",))])
def test_all_that_is_asked_for_is_there(file: str, extras: tuple[str, ...]) -> None:
    assert wanted(*extras) | set(BUILD) <= pins(file).keys()


def test_the_files_agree_with_the_constraints_and_each_other() -> None:
    known, base, dev = pins("constraints.txt"), pins(FILES[0]), pins(FILES[1])
    assert base.items() <= dev.items()
    assert {name: dev[name] for name in known} == known


@pytest.mark.parametrize("name", ["cryptography", "pikepdf", "pydantic-core", "rapidfuzz"])
def test_compiled_releases_have_hashes_for_many_platforms(name: str) -> None:
    assert hashes(FILES[0])[name] > 10


@pytest.mark.parametrize(
    ("python", "xml", "said"),
    [
        ((3, 11, 15), (2, 7, 4), []),
        ((3, 11, 18), (2, 9, 0), []),
        ((3, 12, 13), (2, 7, 4), []),
        ((3, 14, 0), (2, 7, 4), []),
        ((3, 11, 14), (2, 7, 4), ["Python 3.11.14", "3.11.15 or newer"]),
        ((3, 12, 12), (2, 7, 4), ["Python 3.12.12", "3.12.13 or newer"]),
        ((3, 11, 15), (2, 7, 3), ["Expat 2.7.3", "2.7.4 or newer"]),
        ((3, 11, 7), (2, 5, 0), ["Python 3.11.7", "Expat 2.5.0"]),
    ],
)
def test_a_python_with_known_faults_is_named(
    python: tuple[int, int, int], xml: tuple[int, int, int], said: list[str]
) -> None:
    lines = " ".join(advice(python, xml))
    assert all(words in lines for words in said)
    assert bool(lines) is bool(said)
