"""What two owners have decided is done, or fails, here and now."""

from __future__ import annotations

from campaigner.jobs.work import WORKS as OTHER_WORKS
from campaigner.jobs.work import do_job
from campaigner.opening import OpenWorkspace
from campaigner.petitions.closing import set_closing
from campaigner.petitions.opening import open_petition
from campaigner.privacy.works import WORKS
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobState


def closed(here: OpenWorkspace) -> None:
    set_closing(open_petition(here, "bread"))


def done(here: OpenWorkspace) -> JobRow:
    """The job that waits is done, here and now."""
    with transaction(here.database) as connection:
        row = jobs.claim(connection, "test", here.moment, here.moment + 60)
    assert row is not None
    assert do_job(here, row.id, "test", works={**OTHER_WORKS, **WORKS})
    found = jobs.of_number(here.database.conn, row.id)
    assert found is not None
    assert (found.state, found.trouble) == (JobState.DONE, "")
    return found


def failed(here: OpenWorkspace) -> int:
    """The job that waits fails; returns its number."""
    with transaction(here.database) as connection:
        row = jobs.claim(connection, "test", here.moment, here.moment + 60)
        assert row is not None
        jobs.end(connection, row.id, "test", JobState.FAILED, here.moment, "No room.")
    return row.id


def count(here: OpenWorkspace, table: str) -> int:
    return int(here.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
