"""What people write into a cell that they leave empty counts as nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import open_petition
from campaigner.store.database import Database
from petitioners import the_signature, workspace_of


@pytest.mark.parametrize("nothing", ["N/A", "n/a", "-", "none", "NULL", "—"])
def test_a_word_for_nothing_is_an_empty_cell(bread: Path, database: Database, nothing: str) -> None:
    file = bread / "people.csv"
    header = "name,email,postcode,country,language\n"
    file.write_text(header + f"Ana Sample,ana@example.org{f',{nothing}' * 3}\n", "utf-8")
    request = ImportRequest(file=file, confirmed=True)
    done = import_signatures(open_petition(workspace_of(database), "bread"), request)
    assert (done.accepted, done.rejected, done.notes) == (1, 0, ())
    ana = the_signature(database, 1)
    assert (ana.postcode, ana.country, ana.language) == ("", "GB", "en")


@pytest.mark.parametrize("cells", ["N/A,,", ",N/A,-", "none,none,none"])
def test_a_word_for_nothing_is_not_a_name(bread: Path, database: Database, cells: str) -> None:
    file = bread / "people.csv"
    file.write_text(f"email,name,first name,last name\nana@example.org,{cells}\n", "utf-8")
    request = ImportRequest(file=file, confirmed=True)
    done = import_signatures(open_petition(workspace_of(database), "bread"), request)
    assert [problem.message for problem in done.problems] == ["name: A name is required."]


def test_namibia_is_a_country(bread: Path, database: Database) -> None:
    file = bread / "people.csv"
    file.write_text("name,email,country\nAna Sample,ana@example.org,NA\n", "utf-8")
    request = ImportRequest(file=file, confirmed=True)
    import_signatures(open_petition(workspace_of(database), "bread"), request)
    assert the_signature(database, 1).country == "NA"
