"""The ids of paper sheets, which catch a slip of the pen, and how many can be made at once."""

from __future__ import annotations

import secrets

from campaigner.errors import CampaignerError

MOST_SHEETS = 500  # that are made at once
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXY"  # none that is easily taken for another; 29, a prime


def new_sheet_id() -> str:
    """Returns a new id: five characters and one that catches a slip of the pen, ``K7Q2M-H``."""
    body = "".join(secrets.choice(LETTERS) for _ in range(5))
    return f"{body}-{_check(body)}"


def parse_sheet_id(text: str) -> str:
    """Returns a sheet's id as it is kept. Raises CampaignerError if a character is wrong."""
    packed = "".join(filter(str.isalnum, text.upper()))
    if len(packed) != 6 or set(packed) - set(LETTERS) or _check(packed[:5]) != packed[5]:
        raise CampaignerError(f"“{text}” is not a valid sheet id.", hint="It looks like K7Q2M-H.")
    return f"{packed[:5]}-{packed[5]}"


def _check(body: str) -> str:
    """A character that differs whenever one of the body does, or two neighbours are swapped."""
    total = sum((place + 1) * LETTERS.index(char) for place, char in enumerate(body))
    return LETTERS[total % len(LETTERS)]
