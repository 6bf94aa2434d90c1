"""Fonts for what the program's own fonts cannot draw: which font serves which script.

A font comes from a ``fontpkg-…`` package (the extra ``scripts``), else from Debian's packages,
found by file name, so that the same font serves everywhere. A text that no font
at hand can draw is refused, with its characters and the package that has them: no boxes on paper.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from campaigner.errors import CampaignerError
from campaigner.rendering.fonts.faces import missing_characters, opened_font, packaged_font
from campaigner.text import plural

# Where Debian, an administrator or a person puts fonts.
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
# What joins, parts or directs letters and is itself never seen.
_SHAPELESS = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})
_RIGHT_TO_LEFT = frozenset(
    {"aii", "ar", "ckb", "dv", "fa", "he", "lah", "pnb", "ps", "sd", "skr", "ug", "ur", "yi"}
)
CORE, DROID, NANUM = "fonts-noto-core", "fonts-droid-fallback", "fonts-nanum"


class Script(NamedTuple):
    """A script, its blocks of Unicode, and the fonts that draw it, the first at hand is taken.

    ``package`` is a family of the ``fontpkg-…`` packages, empty where Debian alone has one.
    """

    name: str
    blocks: tuple[tuple[int, int], ...]
    file: str
    debian: str = CORE
    package: str = ""


class Fallback(NamedTuple):
    """A font that is taken where the program's own lack a character."""

    family: str
    path: Path


_LATIN = (
    (0x0000, 0x052F),
    (0x1D00, 0x2BFF),
    (0x2C60, 0x2C7F),
    (0x2E00, 0x2E7F),
    (0xA640, 0xA7FF),
    (0xFB00, 0xFB06),
)
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
_HEBREW = ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))
_KOREAN = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF))
_EAST_ASIAN = (
    (0x2E80, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)
_CANADIAN = ((0x1400, 0x167F), (0x18B0, 0x18FF))

SCRIPTS = (
    Script("Arabic", _ARABIC, "NotoNaskhArabic-Regular.ttf", package="amiri"),
    Script("Hebrew", _HEBREW, "NotoSerifHebrew-Regular.ttf", package="frank-ruhl-libre"),
    Script("Armenian", ((0x0530, 0x058F), (0xFB13, 0xFB17)), "NotoSerifArmenian-Regular.ttf"),
    Script("Latin", _LATIN, "NotoSerif-Regular.ttf", package="noto-serif"),
    Script("Thaana", ((0x0780, 0x07BF),), "NotoSansThaana-Regular.ttf"),
    Script("Devanagari", ((0x0900, 0x097F), (0xA8E0, 0xA8FF)), "NotoSerifDevanagari-Regular.ttf"),
    Script("Bengali", ((0x0980, 0x09FF),), "NotoSerifBengali-Regular.ttf"),
    Script("Gurmukhi", ((0x0A00, 0x0A7F),), "NotoSerifGurmukhi-Regular.ttf"),
    Script("Gujarati", ((0x0A80, 0x0AFF),), "NotoSerifGujarati-Regular.ttf"),
    Script("Tamil", ((0x0B80, 0x0BFF),), "NotoSerifTamil-Regular.ttf"),
    Script("Telugu", ((0x0C00, 0x0C7F),), "NotoSerifTelugu-Regular.ttf"),
    Script("Kannada", ((0x0C80, 0x0CFF),), "NotoSerifKannada-Regular.ttf"),
    Script("Malayalam", ((0x0D00, 0x0D7F),), "NotoSerifMalayalam-Regular.ttf"),
    Script("Sinhala", ((0x0D80, 0x0DFF),), "NotoSerifSinhala-Regular.ttf"),
    Script("Thai", ((0x0E00, 0x0E7F),), "NotoSerifThai-Regular.ttf"),
    Script("Lao", ((0x0E80, 0x0EFF),), "NotoSerifLao-Regular.ttf"),
    Script("Tibetan", ((0x0F00, 0x0FFF),), "NotoSerifTibetan-Regular.ttf"),
    Script("Burmese", ((0x1000, 0x109F), (0xAA60, 0xAA7F)), "NotoSerifMyanmar-Regular.ttf"),
    Script("Georgian", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)), "NotoSerifGeorgian-Regular.ttf"),
    Script("Ethiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF)), "NotoSerifEthiopic-Regular.ttf"),
    Script("Cherokee", ((0x13A0, 0x13FF), (0xAB70, 0xABBF)), "NotoSansCherokee-Regular.ttf"),
    Script("Canadian Aboriginal", _CANADIAN, "NotoSansCanadianAboriginal-Regular.ttf"),
    Script("Khmer", ((0x1780, 0x17FF),), "NotoSerifKhmer-Regular.ttf"),
    Script("Mongolian", ((0x1800, 0x18AF),), "NotoSansMongolian-Regular.ttf"),
    Script("Tai Le", ((0x1950, 0x197F),), "NotoSansTaiLe-Regular.ttf"),
    Script("Tai Tham", ((0x1A20, 0x1AAF),), "NotoSansTaiTham-Regular.ttf"),
    Script("Tifinagh", ((0x2D30, 0x2D7F),), "NotoSansTifinagh-Regular.ttf"),
    Script("Yi", ((0xA000, 0xA4CF),), "NotoSansYi-Regular.ttf"),
    Script("Vai", ((0xA500, 0xA63F),), "NotoSansVai-Regular.ttf"),
    Script("Tai Viet", ((0xAA80, 0xAADF),), "NotoSansTaiViet-Regular.ttf"),
    Script("Javanese", ((0xA980, 0xA9DF),), "NotoSansJavanese-Regular.ttf"),
    Script("N’Ko", ((0x07C0, 0x07FF),), "NotoSansNKo-Regular.ttf"),
    Script("Syriac", ((0x0700, 0x074F),), "NotoSansSyriac-Regular.ttf"),
    Script("Adlam", ((0x1E900, 0x1E95F),), "NotoSansAdlam-Regular.ttf"),
    Script("Chakma", ((0x11100, 0x1114F),), "NotoSansChakma-Regular.ttf"),
    Script("Grantha", ((0x11300, 0x1137F),), "NotoSansGrantha-Regular.ttf"),
    Script("Korean", _KOREAN, "NanumMyeongjo.ttf", NANUM),
    Script("Chinese and Japanese", _EAST_ASIAN, "DroidSansFallbackFull.ttf", DROID),
)


def direction(language: str) -> str:
    """Which way a language is written, as HTML has it: ``ltr`` or ``rtl``."""
    base, *subtags = language.lower().split("-")
    scripts = [tag for tag in subtags if len(tag) == 4 and tag.isalpha()]
    right_to_left = scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else base in _RIGHT_TO_LEFT
    return "rtl" if right_to_left else "ltr"


def fallback_fonts(text: str) -> tuple[Fallback, ...]:
    """The fonts that a text needs beside the program's own, in the order of the table.

    Raises CampaignerError where no font at hand draws one of its characters, with the characters
    and what to install.
    """
    found, undrawn = _fonts_for(text)
    if undrawn:
        raise _undrawable(undrawn)
    return tuple(dict.fromkeys(found[script] for script in SCRIPTS if script in found))


def never_drawn(text: str) -> str:
    """Returns the characters of a text that no font draws, each once: emoji, dead scripts.

    What a font of the table would draw that is not installed is not among them: a letter without
    it would say something else.
    """
    if text.isascii():
        return ""
    _, undrawn = _fonts_for(text)
    return "".join(
        char
        for char, script in undrawn.items()
        if script is None or unicodedata.category(char) == "So" or _fonts_of(script)
    )


class Drawing(NamedTuple):
    """How the characters of a text are drawn that the program's own font lacks.

    ``fonts`` has the font of each; ``undrawn`` those that no font at hand draws, each with its
    script, None if no font is known for it.
    """

    fonts: dict[str, Fallback]
    undrawn: dict[str, Script | None]


def drawing_of(text: str) -> Drawing:
    """Returns how a text is drawn; ``fallback_fonts`` refuses what is undrawn."""
    made = Drawing({}, {})
    for char in missing_characters(text):
        if char in _SHAPELESS:
            continue
        script = _script_of(char)
        fallback = next((f for f in _fonts_of(script) if char in _characters(f.path)), None)
        if script and fallback:
            made.fonts[char] = fallback
        else:
            made.undrawn[char] = script
    return made


def can_be_drawn(text: str) -> bool:
    """Returns whether fonts at hand draw every character of a text."""
    return not drawing_of(text).undrawn


def _fonts_for(text: str) -> tuple[dict[Script, Fallback], dict[str, Script | None]]:
    """The fonts of the scripts that a text needs, and the characters that none at hand draws."""
    fonts, undrawn = drawing_of(text)
    found = {script: font for char, font in fonts.items() if (script := _script_of(char))}
    return found, undrawn


def fallback_css(fonts: Iterable[Fallback]) -> str:
    """The ``@font-face`` rules for fallback fonts."""
    return "\n".join(
        f'@font-face {{ font-family: "{font.family}"; src: url("{font.path.as_uri()}") }}'
        for font in fonts
    )


def _script_of(char: str) -> Script | None:
    return next(
        (s for s in SCRIPTS if any(first <= ord(char) <= last for first, last in s.blocks)), None
    )


def _fonts_of(script: Script | None) -> list[Fallback]:
    """The fonts of a script that are at hand: the package's, then Debian's."""
    if script is None:
        return []
    name = f"{script.name} letters"
    paths = (_packaged(script.package), _installed().get(script.file))
    return [Fallback(f"{name} {n}", path) for n, path in enumerate(paths, 1) if path]


@lru_cache
def _packaged(package: str) -> Path | None:
    return packaged_font(package, 400, "normal") if package else None


@lru_cache(maxsize=1)
def _installed() -> Mapping[str, Path]:
    """The table's font files that are installed, by name."""
    wanted = {script.file for script in SCRIPTS}
    return MappingProxyType(
        {
            path.name: path.resolve()
            for folder in FONT_FOLDERS
            for path in folder.rglob("*.ttf")
            if path.name in wanted
        }
    )


@lru_cache
def _characters(path: Path) -> frozenset[str]:
    with opened_font(path) as font:
        return frozenset(map(chr, font.getBestCmap()))


def named(characters: Iterable[str]) -> str:
    """Returns characters as a person can recognise them: ``“😀” (U+1F600)``."""
    every = list(characters)
    shown = ", ".join(map(_named, every[:5]))
    return shown + (f" and {plural(len(every) - 5, 'other')}" if len(every) > 5 else "")


def _named(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return code if unicodedata.category(char)[0] == "C" else f"“{char}” ({code})"


def _undrawable(undrawn: Mapping[str, Script | None]) -> CampaignerError:
    shown = named(undrawn)
    if any(unicodedata.category(char) == "So" for char in undrawn):  # emoji and the like
        message = f"No font at hand can draw {shown}: a page has no pictures of that kind."
        return CampaignerError(message, hint="Leave them out.")
    if hidden := [char for char in undrawn if unicodedata.category(char) == "Cc"]:
        message = f"A text contains control characters: {named(hidden)}."
        return CampaignerError(message, hint="Remove them.")
    names = dict.fromkeys(script.name for script in undrawn.values() if script)
    scripts = f" ({'; '.join(names)})" if names else ""
    debian = " ".join(dict.fromkeys(script.debian for script in undrawn.values() if script))
    packages = " ".join(
        dict.fromkeys(f"fontpkg-{s.package}" for s in undrawn.values() if s and s.package)
    )
    hint = f"Install on Debian: apt install {debian}" if debian else "Write it in other characters."
    if packages:
        hint += f"; anywhere: pip install {packages}"
    return CampaignerError(f"No font at hand can draw {shown}{scripts}.", hint=hint)
