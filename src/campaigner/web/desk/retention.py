"""What is removed when, the retention statement, and the record of processing, to be printed."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_PROCESSING, DESK_RETENTION, DESK_RETENTION_STATEMENT
from campaigner.organisers.acts import Act
from campaigner.privacy.calendar import removals, times_of
from campaigner.privacy.holdings import HOLDINGS
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage


def calendar(at: AtDesk) -> Response:
    """Show on which days names go."""
    found = removals(at.here, at.session)
    return at.show("retention", removals=found, times=times_of(at.here))


def statement(at: AtDesk) -> Response:
    """Show how long what is kept, as a page to be printed."""
    return _paper(at, "retention-statement")


def processing(at: AtDesk) -> Response:
    """Show the record of processing (UK GDPR, article 30), as a page to be printed."""
    return _paper(at, "processing")


def _paper(at: AtDesk, template: str) -> Response:
    return at.show(
        template,
        settings=at.here.workspace.settings,
        times=times_of(at.here),
        held=[each.name for each in HOLDINGS],
        today=at.here.today,
    )


PAGES = (
    DeskPage(DESK_RETENTION, calendar, Act.ANSWER_REQUESTS, menu="retention"),
    DeskPage(DESK_RETENTION_STATEMENT, statement, Act.ANSWER_REQUESTS),
    DeskPage(DESK_PROCESSING, processing, Act.ANSWER_REQUESTS),
)
