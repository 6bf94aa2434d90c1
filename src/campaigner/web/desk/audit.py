"""The audit as a page: who did what, and when, in sentences."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_AUDIT
from campaigner.organisers.acts import Act
from campaigner.organisers.audit_trail import Entry, audit_trail
from campaigner.petitions.moderation.undoing import reasons
from campaigner.web.desk.deeds import Speech
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.pages.campaign import title_of


def show(at: AtDesk) -> Response:
    """Show the latest deeds, or those before one."""
    before = at.asked_number("before")
    trail, speech = audit_trail(at.here, at.session, before), Speech.at(at)
    why = reasons(at.here, [step for each in trail.entries if (step := _step_of(each))])
    titles = {
        slug: title_of(at.request, slug, at.language) if slug else ""
        for slug in {each.campaign for each in trail.entries}
    }
    rows = [(each, speech.said(each), why.get(_step_of(each), "")) for each in trail.entries]
    return at.show("audit", rows=rows, older=trail.older, before=before, titles=titles)


def _step_of(entry: Entry) -> int:
    """The number of the decision about signatures that an entry is about; 0 for none."""
    number = dict(entry.details).get("step")
    return number if isinstance(number, int) else 0


PAGES = (DeskPage(DESK_AUDIT, show, Act.SEE_AUDIT, menu="audit"),)
