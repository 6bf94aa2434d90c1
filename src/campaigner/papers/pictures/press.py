"""A picture for the press and social media: the campaign around it, in any shape of page."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from campaigner.addresses import campaign_page, without_scheme
from campaigner.campaigns.languages import require_language
from campaigner.errors import UsageError
from campaigner.papers.pictures.area_maps import area_map
from campaigner.papers.pictures.bar_pictures import bars
from campaigner.papers.pictures.counts import count
from campaigner.papers.pictures.picture import Picture, drawn
from campaigner.papers.pictures.timelines import timeline
from campaigner.papers.pictures.wording import Wording, wording_of
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.charts.palette import ACCENT, INK, PAPER, QUIET
from campaigner.rendering.charts.svg_lines import balanced, shortened, width, wrapped
from campaigner.rendering.pdf import lay_out
from campaigner.rendering.pictures import first_page_png
from campaigner.text import in_language
from campaigner.vocabulary.papers import BarsOf, PictureKind

_TEMPLATE: Final = "chart/press.svg.j2"
_SIZE = re.compile(r"(\d{1,5})\s*[x×]\s*(\d{1,5})", re.IGNORECASE)
_LEAST, _MOST = 400, 4000  # pixels
_BROAD: Final = {  # width to height, from which text and drawing stand side by side
    PictureKind.MAP: 0.9,
    PictureKind.BARS: 1.25,
    PictureKind.TIMELINE: 1.25,
    PictureKind.COUNT: math.inf,
}
_DRAWING = 0.52  # how much of the width the drawing has beside the text
_TITLES: Final = (4.2, 3.6, 3.1, 2.7, 2.3, 2.0, 1.7)  # sizes to try, in units
_LEAST_HIGH, _LEAST_BROAD = 30, 20  # units that text needs from top to bottom, and across
_SERIF, _SANS = "Spectral", "Fira Sans"


class Size(NamedTuple):
    """The size of a picture in pixels."""

    width: int
    height: int

    @classmethod
    def read(cls, text: str) -> Size:
        """Returns the size that a text such as ``1200x630`` means.

        Raises UsageError if it is not one, or too small to be read or too large.
        """
        found = _SIZE.fullmatch(text.strip())
        size = cls(int(found[1]), int(found[2])) if found else None
        if not size or min(size) < _LEAST or max(size) > _MOST:
            raise UsageError(
                f"“{text}” is not a valid size of a picture.",
                hint=f"Enter width and height in pixels, from {_LEAST} to {_MOST:,}, for example"
                " 1200x630.",
                code="invalid-size",
            )
        return size


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """What a picture is to show, in which language (default: the campaign's first), how large.

    ``mark`` is the code of an area that stands out; ``of`` is what bars stand for.
    """

    kind: PictureKind
    size: Size
    language: str = ""
    of: BarsOf = BarsOf.AREAS
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a picture: where it begins (``end`` if it ends there), and its looks."""

    x: float
    y: float
    size: float
    text: str
    weight: int = 400
    family: str = _SANS
    fill: str = INK


@dataclass(frozen=True)
class PressPicture:
    """A picture for the press, its words for those who cannot see it, and its language.

    ``picture`` is what it shows, with its table; ``svg`` has the fonts in it, so that it looks
    the same elsewhere.
    """

    svg: str
    words: str
    size: Size
    language: str
    picture: Picture
    _plain: str

    def png(self) -> bytes:
        """Returns the picture as PNG.

        Raises CampaignerError if no font at hand can draw a character.
        """
        page = (
            f'<!DOCTYPE html><html lang="{self.language}"><head><title>.</title><style>@page {{'
            f" size: {self.size.width}px {self.size.height}px; margin: 0; background: {PAPER} }}"
            " body { margin: 0 } svg { display: block }</style></head>"
            f"<body>{self._plain}</body></html>"
        )
        return first_page_png(lay_out(page, self.picture.folders).pdf(), self.size.width)


def press_picture(here: OpenPetition, wanted: PictureRequest) -> PressPicture:
    """Returns a picture of a petition for the press.

    Raises UnknownName for a language or area, NoMap if the areas' places are not known.
    """
    language = wanted.language or here.campaign.languages[0]
    require_language(here.campaign, language)
    picture = _picture(here, wanted, language)
    wording = wording_of(here, language)
    address = without_scheme(campaign_page(here.workspace.settings.web.address, here.campaign.slug))
    title = in_language(here.campaign.title, language)
    page = _Page(here, picture, wording, wanted.size, title, address)
    values = page.values()
    words = f"{title}. {picture.alternative} {address}"
    return PressPicture(
        drawn(picture.folders, _TEMPLATE, values, embed_fonts=True),
        words,
        wanted.size,
        language,
        picture,
        drawn(picture.folders, _TEMPLATE, values, embed_fonts=False),
    )


def _picture(here: OpenPetition, wanted: PictureRequest, language: str) -> Picture:
    if wanted.kind is PictureKind.MAP:
        return area_map(here, language, wanted.mark)
    if wanted.kind is PictureKind.BARS:
        return bars(here, wanted.of, language, mark=wanted.mark)
    if wanted.kind is PictureKind.TIMELINE:
        return timeline(here, language)
    return count(here, language)


@dataclass
class _Page:
    """The composition: side by side if the page is broad, else from top to bottom."""

    here: OpenPetition
    picture: Picture
    wording: Wording
    size: Size
    title: str
    address: str
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Very broad or high pages have less room than their area says.
        across, down = self.size
        self.unit = min(math.sqrt(across * down) / 45, down / _LEAST_HIGH, across / _LEAST_BROAD)
        self.margin = 2.7 * self.unit
        self.bar = 0.8 * self.unit

    def values(self) -> dict[str, object]:
        """What the template draws."""
        broad = self.size.width > _BROAD[self.picture.kind] * self.size.height
        left, top, across, down = self._side_by_side() if broad else self._stacked()
        letters = 1.9 if self._is_count() else 0.92 if broad else 1.0
        panel = self.picture.panel.laid_out(across, down, self.unit * letters)
        return {
            "id": "picture",
            "language": self.picture.language,
            "title": f"{self.title}. {self.picture.title}",
            "words": f"{self.picture.words} {self.picture.source} {self.address}",
            "width": self.size.width,
            "height": self.size.height,
            "bar": round(self.bar, 1),
            "accent": ACCENT,
            "ground": PAPER,
            "lines": self.lines,
            "left": round(left, 1),
            "top": round(top, 1),
            "panel": panel,
        }

    def _side_by_side(self) -> tuple[float, float, float, float]:
        unit, margin = self.unit, self.margin
        drawing = self.size.width * _DRAWING - margin
        text = self.size.width - drawing - 2 * margin - 2 * unit
        bottom = self._foot(text)
        y = self._head(text, bottom - 8.4 * unit)
        self._number(y + 5.9 * unit, text, below=True)
        left, top = self.size.width - margin - drawing, self.bar + margin
        top = self._heading(left, top, drawing)
        return left, top, drawing, self.size.height - margin - top

    def _stacked(self) -> tuple[float, float, float, float]:
        unit, margin = self.unit, self.margin
        text = float(self.size.width - 2 * margin)
        bottom = self._foot(text) - 0.6 * unit
        y = self._head(text, self.size.height * 0.3)
        if not self._is_count():
            y = self._number(y + 5.6 * unit, text, below=False) + 0.8 * unit
        top = self._heading(margin, y + 1.6 * unit, text)
        return margin, top, text, bottom - top

    def _is_count(self) -> bool:
        return self.picture.kind is PictureKind.COUNT

    def _head(self, across: float, down: float) -> float:
        """Who asks and what; returns how far down that goes."""
        unit = self.unit
        organisation = self.here.workspace.settings.organisation.name
        kind = " · ".join(filter(None, (self.wording.say("petition"), organisation)))
        y = self.bar + self.margin + unit
        line = shortened(kind, across, 1.15 * unit, 500)
        self.lines.append(Line(self.margin, y, 1.15 * unit, line, 500, fill=ACCENT))
        y += 0.5 * unit
        size, texts = self._title(across, down - y)
        for text in texts:
            y += size * 1.14
            self.lines.append(Line(self.margin, y, size, text, 600, _SERIF))
        return y

    def _title(self, across: float, down: float) -> tuple[float, list[str]]:
        """The largest letters in which the title is not too long, and its lines."""
        for size in (each * self.unit for each in _TITLES):
            texts = balanced(self.title, across, size, 600, _SERIF)
            fits = all(width(word, size, 600, _SERIF) <= across for word in self.title.split())
            if fits and len(texts) <= 4 and len(texts) * size * 1.14 <= down:
                return size, texts
        size = _TITLES[-1] * self.unit
        most = max(int(down / (size * 1.14)), 1)
        return size, wrapped(self.title, across, size, 600, _SERIF, most)

    def _number(self, y: float, across: float, *, below: bool) -> float:
        """The headline number on a line, and what it counts below it or beside it.

        Returns how far down that goes. Words without room beside the number stand below it.
        """
        unit = self.unit
        number = self.wording.number(self.picture.total)
        words = self.wording.signed(self.picture.total)
        size = min(4.8 * unit, 4.8 * unit * across / width(number, 4.8 * unit, 500))
        self.lines.append(Line(self.margin, y, size, number, 500, fill=ACCENT))
        beside = width(number, size, 500) + 0.9 * unit
        if below or beside + width(words, 1.4 * unit) > across:
            y += 2.1 * unit
            self.lines.append(Line(self.margin, y, 1.25 * unit, words, fill=INK))
        else:
            self.lines.append(Line(self.margin + beside, y, 1.4 * unit, words))
        return y

    def _heading(self, x: float, y: float, across: float) -> float:
        """What the drawing shows; returns where it begins."""
        if self._is_count():
            return y
        unit = self.unit
        text = shortened(self.picture.title, across, 1.15 * unit, 500)
        self.lines.append(Line(x, y + unit, 1.15 * unit, text, 500))
        return y + 2.2 * unit

    def _foot(self, across: float) -> float:
        """Where to sign, and who counted when; returns where it begins."""
        unit = self.unit
        notes = wrapped(self.picture.source, across, 0.74 * unit)
        y = self.size.height - self.margin - len(notes[1:]) * unit
        for at, text in enumerate(notes):
            self.lines.append(Line(self.margin, y + at * unit, 0.74 * unit, text, fill=QUIET))
        y -= 1.7 * unit
        size = min(1.25 * unit, 1.25 * unit * across / width(self.address, 1.25 * unit, 500))
        self.lines.append(Line(self.margin, y, size, self.address, 500, fill=ACCENT))
        if self.here.now < self.here.petition.closes_at:
            y -= 1.5 * unit
            sign = self.wording.say("sign_at")
            self.lines.append(Line(self.margin, y, 0.9 * unit, sign, fill=QUIET))
        return y - 1.2 * unit
