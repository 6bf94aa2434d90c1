"""What takes two owners: removing a campaign, exporting everything, keeping data shorter."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_REMOVE_CAMPAIGN,
    DESK_TWO_PEOPLE,
    DESK_TWO_PEOPLE_ANSWER,
    DESK_TWO_PEOPLE_DELETE,
    DESK_TWO_PEOPLE_EXPORT,
    DESK_TWO_PEOPLE_FILE,
    DESK_TWO_PEOPLE_START,
    DESK_TWO_PEOPLE_WITHDRAW,
)
from campaigner.errors import UnknownName
from campaigner.jobs.asking import NoJob, NotNow, discard_job, job_of
from campaigner.jobs.downloads import downloads
from campaigner.jobs.listing import ListedJob, list_jobs
from campaigner.organisers.acting import name_of_actor
from campaigner.organisers.acts import Act
from campaigner.organisers.proposals import ProposalRefused, withdraw
from campaigner.privacy.others import others_for
from campaigner.privacy.removing import RemovalRefused, removal_of
from campaigner.privacy.two_people import (
    NobodyElse,
    answer,
    ask_to_export,
    ask_to_remove,
    go_on,
    may_go_on,
    waiting,
    waiting_about,
)
from campaigner.vocabulary.desk import JobKind
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import file_of_job
from campaigner.web.pages.campaign import titles_of
from campaigner.web.pages.statuses import CONFLICT
from campaigner.workspace import campaign_names

_KINDS = (JobKind.REMOVAL, JobKind.EVERYTHING)
_SHOWN = 10


def show(at: AtDesk) -> Response:
    """Show what waits for a second owner, and what two owners have decided."""
    return _page(at)


def _page(at: AtDesk, refused: str = "", status: int = 200) -> Response:
    workspace = at.here.workspace
    return at.show(
        "two-people",
        status,
        waiting=waiting(at.here, at.session),
        alone=not others_for(at.here, at.session, Act.EXPORT_EVERYTHING),
        campaigns=titles_of(at.request, workspace.campaign_slugs(), at.language),
        own=campaign_names(workspace.campaigns_folder),
        retention=workspace.settings.retention.model_dump(),
        jobs=[_job(at, each) for each in list_jobs(at.here, kinds=_KINDS)[:_SHOWN]],
        done=at.request.query_params.get("done", ""),
        refused=refused,
    )


def _job(at: AtDesk, job: ListedJob) -> dict[str, Any]:
    return {
        "it": job,
        "by": name_of_actor(at.here, job.by),
        "files": downloads(at.here, job.id),
        "may_go_on": may_go_on(at.here, job_of(at.here, job.id)),
    }


def export(at: AtDesk) -> Response:
    """Ask a second owner whether everything may be exported."""
    words = at.words["two_people"]["errors"]
    try:
        ask_to_export(at.here, at.session, at.form.get("campaign", ""))
    except (NobodyElse, UnknownName) as refused:
        return _page(at, at.said(refused, words), CONFLICT)
    return at.go(f"{DESK_TWO_PEOPLE}?done=asked")


def say(at: AtDesk) -> Response:
    """Say yes or no to what another owner asks for."""
    words, yes = at.words["two_people"]["errors"], at.form.get("answer") == "yes"
    try:
        answer(at.here, at.session, at.number("question"), yes=yes)
    except (ProposalRefused, RemovalRefused) as refused:
        return _page(at, at.said(refused, words), CONFLICT)
    return at.go(f"{DESK_TWO_PEOPLE}?done={'yes' if yes else 'no'}")


def take_back(at: AtDesk) -> Response:
    """Take back what somebody asked for."""
    try:
        withdraw(at.here, at.session, at.number("question"))
    except ProposalRefused as refused:
        words = at.words["two_people"]["errors"]
        return _page(at, at.said(refused, words), CONFLICT)
    return at.go(f"{DESK_TWO_PEOPLE}?done=taken_back")


def start(at: AtDesk) -> Response:
    """Go on with a job that failed or was stopped, while the yes of two people holds."""
    number = _job_number(at)
    try:
        go_on(at.here, at.session, number)
    except NotNow:
        return _page(at, at.words["two_people"]["errors"]["not-now"], CONFLICT)
    return at.go(f"{DESK_TWO_PEOPLE}?done=started")


def delete(at: AtDesk) -> Response:
    """Delete the file of an export."""
    number = _job_number(at)
    if job_of(at.here, number).kind is not JobKind.EVERYTHING:
        raise HTTPException(404)
    try:
        discard_job(at.here, number)
    except NotNow:
        return _page(at, at.words["two_people"]["errors"]["not-now"], CONFLICT)
    return at.go(f"{DESK_TWO_PEOPLE}?done=deleted")


def download(at: AtDesk) -> Response:
    """Give the file of an export."""
    return file_of_job(at, _job_number(at))


def show_removal(at: AtDesk) -> Response:
    """Show what removing a campaign means, and who has asked for it."""
    return _removal(at)


def ask_removal(at: AtDesk) -> Response:
    """Ask a second owner whether the campaign may be removed."""
    try:
        ask_to_remove(at.here, at.session, at.campaign)
    except (NobodyElse, RemovalRefused) as refused:
        words = at.words["two_people"]["errors"]
        return _removal(at, at.said(refused, words), CONFLICT)
    return at.go(DESK_REMOVE_CAMPAIGN)


def _removal(at: AtDesk, refused: str = "", status: int = 200) -> Response:
    return at.show(
        "remove-campaign",
        status,
        removal=removal_of(at.here, at.campaign),
        asked=waiting_about(at.here, at.session, Act.REMOVE_CAMPAIGN, at.campaign),
        alone=not others_for(at.here, at.session, Act.REMOVE_CAMPAIGN, at.campaign),
        refused=refused,
    )


def _job_number(at: AtDesk) -> int:
    """The job in the path, which two people have decided; else the page is not there."""
    with missing_if(NoJob):
        row = job_of(at.here, at.number("job"))
    if row.kind not in _KINDS:
        raise HTTPException(404)
    return row.id


_SEEN, _DONE, _POST = Act.CARE_FOR_DATABASE, Act.EXPORT_EVERYTHING, ("POST",)
PAGES = (
    DeskPage(DESK_TWO_PEOPLE, show, _SEEN, menu="two_people"),
    DeskPage(DESK_TWO_PEOPLE_EXPORT, export, _DONE, _POST),
    DeskPage(DESK_TWO_PEOPLE_ANSWER, say, _DONE, _POST),
    DeskPage(DESK_TWO_PEOPLE_WITHDRAW, take_back, _DONE, _POST),
    DeskPage(DESK_TWO_PEOPLE_START, start, _DONE, _POST),
    DeskPage(DESK_TWO_PEOPLE_DELETE, delete, _DONE, _POST),
    DeskPage(DESK_TWO_PEOPLE_FILE, download, _DONE),
    DeskPage(DESK_REMOVE_CAMPAIGN, show_removal, Act.REMOVE_CAMPAIGN),
    DeskPage(DESK_REMOVE_CAMPAIGN, ask_removal, Act.REMOVE_CAMPAIGN, _POST),
)
