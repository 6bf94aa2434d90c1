"""Areas and languages of imported rows: what is known is taken, the rest is decided and said."""

from __future__ import annotations

from dataclasses import dataclass, field

from campaigner.campaigns.languages import language_meant
from campaigner.campaigns.models import Campaign
from campaigner.petitions.areas import AreaCells
from campaigner.petitions.importing.rows import Imported
from campaigner.problems import Problem, Severity
from campaigner.text import plural

_SHOWN = 10


@dataclass
class Places:
    """Reads the areas and languages of one table's rows.

    An area that is not known is left out, so that the postcode decides; in the place of a
    language that the campaign does not have comes ``language``.
    """

    campaign: Campaign
    areas: AreaCells
    language: str
    _unknown_areas: list[int] = field(default_factory=list)
    _unknown_languages: list[int] = field(default_factory=list)

    def placed(self, row: Imported) -> Imported:
        """Returns the row with a known area, or none, and with a language of the campaign."""
        area = self.areas.code_of(row.area, row.postcode, row.country) if row.area else ""
        if row.area and not area:
            self._unknown_areas.append(row.line)
        language = language_meant(self.campaign, row.language)
        if not language:
            self._unknown_languages.append(row.line)
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
            if rows
        ]


def _note(place: str, code: str, message: str, rows: list[int]) -> Problem:
    return Problem(place, rows[0], code, message, severity=Severity.WARNING)


def _listed(rows: list[int]) -> str:
    shown = ", ".join(f"{row:,}" for row in rows[:_SHOWN])
    more = f" and {len(rows) - _SHOWN:,} more" if len(rows) > _SHOWN else ""
    return f"{plural(len(rows), 'row')} ({shown}{more})"
