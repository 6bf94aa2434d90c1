"""The tables of the Scottish Parliament, which belong together."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from campaigner.representatives.importers import Report, import_representatives
from campaigner.representatives.lookup import representatives
from campaigner.store.database import Database

TODAY = date(2026, 11, 23)


def load(database: Database, folder: Path, data: Any) -> Report:
    path = folder / "people.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return import_representatives(database, path, today=TODAY)


SCOTLAND: dict[str, list[dict[str, Any]]] = {
    "members": [
        {"PersonID": 1, "ParliamentaryName": "Sample, Ann", "IsCurrent": True},
        {"PersonID": 2, "ParliamentaryName": "Probe, Bob", "IsCurrent": True},
        {"PersonID": 3, "ParliamentaryName": "Former, Cal", "IsCurrent": False},
    ],
    "constituencies": [
        {"ID": 5, "Name": "Sample Glen", "ConstituencyCode": "S16009001", "RegionID": 8}
    ],
    "regions": [{"ID": 8, "Name": "Sample Highlands", "RegionCode": "S17009001"}],
    "constituencystatuses": [
        {
            "ID": 1,
            "PersonID": 1,
            "ConstituencyID": 5,
            "ValidFromDate": "2026-05-07T00:00:00",
            "ValidUntilDate": None,
        },
        {
            "ID": 2,
            "PersonID": 3,
            "ConstituencyID": 5,
            "ValidFromDate": "2021-05-06T00:00:00",
            "ValidUntilDate": "2026-05-07T00:00:00",
        },
    ],
    "regionstatuses": [
        {
            "ID": 1,
            "PersonID": 2,
            "RegionID": 8,
            "ValidFromDate": "2026-05-07T00:00:00",
            "ValidUntilDate": None,
        }
    ],
    "parties": [{"ID": 4, "Abbreviation": "Ora", "PreferredName": "Orange"}],
    "memberparties": [
        {"ID": 1, "PersonID": 1, "PartyID": 4, "ValidFromDate": "2021-01-01T00:00:00"}
    ],
}


@pytest.mark.parametrize("packed", ["one object", "zip of tables"])
def test_the_scottish_parliament_s_tables(database: Database, tmp_path: Path, packed: str) -> None:
    if packed == "zip of tables":
        path = tmp_path / "tables.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, rows in SCOTLAND.items():
                archive.writestr(f"{name}.json", json.dumps(rows))
        assert import_representatives(database, path, today=TODAY).added == 3
    else:
        assert load(database, tmp_path, SCOTLAND).added == 3
    ann, bob = sorted(representatives(database, today=TODAY), key=lambda found: found.name)
    assert (ann.name, ann.party) == ("Ann Sample", "Orange")
    assert ann.area
    assert ann.area.code == "S16009001"
    assert bob.area
    assert bob.area.scheme == "scottish-region"


def test_a_table_that_is_missing_is_named(database: Database, tmp_path: Path) -> None:
    report = load(database, tmp_path, {"members": SCOTLAND["members"]})
    assert "constituencies and regions" in report.problems[0].message
