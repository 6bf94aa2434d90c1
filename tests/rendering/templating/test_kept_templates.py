"""Templates stay loaded from page to page, until a file that matters to them has changed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from campaigner.errors import ProblemsFound
from campaigner.rendering.templating import sandbox
from campaigner.rendering.templating.environment import kept_environment, render


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of one's own, which is empty, before one with a page and its frame."""
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder in (own, shipped):
        folder.mkdir()
    (shipped / "frame.html").write_text("<{% block inside %}{% endblock %}>", encoding="utf-8")
    (shipped / "page.html").write_text(
        "{% extends 'frame.html' %}{% block inside %}{{ what }}{% endblock %}", encoding="utf-8"
    )
    for path in shipped.iterdir():
        os.utime(path, (0, 0))
    threading.Event().wait(0.15)  # the time of the last change of a file cannot be set
    return own, shipped


def shown(folders: tuple[Path, Path], what: object = 1) -> str:
    return render(kept_environment(folders), "page.html", what=what)


def test_a_template_is_read_once_while_nothing_changes(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(folders) == "<1>"
    monkeypatch.delattr(sandbox, "read_inside")
    assert shown(folders, 2) == "<2>"


@pytest.mark.parametrize("name", ["page.html", "frame.html"])
def test_a_template_that_has_changed_counts_at_once(folders: tuple[Path, Path], name: str) -> None:
    assert shown(folders) == "<1>"
    for text in ("one", "two", "six"):  # of one length, at almost one moment
        (folders[1] / name).write_text(text, encoding="utf-8")
        assert shown(folders) == text


def test_a_template_of_ones_own_counts_from_when_it_is_there_until_it_is_gone(
    folders: tuple[Path, Path],
) -> None:
    assert shown(folders) == "<1>"
    own = folders[0] / "frame.html"
    own.write_text("({% block inside %}{% endblock %})", encoding="utf-8")
    assert shown(folders) == "(1)"
    own.unlink()
    assert shown(folders) == "<1>"


def test_a_template_that_comes_to_lead_elsewhere_is_refused(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    assert shown(folders) == "<1>"
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (folders[1] / "page.html").unlink()
    (folders[1] / "page.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(ProblemsFound):
        shown(folders)


def test_values_of_one_page_are_not_seen_by_the_next(folders: tuple[Path, Path]) -> None:
    (folders[1] / "page.html").write_text(
        "{{ what }}{% set what = 'x' %}{% set more = 'y' %}", encoding="utf-8"
    )
    assert [shown(folders, number) for number in (1, 2)] == ["1", "2"]
    with pytest.raises(ProblemsFound):
        render(kept_environment(folders), "page.html")
