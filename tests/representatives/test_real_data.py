"""The real files import as they are, with the counts that they are known to have."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from sqlite_utils import Database

from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.representatives.lookup import areas_of, representatives_for
from campaigner.store import areas


def test_the_mps_and_a_sample_of_the_postcodes(
    database: Database, shared_data: Path, tmp_path: Path
) -> None:
    with gzip.open(shared_data / "uk" / "postcode_pcon24.csv.gz", "rt") as file:
        header, *rows = file.readlines()
    sample = tmp_path / "postcodes.csv"
    sample.write_text(header + "".join(rows[::400]))
    report = import_representatives(database, shared_data / "uk" / "mps-2026-04.csv")
    assert (report.added, report.failed) == (650, 0)
    report = import_areas(database, sample)
    assert (report.postcodes_added, report.failed) == (len(rows[::400]), 0)
    with (shared_data / "uk" / "mps-2026-04.csv").open(encoding="utf-8-sig") as file:
        mps = {row["PCON24CD"]: row["MP"] for row in csv.DictReader(file)}
    for row in rows[::8000]:
        postcode, code = row.strip().split(",")
        (found,) = representatives_for(database, postcode)
        assert (found.area and found.area.code, found.name) == (code, mps[code])
    assert areas_of(database, "AB10 1AB")[0].name == "Aberdeen South"
    assert len(areas.every(database, "uk-constituency")) == 650
    assert len(areas.every(database, "senedd-constituency")) == 16


@pytest.mark.parametrize(
    ("constituency", "envelope_name", "salutation"),
    [
        ("Altrincham and Sale West", "Mr Connor Rand MP", "Dear Mr Rand"),
        ("Chorley", "Sir Lindsay Hoyle MP", "Dear Sir Lindsay"),
        ("Aldershot", "Alex Baker MP", "Dear Alex Baker"),
        ("Gower", "Tonia Antoniazzi MP", "Dear Tonia Antoniazzi"),
    ],
)
def test_an_mp_is_addressed_by_the_title_in_the_name_alone(
    database: Database,
    shared_data: Path,
    constituency: str,
    envelope_name: str,
    salutation: str,
) -> None:
    from campaigner.representatives.lookup import representatives

    import_representatives(database, shared_data / "uk" / "mps-2026-04.csv")
    by_area = {person.area.name: person for person in representatives(database) if person.area}
    found = by_area[constituency]
    assert (found.envelope_name, found.salutation) == (envelope_name, salutation)
    assert found.address == ("House of Commons", "London", "SW1A 0AA")
