"""Worksheets of samples: a row for each signature that was drawn, for an auditor to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from campaigner.cells import guarded
from campaigner.forms import whole_number
from campaigner.petitions.proof.sampling import Drawn
from campaigner.problems import Problem
from campaigner.store.signatures import Signature
from campaigner.tables import AnyFile, Column, Row, open_table
from campaigner.text import slug
from campaigner.vocabulary.signatures import SampleFinding

KIND = "a worksheet"
HEADER = (
    "sample", "place", "row", "name", "email", "postcode", "country", "signed on", "sheet", "line",
    "found", "note",
)  # fmt: skip
_COLUMNS = tuple(Column(name, required=True) for name in ("sample", "place", "found"))


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What an auditor filled in: by place, and what cannot be read. Open rows are left out.

    ``sample`` is 0 if no row names a sample.
    """

    sample: int
    found: Mapping[int, SampleFinding]
    problems: tuple[Problem, ...]


def worksheet_of(drawn: Drawn) -> str:
    """Returns what an auditor fills in, as CSV: a row for each signature, what it was found to be.

    It names people. A signature that is no longer held cannot be looked at: it is not reached.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for place, row in enumerate(drawn.rows, 1):
        person = drawn.people.get(row)
        cells = [drawn.number, place, row, *_of(person)]
        writer.writerow([guarded(str(cell)) for cell in cells])
    return file.getvalue()


def _of(person: Signature | None) -> Sequence[object]:
    if person is None:
        return ("", "", "", "", "", "", "", SampleFinding.NOT_REACHED, "no longer held")
    signed_on = datetime.fromtimestamp(person.signed_at, UTC).date()
    paper = (person.sheet or "", person.line or "")
    found = ("", "")
    return (
        person.name,
        person.email or "",
        person.postcode,
        person.country,
        signed_on,
        *paper,
        *found,
    )


def read_worksheet(file: AnyFile) -> FilledIn:
    """Returns what was filled in: real, not real or not reached, in the column “found”.

    Raises CampaignerError if the file cannot be read, ProblemsFound if a column is missing.
    """
    table = open_table(file, _COLUMNS)
    found: dict[int, SampleFinding] = {}
    problems: list[Problem] = []
    sample = 0
    for row in table.rows():
        place, number = _number(row["place"]), _number(row["sample"])
        sample = sample or number
        if not place or number != sample:
            problems.append(_problem(table.place, row, "another-sample"))
        elif row["found"]:
            finding = _FINDINGS.get(slug(row["found"]))
            if finding is None:
                problems.append(_problem(table.place, row, "unknown-finding"))
            else:
                found[place] = finding
    return FilledIn(sample, found, (*problems, *table.problems))


_FINDINGS = {each.value: each for each in SampleFinding}
_WRONG = {
    "another-sample": ("the row has no place in this sample.", "Put back its sample and place."),
    "unknown-finding": (
        "“{found}” is not what a signature can be found to be.",
        "Write: real, not real, or not reached.",
    ),
}


def _problem(place: str, row: Row, code: str) -> Problem:
    message, hint = _WRONG[code]
    return Problem(place, row.number, code, message.format(found=row["found"][:20]), hint)


def _number(text: str) -> int:
    return whole_number(text, 9) or 0
