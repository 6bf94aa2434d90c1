"""Why a letter cannot be made by substitution, and is laid out as a whole."""

from __future__ import annotations

from enum import StrEnum

from campaigner.errors import CampaignerError
from campaigner.rendering.renderers import WRONG


class Reason(StrEnum):
    """What stands in the way, in words for a summary."""

    SCRIPT = "letters of a script that needs another font"
    CHARACTERS = "characters outside the fixed set"
    BRACKETS = "brackets in text that runs from right to left"
    STYLES = "a style that depends on people’s words"
    STRUCTURE = "a page whose parts cannot be told apart"
    BLOCK = "a changed paragraph that cannot be set alone"
    TEXT = "text that would be set in another way"
    GLYPHS = "glyphs outside the fixed set"
    MARGINS = "people’s words in the margin of a page"
    ENDED = WRONG[0]
    FAULT = "a fault of the program"


class NotSubstitutable(CampaignerError):
    """A letter that is laid out as a whole, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
