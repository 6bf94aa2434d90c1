"""Consult the instruments: read and cite them, and check the texts that quote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from campaigner.files import read_text
from campaigner.instruments.citations import (
    find_citations,
    parse_reference,
    parse_references,
)
from campaigner.instruments.crosswalk import related
from campaigner.instruments.library import Passage, Text, passage, text_in
from campaigner.instruments.quotations import check_text, language_of
from campaigner.instruments.references import Reference
from campaigner.instruments.status import Status, status_of
from campaigner.instruments.styles import csl_item, format_reference
from campaigner.problems import Problem
from campaigner.vocabulary.campaigns import CitationStyle


@dataclass(frozen=True)
class Related:
    """A place elsewhere, the source that says so, and whether it says the same.

    If it does not, it is related protection: of the same people in another way.
    """

    reference: Reference
    source: str
    same: bool = True

    def as_dict(self) -> dict[str, str]:
        """Returns the place as JSON has it."""
        relation = "same right" if self.same else "related protection"
        return {"ref": str(self.reference), "relation": relation, "source": self.source}


@dataclass(frozen=True)
class PlaceRead:
    """The words of a place in one language, and the places elsewhere that say the same."""

    reference: Reference
    passage: Passage
    text: Text
    related: tuple[Related, ...]

    @property
    def standing(self) -> Status | None:
        """What the instrument is to the country that the campaigns speak to."""
        return status_of(self.reference.instrument)

    @property
    def heading(self) -> str:
        """The citation in full, in the language of the words."""
        return format_reference(self.reference, CitationStyle.FULL, self.passage.language)

    def as_dict(self) -> dict[str, Any]:
        """Returns the words as JSON has them, without related places."""
        return {
            "ref": str(self.reference),
            "language": self.passage.language,
            "direction": self.passage.direction,
            "text": self.passage.text,
            "paragraphs": list(self.passage.paragraphs),
            "status": self.text.status,
            "notes": list(self.text.notes),
            "standing": self.standing.as_dict() if self.standing else None,
        }


def read_place(citation: str, language: str = "en") -> PlaceRead:
    """Returns the words of the place cited.

    Raises CitationError if the citation is not valid, NoText if there are no words of the place
    in that language.
    """
    reference = parse_reference(citation)
    found = passage(reference, language)
    others = tuple(Related(each.reference, each.source, each.same) for each in related(reference))
    return PlaceRead(reference, found, text_in(found.language), others)


def standing_of(citation: str) -> tuple[str, Status | None]:
    """Returns a citation in full and what its instrument is to the United Kingdom, if recorded.

    Raises CitationError if the citation is not valid.
    """
    reference = parse_reference(citation)
    return format_reference(reference, CitationStyle.FULL), status_of(reference.instrument)


def remarks_on(citation: str) -> list[str]:
    """Returns what the author of a citation should know of how it was read."""
    return [remark for found in find_citations(citation) for remark in found.remarks]


def cite(
    citation: str, style: CitationStyle = CitationStyle.OSCOLA, language: str = "en"
) -> list[str]:
    """Returns each place cited as a citation in a style. Raises CitationError."""
    return [format_reference(each, style, language) for each in parse_references(citation)]


def cite_as_csl(citation: str) -> list[dict[str, Any]]:
    """Returns each place cited as an item of CSL-JSON, for reference managers.

    Raises CitationError.
    """
    return [csl_item(each) for each in parse_references(citation)]


def check_files(paths: Sequence[Path], language: str = "") -> list[Problem]:
    """Returns the problems in what texts cite and quote.

    Without a language it is that of each file's name, ``brief.cy.md``, or English.
    Raises CampaignerError for a file that cannot be read.
    """
    return [
        problem
        for path in paths
        for problem in check_text(read_text(path), path, language or language_of(path))
    ]
