"""Where a campaign stands, and how it cites."""

from __future__ import annotations

from enum import StrEnum


class CampaignState(StrEnum):
    """How a campaign stands. People can sign if it is open or extended."""

    TO_WRITE = "still to write"
    TO_COME = "not yet open"
    OPEN = "open"
    EXTENDED = "extended"
    CLOSED_EARLY = "closed early"
    CLOSED = "closed"


class CitationStyle(StrEnum):
    """How a citation is written."""

    SHORT = "short"
    FULL = "full"
    OSCOLA = "oscola"
    US = "us"
    SYMBOL = "symbol"


class CitationForm(StrEnum):
    """A style of citation, or the JSON that reference managers read."""

    SHORT = CitationStyle.SHORT
    FULL = CitationStyle.FULL
    OSCOLA = CitationStyle.OSCOLA
    US = CitationStyle.US
    SYMBOL = CitationStyle.SYMBOL
    CSL_JSON = "csl-json"
