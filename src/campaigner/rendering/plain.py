"""Letters by WeasyPrint as it is: each laid out by itself, the judge of what is right."""

from __future__ import annotations

from collections.abc import Sequence

from campaigner.rendering.engine import weasyprint
from campaigner.rendering.fitting import fitted
from campaigner.rendering.layouts import css
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.renderers import Typeset
from campaigner.vocabulary.letters import PdfVariant


class Plain:
    """WeasyPrint, and nothing remembered from one letter to the next but fonts and styles."""

    name = "weasyprint"
    version: str = weasyprint.__version__
    reason = ""

    def typeset(self, letter: LetterPage, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
        """The letter as PDF, in the sizes in which it fits."""
        laid_out = fitted(letter, _lay_out)
        return Typeset(laid_out.pdf(variant), laid_out.pages)


def _lay_out(letter: LetterPage, sizes: Sequence[str]) -> LaidOut:
    styles = (css(letter.of_campaign.layout), letter.stylesheet)
    return lay_out(letter.html(sizes), letter.folders, styles)
