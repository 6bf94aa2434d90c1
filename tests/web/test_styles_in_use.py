"""The style of the pages: no rule for what no page has, and no class without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from campaigner.workspace import shipped_folder

WEB = shipped_folder("templates") / "web"
STYLES = ("style.css", "paper.css", *sorted(p.name for p in (WEB / "assets").glob("desk*.css")))
# The notes of a letter and of an update, which are made with their text.
MADE = {"notes", "note"}
_COMMENT, _QUOTED = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\"[^\"]*\"|url\([^)]*\)")
_RULE = re.compile(r"([^{};]+)\{")
_WORD = re.compile(r"[\w-]+")


def selectors(style: str) -> Iterator[str]:
    text = _QUOTED.sub("", _COMMENT.sub("", (WEB / "assets" / style).read_text(encoding="utf-8")))
    for found in _RULE.finditer(text):
        selector = found[1].strip()
        if not selector.startswith("@"):
            yield selector


def written() -> str:
    """All that can make a page: templates, scripts, and those of letters."""
    folders = (WEB, WEB / "desk", WEB / "assets", WEB.parent / "letter")
    files = (path for folder in folders for path in folder.iterdir() if path.is_file())
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files if path.suffix in (".j2", ".js", ".md")
    )


@pytest.mark.parametrize("style", STYLES)
def test_each_class_and_name_of_the_style_is_on_some_page(style: str) -> None:
    words = set(_WORD.findall(written())) | MADE
    swatches = {"of-" + word for word in words}  # put together in the page of all components
    named = {
        name for selector in selectors(style) for name in re.findall(r"[.#]([a-z][\w-]*)", selector)
    }
    assert sorted(named - words - swatches) == []


@pytest.mark.parametrize("style", STYLES)
def test_each_colour_and_size_of_the_style_is_used(style: str) -> None:
    text = (WEB / "assets" / style).read_text(encoding="utf-8")
    set_there = set(re.findall(r"(--[\w-]+):", text))
    assert sorted(name for name in set_there if f"var({name})" not in text) == []


@pytest.mark.parametrize("style", [each for each in STYLES if each != "paper.css"])
def test_no_place_is_set_by_left_and_right(style: str) -> None:
    """Pages that run from right to left are mirrored by themselves."""
    text = _COMMENT.sub("", (WEB / "assets" / style).read_text(encoding="utf-8"))
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right):", text
    )
    assert physical == []
