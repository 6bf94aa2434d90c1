"""Find a place to cite by its words or its name, and what to put into a text for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaigner.editing.part_values import names_among, tables_of
from campaigner.editing.parts import Part
from campaigner.errors import CampaignerError
from campaigner.instruments.citations import parse_references
from campaigner.instruments.consultation import read_place
from campaigner.instruments.search import answer
from campaigner.instruments.styles import format_reference
from campaigner.text import in_language, start_of
from campaigner.vocabulary.campaigns import CitationStyle

_MOST = 20
_LONGEST = 200  # characters of what is looked for
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A place that can be cited: its name in full, its words, and what cites and quotes it.

    ``quote`` is empty if its words are not known in the language.
    """

    ref: str
    name: str
    words: str
    cite: str
    quote: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search found: ``instead`` are the words looked for, if its own are in no text."""

    found: tuple[Found, ...]
    instead: str = ""
    see: tuple[str, ...] = ()


def look_for(words: str, language: str = "en") -> Looked:
    """Returns the places that words name, such as “UDHR 25”, or that have the words themselves.

    Raises NoText if the Declaration is not there in the language.
    """
    asked = words.strip()[:_LONGEST]
    if not asked:
        return Looked(())
    if named := _named(asked, language):
        return Looked(named)
    answered = answer(asked, language)
    found = tuple(_found(str(hit.reference), language) for hit in answered.hits[:_MOST])
    see = tuple(_found(each, language).ref for each in answered.see)
    return Looked(found, answered.instead, see)


def _named(words: str, language: str) -> tuple[Found, ...]:
    try:
        references = parse_references(words)
    except CampaignerError:
        return ()
    return tuple(_found(str(each), language) for each in references[:_MOST])


def _found(ref: str, language: str) -> Found:
    cite = f'{{{{ cite("{ref}") }}}}'
    try:
        place = read_place(ref, language)
    except CampaignerError:  # its words are not known: it can be cited
        (reference,) = parse_references(ref)[:1]
        return Found(ref, format_reference(reference, CitationStyle.FULL, language), "", cite, "")
    return Found(ref, place.heading, place.passage.text, cite, f'{{{{ quote("{ref}") }}}}')


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to put into a text: ``kind`` names the button, ``label`` says which it is."""

    kind: str
    label: str
    text: str


_PERSONAL = "{% if personal %}\n{{ personal }}\n\n{% endif %}"


def pieces_for(definition: Mapping[str, Any], kind: str, language: str) -> list[Piece]:
    """Returns what can be put into a letter or a brief of a campaign, as it is defined now."""
    pieces = []
    for ref in names_among(definition, Part.CITATION):
        found = _known(ref, language)
        if found and found.quote:
            pieces.append(Piece("quote", ref, f"\n{found.quote}\n"))
        if found:
            pieces.append(Piece("cite", ref, found.cite))
    for fact in tables_of(definition, Part.FACT):
        name, said = str(fact.get("id", "")), _words(fact.get("text"), language)
        pieces.append(Piece("fact", start_of(said, _SHOWN) or name, f'{{{{ fact("{name}") }}}}'))
    for fact in tables_of(definition, Part.AREA_FACT) if kind == "letter" else ():
        name, said = str(fact.get("id", "")), _words(fact.get("text"), language)
        label = start_of(said, _SHOWN) or name
        pieces.append(Piece("area_fact", label, f'{{{{ area_fact("{name}") }}}}'))
    pieces.append(Piece("asks", "", "{{ asks() }}"))
    if kind == "letter":
        pieces.append(Piece("personal", "", f"\n{_PERSONAL}\n"))
    return pieces


def _known(ref: str, language: str) -> Found | None:
    try:
        return _found(ref, language)
    except (CampaignerError, ValueError):
        return None


def _words(texts: Any, language: str) -> str:
    if isinstance(texts, str):
        return texts
    return in_language(texts, language) if isinstance(texts, dict) and texts else ""


def with_piece(text: str, piece: str, pieces: Sequence[Piece]) -> str:
    """Returns a text with a piece at its end; as it was if the piece is none of these."""
    if piece not in [each.text for each in pieces]:
        return text
    return f"{text.rstrip()}\n\n{piece.strip()}\n"
