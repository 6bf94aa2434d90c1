"""Letters of a campaign: what came back, by party and area, and what is being written."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_LETTERS, DESK_LETTERS_CHART
from campaigner.jobs.listing import list_jobs
from campaigner.letters.records.outcomes import outcomes, outcomes_chart
from campaigner.organisers.acts import Act
from campaigner.vocabulary.desk import JobKind
from campaigner.vocabulary.letters import OutcomeGrouping, ReplyOutcome
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_SHOWN_JOBS = 10
_SHOWN_GROUPS = 100
_GROUPINGS = (OutcomeGrouping.PARTY, OutcomeGrouping.AREA)


def overview(at: AtDesk) -> Response:
    """Show how letters came out, and the newest jobs."""
    by = _grouping(at)
    found = outcomes(at.here, by, at.campaign)
    letters, answered = sum(each.letters for each in found), sum(each.answered for each in found)
    return at.show(
        "letters",
        by=by,
        groups=[(each, list(each.counts.values())) for each in found[:_SHOWN_GROUPS]],
        more=len(found[_SHOWN_GROUPS:]),
        outcomes=list(ReplyOutcome),
        figures={"letters": letters, "answered": answered, "waiting": letters - answered},
        jobs=list_jobs(at.here, at.campaign, (JobKind.LETTERS,))[:_SHOWN_JOBS],
        may_write=at.may(Act.WRITE_LETTERS, campaign=at.campaign),
    )


def chart(at: AtDesk) -> Response:
    """Give the picture of what came back."""
    by = _grouping(at)
    svg = outcomes_chart(at.here, outcomes(at.here, by, at.campaign), by, at.campaign)
    return Response(svg, media_type="image/svg+xml")


def _grouping(at: AtDesk) -> OutcomeGrouping:
    wanted = at.request.query_params.get("by", "")
    return next((each for each in _GROUPINGS if each == wanted), OutcomeGrouping.PARTY)


PAGES = (
    DeskPage(DESK_LETTERS, overview, Act.SEE_LETTERS, menu="letters"),
    DeskPage(DESK_LETTERS_CHART, chart, Act.SEE_LETTERS),
)
