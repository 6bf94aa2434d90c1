"""Citations written in the styles of law reports and journals, and as people say them."""

from __future__ import annotations

from typing import Any

from campaigner.instruments.records import PREAMBLE, Instrument, instrument
from campaigner.instruments.references import Reference
from campaigner.vocabulary.campaigns import CitationStyle

_DIVISIONS = {
    "en": {"article": "article", "section": "section", PREAMBLE: "preamble"},
    "cy": {"article": "erthygl", "section": "adran", PREAMBLE: "rhagair"},
}


def format_reference(
    reference: Reference, style: CitationStyle = CitationStyle.SHORT, language: str = "en"
) -> str:
    """Returns a citation in a style and language.

    ``short`` is ``UDHR art 25(1)``; ``full`` is ``Universal Declaration of Human Rights,
    article 25(1)``; ``oscola``, ``us`` and ``symbol`` are the forms of law journals and the UN,
    which are English whatever the language. In Welsh ``short`` is ``erthygl 25(1)`` with the full
    name before it, because Welsh has no common acronyms.
    """
    found = instrument(reference.instrument)
    if language.partition("-")[0] == "cy" and style in (CitationStyle.SHORT, CitationStyle.FULL):
        return _full(reference, found, "cy")
    return STYLES[style](reference, found)


def place_in_words(reference: Reference, language: str = "en") -> str:
    """The place alone: ``article 25(1)``, in Welsh ``erthygl 25(1)``."""
    found = instrument(reference.instrument)
    words = _DIVISIONS.get(language.partition("-")[0], _DIVISIONS["en"])
    if reference.article == PREAMBLE:
        return words[PREAMBLE]
    return f"{words[found.division]} {_place(reference, found)}" if reference.article else ""


def _short(reference: Reference, found: Instrument) -> str:
    return _joined(found.short, " ", reference, found)


def _full(reference: Reference, found: Instrument, language: str = "en") -> str:
    place = place_in_words(reference, language)
    name = found.name_in(language)
    return f"{name}, {place}" if place else name


def _oscola(reference: Reference, found: Instrument) -> str:
    return _joined(found.oscola, ", " if found.division == "section" else " ", reference, found)


def _us(reference: Reference, found: Instrument) -> str:
    """As the Bluebook has it: a treaty's place before its date, its paragraph with a sign."""
    if found.kind == "treaty":
        name = f"{found.us} {_bluebook_place(reference, found)}".rstrip()
        return f"{name}, {found.us_published}" if found.us_published else name
    if found.division == "section" and reference.article != PREAMBLE:
        place = f"§ {reference.place}" if reference.article else ""
    else:
        place = _abbreviated(reference, found).replace("art ", "art. ")
    return f"{found.us}, {place}" if place else found.us


def _bluebook_place(reference: Reference, found: Instrument) -> str:
    """``art. 2, ¶ 4``; ``art. 5, ¶ 1(f)``; points without a paragraph as they are."""
    if reference.article in ("", PREAMBLE):
        return reference.article and "pmbl."
    article = _place(Reference(reference.instrument, reference.article), found)
    first, *rest = (*reference.within, "")
    if not first.isdecimal():
        return f"art. {article}" + "".join(f"({part})" for part in reference.within)
    return f"art. {article}, ¶ {first}" + "".join(f"({part})" for part in rest if part)


def _symbol(reference: Reference, found: Instrument) -> str:
    return _joined(found.reference, ", ", reference, found)


STYLES = {
    CitationStyle.SHORT: _short,
    CitationStyle.FULL: _full,
    CitationStyle.OSCOLA: _oscola,
    CitationStyle.US: _us,
    CitationStyle.SYMBOL: _symbol,
}


def _joined(name: str, joint: str, reference: Reference, found: Instrument) -> str:
    place = _abbreviated(reference, found)
    return f"{name}{joint}{place}" if place else name


def _abbreviated(reference: Reference, found: Instrument) -> str:
    if reference.article in ("", PREAMBLE):
        return reference.article
    word = "s" if found.division == "section" else "art"
    return f"{word} {_place(reference, found)}"


def _place(reference: Reference, found: Instrument) -> str:
    if not found.roman:
        return reference.place
    roman = _roman(int(reference.article))
    return roman + reference.place.removeprefix(reference.article)


def _roman(number: int) -> str:
    parts = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, letters in parts:
        while number >= value:
            written += letters
            number -= value
    return written


def csl_item(reference: Reference) -> dict[str, Any]:
    """A citation as reference managers read it: an item of CSL-JSON, the place as its locator."""
    found = instrument(reference.instrument)
    adopted = found.adopted
    item: dict[str, Any] = {
        "id": found.key,
        "type": _CSL_TYPES[found.kind],
        "title": found.name,
        "title-short": found.short,
        "issued": {"date-parts": [[adopted.year, adopted.month, adopted.day]]},
        "number": found.reference,
        "URL": found.address,
    }
    if reference.article:
        item["locator"] = _place(reference, found)
        item["label"] = found.division
    return item


_CSL_TYPES = {
    "treaty": "treaty",
    "declaration": "legislation",
    "resolution": "legislation",
    "statute": "legislation",
}
