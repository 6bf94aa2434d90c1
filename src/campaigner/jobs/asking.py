"""Asking for a job: prepared with what it needs, started, stopped, taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import load_campaign
from campaigner.errors import UsageError
from campaigner.jobs.expiry import remove_now
from campaigner.jobs.uploads import Upload, check_table, keep_table
from campaigner.jobs.wanted import (
    EverythingWanted,
    ExportWanted,
    HandInWanted,
    LettersWanted,
    PacksWanted,
    RemovalWanted,
    as_json,
    dated,
    kind_of,
    letters_in,
    wanted_in,
)
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, jobs
from campaigner.store.database import transaction
from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobFile, JobKind, JobState


class NoJob(UsageError):
    """No job has this number."""

    code = "unknown-job"

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no job {number}.")


class NotNow(UsageError):
    """A job is not in a state in which this can be done."""

    code = "job-not-now"


def prepare_letters(
    here: OpenWorkspace, wanted: LettersWanted, table: Upload | None = None
) -> JobRow:
    """Keeps what somebody asks for, with its table, so that they can look at it and start it.

    Raises UnknownName for a campaign or language, UsageError for letters without a table or
    signatories, TableRefused for a file that is no table, is damaged or too large.
    """
    if wanted.from_signatures == bool(table):
        raise UsageError(
            "Letters are for the people in a table, or for signatories.", code="no-senders"
        )
    campaign = load_campaign(here.workspace.campaign_folder(wanted.campaign))
    if wanted.language:
        require_language(campaign, wanted.language)
    if table:
        check_table(table)  # before the lock that others wait for
    with transaction(here.database) as connection:
        number = jobs.add(
            connection, JobKind.LETTERS, campaign.slug, as_json(wanted), here.actor, here.moment
        )
        if table:
            keep_table(here, campaign.slug, number, table)
    return job_of(here, number)


def match_table(
    here: OpenWorkspace,
    number: int,
    columns: Mapping[str, str],
    yes_means: Sequence[str] = (),
    no_means: Sequence[str] = (),
) -> JobRow:
    """Says how the table of letters is read, before they are started; see ``LettersWanted``.

    Raises NoJob, and NotNow if they were started.
    """
    row = job_of(here, number)
    wanted = replace(
        letters_in(row), columns=dict(columns), yes_means=[*yes_means], no_means=[*no_means]
    )
    with transaction(here.database) as connection:
        if not jobs.change_request(connection, number, as_json(wanted)):
            raise NotNow(f"Job {number} is {row.state}.", state=row.state)
    return job_of(here, number)


def start_papers(here: OpenWorkspace, wanted: PacksWanted | HandInWanted | ExportWanted) -> JobRow:
    """Has packs, or a petition as a file, made.

    Raises UnknownName for a campaign, and what its definition raises.
    """
    campaign = load_campaign(here.workspace.campaign_folder(wanted.campaign))
    with transaction(here.database) as connection:
        number = jobs.add(
            connection, kind_of(wanted), campaign.slug, as_json(wanted), here.actor, here.moment
        )
    return start_job(here, number)


def add_job(
    here: OpenWorkspace,
    connection: sqlite3.Connection,
    wanted: RemovalWanted | EverythingWanted,
) -> int:
    """Adds a job that waits to be done, in the caller's transaction, and returns its number."""
    number = jobs.add(
        connection, kind_of(wanted), wanted.campaign, as_json(wanted), here.actor, here.moment
    )
    row = job_of(here, number)
    jobs.wait(connection, number, dated(row, here.today))
    _record(connection, here, "job started", row)
    return number


def job_of(here: OpenWorkspace, number: int) -> JobRow:
    """Returns a job. Raises NoJob."""
    if (row := jobs.of_number(here.database.conn, number)) is None:
        raise NoJob(number)
    return row


def start_job(here: OpenWorkspace, number: int) -> JobRow:
    """Starts a job, or resumes it after it was stopped or failed.

    Raises NoJob, and NotNow if it is at work or done, or its table has been deleted.
    """
    row = job_of(here, number)
    if not row.can_start:
        raise NotNow(f"Job {number} is {row.state}: it cannot be started.", state=row.state)
    if not has_what_it_needs(here, row):
        raise NotNow(
            f"The table of job {number} has been deleted.",
            hint="Upload it once more.",
            code="table-deleted",
        )
    with transaction(here.database) as connection:
        jobs.wait(connection, number, dated(row, here.today))
        _record(connection, here, "job started", row)
    return job_of(here, number)


def has_what_it_needs(here: OpenWorkspace, row: JobRow) -> bool:
    """Whether the table that a job was given is still there, if it was given one."""
    wanted = wanted_in(row)
    if not isinstance(wanted, LettersWanted) or wanted.from_signatures:
        return True
    return any(each.role is JobFile.TABLE for each in jobs.files_of(here.database.conn, row.id))


def stop_job(here: OpenWorkspace, number: int) -> JobRow:
    """Has a job stopped: what is in hand is finished, what is finished is kept.

    Raises NoJob, and NotNow if it is not at work.
    """
    row = job_of(here, number)
    with transaction(here.database) as connection:
        if not jobs.ask_to_stop(connection, number, here.moment):
            raise NotNow(f"Job {number} is {row.state}: there is nothing to stop.", state=row.state)
        _record(connection, here, "job stopped", row)
    return job_of(here, number)


def discard_job(here: OpenWorkspace, number: int) -> None:
    """Removes a job that is not at work, with the table it was given and the files it made.

    What is recorded of its letters stays. Raises NoJob, NotNow.
    """
    row = job_of(here, number)
    if row.is_at_work:
        raise NotNow(f"Job {number} is {row.state}.", hint="Stop it first.", state=row.state)
    remove_now(here.database, jobs.files_of(here.database.conn, number))
    with transaction(here.database) as connection:
        if not jobs.files_of(connection, number) or row.state is JobState.PREPARED:
            jobs.remove(connection, number)
        _record(connection, here, "job removed", row)


def _record(connection: sqlite3.Connection, here: OpenWorkspace, action: str, row: JobRow) -> None:
    audit.record(
        connection, here.moment, here.actor, action, row.campaign,
        job=row.id, kind=row.kind,
    )  # fmt: skip
