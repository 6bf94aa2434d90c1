"""Who said yes to a partner: all partners of a campaign for organisers, a partner's own page."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_OWN_CONSENTS, DESK_OWN_CONSENTS_EXPORT, DESK_PARTNERS
from campaigner.errors import UnknownName
from campaigner.organisers.acting import names_of_actors
from campaigner.organisers.acts import Act
from campaigner.outreach.askers import asker, askers_of
from campaigner.outreach.partners import contacts_of
from campaigner.vocabulary.papers import ListFormat
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import attached

_LATEST = 20
"""Downloads that are shown on a page."""


def show_all(at: AtDesk) -> Response:
    """Show the partners of a campaign, what each asks for, and who took a list away last."""
    found = askers_of(at.here, at.campaign)
    last = [each.downloads[0].actor for each in found if each.downloads]
    return at.show(
        "partners",
        askers=found,
        who=names_of_actors(at.here, last),
        may_stop=at.may(Act.STOP_CONTACT),
    )


def show(at: AtDesk) -> Response:
    """Show how many said yes."""
    with missing_if(UnknownName):
        found = asker(at.here, at.campaign, at.part("partner"))
    own = at.session.account.partner == found.key
    downloads = () if own else found.downloads[:_LATEST]
    return at.show(
        "own-consents",
        own=own,
        asker=found,
        downloads=downloads,
        who=names_of_actors(at.here, (each.actor for each in downloads)),
    )


def export(at: AtDesk) -> Response:
    """Give those who said yes to this partner, and nobody else; the audit notes it."""
    form = ListFormat.JSON if at.form.get("format") == "json" else ListFormat.CSV
    with missing_if(UnknownName):
        found = contacts_of(at.here, at.campaign, at.part("partner"))
    return attached(f"{at.campaign}-{found.asker}.{form.value}", found.text(form))


PAGES = (
    DeskPage(DESK_PARTNERS, show_all, Act.SEE_CONSENTS, menu="partners"),
    DeskPage(DESK_OWN_CONSENTS, show, Act.SEE_CONSENTS, menu="own_consents"),
    DeskPage(DESK_OWN_CONSENTS_EXPORT, export, Act.EXPORT_CONSENTS, ("POST",)),
)
