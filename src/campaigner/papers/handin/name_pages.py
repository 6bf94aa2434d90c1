"""The pages of the list of signatories, a few at a time: memory does not grow with the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from campaigner.papers.handin.front import STYLE, Front
from campaigner.papers.handin.signatories import Line, Side
from campaigner.rendering.environment import environment, find_template, render
from campaigner.rendering.pages_alike import PagesAlike
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary import NameList, PdfVariant

_TEMPLATE = "handin/names.html.j2"
_AT_ONCE = 5  # sides that are laid out together


@dataclass(frozen=True)
class NamePages:
    """Makes PDFs of the sides of a list; its first side is page ``start`` of ``pages``."""

    front: Front
    start: int
    pages: int

    def parts(self, sides: Iterable[Side]) -> Iterator[bytes]:
        """Yields the sides as PDFs of a few pages each."""
        edition, words = self.front.edition, self.front.words
        made = environment(edition.folders)
        alike = PagesAlike(edition.folders, (find_template(edition.folders, STYLE),))
        day = date_in_words(self.front.facts.destroy_by, edition.language)
        stamp = self.front.said("destroy_short", day=day)
        numbered = enumerate(sides, self.start)
        while some := list(islice(numbered, _AT_ONCE)):
            html = render(
                made,
                _TEMPLATE,
                language=edition.language,
                title=self.front.title,
                kind=self.front.kind,
                stamp=stamp,
                words=words,
                places=self.front.shown is NameList.NAMES,
                sides=[self._shown(page, side) for page, side in some],
            )
            rows = sum(1 + len(column) for _, side in some for column in side.columns)
            yield alike.pdf(html, len(some), rows, PdfVariant.A_2U)

    def _shown(self, page: int, side: Side) -> dict[str, Any]:
        words = self.front.words
        return {
            "people": self.front.said("people", first=side.first, last=side.last),
            "page": f"{words['page']} {page:,} {words['of']} {self.pages:,}",
            "columns": [[_line(each) for each in column] for column in side.columns],
        }


def _line(line: Line) -> dict[str, Any]:
    return {
        "shown": f"{line.number:,}",
        "rows": line.rows,
        "place": line.place,
        "rtl": line.rtl,
        "high": "" if line.rows[0].isascii() and len(line.rows) == 1 else len(line.rows),
    }
