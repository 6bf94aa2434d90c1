"""The fonts of every page: dependencies of the program, the same on every machine.

Spectral is for text, Fira Sans for small print. Both are static files: a variable font would be
cut to size again for each document.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from campaigner.errors import CampaignerError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

TEXT_FAMILY = "Spectral"


# Soft hyphen, zero-width space, word joiner: they guide line breaks and are never drawn.
_LINE_BREAK_MARKS = frozenset("\u00ad\u200b\u2060")


class Face(NamedTuple):
    """One file of a family; ``package`` is its name among the ``fontpkg-…`` packages."""

    family: str
    package: str
    weight: int
    style: str = "normal"


FACES = (
    Face("Spectral", "spectral", 400),
    Face("Spectral", "spectral", 400, "italic"),
    Face("Spectral", "spectral", 600),
    Face("Fira Sans", "fira-sans", 400),
    Face("Fira Sans", "fira-sans", 500),
)


@lru_cache(maxsize=1)
def font_files() -> Mapping[Face, Path]:
    """The file of each face.

    Raises CampaignerError, naming the package, where one is not installed.
    """
    return MappingProxyType({face: _file(face) for face in FACES})


def _file(face: Face) -> Path:
    file = packaged_font(face.package, face.weight, face.style)
    if file and file.is_file():
        return file
    raise CampaignerError(
        f"The font {face.family} is missing.",
        hint=f"Install it with: pip install fontpkg-{face.package}",
    )


def packaged_font(package: str, weight: int, style: str) -> Path | None:
    """Returns the file of a font of a ``fontpkg-…`` package; None if it is not installed.

    A family of static files is looked up in its own list: fontpkg first reads what each package
    of this Python offers, which takes 20 ms.
    """
    module = find_spec(f"fontpkg_{package.replace('-', '_')}")
    for place in (module and module.submodule_search_locations) or ():
        listed = json.loads((Path(place) / "metadata.json").read_text(encoding="utf-8"))["files"]
        if any(file.get("variable") for file in listed):
            continue
        for file in listed:
            if (file.get("weight"), file.get("style", "normal")) == (weight, style):
                return Path(place, file["path"]).resolve()
    return _by_fontpkg(package, weight, style)


def _by_fontpkg(package: str, weight: int, style: str) -> Path | None:
    import fontpkg

    try:
        return Path(fontpkg.path(package, weight, style)).resolve()
    except fontpkg.FontpkgError:
        return None


@contextmanager
def opened_font(path: Path) -> Iterator[TTFont]:
    """A font's file, to be read. Raises CampaignerError if it is damaged."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            yield font
    except (TTLibError, struct.error, AssertionError, KeyError) as error:
        raise CampaignerError(
            f"The font file {path} is damaged.", hint="Install the font again."
        ) from error


@lru_cache(maxsize=1)
def font_css() -> str:
    """The ``@font-face`` rules for all faces."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; src: url("{path.as_uri()}") }}'
        for face, path in font_files().items()
    )


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    with opened_font(font_files()[FACES[0]]) as font:
        return frozenset(font.getBestCmap())


def missing_characters(text: str) -> str:
    """The characters of a text that the text font has no shape for, each once.

    White space and the marks that only guide line breaks are never missing.
    """
    known = _characters()
    return "".join(
        char
        for char in dict.fromkeys(text)
        if ord(char) not in known and not char.isspace() and char not in _LINE_BREAK_MARKS
    )
