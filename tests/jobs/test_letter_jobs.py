"""Letters for many people as a job: prepared, looked at, written, fetched, and gone in time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.jobs.asking import (
    NoJob,
    NotNow,
    discard_job,
    job_of,
    prepare_letters,
    start_job,
    stop_job,
)
from campaigner.jobs.downloads import NoFile, downloads, fetch
from campaigner.jobs.expiry import remove_expired
from campaigner.jobs.letters import LOOKED_AT, look_at_letters
from campaigner.jobs.listing import list_jobs, listed_job
from campaigner.jobs.uploads import MOST_BYTES, TableRefused, Upload
from campaigner.jobs.wanted import LettersWanted, wanted_in
from campaigner.letters.records.listing import list_letters
from campaigner.opening import OpenWorkspace
from campaigner.packed import MOST_UNPACKED_AT_DESK
from campaigner.privacy.people import erase_person
from campaigner.privacy.retention import anonymise
from campaigner.store import jobs
from campaigner.vocabulary.desk import JobState
from campaigner.workspace import Workspace
from conftest import Command
from job_makers import PEOPLE, as_csv, done_here

ZIP = LettersWanted("bread", to_print=False)
PRINT = LettersWanted("bread")


@pytest.fixture
def here(represented: Workspace, bread: Path, here: OpenWorkspace) -> OpenWorkspace:
    """A workspace with representatives and a campaign; Olive is at work."""
    return here


@pytest.fixture
def table() -> Upload:
    """Two people who can have a letter, and one in a place that nobody knows."""
    return Upload("Our members.csv", as_csv(PEOPLE))


def bomb(name: str) -> bytes:
    """A small zip with a file that is very large."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        made.writestr(name, bytes(MOST_UNPACKED_AT_DESK + 1))
    return packed.getvalue()


def deeds(here: OpenWorkspace) -> list[str]:
    rows = here.database.execute("SELECT actor || ': ' || action FROM audit ORDER BY id")
    return [row[0] for row in rows]


def later(here: OpenWorkspace, **time: float) -> OpenWorkspace:
    return replace(here, now=here.now + timedelta(**time))


def expired(here: OpenWorkspace) -> int:
    """How many files of jobs go because their time is up."""
    return len(remove_expired(here.database, here.moment).gone)


def test_olive_looks_at_her_table_before_anything_is_written(
    here: OpenWorkspace, table: Upload
) -> None:
    row = prepare_letters(here, PRINT, table)
    assert (row.state, row.asked_by) == (JobState.PREPARED, "olive")
    found = look_at_letters(here, row)
    to = [each.recipient for each in found.letters]
    assert to == ["Ada Specimen MP", "Barnaby Placeholder MP"]
    assert [each.line for each in found.problems] == [4]
    assert list_letters(here, "bread") == []


def test_her_letters_are_written_and_fetched_as_one_file_to_print(
    here: OpenWorkspace, table: Upload
) -> None:
    row = prepare_letters(here, PRINT, table)
    start_job(here, row.id)
    row = done_here(here)
    assert (row.state, row.done, row.failed, row.trouble) == (JobState.DONE, 2, 1, "")
    run, sheet, rejects = downloads(here, row.id)
    assert "Letters   2" in sheet.path.read_text(encoding="utf-8")
    assert run.name.startswith("print-run-bread")
    fetched = fetch(here, row.id, run.name)
    assert fetched.path.read_bytes().startswith(b"%PDF")
    assert fetched.path.stat().st_mode & 0o777 == 0o600
    assert "Nobby Nowhere" in rejects.path.read_text(encoding="utf-8-sig")
    assert len(list_letters(here, "bread")) == 2
    assert deeds(here)[-3:] == ["olive: job started", "olive: job done", "olive: job file fetched"]


def test_her_letters_come_as_a_zip_with_the_same_bytes_each_time(
    here: OpenWorkspace, table: Upload
) -> None:
    zips = []
    for _ in range(2):
        row = prepare_letters(here, ZIP, table)
        start_job(here, row.id)
        assert done_here(here).state is JobState.DONE
        zips.append(fetch(here, row.id, "letters-bread.zip").path.read_bytes())
    assert zips[0] == zips[1]
    with ZipFile(BytesIO(zips[0])) as made:
        assert [name.rpartition("--")[2] for name in made.namelist()] == [
            "suzie-specimen.pdf", "sam-sample.pdf",
        ]  # fmt: skip


def test_the_table_is_deleted_when_the_letters_are_written(
    here: OpenWorkspace, table: Upload
) -> None:
    row = prepare_letters(here, ZIP, table)
    (kept,) = jobs.files_of(here.database.conn, row.id)
    path = Path(kept.path)
    assert path.name == "supporters.csv"
    assert path.stat().st_mode & 0o777 == 0o600
    start_job(here, row.id)
    done_here(here)
    assert not path.exists()
    noted = [row[0] for row in here.database.execute("SELECT path FROM issued_files")]
    assert not [each for each in noted if "supporters" in each]


def test_letters_that_are_resumed_the_next_day_have_the_date_of_the_first(
    here: OpenWorkspace, table: Upload
) -> None:
    row = prepare_letters(here, ZIP, table)
    start_job(here, row.id)
    stop_job(here, row.id)
    assert wanted_in(start_job(later(here, days=1), row.id)).day == "2026-12-11"


def test_what_cannot_be_done_is_said_in_a_sentence(here: OpenWorkspace, table: Upload) -> None:
    row = prepare_letters(here, ZIP, Upload("list.csv", b"colour,size\nred,4\n"))
    start_job(here, row.id)
    row = done_here(here)
    assert row.state is JobState.FAILED
    assert "name" in row.trouble
    assert "Traceback" not in row.trouble
    assert start_job(here, row.id).state is JobState.WAITING


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (Upload("list.csv", b""), "empty"),
        (Upload("list.exe", b"MZ"), "table-refused"),
        (Upload("list", b"name"), "table-refused"),
        (Upload("list.xlsx", b"PK\x03\x04 not really"), "table-unreadable"),
        (Upload("list.csv", b"x" * (MOST_BYTES + 1)), "table-too-large"),
        (Upload("list.csv", b"name\n" + b"x\n" * 50_001), "too-many-rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_nothing_is_kept(
    here: OpenWorkspace, upload: Upload, code: str
) -> None:
    with pytest.raises(TableRefused) as refused:
        prepare_letters(here, ZIP, upload)
    assert refused.value.code == code
    assert list_jobs(here) == []
    assert not (here.workspace.root / "letters").exists()


def test_letters_need_somebody_to_write_for(here: OpenWorkspace, table: Upload) -> None:
    with pytest.raises(UsageError):
        prepare_letters(here, ZIP)
    with pytest.raises(UsageError):
        prepare_letters(here, replace(ZIP, from_signatures=True), table)
    with pytest.raises(UnknownName):
        prepare_letters(here, replace(ZIP, campaign="no-such"), table)
    with pytest.raises(CampaignerError):
        prepare_letters(here, replace(ZIP, language="xx"), table)
    assert list_jobs(here) == []


def test_a_job_is_started_stopped_and_removed_only_when_it_can_be(
    here: OpenWorkspace, table: Upload
) -> None:
    number = prepare_letters(here, ZIP, table).id
    with pytest.raises(NotNow):
        stop_job(here, number)
    assert start_job(here, number).state is JobState.WAITING
    with pytest.raises(NotNow):
        start_job(here, number)
    with pytest.raises(NotNow):
        discard_job(here, number)
    assert stop_job(here, number).state is JobState.STOPPED
    discard_job(here, number)
    with pytest.raises(NoJob):
        job_of(here, number)
    assert not (here.workspace.letters_folder("bread") / f"job-{number}").exists()


def test_a_job_is_stopped_and_removed_by_command_as_at_the_desk(
    here: OpenWorkspace, table: Upload, campaigner: Command
) -> None:
    number = start_job(here, prepare_letters(here, ZIP, table).id).id
    refused = campaigner("job", "remove", number)
    assert refused.code != 0
    assert f"Job {number} is waiting." in refused.stderr
    assert campaigner("job", "stop", number).stderr == f"Job {number}: stopped.\n"
    assert campaigner("job", "remove", number).stderr.startswith(f"Removed job {number}.")
    assert campaigner("job", "list", "--format", "json").json == []
    done = [each.partition(": ")[2] for each in deeds(here)[-2:]]
    assert done == ["job stopped", "job removed"]


def test_letters_can_be_fetched_for_a_week_and_their_record_stays(
    here: OpenWorkspace, table: Upload
) -> None:
    number = prepare_letters(here, PRINT, table).id
    start_job(here, number)
    done_here(here)
    run, *_ = downloads(here, number)
    assert str(run.until) == "2026-12-18"
    assert expired(later(here, days=6)) == 0
    after = later(here, days=7)
    with pytest.raises(NoFile):
        fetch(after, number, run.name)
    assert expired(after) > 0
    assert not (here.workspace.letters_folder("bread") / f"job-{number}").exists()
    assert len(list_letters(here, "bread")) == 2
    with pytest.raises(NotNow):
        start_job(after, number)


@pytest.mark.parametrize("remove", [expired, anonymise])
def test_letters_go_with_what_was_made_of_them_whoever_removes_it(
    here: OpenWorkspace, table: Upload, remove: Callable[[OpenWorkspace], object]
) -> None:
    number = prepare_letters(here, ZIP, table).id
    start_job(here, number)
    done_here(here)
    folder = here.workspace.letters_folder("bread") / f"job-{number}"
    assert len(list(folder.rglob("*.pdf"))) == 2
    remove(later(here, days=7))
    assert not folder.exists()
    assert len(list_letters(here, "bread")) == 2


def test_a_table_that_was_never_used_goes_after_a_week(here: OpenWorkspace, table: Upload) -> None:
    number = prepare_letters(here, ZIP, table).id
    assert expired(later(here, days=7)) == 1
    with pytest.raises(NotNow) as gone:
        start_job(later(here, days=7), number)
    assert gone.value.code == "table-deleted"


def test_who_is_erased_is_looked_for_in_tables_that_wait_and_in_zips(
    here: OpenWorkspace, table: Upload
) -> None:
    first = prepare_letters(here, ZIP, table).id
    start_job(here, first)
    done_here(here)
    second = prepare_letters(here, ZIP, table).id
    erased = erase_person(here, "suzie@example.org")
    shared = {Path(each.path).name for each in erased.shared}
    assert {"letters-bread.zip", "supporters.csv"} <= shared
    assert [each.path for each in erased.left] == []
    assert job_of(here, second).state is JobState.PREPARED


def test_a_listed_job_names_nobody_but_who_asked(here: OpenWorkspace, table: Upload) -> None:
    number = prepare_letters(here, ZIP, table).id
    shown = listed_job(here, number)
    assert (shown.by, shown.campaign, shown.can_start) == ("olive", "bread", True)
    kept = here.database.execute("SELECT request FROM jobs").fetchone()[0]
    assert set(json.loads(kept)) == {
        *("campaign", "day", "from_signatures", "language", "sheet", "to_print"),
        *("columns", "yes_means", "no_means"),
    }


def test_a_look_goes_no_further_than_some_thousand_rows(here: OpenWorkspace) -> None:
    rows = [PEOPLE[0], *(("", "", "LE93 1AA", "") for _ in range(3 * LOOKED_AT))]
    row = prepare_letters(here, ZIP, Upload("list.csv", as_csv(rows)))
    assert look_at_letters(here, row).read <= LOOKED_AT


@pytest.mark.slow
def test_a_small_file_that_unpacks_to_a_very_large_one_is_refused(here: OpenWorkspace) -> None:
    bombs = {
        "list.zip": bomb("people.csv"),
        "list.xlsx": bomb("xl/worksheets/sheet1.xml"),
        "list.csv.gz": gzip.compress(bytes(MOST_UNPACKED_AT_DESK + 1), 1),
    }
    for name, content in bombs.items():
        assert len(content) < MOST_BYTES
        with pytest.raises(TableRefused):
            prepare_letters(here, ZIP, Upload(name, content))
    assert list_jobs(here) == []
