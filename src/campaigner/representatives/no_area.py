"""Postcodes that lie in no area, and what is true of each: Jersey, the forces, old codes.

Sources: the Crown dependencies and the Overseas Territories are not part of the United Kingdom
and elect no members of its Parliament. Royal Mail's codes of the territories, of the British
Forces (BFPO) and of organisations (GIR, BX) are those of its Programmers' Guide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from campaigner.representatives.postcodes import Postcode, is_postcode, parse_postcode
from campaigner.store import postcodes
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import NoAreaReason

_LETTERS = re.compile(r"[A-Z]+")
_DEPENDENCIES: Final = {
    **dict.fromkeys(("JE",), "Jersey"),
    **dict.fromkeys(("GY", "GG"), "Guernsey, Alderney or Sark"),
    **dict.fromkeys(("IM",), "the Isle of Man"),
}
# By the first letters of a postcode, or the country's ISO code.
_TERRITORIES: Final = {
    "ASCN": "Ascension Island",
    "BBND": "the British Indian Ocean Territory",
    "BIQQ": "the British Antarctic Territory",
    "FIQQ": "the Falkland Islands",
    "GX": "Gibraltar",
    "PCRN": "the Pitcairn Islands",
    "SIQQ": "South Georgia and the South Sandwich Islands",
    "STHL": "Saint Helena",
    "TDCU": "Tristan da Cunha",
    "TKCA": "the Turks and Caicos Islands",
}
_TERRITORIES_BY_COUNTRY: Final = {
    "AI": "Anguilla",
    "BM": "Bermuda",
    "FK": "the Falkland Islands",
    "GI": "Gibraltar",
    "GS": "South Georgia and the South Sandwich Islands",
    "IO": "the British Indian Ocean Territory",
    "KY": "the Cayman Islands",
    "MS": "Montserrat",
    "PN": "the Pitcairn Islands",
    "SH": "Saint Helena, Ascension and Tristan da Cunha",
    "TC": "the Turks and Caicos Islands",
    "VG": "the British Virgin Islands",
}
_REGISTERED: Final = (
    "Someone who is registered to vote in the United Kingdom can choose the area in which they"
    " are registered."
)
_CHOOSE: Final = "Check the postcode, or choose an area."


@dataclass(frozen=True, slots=True)
class NoArea:
    """Why a postcode lies in no area: a stable reason, and sentences for people."""

    reason: NoAreaReason
    sentence: str
    hint: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether it says something of the postcode, and not only of what was imported."""
        return self.reason not in (NoAreaReason.NO_AREA_GIVEN, NoAreaReason.NOT_IMPORTED)


def why_no_area(database: Database, text: Postcode | str) -> NoArea:
    """Returns why a postcode, or the start of one, lies in no area that is known.

    Asked if no areas were found. Raises PostcodeError if a text is not a postcode and has none
    of the letters that are known here.
    """
    if place := without_area(text):
        return place
    if isinstance(text, str) and not is_postcode(text):
        return _not_imported(text)
    postcode = text if isinstance(text, Postcode) else parse_postcode(text)
    if postcode.district == "NPT":
        return _terminated(f"{postcode} is an old postcode of Newport and no longer in use.")
    if postcodes.areas_at(database.conn, postcode.number) is None:
        return _not_imported(str(postcode))
    if postcodes.is_terminated(database.conn, postcode.number):
        return _terminated(f"{postcode} is no longer in use, and no area is known for it.")
    sentence = f"The imported postcode data gives no area for {postcode}."
    return NoArea(NoAreaReason.NO_AREA_GIVEN, sentence, _CHOOSE)


def without_area(text: Postcode | str) -> NoArea | None:
    """Returns why a postcode, or the start of one, can lie in no area; None if it can."""
    if isinstance(text, str) and is_postcode(text):
        text = parse_postcode(text)
    country = text.country if isinstance(text, Postcode) else "GB"
    start = _LETTERS.match(str(text).strip().upper()) if country == "GB" else None
    letters = start[0] if start else country
    if place := _DEPENDENCIES.get(letters):
        verb = "they are" if " or " in place else "it is"
        sentence = f"No MP is elected for {place}: {verb} not part of the United Kingdom."
        return NoArea(NoAreaReason.CROWN_DEPENDENCY, sentence, _REGISTERED)
    known = _TERRITORIES if country == "GB" else _TERRITORIES_BY_COUNTRY
    if place := known.get(letters):
        where = "a British Overseas Territory is not part of the United Kingdom"
        sentence = f"No MP is elected for {place}: {where}."
        return NoArea(NoAreaReason.OVERSEAS_TERRITORY, sentence, _REGISTERED)
    if letters in ("BF", "BFPO"):
        sentence = "A BFPO address belongs to no constituency."
        return NoArea(NoAreaReason.FORCES, sentence, _REGISTERED)
    if letters in ("BX", "GIR"):
        sentence = f"{str(text).strip().upper()} belongs to an organisation, not to a place."
        return NoArea(NoAreaReason.NOT_A_PLACE, sentence, "Use the postcode of a home.")
    return None


def _terminated(sentence: str) -> NoArea:
    return NoArea(NoAreaReason.TERMINATED, sentence, "Use the postcode of today.")


def _not_imported(text: str) -> NoArea:
    sentence = f"{text.strip().upper()} is not in the imported postcode data."
    return NoArea(NoAreaReason.NOT_IMPORTED, sentence, _CHOOSE)
