"""Letters by WeasyPrint with what it worked out for other letters: the bytes are Plain's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from campaigner.rendering.engine import weasyprint
from campaigner.rendering.inside.memory import MOST_BYTES
from campaigner.rendering.inside.patches import put_in_place
from campaigner.rendering.inside.sharing import made_with_memory
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.plain import Plain
from campaigner.rendering.renderers import Typeset
from campaigner.vocabulary.letters import PdfVariant


class Memo:
    """WeasyPrint, and what it worked out remembered from one letter to the next.

    ``reason`` is why nothing is remembered after all, empty if it is; ``most`` is how many bytes
    each thread may remember.
    """

    name = Plain.name  # what decides the bytes is the same
    version: str = weasyprint.__version__

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.reason = put_in_place()
        self._most = most
        self._plain = Plain()

    def typeset(self, letter: LetterPage, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
        """The letter as PDF; see ``Plain``."""
        if self.reason:
            return self._plain.typeset(letter, variant)
        return made_with_memory(lambda: self._plain.typeset(letter, variant), self._most)


Made = TypeVar("Made")


def with_memory(make: Callable[[], Made], most: int = MOST_BYTES) -> Made:
    """Returns what ``make`` returns, which lays pages out and writes them.

    What WeasyPrint works out is remembered from one call to the next, if it can be.
    """
    return make() if put_in_place() else made_with_memory(make, most)
