"""Partners' logos: small pictures that can only be looked at."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.parsers import expat

from campaigner.errors import CampaignerError
from campaigner.svg import is_endless

MAX_BYTES = 200_000
MAX_PIXELS = 4_000
MAX_RATIO = 10.0

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_ELEMENTS = re.compile(
    r"svg|g|defs|symbol|use|title|desc|metadata|style|path|rect|circle|ellipse|line|polyline|"
    r"polygon|text|tspan|linearGradient|radialGradient|stop|pattern|clipPath|mask|image|filter|"
    r"fe[A-Z]\w+"
)
# Notes that drawing programs write for themselves; browsers ignore them.
_NOTES = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg);base64,", re.IGNORECASE)  # no SVG in an SVG
_URL_OUTSIDE = re.compile(r"url\(\s*+[\"']?+\s*+(?!#)", re.IGNORECASE)
_SIZE = re.compile(r"\s*([\d.]+)(?:px|pt|mm|cm|in|em)?\s*")


class LogoRefused(CampaignerError):
    """A logo that cannot be used, and why."""


def check_logo(folder: Path, name: str) -> None:
    """Check a campaign's logo: a small SVG or PNG file in its folder, with no scripts or links.

    Raises LogoRefused.
    """
    path = folder / name
    if path.parent != folder or not path.is_file() or path.is_symlink():
        raise LogoRefused(
            f"there is no file “{name}” in the campaign’s folder.",
            hint="Put the logo beside campaign.toml, and give only its name.",
        )
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        raise LogoRefused(
            f"the logo “{name}” is too large: {len(content) // 1000:,} kB of {MAX_BYTES // 1000}.",
            hint="Make it smaller, or use an SVG.",
        )
    if path.suffix.lower() == ".png" and content.startswith(_PNG):
        width, height = _png_size(content, name)
    elif path.suffix.lower() == ".svg":
        width, height = _svg_size(content, name)
    else:
        raise LogoRefused(f"the logo “{name}” is neither SVG nor PNG.", hint="Save it as SVG.")
    if not 1 / MAX_RATIO <= width / height <= MAX_RATIO:
        raise LogoRefused(
            f"the logo “{name}” is too long for its width: {width:g} × {height:g}.",
            hint=f"One side can be up to {MAX_RATIO:g} times the other.",
        )


def _png_size(content: bytes, name: str) -> tuple[float, float]:
    header = content[8:24]
    if len(header) < 16 or header[4:8] != b"IHDR" or b"IEND" not in content[-16:]:
        raise LogoRefused(f"the logo “{name}” is damaged or cut short.", hint="Save it again.")
    width, height = struct.unpack(">II", header[8:])
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        raise LogoRefused(
            f"the logo “{name}” is too large: {width:,} × {height:,} pixels, and each side can "
            f"have up to {MAX_PIXELS:,}.",
            hint="Make it smaller, or use an SVG.",
        )
    return float(width), float(height)


def _svg_size(content: bytes, name: str) -> tuple[float, float]:
    reader = _SvgReader(name)
    try:
        size, endless = reader.size_of(content), is_endless(content)
    except expat.ExpatError as error:
        raise LogoRefused(
            f"the logo “{name}” is not valid SVG: {error}.", hint="Save it again."
        ) from None
    if endless:
        raise LogoRefused(
            f"the logo “{name}” has parts that use other parts too often.",
            hint="Save it as plain SVG, without clones and symbols, or as PNG.",
        )
    return size


class _SvgReader:
    """Reads an SVG file and refuses anything that could run or reach outside it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: dict[str, str] | None = None
        self.style: list[str] | None = None

    def size_of(self, content: bytes) -> tuple[float, float]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)
        return self._size()

    def _refuse(self, what: str) -> LogoRefused:
        return LogoRefused(
            f"the logo “{self.name}” contains {what}.",
            hint="Save it as plain SVG, without scripts and links, or as PNG.",
        )

    def _doctype(self, *_: object) -> None:
        raise self._refuse("a document type, which can reach outside it")

    def _instruction(self, target: str, _: str) -> None:
        raise self._refuse(f"an instruction to programs (<?{target}?>)")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        namespace, _, local = element.rpartition(" ")
        drawn = namespace == _SVG_NAMESPACE and _ELEMENTS.fullmatch(local)
        if not drawn and not namespace.startswith(_NOTES):
            raise self._refuse(f"<{local}>, which does not belong in a picture")
        if self.root is None:
            if local != "svg":
                raise self._refuse(f"<{local}> where <svg> should be")
            self.root = dict(attributes)
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2].lower(), value)
        if local == "style":
            self.style = []

    def _attribute(self, attribute: str, value: str) -> None:
        if attribute.startswith("on"):
            raise self._refuse(f"a script ({attribute})")
        if attribute == "href" and not _INSIDE.match(value.strip()):
            raise self._refuse("a link to something outside it")
        self._css(value, escapes=attribute == "style")

    def _characters(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _end(self, _: str) -> None:
        if self.style is not None:
            self._css("".join(self.style), escapes=True)
            self.style = None

    def _css(self, css: str, *, escapes: bool) -> None:
        if _URL_OUTSIDE.search(css) or (escapes and ("@import" in css.lower() or "\\" in css)):
            raise self._refuse("a style that reaches outside it")

    def _size(self) -> tuple[float, float]:
        root = self.root or {}
        box = root.get("viewBox", "").replace(",", " ").split()
        sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
        found = [_SIZE.fullmatch(side) for side in sides]
        try:
            width, height = (float(match[1]) if match else 0.0 for match in found)
        except ValueError:
            width = height = 0.0
        if not (width > 0 and height > 0):
            raise LogoRefused(
                f"the logo “{self.name}” has no size.",
                hint='Give its <svg> a viewBox, like viewBox="0 0 120 40".',
            )
        return width, height
