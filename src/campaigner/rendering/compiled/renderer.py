"""Letters by substitution: a shape is laid out once, and other letters' words are put into it.

A letter's file is what WeasyPrint makes of it if its fonts are cut to the fixed characters, and
the file is written as this package does. Whether the letter's own words were put into a plan, or
all of it was laid out, changes no byte.
"""

from __future__ import annotations

from campaigner.rendering.compiled.fallback import Reason
from campaigner.rendering.compiled.known import Known
from campaigner.rendering.compiled.letter import CompiledLetter, Way
from campaigner.rendering.compiled.sizes import Sizes
from campaigner.rendering.compiled.tally import Tally
from campaigner.rendering.engine import weasyprint
from campaigner.rendering.fitting import fitted
from campaigner.rendering.inside.patches import put_in_place
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.pdf import in_time
from campaigner.rendering.plain import Plain
from campaigner.rendering.renderers import Typeset
from campaigner.vocabulary.letters import PdfVariant

_CODE = "4"  # one more with each change that changes bytes
AUDIT_EVERY = 500


class Compiled:
    """Letters by substitution, laid out as a whole where that cannot be.

    ``reason`` is why letters are made as the plain renderer makes them, empty if they are not.
    One letter in so many, and the first of each plan, are made in both ways and compared.
    """

    name = "compiled"

    def __init__(self, audit_every: int = AUDIT_EVERY) -> None:
        self.reason = put_in_place()
        self.version = f"{_CODE} weasyprint {weasyprint.__version__}"
        if self.reason:  # what decides the bytes is the plain one
            self.name, self.version = Plain.name, Plain.version
        self.tally = Tally()
        self._audit_every = audit_every
        self._known = Known()
        self._plain = Plain()

    def typeset(self, letter: LetterPage, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
        """The letter as PDF, in the sizes in which it fits."""
        if self.reason:
            return self._plain.typeset(letter, variant)
        with in_time():
            return self._typeset(letter, variant)

    def _typeset(self, letter: LetterPage, variant: PdfVariant) -> Typeset:
        page = Sizes(letter)
        found = fitted(
            letter,
            lambda letter, sizes: CompiledLetter.of(self._known, letter, sizes, page.html(sizes)),
        )
        pdf, way = found.pdf(variant)
        self.tally.count(way)
        if way is Way.SUBSTITUTED and self.tally.substituted % self._audit_every == 0:
            pdf, way = self._audited(found, pdf)
        return Typeset(pdf, found.pages, way.value if isinstance(way, Reason) else "")

    def _audited(self, found: CompiledLetter, pdf: bytes) -> tuple[bytes, Way | Reason]:
        """A letter made again as a whole; its plans end if that makes another file."""
        whole = found.as_a_whole()
        if whole == pdf:
            return pdf, Way.SUBSTITUTED
        found.end()
        self.tally.count(Reason.ENDED)
        return whole, Reason.ENDED
