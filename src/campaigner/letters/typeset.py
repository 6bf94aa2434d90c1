"""A letter on its sheet: laid out so that the address fits its window, on one page if it can."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.errors import CampaignerError
from campaigner.letters.compose import Letter
from campaigner.letters.layouts import css
from campaigner.rendering.pdf import LaidOut, Variant, lay_out

_SLACK = 0.05  # mm, for rounding


class DoesNotFit(CampaignerError):
    """A letter that cannot be set without cutting something off."""


@dataclass(frozen=True)
class Typeset:
    """A letter as PDF."""

    pdf: bytes
    pages: int


def typeset(letter: Letter, variant: Variant = "ua-1") -> Typeset:
    """The letter as PDF.

    An address too long for its place is set one step smaller; a letter that runs over on to a
    second page is set one step smaller where that keeps it to one.
    Raises DoesNotFit where an address is still too long, CampaignerError where no font at hand
    draws a character.
    """
    laid_out, sizes = _within_places(letter)
    if laid_out.pages > 1:
        compact = _lay_out(letter, (*sizes, "compact"))
        laid_out = compact if compact.pages == 1 else laid_out
    return Typeset(laid_out.pdf(variant), laid_out.pages)


def _lay_out(letter: Letter, sizes: tuple[str, ...]) -> LaidOut:
    return lay_out(letter.html(sizes), letter.folders, (css(letter.layout), letter.stylesheet))


def _within_places(letter: Letter) -> tuple[LaidOut, tuple[str, ...]]:
    laid_out = _lay_out(letter, ())
    sizes: tuple[str, ...] = ()
    if too_long := _too_long(letter, laid_out):
        sizes = tuple(f"small-{part}" for part in too_long)
        laid_out = _lay_out(letter, sizes)
        if still := _too_long(letter, laid_out):
            whose = {"sender": "The sender’s", "recipient": "The recipient’s"}[still[0]]
            raise DoesNotFit(
                f"{whose} address is too long for its place on the sheet ({letter.layout.name}).",
                hint="Shorten it, or take another layout.",
            )
    return laid_out, sizes


def _too_long(letter: Letter, laid_out: LaidOut) -> list[str]:
    boxes = {"sender": letter.layout.sender_box, "recipient": letter.layout.address_box}
    ends = {part: laid_out.place_of(f"{part}-end") for part in boxes}
    return [
        part for part, end in ends.items() if end.page > 1 or end.top > boxes[part].bottom + _SLACK
    ]
