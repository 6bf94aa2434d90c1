"""Postcodes: their shape, and a whole number that stands for each.

The numbers keep the order of the text, so that all postcodes of ``AB10`` or ``AB`` are one span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from campaigner.errors import CampaignerError
from campaigner.representatives.postcode_guesses import guess_postcode

# Royal Mail's postcode areas, and the outward codes that belong to no place.
_AREA_CODES = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY "
    "E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE "
    "LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL "
    "SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE BF BX"
)
_SPECIAL_CODES = (
    "GIR0AA ASCN1ZZ BBND1ZZ BIQQ1ZZ FIQQ1ZZ GX111AA PCRN1ZZ SIQQ1ZZ STHL1ZZ TDCU1ZZ TKCA1ZZ"
)
AREAS: Final = frozenset(_AREA_CODES.split())
SPECIAL: Final = frozenset(_SPECIAL_CODES.split())

_NOT_CODE = re.compile(r"[^A-Z0-9]+")
_OUTWARD = re.compile(r"([A-Z]{1,2})(\d[A-Z\d]?)")
_OLD_NEWPORT = "NPT"  # the national directory has such codes as terminated postcodes
# Postcodes of Overseas Territories that have a shape of their own, by the ISO code.
_TERRITORIES: Final = {
    "AI": re.compile(r"(AI)(2640)"),
    "KY": re.compile(r"(KY[123])(\d{4})"),
    "MS": re.compile(r"(MSR)(1\d{3})"),
    "VG": re.compile(r"(VG)(11\d0)"),
}
_BFPO = re.compile(r"BFPO\d{1,4}")
_START = re.compile(r"([A-Z]{1,2})(\d[A-Z\d]?)(?: (\d))?")
_INWARD = re.compile(r"\d[ABD-HJLN-UW-Z]{2}")
_ZIP = re.compile(r"\s*(\d{5})(?:[-\s]?\d{4})?\s*")
_CANADIAN = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d")

_CHARACTERS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE = len(_CHARACTERS)
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_NEVER_GIVEN = "O"  # well formed as a letter of the second half, but no table has it
_SECTOR: Final[int] = len(_INWARD_LETTERS) ** 2
_INWARDS: Final[int] = 10 * _SECTOR
_FOREIGN_WIDTH: Final = 9
_FOREIGN_CODES: Final[int] = _BASE**_FOREIGN_WIDTH
_FOREIGN = 1 << 40  # beyond every British postcode, which need 33 bits


class PostcodeError(CampaignerError):
    """A text is not a valid postcode."""

    code = "not-a-postcode"


@dataclass(frozen=True, slots=True)
class Postcode:
    """A well-formed postcode as people write it (``AB10 1AB``), and its country (``GB``)."""

    text: str
    country: str = "GB"

    @property
    def number(self) -> int:
        """The number that stands for it, below 2⁶³; those of British tables below 2³³."""
        code = self.text.replace(" ", "").replace("-", "")
        if self.country == "GB" and _NEVER_GIVEN not in code[-2:] and not _BFPO.fullmatch(code):
            return _district_number(code[:-3]) * _INWARDS + _inward_number(code[-3:])
        country = _spelt(self.country, 2)
        return _FOREIGN + country * _FOREIGN_CODES + _spelt(code, _FOREIGN_WIDTH)

    @property
    def district(self) -> str:
        """The outward part, which names a town or a piece of one: ``AB10``."""
        return self.text.partition(" ")[0]

    def __str__(self) -> str:
        return self.text


def parse_postcode(text: str, country: str = "") -> Postcode:
    """The postcode that a person has written in any case and spacing.

    Without a ``country``, five digits are a ZIP code of the United States (nine are cut to
    five), ``K1A 0B1`` is Canadian, everything else British. Raises PostcodeError, naming the text
    and what may be meant.
    """
    try:
        return _read(text, country)
    except PostcodeError as refused:
        if guess := guess_postcode(text, country, _text_of):
            raise PostcodeError(refused.message, hint=f"Did you mean {guess}?") from None
        raise


def _text_of(text: str, country: str) -> str:
    """Returns the postcode as it is kept, empty if it is not valid."""
    try:
        return str(_read(text, country))
    except PostcodeError:
        return ""


def _read(text: str, country: str = "") -> Postcode:
    if country not in ("", "GB", "US", "CA"):
        return _elsewhere(text, country)
    if country != "GB" and (zip_code := _ZIP.fullmatch(text)):
        return Postcode(zip_code[1], "US")
    code = _NOT_CODE.sub("", text.upper())
    if country != "GB" and _CANADIAN.fullmatch(code):
        return Postcode(f"{code[:3]} {code[3:]}", "CA")
    if country in ("", "GB") and _BFPO.fullmatch(code):
        return Postcode(f"BFPO {code.removeprefix('BFPO')}")
    if country in ("", "GB") and (place := _in_territory(code)):
        return place
    if not code:
        raise PostcodeError("A postcode is required.", hint="Write it like AB10 1AB.")
    if country in ("US", "CA") or not _is_british(code):
        raise PostcodeError(
            f"“{text.strip()[:20]}” is not a valid postcode.",
            hint="Write it like 20001." if country == "US" else "Write it like AB10 1AB.",
        )
    return Postcode(f"{code[:-3]} {code[-3:]}")


def is_postcode(text: str) -> bool:
    """Whether the text is a well-formed postcode."""
    return bool(_text_of(text, ""))


def partial_spans(text: str) -> list[range]:
    """Returns the spans of numbers that the start of a postcode can mean, the likeliest first.

    ``AB10 1`` is a sector, ``AB10`` a district, ``AB`` an area; ``W1`` is not a district itself
    and means ``W1A`` to ``W1W``. Raises PostcodeError if no postcode starts like that.
    """
    upper = " ".join(text.upper().split())
    if upper in AREAS:
        return [_span(upper + "0", upper + "9")]
    if upper == _OLD_NEWPORT:
        start = outward_number(upper)
        return [range(start, start + _INWARDS)]
    found = _START.fullmatch(upper)
    if not found or found[1] not in AREAS:
        guess = guess_postcode(text, "", _text_of)
        raise PostcodeError(
            f"“{text.strip()[:20]}” is not a valid postcode, or the start of one.",
            hint=f"Did you mean {guess}?" if guess else "Write it like AB10 1AB, or AB10.",
        )
    district = found[1] + found[2]
    start = outward_number(district)
    if found[3]:
        return [range(start + int(found[3]) * _SECTOR, start + (int(found[3]) + 1) * _SECTOR)]
    whole = range(start, start + _INWARDS)
    return [whole] if len(district) == 4 else [whole, _span(district + "A", district + "Z")]


def outward_number(outward: str) -> int:
    """The number of the first postcode that an outward code could have: its inward part adds."""
    return _district_number(outward) * _INWARDS


def inward_codes() -> dict[str, int]:
    """All 4,000 inward codes with the number that each adds to its outward code's."""
    return {
        f"{digit}{first}{second}": _inward_number(f"{digit}{first}{second}")
        for digit in range(10)
        for first in _INWARD_LETTERS
        for second in _INWARD_LETTERS
    }


def _is_british(code: str) -> bool:
    if code in SPECIAL:
        return True
    outward = _OUTWARD.fullmatch(code[:-3])
    is_known = code[:-3] == _OLD_NEWPORT or (outward and outward[1] in AREAS)
    return bool(is_known and _INWARD.fullmatch(code[-3:]))


def _in_territory(code: str) -> Postcode | None:
    for country, shape in _TERRITORIES.items():
        if found := shape.fullmatch(code):
            return Postcode(f"{found[1]}-{found[2]}", country)
    return None


def _elsewhere(text: str, country: str) -> Postcode:
    code = " ".join(_NOT_CODE.sub(" ", text.upper()).split())
    if not 2 <= len(code.replace(" ", "")) <= _FOREIGN_WIDTH:
        raise PostcodeError(f"“{text.strip()[:20]}” is not a valid postcode.")
    return Postcode(code, country)


def _district_number(outward: str) -> int:
    return _spelt(outward, 4)


def _inward_number(inward: str) -> int:
    first, second = (_INWARD_LETTERS.index(letter) for letter in inward[1:])
    letters = len(_INWARD_LETTERS)
    return (int(inward[0]) * letters + first) * letters + second


def _spelt(code: str, width: int) -> int:
    """The code as a number whose digits are its characters, padded on the right."""
    number = 0
    for character in code.ljust(width):
        number = number * _BASE + _CHARACTERS.index(character)
    return number


def _span(first: str, last: str) -> range:
    """From the first postcode that starts with ``first`` to the last that does with ``last``."""
    start = _district_number(first)
    after: int = _BASE ** (4 - len(last))
    return range(start * _INWARDS, (_district_number(last) + after) * _INWARDS)
