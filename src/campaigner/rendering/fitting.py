"""In which sizes a letter is set: addresses within their places, and on one page if it can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.pdf import Place
from campaigner.rendering.renderers import DoesNotFit

_SLACK = 0.05  # mm, for rounding
_STEPS = ("small", "smaller")  # in which an address is set that is too long for its place


class LaidOutLetter(Protocol):
    """A letter laid out in some sizes."""

    @property
    def pages(self) -> int:
        """The number of pages."""

    def place_of(self, identifier: str) -> Place:
        """Where the element of that id starts."""


L = TypeVar("L", bound=LaidOutLetter)
LayOut = Callable[[LetterPage, Sequence[str]], L]


def fitted(letter: LetterPage, lay_out: LayOut[L]) -> L:
    """Returns the letter laid out in the sizes that it is set in.

    An address that is too long for its place is set one step smaller, or two; so is a letter that
    runs over on to a second page, if that keeps it to one.
    Raises DoesNotFit if an address is still too long.
    """
    laid_out, sizes = _within_places(letter, lay_out)
    if laid_out.pages > 1:
        return _on_one_page(letter, sizes, lay_out) or laid_out
    return laid_out


def _on_one_page(letter: LetterPage, sizes: tuple[str, ...], lay_out: LayOut[L]) -> L | None:
    """The letter in the larger of two smaller sizes in which it has one page; None if in neither.

    The smallest is tried first: most that do not fit at all are known by it.
    """
    smallest = lay_out(letter, (*sizes, "compact"))
    if smallest.pages > 1:
        return None
    larger = lay_out(letter, (*sizes, "close"))
    return larger if larger.pages == 1 else smallest


def _within_places(letter: LetterPage, lay_out: LayOut[L]) -> tuple[L, tuple[str, ...]]:
    laid_out = lay_out(letter, ())
    sizes: tuple[str, ...] = ()
    too_long = _too_long(letter, laid_out)
    for step in _STEPS:
        if not too_long:
            return laid_out, sizes
        sizes = (*sizes, *(f"{step}-{part}" for part in too_long))
        laid_out = lay_out(letter, sizes)
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


def _too_long(letter: LetterPage, laid_out: LaidOutLetter) -> list[str]:
    layout = letter.of_campaign.layout
    boxes = {"sender": layout.sender_box, "recipient": layout.address_box}
    ends = {part: laid_out.place_of(f"{part}-end") for part in boxes}
    return [
        part for part, end in ends.items() if end.page > 1 or end.top > boxes[part].bottom + _SLACK
    ]
