"""Where things stand on a letter's sheet: the profiles of window envelopes, as data.

All lengths are millimetres from the sheet's top left corner. Sources: the common DL window envelope
(``uk-dl``), the address area of GOV.UK Notify's letters (``uk-notify``), DIN 5008 forms A and B,
SN 010130 (``ch-…``), NF Z 11-001 (``fr-nf``), the US number 9 window envelope (``us-9``).

``uk-dl`` is what is always seen through the window of an envelope that people buy: 110 × 220, its
window 35 × 90, 20 from the left and 18 from the bottom, so 57 to 92 from the top. The folded sheet,
99 × 210, slides in it by 10 sideways and 11 up and down. So the sheet's part from 20 to 100 across
and from 57 to 81 down is never hidden, and what lies outside 10 to 110 and 46 to 92 is never seen.
The area of GOV.UK Notify shares only 9 mm of height with it: no address could have both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from campaigner.errors import UnknownName


class Box(NamedTuple):
    """A rectangle on the sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Sheet(NamedTuple):
    """A size of paper; ``name`` is CSS's."""

    name: str
    width: float
    height: float


A4 = Sheet("A4", 210, 297)
US_LETTER = Sheet("letter", 215.9, 279.4)


@dataclass(frozen=True)
class Layout:
    """One profile: the window, where the body begins, where the sheet is folded.

    ``return_line`` is the height at the window's top that the sender's line takes, 0 for none.
    """

    name: str
    sheet: Sheet
    window: Box
    body_top: float
    fold_marks: tuple[float, float]
    left: float = 25
    right: float = 20
    return_line: float = 0

    @property
    def address_box(self) -> Box:
        """The part of the window that the recipient's address may fill."""
        left, top, width, height = self.window
        return Box(left, top + self.return_line, width, height - self.return_line)

    @property
    def sender_box(self) -> Box:
        """Where the sender and the date stand: beside the window, above the body."""
        if self.window.left > self.sheet.width / 3:
            left, right = self.left, self.window.left - 8
        else:
            left, right = max(self.window.right + 8, 128.0), self.sheet.width - self.right
        return Box(left, 17, right - left, self.body_top - 17 - 4)


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("uk-dl", A4, Box(25, 57, 75, 24), 95, (99, 198)),
        Layout("uk-notify", A4, Box(24.6, 39.5, 95.4, 26.8), 95, (99, 198), left=24.6),
        Layout("din-5008-a", A4, Box(20, 27, 85, 45), 80.5, (87, 192), return_line=5),
        Layout("din-5008-b", A4, Box(20, 45, 85, 45), 98.5, (105, 210)),
        Layout("ch-right", A4, Box(112, 45, 90, 45), 98.5, (105, 210)),
        Layout("ch-left", A4, Box(20, 35.5, 100, 45), 92, (105, 210)),
        Layout("fr-nf", A4, Box(100, 35, 100, 45), 92, (99, 198)),
        Layout("us-9", US_LETTER, Box(17.5, 55.6, 114.3, 28.6), 92, (95.3, 187.3)),
    )
}

_BY_COUNTRY = {
    "gb": "uk-dl",
    "de": "din-5008-b",
    "at": "din-5008-b",
    "ch": "ch-right",
    "fr": "fr-nf",
    "us": "us-9",
}


def layout_named(name: str) -> Layout:
    """The layout of that name; UnknownName, with the nearest, where there is none."""
    try:
        return LAYOUTS[name]
    except KeyError:
        raise UnknownName("layout", name, LAYOUTS) from None


def layout_for(country: str, default: str) -> Layout:
    """The layout usual in a recipient's country (``gb``, ``us`` …), else the default one."""
    return layout_named(_BY_COUNTRY.get(country.lower(), default))


def layout_wanted(wanted: str, country: str, default: str) -> Layout:
    """The layout of a letter to a recipient in a country.

    ``wanted`` is a name, ``country`` for the one usual there, or empty for the default one.
    """
    return layout_for(country, default) if wanted == "country" else layout_named(wanted or default)


def css(layout: Layout) -> str:
    """The layout as CSS: the sheet, its margins, and custom properties for the rest."""
    address, sender = layout.address_box, layout.sender_box
    lengths = {
        "left": layout.left,
        "right": layout.right,
        "body-top": layout.body_top,
        "window-left": address.left,
        "window-top": address.top,
        "window-width": address.width,
        "return-line": layout.return_line,
        "sender-left": sender.left,
        "sender-top": sender.top,
        "sender-width": sender.width,
    }
    properties = "; ".join(f"--{name}: {length:g}mm" for name, length in lengths.items())
    return (
        f"@page {{ size: {layout.sheet.name}; "
        f"margin-left: {layout.left:g}mm; margin-right: {layout.right:g}mm }}\n"
        f":root {{ {properties} }}\n"
    )
