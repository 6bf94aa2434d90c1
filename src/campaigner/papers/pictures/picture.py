"""A picture of a petition: what it shows, in words, as a table, and drawn as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from markupsafe import Markup

from campaigner.rendering.charts.embedded_fonts import font_styles
from campaigner.rendering.charts.svg_lines import wrapped
from campaigner.rendering.templating.environment import environment, render
from campaigner.vocabulary.papers import ListFormat, PictureKind
from campaigner.written_rows import rows_as_text

MM = 96 / 25.4  # units of an SVG to a millimetre
_TEMPLATE = "chart/picture.svg.j2"
_NARROW = 400  # a picture of less is for a column, and has smaller letters


class Panel(Protocol):
    """What is drawn: map, bars, time line or count."""

    def laid_out(self, across: float, down: float | None, size: float) -> Mapping[str, object]:
        """Returns what its template draws in a box, with letters of a size."""


@dataclass(frozen=True)
class Picture:
    """A picture of a petition, in one language.

    ``words`` is its finding, for those who cannot see it; ``rows`` is its table, with the headings
    ``columns``. ``source`` says who counted, and when.
    """

    kind: PictureKind
    language: str
    title: str
    words: str
    columns: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    source: str
    total: int
    panel: Panel
    folders: tuple[Path, ...]

    @property
    def alternative(self) -> str:
        """The picture in words: what stands beside it as text."""
        return f"{self.title}. {self.words} {self.source}"

    def csv(self) -> str:
        """Returns its table as a file: numbers are plain, so that spreadsheets reckon with them."""
        head, counted = self.columns
        rows = [{head: name, counted: _plain(number)} for name, number in self.rows]
        return rows_as_text(rows, self.columns, ListFormat.CSV)

    def svg(
        self,
        width: float = 640,
        height: float | None = None,
        *,
        heading: bool = True,
        source: bool = True,
        ground: str = "#fff",
        embed_fonts: bool = False,
        name: str = "",
        style: str = "",
        letters: float = 0,
        spoken_title: str = "",
    ) -> str:
        """Returns the picture as SVG, ``width`` units wide (96 to the inch: 340 are 90 mm).

        Without ``height`` it is as high as it needs to be, otherwise the drawing fits into it.
        ``ground`` is the colour that it stands on. ``name`` begins the ids in it, so that several
        can be in one page. With ``embed_fonts`` the file looks the same where the fonts are not
        installed; papers of the program have them without. ``style`` is CSS that goes into it;
        ``letters`` is another size of letters than is usual. ``spoken_title`` stands in the place
        of the title in the file's ``title``, which PDFs take for all that is said of a picture.
        """
        size = letters or (10.5 if width < _NARROW else 12)
        title = wrapped(self.title, width, size * 1.5, 600, "Spectral") if heading else []
        notes = wrapped(self.source, width, size * 0.86) if source else []
        top = len(title) * size * 1.9 + (size * 0.5 if title else 0)
        foot = len(notes) * size * 1.2 + (size * 1.1 if notes else size * 0.3)
        panel = self.panel.laid_out(width, height - top - foot if height else None, size)
        bottom = top + float(panel["height"])  # type: ignore[arg-type]
        values = {
            "id": name or f"{self.kind}-picture",
            "language": self.language,
            "title": spoken_title or self.title,
            "words": self.source if spoken_title else f"{self.words} {self.source}",
            "width": round(width, 1),
            "height": round(bottom + foot, 1),
            "heading": _lines(title, size * 1.35, size * 1.9),
            "heading_size": size * 1.5,
            "top": round(top, 1),
            "panel": panel,
            "source": _lines(notes, bottom + size * 1.75, size * 1.2),
            "source_size": round(size * 0.86, 2),
            "ground": ground,
            "style": Markup(style),  # noqa: S704 - of the program itself
        }
        return drawn(self.folders, _TEMPLATE, values, embed_fonts=embed_fonts)

    def markup(self, width: float = 640, *, heading: bool = True, name: str = "") -> Markup:
        """Returns the picture to stand in a paper of the program, without its source line.

        Its title says what it shows, since that is what becomes the alternative text in a PDF.
        """
        said = f"{self.title}. {self.words}"
        svg = self.svg(width, heading=heading, source=False, name=name, spoken_title=said)
        return Markup(svg)  # noqa: S704 - a template has escaped what is in it


def drawn(
    folders: tuple[Path, ...], template: str, values: Mapping[str, object], *, embed_fonts: bool
) -> str:
    """Returns an SVG by its template, with the fonts that its words need if wanted."""
    made = environment(folders)
    svg = render(made, template, **values, fonts="")
    if embed_fonts:
        svg = render(made, template, **values, fonts=font_styles(svg))
    return "\n".join(line for line in svg.splitlines() if line.strip()) + "\n"


def _plain(number: str) -> int | str:
    digits = number.replace(",", "")
    return int(digits) if digits.isdecimal() else number


def _lines(texts: list[str], first: float, step: float) -> list[dict[str, object]]:
    return [{"y": round(first + step * at, 1), "text": text} for at, text in enumerate(texts)]
