"""The pages of the list of signatories, a few at a time: memory does not grow with the list."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from campaigner.letters.batch import executors
from campaigner.papers.handin.front import STYLE, Front
from campaigner.papers.handin.signatories import Line, Side
from campaigner.rendering.joining.pages_alike import PagesAlike, Part
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary.letters import PdfVariant
from campaigner.vocabulary.papers import NameList

_TEMPLATE = "handin/names.html.j2"
_AT_ONCE = 5  # sides that are laid out together
_MANY, _MOST_PROCESSES = 100, 4


@dataclass(frozen=True)
class NamePages:
    """Makes PDFs of the sides of a list; its first side is page ``start`` of ``pages``."""

    front: Front
    start: int
    pages: int

    def parts(self, sides: Iterable[Side]) -> Iterator[bytes]:
        """Yields the sides as PDFs of a few pages each, in order; several processes make many."""
        edition = self.front.edition
        alike = PagesAlike(
            edition.folders, (find_template(edition.folders, STYLE),), PdfVariant.A_2U
        )
        processes = min(_MOST_PROCESSES, _processors()) if self.pages > _MANY else 1
        return _in_order(executors.run(alike.made, self._parts(sides), processes))

    def _parts(self, sides: Iterable[Side]) -> Iterator[Part]:
        front, edition = self.front, self.front.edition
        made = environment(edition.folders)
        day = date_in_words(front.facts.destroy_by, edition.language)
        stamp = front.said("destroy_short", day=day)
        numbered = enumerate(sides, self.start)
        for place in count():
            some = list(islice(numbered, _AT_ONCE))
            if not some:
                return
            html = render(
                made,
                _TEMPLATE,
                language=edition.language,
                title=front.title,
                kind=front.kind,
                stamp=stamp,
                words=front.words,
                places=front.shown is NameList.NAMES,
                sides=[self._shown(page, side) for page, side in some],
            )
            rows = sum(1 + len(column) for _, side in some for column in side.columns)
            yield Part(place, html, len(some), rows)

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


def _in_order(made: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    """The parts in their order, as soon as all before them are there."""
    waiting: dict[int, bytes] = {}
    following = 0
    for place, part in made:
        waiting[place] = part
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
