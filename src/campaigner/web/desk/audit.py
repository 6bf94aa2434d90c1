"""The audit as a page: who did what, and when."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_AUDIT
from campaigner.organisers.acts import Act
from campaigner.organisers.audit_trail import audit_trail
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.forms import whole_number


def show(at: AtDesk) -> Response:
    """Show the latest deeds, or those before one."""
    before = whole_number(at.request.query_params.get("before", "")) or 0
    trail = audit_trail(at.here, at.session, before)
    return at.show("audit", trail=trail, before=before)


PAGES = (DeskPage(DESK_AUDIT, show, Act.SEE_AUDIT, menu="audit"),)
