"""Jobs and what they are given, for tests of more than one package."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from campaigner.jobs.work import do_job
from campaigner.opening import OpenWorkspace
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.store.jobs import JobRow

PEOPLE = (
    ("name", "address", "postcode", "email"),
    ("Suzie Specimen", "1 Sample Street", "LE93 1AA", "suzie@example.org"),
    ("Sam Sample", "2 Sample Street", "LE93 2AA", "sam@example.org"),
    ("Nobby Nowhere", "3 Sample Street", "LE93 9ZZ", "nobby@example.org"),
)


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as somebody saves them."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def done_here(here: OpenWorkspace) -> JobRow:
    """The job that is next, done in this process."""
    with transaction(here.database) as connection:
        row = jobs.claim(connection, "test", here.moment, here.moment + 60)
    assert row is not None
    do_job(here, row.id, "test")
    done = jobs.of_number(here.database.conn, row.id)
    assert done is not None
    return done
