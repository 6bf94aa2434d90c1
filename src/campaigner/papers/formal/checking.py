"""Check a formal petition before it is handed in: its draft, and what people saw on the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from campaigner.answers import parse_answer
from campaigner.data_protection.questions import statement_words
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.papers.formal.drafting import formal_edition
from campaigner.papers.formal.fitting import check_layout
from campaigner.parliament.sheet_checks import TOP, SignedLine, SignedSheets, check_sheets
from campaigner.petitions.paper.sheet_ids import parse_sheet_id, place_of
from campaigner.problems import Problem, errors_among, shown_path
from campaigner.tables import AnyFile, Column, Fields, Row, open_table
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import SignedHow, WordsOnSheet

COLUMNS = (
    Column("sheet", ("taflen",), required=True),
    Column("line", ("no", "number", "llinell")),
    Column("name", ("full name", "enw"), required=True),
    Column("address", ("cyfeiriad",), required=True),
    Column("signature", ("signed", "llofnod")),
    Column("words", ("wording", "text")),
    Column("fits", ("fits the description",)),
    Column("online", ("also online",)),
)
_Value = TypeVar("_Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class KnownOfPapers:
    """What organisers know of the signed sheets beside their lines; None is not known."""

    member: str = ""
    lead_in_wales: bool | None = None
    first_signed: date | None = None
    last_signed: date | None = None


@dataclass(frozen=True, slots=True)
class FormalChecked:
    """What was found; ``lines`` is how many signed lines were read."""

    problems: tuple[Problem, ...]
    lines: int = 0

    @property
    def refused(self) -> bool:
        """Whether the House would refuse the petition or a line of it."""
        return bool(errors_among(self.problems))


def check_formal(
    here: OpenWorkspace,
    slug: str,
    venue: Venue,
    signed: AnyFile | None = None,
    known: KnownOfPapers | None = None,
) -> FormalChecked:
    """Returns what a House would refuse, and what a person should look at.

    Words that are too long for their paper, or that no font draws, are problems, too.
    ``signed`` is a table of what people saw on the signed sheets, a row for each line; nothing of
    it is kept, and no message names anybody. Raises ProblemsFound if a column is missing, and as
    ``formal_edition``.
    """
    made = formal_edition(here, slug, venue)
    definition = shown_path(made.edition.campaign.folder / "campaign.toml")
    problems = [each.problem(definition) for each in made.findings()]
    problems += check_layout(
        made, lambda tag: statement_words(here.workspace, tag, on_paper=True).words
    )
    if signed is None:
        return FormalChecked(tuple(problems))
    table = open_table(signed, COLUMNS)
    found: list[Problem] = []
    lines = [_line(row, table.place, found) for row in table.rows()]
    known = known or KnownOfPapers()
    sheets = SignedSheets(
        lines,
        made.formal.by,
        known.member,
        known.lead_in_wales,
        known.first_signed,
        known.last_signed,
    )
    problems += [*table.problems, *found]
    problems += [each.problem(table.place) for each in check_sheets(sheets, venue)]
    return FormalChecked(tuple(problems), len(lines))


def _line(row: Row, place: str, problems: list[Problem]) -> SignedLine:
    fields = Fields(place, row.number, str, problems)
    return SignedLine(
        row.number,
        _sheet(row["sheet"]),
        row["line"].strip(),
        row["name"].strip(),
        row["address"].strip(),
        signed=_one_of(fields, "signature", row, SignedHow.INK),
        words=_one_of(fields, "words", row, WordsOnSheet.FULL),
        fits=_yes(fields, "fits", row, usual=True),
        online=_yes(fields, "online", row, usual=False),
    )


def _sheet(text: str) -> str:
    """Which sheet it is: ``top`` or a number, also from the id that is on its slip."""
    try:
        place = place_of(parse_sheet_id(text))
    except CampaignerError:
        place = ""
    return place or text.strip().casefold() or TOP


def _one_of(fields: Fields, column: str, row: Row, usual: _Value) -> _Value:
    def read(text: str) -> _Value:
        known = type(usual)
        try:
            return known(text.strip().casefold().replace(" ", "-"))
        except ValueError:
            hint = f"Choose from: {', '.join(known)}."
            raise CampaignerError("not a known value.", hint=hint) from None

    return fields.read(column, row[column], read, usual) if row[column].strip() else usual


def _yes(fields: Fields, column: str, row: Row, *, usual: bool) -> bool:
    answer = fields.read(column, row[column], parse_answer, None) if row[column].strip() else None
    return usual if answer is None else answer
