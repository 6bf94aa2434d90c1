"""Made-up representatives and supporters, and letters read back from their PDF."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pymupdf

from campaigner.campaigns.models import Campaign
from campaigner.letters.writing.compose import Letter, Sender, Stationery, Wording, compose_letter
from campaigner.rendering.renderers import Typeset, renderer_named
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.representatives.models import Area, Representative
from campaigner.store.database import Database
from campaigner.vocabulary.letters import PdfVariant
from campaigner.workspace import shipped_folder
from conftest import TODAY

MM = 72 / 25.4
DAY = date(2026, 12, 10)
SAMPLETON = Area("uk-constituency", "E14009901", "Sampleton North")
ADA = Representative(
    id=1,
    name="Ada Specimen",
    role="mp",
    party="Sample Party",
    area=SAMPLETON,
    envelope_name="Ada Specimen MP",
    salutation="Dear Ada Specimen",
    address=("House of Commons", "London", "SW1A 0AA"),
    email="ada@example.org",
)
SUZIE = Sender("Suzie Specimen", ("1 Sample Street", "Sampleton"), "LE93 1AA", "suzie@example.org")

REPRESENTATIVES = [
    ("area_code", "area_name", "name", "role", "party"),
    ("E14009901", "Sampleton North", "Ada Specimen", "mp", "Sample Party"),
    ("E14009902", "Sampleton South", "Barnaby Placeholder", "mp", "Example Party"),
    ("W07009903", "Tre Enghraifft", "Carys Enghraifft", "mp", "Sample Party"),
]
POSTCODES = [
    ("pcds", "pcon24cd"),
    ("LE93 1AA", "E14009901"),
    ("LE93 1AB", "E14009901"),
    ("LE93 2AA", "E14009902"),
    ("LL93 5AA", "W07009903"),
]


def stationery(layout: str = "") -> Stationery:
    """The shipped templates, on a fixed day."""
    return Stationery((shipped_folder("templates"),), "https://example.org", DAY, layout)


def letter(
    campaign: Campaign,
    language: str = "en",
    *,
    sender: Sender = SUZIE,
    recipient: Representative = ADA,
    personal: str = "",
    layout: str = "",
) -> Letter:
    """A letter of a campaign, from Suzie to Ada where nothing else is said."""
    return compose_letter(
        campaign, recipient, sender, Wording(language, personal), stationery(layout)
    )


def typeset(letter: Letter, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
    """A letter as PDF, by the plain renderer."""
    return renderer_named().typeset(letter.page, variant)


def write_table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write rows as CSV; gives the path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def represent(
    database: Database, folder: Path, postcodes: Sequence[Sequence[str]] = POSTCODES
) -> None:
    """Import the made-up representatives, and postcodes, without the command."""
    import_representatives(
        database, write_table(folder / "representatives.csv", REPRESENTATIVES), today=TODAY
    )
    import_areas(database, write_table(folder / "postcodes.csv", postcodes))


@dataclass(frozen=True)
class Line:
    """A line of text on a page; places in mm from the sheet's left and top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def lines_of(pdf: bytes, page: int = 0) -> list[Line]:
    """The lines of a page in the order in which they are painted."""
    lines = []
    for block in pymupdf.Document(stream=pdf)[page].get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            text = "".join(span["text"] for span in line["spans"]).strip()
            left, top, right, bottom = (edge / MM for edge in line["bbox"])
            if text:
                lines.append(Line(text, left, top, right, bottom))
    return lines


def text_of(pdf: bytes) -> str:
    """All text of a PDF in the order in which it is painted, with single spaces."""
    document = pymupdf.Document(stream=pdf)
    pages = (document[number].get_text() for number in range(document.page_count))
    return " ".join(" ".join(pages).split())
