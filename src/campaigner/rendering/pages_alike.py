"""Pages that are like each other, made a few at a time: what one needed is kept for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.rendering.inside.memory import MOST_BYTES
from campaigner.rendering.inside.patches import put_in_place
from campaigner.rendering.inside.sharing import made_with_memory
from campaigner.rendering.pdf import Stylesheet, lay_out
from campaigner.vocabulary import PdfVariant


@dataclass(frozen=True)
class PagesAlike:
    """Makes PDFs of pages of one kind; the bytes are those that each has if made by itself."""

    folders: Sequence[Path]
    stylesheets: Sequence[Stylesheet]
    _reason: str = field(default_factory=put_in_place)

    def pdf(self, html: str, pages: int, rows: int, variant: PdfVariant) -> bytes:
        """Returns HTML as a PDF of as many pages, with as many rows of tables, as are said.

        Raises CampaignerError if there are others: a style does not fit, and rows fell off.
        """
        if self._reason:
            return self._made(html, pages, rows, variant)
        return made_with_memory(lambda: self._made(html, pages, rows, variant), MOST_BYTES)

    def _made(self, html: str, pages: int, rows: int, variant: PdfVariant) -> bytes:
        laid_out = lay_out(html, self.folders, self.stylesheets)
        if (laid_out.pages, laid_out.count_of("tr")) != (pages, rows):
            raise CampaignerError(
                "The pages cannot be made: their rows do not fit.",
                hint="Is there a style of your own that needs more room?",
                code="does-not-fit",
            )
        return laid_out.pdf(variant)
