"""A partner's own page: how many said yes to their organisation, and the list to download."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_OWN_CONSENTS, DESK_OWN_CONSENTS_EXPORT
from campaigner.errors import UnknownName
from campaigner.organisers.acts import Act
from campaigner.outreach.partners import COUNTED, contacts_of, partner_count
from campaigner.vocabulary.papers import ListFormat
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.files import attached


def show(at: AtDesk) -> Response:
    """Show how many said yes."""
    try:
        found = partner_count(at.here, at.campaign, at.part("partner"))
    except UnknownName as unknown:
        raise HTTPException(404) from unknown
    more = found.said_yes > COUNTED
    said_yes = min(found.said_yes, COUNTED)
    return at.show("own-consents", partner=found.partner, said_yes=said_yes, more=more)


def export(at: AtDesk) -> Response:
    """Give those who said yes to this partner, and nobody else; the audit notes it."""
    form = ListFormat.JSON if at.form.get("format") == "json" else ListFormat.CSV
    try:
        found = contacts_of(at.here, at.campaign, at.part("partner"))
    except UnknownName as unknown:
        raise HTTPException(404) from unknown
    return attached(f"{at.campaign}-{found.asker}.{form.value}", found.text(form))


PAGES = (
    DeskPage(DESK_OWN_CONSENTS, show, Act.SEE_CONSENTS, menu="own_consents"),
    DeskPage(DESK_OWN_CONSENTS_EXPORT, export, Act.EXPORT_CONSENTS, ("POST",)),
)
