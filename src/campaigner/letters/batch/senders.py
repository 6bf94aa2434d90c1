"""In whose names a run's letters are written, and to whom each of them writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from campaigner.answers import Answers
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.recipients import recipients_for
from campaigner.letters.supporters import Supporter, read_supporters
from campaigner.problems import Problem, shown_path
from campaigner.representatives.models import Representative
from campaigner.store.database import Database
from campaigner.tables import Table


class Addressed(NamedTuple):
    """A supporter, and those whom they write to."""

    supporter: Supporter
    recipients: Sequence[Representative]


class Writers(Protocol):
    """Those who write: the rows of a table, the signatories of a petition, the organisation.

    Each has a number: ``Supporter.row``, and the line of a problem.
    """

    @property
    def place(self) -> str:
        """Where they come from, as problems call it."""

    @property
    def nobody(self) -> str:
        """What is said where there are none."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def mending(self) -> str:
        """What is said of the file of those that failed."""

    @property
    def left_out(self) -> int:
        """How many have not agreed to a letter in their name, and were passed over."""

    @property
    def header(self) -> Sequence[str]:
        """What the cells of ``rows`` are called."""

    def addressed(self) -> Iterator[Addressed | Problem]:
        """Each with their recipients, or what is wrong."""

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each as cells, with the number: what is shown of those who failed."""


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
    mending: str = "mend them there and feed them in again"

    @property
    def place(self) -> str:
        """The table's path."""
        return shown_path(self.table.path)

    @property
    def nobody(self) -> str:
        """What is said where the table has no rows."""
        return f"{self.place} has no rows below its headers."

    @cached_property
    def count(self) -> int:
        """How many rows the table has."""
        return sum(1 for _ in self.rows())

    @property
    def header(self) -> Sequence[str]:
        """The table's own headers."""
        return self.table.header

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The table's rows as they are, those that cannot be read left out."""
        return replace(self.table, problems=[]).cells()

    def addressed(self) -> Iterator[Addressed | Problem]:
        """Each supporter with those who represent them; the rows that cannot be read last."""
        for found in read_supporters(
            self.table, self.campaign, self.language, self._leave_out, self.answers
        ):
            yield found if isinstance(found, Problem) else self._with_recipients(found)
        yield from self.table.problems

    def _leave_out(self) -> None:
        self.left_out += 1

    def _with_recipients(self, supporter: Supporter) -> Addressed | Problem:
        postcode, language = supporter.sender.postcode, supporter.wording.language
        try:
            found = recipients_for(self.database, postcode, self.campaign, language)
        except CampaignerError as error:
            return Problem(self.place, supporter.row, "no-recipient", error.message, error.hint)
        return Addressed(supporter, found)
