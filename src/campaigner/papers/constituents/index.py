"""The index of the packs for the office: a table of all, as CSV and to print."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigner.papers.constituents.order import STYLE, WORDS, Job, Order
from campaigner.rendering.joining.tagged import TaggedJoined
from campaigner.rendering.pdf import render_pdf
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import words_in
from campaigner.vocabulary.letters import PdfVariant
from campaigner.vocabulary.papers import ListFormat
from campaigner.written_rows import rows_as_text

_INDEX = "constituents/index.html.j2"
COLUMNS = (
    *("representative", "role", "area", "area_code", "signatures", "comments", "letters"),
    *("file", "pages", "sheets", "email", "mail"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A pack that is there: for whom, its files, how long it is."""

    order: Order
    file: str
    mail: str
    pages: int
    letters: int

    @property
    def sheets(self) -> int:
        """The number of sheets of paper, printed on both sides."""
        return (self.pages + 1) // 2

    def row(self) -> Mapping[str, object]:
        """Returns the entry as a row of the table."""
        who = self.order.recipient
        return {
            "representative": who.name,
            "role": who.role,
            "area": self.order.area.name,
            "area_code": self.order.area.code,
            "signatures": self.order.comparison.count,
            "comments": len(self.order.comments),
            "letters": self.letters,
            "file": self.file,
            "pages": self.pages,
            "sheets": self.sheets,
            "email": who.email,
            "mail": self.mail,
        }


def index_csv(entries: Sequence[Entry]) -> str:
    """Returns the index as CSV."""
    return rows_as_text([each.row() for each in entries], COLUMNS, ListFormat.CSV)


def index_pdf(job: Job, entries: Sequence[Entry]) -> bytes:
    """Returns the index to print, with a box to tick for each pack."""
    words = words_in(job.folders, WORDS, job.language)
    html = render(
        environment(job.folders),
        _INDEX,
        language=job.language,
        words=words,
        title=job.title,
        day=job.day,
        rows=[each.row() for each in entries],
        sheets=sum(each.sheets for each in entries),
        rehearsal=job.rehearsal,
    )
    return as_paper(job, html, f"{words['index']}: {job.title}")


def as_paper(job: Job, html: str, title: str) -> bytes:
    """Returns a page for the office as PDF, accessible and for archives."""
    pdf = render_pdf(html, job.folders, [find_template(job.folders, STYLE)], PdfVariant.A_2U)
    file = io.BytesIO()
    joined = TaggedJoined(file, title, job.language)
    joined.add_part(pdf)
    joined.finish()
    return file.getvalue()
