"""A job: what it would do, how far it has come, what it made; started, stopped, fetched."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_LETTERS,
    DESK_LETTERS_JOB,
    DESK_LETTERS_JOB_FILE,
    DESK_LETTERS_JOB_MATCH,
    DESK_LETTERS_JOB_REMOVE,
    DESK_LETTERS_JOB_START,
    DESK_LETTERS_JOB_STOP,
    DESK_PACKS,
    DESK_PACKS_JOB,
    DESK_PACKS_JOB_FILE,
    DESK_PACKS_JOB_REMOVE,
    DESK_PACKS_JOB_START,
    DESK_PACKS_JOB_STOP,
)
from campaigner.errors import CampaignerError
from campaigner.jobs.asking import (
    NoJob,
    NotNow,
    discard_job,
    has_what_it_needs,
    job_of,
    match_table,
    start_job,
    stop_job,
)
from campaigner.jobs.downloads import downloads
from campaigner.jobs.letters import LOOKED_AT, look_at_letters, table_of
from campaigner.jobs.listing import listed_job
from campaigner.jobs.wanted import letters_in
from campaigner.organisers.acting import name_of_actor
from campaigner.organisers.acts import Act
from campaigner.problems import Problem
from campaigner.vocabulary.desk import JobKind, JobState
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import file_of_job
from campaigner.web.desk.frame.tables import columns_in, lines_in
from campaigner.web.pages.statuses import CONFLICT

AT_PACKS = (JobKind.PACKS, JobKind.HAND_IN, JobKind.EXPORT)
"""The kinds of jobs that the page of packs and files has."""
_SHOWN = 10
_SHOWN_PROBLEMS = 50


def show(at: AtDesk) -> Response:
    """Show a job: what it would write, how far it has come, or what it made."""
    return _shown(at, _number(at))


def _shown(at: AtDesk, number: int, refused: str = "", status: int = 200) -> Response:
    row = job_of(at.here, number)
    look, trouble = None, ""
    is_new = row.state is JobState.PREPARED and row.kind is JobKind.LETTERS
    ready = has_what_it_needs(at.here, row)
    if is_new and ready:
        try:
            look = look_at_letters(at.here, row)
        except CampaignerError as error:
            first = next(iter(getattr(error, "problems", ())), error)
            trouble = at.said(first)
    return at.show(
        "job",
        status,
        base=_home(at).format(campaign=at.campaign),
        is_letters=row.kind is JobKind.LETTERS,
        job=listed_job(at.here, number),
        by=name_of_actor(at.here, row.asked_by),
        look=look,
        first=look.letters[:_SHOWN] if look else (),
        problems=look.problems[:_SHOWN_PROBLEMS] if look else (),
        more_problems=len(look.problems[_SHOWN_PROBLEMS:]) if look else 0,
        is_part=bool(look) and LOOKED_AT in (look.read, len(look.letters)) if look else False,
        trouble=trouble or at.said(Problem("", 0, row.trouble_code, row.trouble)),
        can_start=row.can_start and ready and not trouble and (look is None or bool(look.letters)),
        files=downloads(at.here, number),
        refused=refused,
        table=table_of(at.here, row) if is_new and ready else None,
        wanted=letters_in(row) if row.kind is JobKind.LETTERS else None,
    )


def match(at: AtDesk) -> Response:
    """Have the table read with columns matched by hand, and with answers that were explained."""
    number, form = _number(at), at.form
    answers = [lines_in(form, name) for name in ("yes_means", "no_means")]
    try:
        match_table(at.here, number, columns_in(form), *answers)
    except NotNow:
        return _shown(at, number, at.words["jobs"]["errors"]["not_now"], CONFLICT)
    return at.go(f"{_home(at)}/jobs/{number}")


def start(at: AtDesk) -> Response:
    """Start a job, or resume it."""
    number = _number(at)
    try:
        start_job(at.here, number)
    except NotNow:  # somebody else was quicker: the page says how it is now
        return _shown(at, number, at.words["jobs"]["errors"]["not_now"], CONFLICT)
    return at.go(f"{_home(at)}/jobs/{number}")


def stop(at: AtDesk) -> Response:
    """Have a job stopped."""
    number = _number(at)
    try:
        stop_job(at.here, number)
    except NotNow:
        return _shown(at, number, at.words["jobs"]["errors"]["not_now"], CONFLICT)
    return at.go(f"{_home(at)}/jobs/{number}")


def remove(at: AtDesk) -> Response:
    """Remove a job, with its table and files."""
    number = _number(at)
    try:
        discard_job(at.here, number)
    except NotNow:
        return _shown(at, number, at.words["jobs"]["errors"]["not_now"], CONFLICT)
    return at.go(_home(at))


def download(at: AtDesk) -> Response:
    """Give a file that a job made."""
    return file_of_job(at, _number(at))


def _number(at: AtDesk) -> int:
    """The job in the path, which is of the campaign in the path; else the page is not there."""
    with missing_if(NoJob):
        row = job_of(at.here, at.number("job"))
    is_at_letters = _home(at) == DESK_LETTERS
    here = (JobKind.LETTERS,) if is_at_letters else AT_PACKS
    if row.campaign != at.campaign or row.kind not in here:
        raise HTTPException(404)
    return row.id


def _home(at: AtDesk) -> str:
    """The path of the list that a job is in, by the path that was asked for."""
    return DESK_LETTERS if "/letters/jobs/" in at.request.scope["path"] else DESK_PACKS


PAGES = (
    DeskPage(DESK_LETTERS_JOB, show, Act.WRITE_LETTERS),
    DeskPage(DESK_LETTERS_JOB_MATCH, match, Act.WRITE_LETTERS, ("POST",)),
    DeskPage(DESK_LETTERS_JOB_START, start, Act.WRITE_LETTERS, ("POST",)),
    DeskPage(DESK_LETTERS_JOB_STOP, stop, Act.WRITE_LETTERS, ("POST",)),
    DeskPage(DESK_LETTERS_JOB_REMOVE, remove, Act.WRITE_LETTERS, ("POST",)),
    DeskPage(DESK_LETTERS_JOB_FILE, download, Act.MAKE_PAPERS_WITH_NAMES),
    DeskPage(DESK_PACKS_JOB, show, Act.MAKE_PAPERS),
    DeskPage(DESK_PACKS_JOB_START, start, Act.MAKE_PAPERS_WITH_NAMES, ("POST",)),
    DeskPage(DESK_PACKS_JOB_STOP, stop, Act.MAKE_PAPERS, ("POST",)),
    DeskPage(DESK_PACKS_JOB_REMOVE, remove, Act.MAKE_PAPERS, ("POST",)),
    DeskPage(DESK_PACKS_JOB_FILE, download, Act.MAKE_PAPERS_WITH_NAMES),
)
