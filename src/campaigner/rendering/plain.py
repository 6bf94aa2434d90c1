"""Letters by WeasyPrint as it is: each laid out by itself, the judge of what is right.

An address is set so that it fits its window, and the letter on one page if it can be.
"""

from __future__ import annotations

from campaigner.rendering.engine import weasyprint
from campaigner.rendering.layouts import css
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.renderers import DoesNotFit, Typeset
from campaigner.vocabulary import PdfVariant

_SLACK = 0.05  # mm, for rounding
_STEPS = ("small", "smaller")  # in which an address is set that is too long for its place


class Plain:
    """WeasyPrint, and nothing remembered from one letter to the next but fonts and styles."""

    name = "weasyprint"
    version: str = weasyprint.__version__
    reason = ""

    def typeset(self, letter: LetterPage, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
        """The letter as PDF.

        An address that is too long for its place is set one step smaller, or two; so is a letter
        that runs over on to a second page, if that keeps it to one.
        """
        laid_out, sizes = _within_places(letter)
        if laid_out.pages > 1:
            laid_out = _on_one_page(letter, sizes) or laid_out
        return Typeset(laid_out.pdf(variant), laid_out.pages)


def _on_one_page(letter: LetterPage, sizes: tuple[str, ...]) -> LaidOut | None:
    """The letter in the larger of two smaller sizes in which it has one page; None if in neither.

    The smallest is tried first: most that do not fit at all are known by it.
    """
    smallest = _lay_out(letter, (*sizes, "compact"))
    if smallest.pages > 1:
        return None
    larger = _lay_out(letter, (*sizes, "close"))
    return larger if larger.pages == 1 else smallest


def _lay_out(letter: LetterPage, sizes: tuple[str, ...]) -> LaidOut:
    styles = (css(letter.of_campaign.layout), letter.stylesheet)
    return lay_out(letter.html(sizes), letter.folders, styles)


def _within_places(letter: LetterPage) -> tuple[LaidOut, tuple[str, ...]]:
    laid_out = _lay_out(letter, ())
    sizes: tuple[str, ...] = ()
    too_long = _too_long(letter, laid_out)
    for step in _STEPS:
        if not too_long:
            return laid_out, sizes
        sizes = (*sizes, *(f"{step}-{part}" for part in too_long))
        laid_out = _lay_out(letter, sizes)
        too_long = _too_long(letter, laid_out)
    if too_long:
        whose = {"sender": "The sender’s", "recipient": "The recipient’s"}[too_long[0]]
        raise DoesNotFit(
            f"{whose} address is too long for its place on the sheet"
            f" ({letter.of_campaign.layout.name}).",
            hint="Shorten it, or choose another layout.",
            part=too_long[0],
        )
    return laid_out, sizes


def _too_long(letter: LetterPage, laid_out: LaidOut) -> list[str]:
    layout = letter.of_campaign.layout
    boxes = {"sender": layout.sender_box, "recipient": layout.address_box}
    ends = {part: laid_out.place_of(f"{part}-end") for part in boxes}
    return [
        part for part, end in ends.items() if end.page > 1 or end.top > boxes[part].bottom + _SLACK
    ]
