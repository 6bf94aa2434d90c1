"""The desk's own words: every file of them, read and checked again only when one has changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request

from campaigner.rendering.templating.words import words_in
from campaigner.shelf import Shelf, Stamp, stamp_of
from campaigner.web.pages.page import OWN_LANGUAGES
from campaigner.web.site import site_of
from campaigner.workspace import Workspace

_FOLDER = "web/desk/words"
Words = Mapping[str, Mapping[str, Any]]


def desk_words(request: Request, language: str) -> Words:
    """Returns the desk's words in one of the pages' own languages, by the names of their files.

    Raises as ``words_in``.
    """
    return _kept[language].get(site_of(request).workspace.root)


def _files(folder: Path) -> list[Path]:
    return sorted((folder / _FOLDER).glob("*.toml"))


def _read(language: str, root: Path) -> Words:
    folders = Workspace(root).template_folders
    names = [path.stem for path in _files(folders[-1])]
    return {name: words_in(folders, f"{_FOLDER}/{name}.toml", language) for name in names}


def _stamp(root: Path) -> Stamp:
    """Also that of the workspace's own files: one that is added counts at once."""
    return stamp_of(path for folder in Workspace(root).template_folders for path in _files(folder))


_kept = {language: Shelf(partial(_read, language), _stamp) for language in OWN_LANGUAGES}
