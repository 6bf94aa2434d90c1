"""A file that is imported again: what was taken stays, and everything else is tried again."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.opening import looked_at_workspace
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.proof.verification import verify
from campaigner.privacy.people import erase_person
from campaigner.store import audit, tallies
from campaigner.store.database import Database, opened, transaction
from campaigner.store.imports import RowNumbers
from campaigner.tables import TableFile
from petitioners import held, workspace_of

HEADER = "name,email,postcode"
SAM, ANA = "Sam Sample,sam@example.org,LE93 1AA", "Ana Sample,ana@example.org,LE93 1AA"
WRONG = "Bob Sample,bob,LE93 1AA"


@pytest.fixture
def here(bread: Path, database: Database) -> OpenPetition:
    return open_petition(workspace_of(database), "bread")


def table(folder: Path, *lines: str, name: str = "people.csv") -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def take(here: OpenPetition, file: Path | TableFile, **options: object) -> ImportResult:
    request = ImportRequest(file=file, **{"confirmed": True, **options})  # type: ignore[arg-type]  # what a test varies
    return import_signatures(here, request)


def counts(done: ImportResult) -> tuple[int, int, int, int]:
    return done.accepted, done.repeated, done.rejected, done.before


def rejected(done: ImportResult) -> list[Mapping[str, str]]:
    assert done.rejects is not None
    with done.rejects.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_that_were_rejected_are_tried_again_with_the_right_option(
    here: OpenPetition, tmp_path: Path
) -> None:
    day = "11/12/2026"  # yesterday's the 11th of December, or a day in November, too early
    file = table(tmp_path, f"{HEADER},date", f"{SAM},12/10/2026", f"{ANA},12/11/2026")
    first = take(here, file, month_first=False)
    assert counts(first) == (0, 0, 2, 0), day
    assert counts(take(here, file, month_first=True)) == (2, 0, 0, 0)
    assert first.rejects is not None
    assert not first.rejects.exists()  # nothing is rejected any more
    assert tallies.total(here.database.conn, here.petition.id) == 2


def test_rows_that_were_taken_are_not_taken_twice_whatever_the_options(
    here: OpenPetition, database: Database, tmp_path: Path
) -> None:
    file = table(tmp_path, "Nickname,Full name,email,postcode", "Sammy,Sam Sample,s@x.org,LE93 1AA")
    assert counts(take(here, file, mapping={"name": "Nickname"})) == (1, 0, 0, 0)
    # by name and postcode alone this would be another person of the same household
    assert counts(take(here, file, mapping={"name": "Full name"})) == (0, 0, 0, 1)
    assert counts(take(here, file, source="web", confirmed=False)) == (0, 0, 0, 1)
    assert held(database) == 1


def test_the_same_import_again_says_what_is_still_rejected(
    here: OpenPetition, tmp_path: Path
) -> None:
    file = table(tmp_path, HEADER, SAM, WRONG, SAM)
    assert counts(take(here, file)) == (1, 1, 1, 0)
    again = take(here, file)
    assert counts(again) == (0, 1, 1, 1)
    assert [row["line"] for row in rejected(again)] == ["3"]


def test_a_person_who_was_erased_does_not_come_back_with_the_same_file(
    here: OpenPetition, database: Database, tmp_path: Path
) -> None:
    file = table(tmp_path, HEADER, SAM, ANA)
    take(here, file)
    erase_person(workspace_of(database), "sam@example.org")
    assert counts(take(here, file)) == (0, 0, 0, 2)
    assert held(database) == 1


def test_two_tables_of_one_file_are_two_imports(here: OpenPetition, tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "people.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("jan.csv", f"{HEADER}\n{SAM}\n")
        archive.writestr("feb.csv", f"{HEADER}\n{ANA}\n")
    assert counts(take(here, TableFile(file, "jan.csv"))) == (1, 0, 0, 0)
    assert counts(take(here, TableFile(file, "feb.csv"))) == (1, 0, 0, 0)


def test_rejects_keep_every_column_and_need_no_mapping_again(
    here: OpenPetition, tmp_path: Path
) -> None:
    file = table(tmp_path, "Who,email,postcode,Shoe size", f"{WRONG},38")
    done = take(here, file, mapping={"name": "Who"})
    (row,) = rejected(done)
    assert (row["name"], row["Shoe size"]) == ("Bob Sample", "38")
    assert done.rejects is not None
    mended = done.rejects.read_text("utf-8-sig").replace(",bob,", ",bob@example.org,")
    assert counts(take(here, table(tmp_path, mended, name="mended.csv"))) == (1, 0, 0, 0)


OTHERS: dict[str, Callable[[Path], Path]] = {
    "the table": lambda folder: folder / "people.csv",
    "a link to the table": lambda folder: link(folder / "link.csv", folder / "people.csv"),
    "another name of the table": lambda folder: hard_link(folder / "x.csv", folder / "people.csv"),
    "somebody's notes": lambda folder: table(folder, "my notes", name="notes.txt"),
    "an empty file": lambda folder: table(folder, "", name="empty.txt"),
    "the database": lambda folder: Path("campaigner.db"),
    "a folder": lambda folder: folder,
    "a file in a folder that is not there": lambda folder: folder / "none" / "rejects.csv",
    "a link that leads nowhere": lambda folder: link(folder / "lost.csv", folder / "nowhere.csv"),
}


def link(path: Path, to: Path) -> Path:
    path.symlink_to(to)
    return path


def hard_link(path: Path, to: Path) -> Path:
    os.link(to, path)
    return path


@pytest.mark.parametrize("what", OTHERS)
@pytest.mark.parametrize("row", [WRONG, SAM])
def test_a_file_of_others_is_never_taken_for_rejects(
    here: OpenPetition, database: Database, tmp_path: Path, what: str, row: str
) -> None:
    file = table(tmp_path, HEADER, ANA, row)
    wanted = OTHERS[what](tmp_path)
    before = wanted.read_bytes() if wanted.is_file() else b""
    with pytest.raises(CampaignerError):
        take(here, file, rejects=wanted)
    assert held(database) == 0
    assert (wanted.read_bytes() if wanted.is_file() else b"") == before
    assert file.read_text("utf-8") == f"{HEADER}\n{ANA}\n{row}\n"


def test_rejects_of_an_earlier_import_of_the_table_are_replaced(
    here: OpenPetition, tmp_path: Path
) -> None:
    wanted = tmp_path / "wrong.csv"
    file = table(tmp_path, HEADER, WRONG)
    assert take(here, file, rejects=wanted).rejects == wanted
    table(tmp_path, HEADER, WRONG, "Cy,cy,LE93 1AA")
    assert len(rejected(take(here, file, rejects=wanted))) == 2
    wanted.write_text(wanted.read_text("utf-8").replace(",bob,", ",bob@example.org,"), "utf-8")
    with pytest.raises(CampaignerError, match="somebody has changed it"):
        take(here, file, rejects=wanted)
    assert "bob@example.org" in wanted.read_text("utf-8")
    mended = take(here, wanted)  # which is a table now, and has its own rejects
    assert counts(mended) == (1, 0, 1, 0)
    assert mended.rejects == tmp_path / "wrong.csv.rejects.csv"


def test_rejects_can_be_thrown_away(here: OpenPetition, tmp_path: Path) -> None:
    done = take(here, table(tmp_path, HEADER, WRONG, SAM), rejects=Path(os.devnull))
    assert counts(done) == (1, 0, 1, 0)


@pytest.mark.parametrize("numbers", [[], [1], [2, 7, 8, 9], [1, 1_000_000]])
def test_numbers_of_rows_are_kept_in_little_room(numbers: list[int]) -> None:
    rows = RowNumbers()
    rows.add(numbers[:2])
    rows.add(numbers[2:])
    again = RowNumbers(rows.packed())
    assert [number for number in (*range(1, 20), 1_000_000) if number in again] == numbers
    assert len(rows.packed()) < 1000


def test_each_import_is_on_record_and_its_signatures_keep_the_ledger_s_rules(
    here: OpenPetition, database: Database, tmp_path: Path
) -> None:
    file = table(tmp_path, HEADER, SAM, WRONG)
    take(here, file)
    take(here, file, dry_run=True)
    (deed,) = audit.deeds(database.conn)
    details = json.loads(deed.details)
    assert (deed.actor, deed.action, deed.campaign) == ("olive", "import", "bread")
    assert len(details.pop("file")) == 16
    assert details == {
        "source": "web", "confirmed": True, "accepted": 1, "repeated": 0, "rejected": 1,
        "complete": True,
    }  # fmt: skip
    assert verify(database, "bread").ok


def test_an_import_that_breaks_off_is_on_record_with_what_it_took(
    here: OpenPetition, database: Database, tmp_path: Path
) -> None:
    def stop(result: ImportResult) -> None:
        raise KeyboardInterrupt

    request = ImportRequest(file=table(tmp_path, HEADER, SAM, ANA), confirmed=True, at_once=1)
    with pytest.raises(KeyboardInterrupt):
        import_signatures(here, request, stop)
    (deed,) = audit.deeds(database.conn)
    details = json.loads(deed.details)
    assert (details["accepted"], details["complete"]) == (1, False)
    import_signatures(here, request)
    assert [json.loads(each.details)["accepted"] for each in audit.deeds(database.conn)] == [1, 2]


def test_people_sign_while_a_table_is_looked_through(here: OpenPetition, tmp_path: Path) -> None:
    file = table(tmp_path, HEADER, SAM, ANA, SAM, WRONG)
    path = here.database.execute("PRAGMA database_list").fetchone()["file"]
    written = []

    def sign(_: ImportResult) -> None:
        with opened(path) as other:
            other.execute("PRAGMA busy_timeout = 0")
            with transaction(other) as connection:  # it does not wait
                audit.record(connection, 0, "suzie", "meanwhile")
            written.append(1)

    request = ImportRequest(file=file, confirmed=True, dry_run=True, at_once=1)
    looked = import_signatures(here, request, sign)
    assert counts(looked) == (2, 1, 1, 0)  # what a row repeats may be in an earlier part
    assert len(written) == 4
    assert held(here.database) == 0
    assert counts(take(here, file)) == (2, 1, 1, 0)


def test_people_sign_while_somebody_looks_at_a_table_of_a_petition_that_is_new(
    bread: Path, database: Database, tmp_path: Path
) -> None:
    file, here = table(tmp_path, HEADER, SAM, ANA), workspace_of(database)
    path = database.execute("PRAGMA database_list").fetchone()["file"]
    with looked_at_workspace(here.workspace, here.now, "olive") as look:
        request = ImportRequest(file=file, confirmed=True, dry_run=True)
        assert counts(import_signatures(open_petition(look, "bread"), request)) == (2, 0, 0, 0)
        with opened(path) as other:
            other.execute("PRAGMA busy_timeout = 0")
            with transaction(other) as connection:
                audit.record(connection, 0, "suzie", "meanwhile")
    assert not database.execute("SELECT 1 FROM petitions").fetchone()
