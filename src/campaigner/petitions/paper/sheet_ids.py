"""The ids of paper sheets, which catch a slip of the pen, and how many can be made at once.

Sheets in the form of a House are printed many times over, and no id may stand on them: the papers
that were made together share an id, and each sheet has a place in them, ``K7Q2M-H/top`` or
``K7Q2M-H/12``.
"""

from __future__ import annotations

import secrets

from campaigner.errors import CampaignerError

MOST_SHEETS = 500  # that are made at once
USUAL_SHEETS = 15  # further ones for a House: with the top sheet, one page of slips
TOP = "top"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXY"  # none that is easily taken for another; 29, a prime


def new_sheet_id() -> str:
    """Returns a new id: five characters and one that catches a slip of the pen, ``K7Q2M-H``."""
    body = "".join(secrets.choice(LETTERS) for _ in range(5))
    return f"{body}-{_check(body)}"


def parse_sheet_id(text: str) -> str:
    """Returns a sheet's id as it is kept. Raises CampaignerError if a character is wrong."""
    packed = "".join(filter(str.isalnum, text.upper()))
    body, check, place = packed[:5], packed[5:6], packed[6:].lower()
    is_id = check and not set(body + check) - set(LETTERS) and _check(body) == check
    if not is_id or not (place in ("", TOP) or _is_number(place)):
        raise CampaignerError(
            f"“{text}” is not a valid sheet id.", hint="It looks like K7Q2M-H, or K7Q2M-H/2."
        )
    return sheet_of(f"{body}-{check}", place) if place else f"{body}-{check}"


def sheet_of(papers: str, place: str) -> str:
    """Returns the id of a sheet among papers that share one; ``place`` is ``top`` or a number."""
    return f"{papers}/{place}"


def place_of(sheet: str) -> str:
    """Returns a sheet's place among papers that share an id, empty if it has an id of its own."""
    return sheet.partition("/")[2]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and not text.startswith("0")


def _check(body: str) -> str:
    """A character that differs whenever one of the body does, or two neighbours are swapped."""
    total = sum((place + 1) * LETTERS.index(char) for place, char in enumerate(body))
    return LETTERS[total % len(LETTERS)]
