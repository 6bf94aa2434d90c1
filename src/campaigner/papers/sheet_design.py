"""How a blank sheet is laid out: how many people sign on a side, how high their lines are.

Title and text of a petition can have any length. What they leave of the page is shared out among
the lines; if that is too little for a pen, smaller steps of type are tried, then it is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaigner.errors import CampaignerError, UsageError
from campaigner.rendering.pdf import LaidOut
from campaigner.vocabulary.papers import SheetLines

MARGIN = 12.0
"""Millimetres left white on each side: cheap printers reach no further than 6 to 10."""

_PORTRAIT, _LANDSCAPE = (210.0, 297.0), (297.0, 210.0)
_SLIP = (210.0, 148.5)
_FOOT = 8.0  # mm left white below
_SLACK = 0.3  # mm, for rounding
LARGE_LINES = 5


class SheetTooLong(CampaignerError):
    """The words of a sheet leave no room for its lines, or its web address for one line."""

    code = "sheet-too-long"


@dataclass(frozen=True, slots=True)
class SheetDesign:
    """What kind of sheet is wanted.

    ``slips`` are cut apart, one for each person. ``large_type`` is 16 points or more, for people
    who see little, with fewer lines. ``bilingual`` has two languages beside each other. There is
    no room for an email address among twenty lines, or ten in two languages.
    """

    lines: SheetLines = SheetLines.TEN
    slips: bool = False
    large_type: bool = False
    bilingual: bool = False

    def __post_init__(self) -> None:
        if self.lines is SheetLines.TWENTY and (self.slips or self.large_type):
            raise UsageError(
                "Slips and sheets in large type do not have 20 lines.",
                hint="Leave out the number of lines.",
            )
        if self.bilingual and self.large_type:
            raise UsageError(
                "A sheet in large type has room for one language.",
                hint="Make sheets for each language.",
            )

    @property
    def people(self) -> int:
        """How many people sign on a side."""
        if self.slips:
            return 1 if self.large_type or self.bilingual else 2
        return LARGE_LINES if self.large_type else int(self.lines)

    @property
    def kind(self) -> str:
        """The name of its shape, as the style sheet calls it."""
        shape = "slips" if self.slips else f"lines-{self.people}"
        kinds = {"wide": self._is_wide, "large": self.large_type, "bilingual": self.bilingual}
        return " ".join((shape, *(name for name, is_one in kinds.items() if is_one)))

    @property
    def _is_wide(self) -> bool:
        return not self.slips and self.people == int(SheetLines.TEN) and not self.bilingual

    @property
    def page(self) -> tuple[float, float]:
        """Width and height in millimetres of what the words have to fit: a page, or a slip."""
        if self.slips:
            return _PORTRAIT if self.people == 1 else _SLIP
        return _LANDSCAPE if self._is_wide else _PORTRAIT

    @property
    def with_email(self) -> bool:
        """Whether it has room for an email address."""
        return self.slips or self._is_wide

    @property
    def smallest(self) -> float:
        """The smallest type in points."""
        return 16.0 if self.large_type else 9.0

    @property
    def rows(self) -> int:
        """How many rows share the height that is left."""
        return 3 if self.slips else self.people

    @property
    def heights(self) -> tuple[float, float]:
        """The least and the greatest height of a line in millimetres."""
        if self.large_type:
            return (15.0, 22.0)
        if self.slips:
            return (10.0, 15.0)
        return (9.0, 13.0) if self.people == int(SheetLines.TEN) else (7.5, 9.5)


@dataclass(frozen=True, slots=True)
class Fit:
    """In which step of type a sheet is set, how high a line is (mm), and its address (points)."""

    step: str
    row: float
    address: float


def fitted(design: SheetDesign, lay_out: Callable[[Fit], LaidOut]) -> Fit:
    """Returns how the words of a sheet fit on one side. Raises SheetTooLong.

    ``lay_out`` sets one sheet on a page that is long enough, with lines of that height.
    """
    least, most = design.heights
    left = 0.0
    for step in ("", "close", "closer"):
        laid_out = lay_out(Fit(step, least, design.smallest))
        end = laid_out.place_of("end")
        left = design.page[1] - _FOOT - end.top + least * design.rows - _SLACK
        if left >= least * design.rows:
            row = min(left / design.rows, most)
            return Fit(step, round(row - 0.005, 2), _address(design, laid_out))
    missing = least * design.rows - left
    raise SheetTooLong(
        f"The petition’s title and text are too long for {_what(design)}: they would have to be"
        f" {missing:.0f} mm shorter on the page.",
        hint=f"Shorten them by about {_lines(design, missing)} lines, or choose another kind of"
        " sheet.",
    )


def _what(design: SheetDesign) -> str:
    if design.slips:
        return "a slip"
    return f"a sheet with {design.people} lines"


def _lines(design: SheetDesign, missing: float) -> int:
    return int(missing // (7.5 if design.large_type else 4.9)) + 1


def _address(design: SheetDesign, laid_out: LaidOut) -> float:
    """The size in points in which the web address takes one line."""
    start, end = laid_out.place_of("address"), laid_out.place_of("address-end")
    width, room = end.left - start.left, design.page[0] - MARGIN - start.left
    if width > room or laid_out.place_of("notice-end").left > design.page[0] - MARGIN + _SLACK:
        raise SheetTooLong(
            "A web address is too long for one line of the sheet.",
            hint="Choose shorter addresses of the pages and of the privacy notice, or another kind"
            " of sheet.",
        )
    most = 18.0 if design.large_type else 12.0
    return round(min(most, design.smallest * room / max(width, 1)) - 0.05, 1)
