"""What an import did, exactly: what it added, changed and ended, and what it could not use."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from campaigner.problems import Problem, errors_among
from campaigner.representatives.models import Vacancy
from campaigner.text import plural


class Kind(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Change:
    """One person's or area's change; ``what`` names the fields that changed."""

    kind: Kind
    name: str
    role: str = ""
    area: str = ""
    what: tuple[str, ...] = ()


@dataclass
class Report:
    """The outcome of an import.

    ``changes`` lists people and areas one by one; postcodes are only counted. ``vacancies`` are
    the seats that the file says nobody holds; ``unaddressed`` are people in it, with their areas,
    who have no postal address. ``hexagons`` is how many places on a map of hexagons were kept.
    ``about`` has the roles of the people, or the kinds of the areas.
    """

    noun: str
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)
    unaddressed: list[str] = field(default_factory=list)
    postcodes_added: int = 0
    postcodes_changed: int = 0
    postcodes_unchanged: int = 0
    hexagons: int = 0
    about: tuple[str, ...] = ()

    def count(self, kind: Kind) -> int:
        """Returns the number of people or areas that were added, changed or ended."""
        return sum(change.kind is kind for change in self.changes)

    @property
    def added(self) -> int:
        """The number of new people or areas."""
        return self.count(Kind.ADDED)

    @property
    def changed(self) -> int:
        """The number of people or areas that were known and have changed."""
        return self.count(Kind.CHANGED)

    @property
    def ended(self) -> int:
        """The number of memberships that ended."""
        return self.count(Kind.ENDED)

    @property
    def postcodes(self) -> int:
        """The number of postcodes in the file."""
        return self.postcodes_added + self.postcodes_changed + self.postcodes_unchanged

    @property
    def failed(self) -> int:
        """The number of rows that could not be used."""
        return len(errors_among(self.problems))

    def summary(self) -> str:
        """Returns the counts in a sentence or two."""
        said = (
            f"{plural(self.added + self.changed + self.unchanged, self.noun)}: "
            f"{self.added:,} added, {self.changed:,} changed, {self.ended:,} ended, "
            f"{self.unchanged:,} unchanged."
        )
        if self.postcodes:
            said += (
                f" {plural(self.postcodes, 'postcode')}: {self.postcodes_added:,} added, "
                f"{self.postcodes_changed:,} changed, {self.postcodes_unchanged:,} unchanged."
            )
        if self.hexagons:
            said += f" The map has {plural(self.hexagons, 'hexagon')}."
        if self.failed:
            said += f" {plural(self.failed, 'row')} could not be used."
        return said

    def change_rows(self) -> list[dict[str, object]]:
        """Returns the changes as JSON has them."""
        return [
            {
                "kind": change.kind.value,
                "name": change.name,
                "role": change.role,
                "area": change.area,
                "what": list(change.what),
            }
            for change in self.changes
        ]

    def as_dict(self) -> dict[str, object]:
        """Returns the report as JSON has it."""
        counts: dict[str, object] = {
            "added": self.added,
            "changed": self.changed,
            "ended": self.ended,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "changes": self.change_rows(),
            "vacancies": [vacancy.as_dict() for vacancy in self.vacancies],
            "without_postal_address": list(self.unaddressed),
            "problems": [problem.as_dict() for problem in self.problems],
        }
        if self.hexagons:
            counts["hexagons"] = self.hexagons
        if self.postcodes:
            counts["postcodes"] = {
                "added": self.postcodes_added,
                "changed": self.postcodes_changed,
                "unchanged": self.postcodes_unchanged,
            }
        return counts
