"""Pages that are like each other, made a few at a time: what one needed is kept for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.rendering.inside.patches import put_in_place
from campaigner.rendering.inside.sharing import made_with_memory
from campaigner.rendering.pdf import Stylesheet, lay_out
from campaigner.vocabulary.letters import PdfVariant

_MOST_BYTES = 8_000_000  # little of what is on one page is on another


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages in HTML: how many they are, and how many rows of tables they have.

    ``place`` is where the part comes among all, from 0 on.
    """

    place: int
    html: str
    pages: int
    rows: int


@dataclass(frozen=True)
class PagesAlike:
    """Makes PDFs of pages of one kind; the bytes are those that each has if made by itself."""

    folders: Sequence[Path]
    stylesheets: Sequence[Stylesheet]
    variant: PdfVariant

    def made(self, parts: Sequence[Part]) -> list[tuple[int, bytes]]:
        """Returns parts as PDFs, each with its place.

        Raises CampaignerError if a part has other pages or rows than it says: a style does not
        fit, and rows would fall off.
        """
        return [(part.place, self._pdf(part)) for part in parts]

    def _pdf(self, part: Part) -> bytes:
        if put_in_place():
            return self._made(part)
        return made_with_memory(lambda: self._made(part), _MOST_BYTES)

    def _made(self, part: Part) -> bytes:
        laid_out = lay_out(part.html, self.folders, self.stylesheets)
        if (laid_out.pages, laid_out.count_of("tr")) != (part.pages, part.rows):
            raise CampaignerError(
                "The pages cannot be made: their rows do not fit.",
                hint="Is there a style of your own that needs more room?",
                code="does-not-fit",
            )
        return laid_out.pdf(self.variant)
