"""Areas and languages of imported rows: what is known is taken, the rest is decided and said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from campaigner.campaigns.languages import language_meant
from campaigner.campaigns.models import Campaign
from campaigner.petitions.counts.areas import AreaCells
from campaigner.petitions.importing.rows import Imported
from campaigner.problems import Problem, Severity
from campaigner.text import listed, plural

_SHOWN = 10


@dataclass
class Rows:
    """Rows that there is one thing to say of: how many, and the numbers of the first."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Take another row."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(row)


@dataclass
class Places:
    """Reads the areas and languages of one table's rows.

    An area that is not known is left out, so that the postcode decides; in the place of a
    language that the campaign does not have comes ``language``.
    """

    campaign: Campaign
    areas: AreaCells
    language: str
    _unknown_areas: Rows = field(default_factory=Rows)
    _unknown_languages: Rows = field(default_factory=Rows)

    def placed(self, row: Imported) -> Imported:
        """Returns the row with a known area, or none, and with a language of the campaign."""
        area = self.areas.code_of(row.area, row.postcode, row.country) if row.area else ""
        if row.area and not area:
            self._unknown_areas.add(row.line)
        language = language_meant(self.campaign, row.language)
        if not language:
            self._unknown_languages.add(row.line)
        return row._replace(area=area, language=language or self.language)

    def notes(self, place: str) -> list[Problem]:
        """Returns what there is to say of the table that is called ``place``.

        The cells are not repeated: in a wrong column they are anybody's anything.
        """
        found = (
            ("unknown-area", self._unknown_areas, "area", "the postcode decides"),
            ("unknown-language", self._unknown_languages, "language", f"it is {self.language}"),
        )
        return [
            _note(place, code, f"The {noun} of {_listed(rows)} is not known, so {instead}.", rows)
            for code, rows, noun, instead in found
            if rows.count
        ]


def note_undated(place: str, rows: Rows, day: date) -> list[Problem]:
    """Returns what there is to say of rows whose cell for the date is empty."""
    if not rows.count:
        return []
    message = f"There is no date in {_listed(rows)}, so they count as signed on {day}."
    return [_note(place, "no-date", message, rows)]


def _note(place: str, code: str, message: str, rows: Rows) -> Problem:
    return Problem(place, rows.first[0], code, message, severity=Severity.WARNING)


def _listed(rows: Rows) -> str:
    shown = listed([f"{row:,}" for row in rows.first], _SHOWN, rows.count)
    return f"{plural(rows.count, 'row')} ({shown})"
