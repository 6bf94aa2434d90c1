"""In whose names a run's letters are written, and to whom each of them writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from campaigner.answers import Answers
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.batch.supporter_table import read_supporters
from campaigner.letters.recipients import ChooseArea, area_named, recipients_for
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.home import at_home
from campaigner.problems import Problem, Severity
from campaigner.representatives.lookup import ids_of_areas
from campaigner.representatives.models import Representative
from campaigner.representatives.postcodes import Postcode
from campaigner.store.database import Database
from campaigner.tables import Table

_MOST_KNOWN = 10_000


class Addressed(NamedTuple):
    """A supporter, and those whom they write to."""

    supporter: Supporter
    recipients: Sequence[Representative]


class Senders(Protocol):
    """Those who write: the rows of a table, the signatories of a petition, the organisation.

    Each has a number: ``Supporter.row``, and the line of a problem.
    """

    @property
    def place(self) -> str:
        """Where they come from, as problems call it."""

    @property
    def count(self) -> int:
        """The number of senders."""

    @property
    def notes(self) -> Sequence[Problem]:
        """What is said of senders so far for whom letters are written all the same."""

    @property
    def left_out(self) -> int:
        """The number skipped so far because they have not agreed to a letter in their name."""

    @property
    def header(self) -> Sequence[str]:
        """What the cells of ``rows`` are called."""

    def addressed(self) -> Iterator[Addressed | Problem]:
        """Each with their recipients, or what is wrong."""

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each as cells, with the number: what is shown of those who failed."""


def with_recipients(
    database: Database,
    campaign: Campaign,
    supporter: Supporter,
    place: str,
    postcode: Postcode | str,
    area: str = "",
    *,
    today: date,
) -> Addressed | Problem:
    """Returns a supporter with those who represent them, or what stands in the way.

    ``place`` is where the supporter comes from; ``area`` is the code of their area, if known;
    they are represented by those who hold office ``today``.
    """
    language = supporter.wording.language
    try:
        found = recipients_for(database, postcode, campaign, language, area, today=today)
    except CampaignerError as error:
        return Problem(place, supporter.row, "no-recipient", error.message, error.hint)
    if isinstance(found, ChooseArea):
        hint = "Write the area into a column “area”, or write this letter by itself."
        if found.no_area and found.no_area.is_certain:
            hint = found.no_area.hint
        return Problem(place, supporter.row, "no-recipient", found.reason, hint)
    return Addressed(at_home(database, campaign, supporter, postcode, area), found)


@dataclass
class SupportersInTable:
    """The supporters of a table; ``language`` is that of letters whose row names none.

    ``answers`` reads the column of consents (default: in the campaign's languages).
    """

    database: Database
    campaign: Campaign
    table: Table
    language: str
    answers: Answers | None = None
    left_out: int = 0
    notes: list[Problem] = field(default_factory=list)
    today: date = field(kw_only=True)
    # Those in the same areas have the same recipients.
    _known: dict[tuple[tuple[int, ...], str, str], Sequence[Representative]] = field(
        default_factory=dict
    )

    @property
    def place(self) -> str:
        """The table's path."""
        return self.table.place

    @cached_property
    def count(self) -> int:
        """The number of rows in the table."""
        return sum(1 for _ in self.rows())

    @property
    def header(self) -> Sequence[str]:
        """The table's own headers."""
        return self.table.header

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The table's rows as they are, with what cells those seem to have that cannot be read."""
        return ((row.number, row.cells) for row in self.table.all_rows())

    def addressed(self) -> Iterator[Addressed | Problem]:
        """Each supporter with those who represent them; the rows that cannot be read last."""
        for found in read_supporters(
            self.table, self.campaign, self.language, self._leave_out, self.answers
        ):
            yield found if isinstance(found, Problem) else self._addressed(found)
        yield from self.table.problems

    def _addressed(self, supporter: Supporter) -> Addressed | Problem:
        postcode = supporter.sender.postcode
        area = self._area(supporter, postcode) if supporter.area else ""
        areas = ids_of_areas(self.database, postcode)
        place = (areas, area, supporter.wording.language)
        if areas and (recipients := self._known.get(place)):
            return Addressed(
                at_home(self.database, self.campaign, supporter, postcode, area), recipients
            )
        found = with_recipients(
            self.database,
            self.campaign,
            supporter,
            self.place,
            postcode,
            area,
            today=self.today,
        )
        if areas and isinstance(found, Addressed) and len(self._known) < _MOST_KNOWN:
            self._known[place] = found.recipients
        return found

    def _area(self, supporter: Supporter, postcode: str) -> str:
        """The code of the area that a supporter names; empty, and noted, if none is known."""
        roles = [to.role for to in self.campaign.letter.to if not to.names]
        found = area_named(self.database, supporter.area, roles, postcode)
        if not found:
            message = "The area is not known, so the postcode decides."
            note = Problem(self.place, supporter.row, "unknown-area", message)
            self.notes.append(replace(note, severity=Severity.WARNING))
        return found

    def _leave_out(self) -> None:
        self.left_out += 1
