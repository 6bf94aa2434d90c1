"""The fixed words of letters, papers and mails: one file of TOML for all languages."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from campaigner.rendering.environment import find_template
from campaigner.shelf import Shelf, stamp_of


def words_in(folders: Sequence[Path], name: str, language: str) -> dict[str, Any]:
    """Returns the words of a file (``brief/words.toml``) in a language.

    A word that is not translated is in English. The file is found like a template.
    """
    words = _kept.get(find_template(folders, name))
    return {**words["en"], **words.get(language, {})}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


_kept = Shelf(_read, lambda path: stamp_of([path]))
