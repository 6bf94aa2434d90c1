"""A place in an instrument as a value, and whether that place exists."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.errors import CampaignerError
from campaigner.instruments.records import PREAMBLE, Instrument, instrument


class CitationError(CampaignerError):
    """A citation that cannot be read, or of a place that does not exist; it says what exists."""

    code = "not-a-citation"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A place: the whole instrument, an article of it, or a paragraph or point of that.

    ``Reference("echr", "5", ("1", "f"))`` is ECHR 5(1)(f); ``article`` is empty for the whole
    instrument and ``preamble`` for its preamble. ``str()`` gives the plain form.
    """

    instrument: str
    article: str = ""
    within: tuple[str, ...] = ()

    @property
    def paragraph(self) -> str:
        """The number of the paragraph, empty if none is named."""
        return self.within[0] if self.within and self.within[0].isdecimal() else ""

    @property
    def place(self) -> str:
        """The place inside the instrument: ``25(1)``; empty for the whole."""
        return self.article + "".join(f"({part})" for part in self.within)

    def __str__(self) -> str:
        return f"{instrument(self.instrument).short} {self.place}".strip()


def mistake_in(reference: Reference) -> str:
    """Why the place does not exist, and what exists; empty if it exists."""
    found = instrument(reference.instrument)
    if not reference.article:
        return ""
    if _is_inserted(reference, found):
        return ""
    if reference.article not in found.articles:
        return _no_article(reference, found)
    count = found.articles[reference.article]
    if not reference.within or count is None:
        return ""
    if reference.article == PREAMBLE:
        return f"{reference} does not exist: the preamble has no numbered paragraphs."
    return _no_paragraph(reference, found, count) or _no_point(reference, found)


def _is_inserted(reference: Reference, found: Instrument) -> bool:
    """A section that a later Act put in, such as 40A: statutes grow, and no list is complete."""
    base, letters = reference.article[:-1], reference.article[-1:]
    return found.division == "section" and letters.isupper() and base in found.articles


def _no_article(reference: Reference, found: Instrument) -> str:
    if reference.article == PREAMBLE:
        return f"{reference} does not exist: {found.short} has no preamble, only {found.extent}."
    return f"{reference} does not exist: {found.short} has {found.extent}."


def _no_paragraph(reference: Reference, found: Instrument, count: int) -> str:
    article = f"{found.division} {reference.article}"
    whole = f"{found.short} {reference.article}"
    pieces = found.unnumbered.get(reference.article)
    if count and reference.paragraph and not 1 <= int(reference.paragraph) <= count:
        return f"{reference} does not exist: {article} has paragraphs (1) to ({count})."
    if count == 0 and reference.paragraph and pieces:
        return (
            f"{reference} does not exist: {article} has {pieces} paragraphs without numbers; "
            f"cite {whole}."
        )
    if count == 0 and reference.paragraph:
        return f"{reference} does not exist: {article} has no numbered paragraphs; cite {whole}."
    return ""


def _no_point(reference: Reference, found: Instrument) -> str:
    """Lettered points: all are recorded if the text is included, or else the verified ones."""
    for depth, part in enumerate(reference.within):
        parent = Reference(found.key, reference.article, reference.within[:depth])
        last = found.points.get(parent.place)
        if part.isdecimal() or (last is None and not found.has_text):
            continue
        if last is None:
            return f"{reference} does not exist: {parent} has no lettered points."
        if len(part) != 1 or not "a" <= part <= last:
            return f"{reference} does not exist: {parent} has points (a) to ({last})."
    return ""
