"""All pages of the desk: add a module's ``PAGES`` here, and they have addresses and a menu."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.routing import Route

from campaigner.organisers.permissions import needs_fresh_login
from campaigner.web.desk import (
    accounts,
    audit,
    comments,
    deliveries,
    editor,
    events,
    jobs,
    ledger,
    letters,
    mail,
    notes,
    operations,
    overview,
    own_consents,
    own_source,
    packs,
    paper,
    petition,
    pictures,
    representatives,
    requests,
    retention,
    settings,
    signatures,
    sources,
    start,
    stopping,
    two_people,
    updates,
)
from campaigner.web.desk.frame.answering import answered_by
from campaigner.web.desk.frame.desk_page import DeskPage
from campaigner.web.desk.frame.menu import Menu

PAGES: tuple[DeskPage, ...] = (
    *start.PAGES,
    *overview.PAGES,
    *signatures.PAGES,
    *comments.PAGES,
    *editor.PAGES,
    *accounts.PAGES,
    *audit.PAGES,
    *operations.PAGES,
    *settings.PAGES,
    *pictures.PAGES,
    *representatives.PAGES,
    *two_people.PAGES,
    *requests.PAGES,
    *retention.PAGES,
    *stopping.PAGES,
    *mail.PAGES,
    *updates.PAGES,
    *notes.PAGES,
    *sources.PAGES,
    *own_source.PAGES,
    *events.PAGES,
    *own_consents.PAGES,
    *petition.PAGES,
    *deliveries.PAGES,
    *ledger.PAGES,
    *letters.PAGES,
    *jobs.PAGES,
    *packs.PAGES,
    *paper.PAGES,
)
"""What takes an account: each page is an act."""


def routes_of(pages: Iterable[DeskPage]) -> list[Route]:
    """Returns the routes of pages: one for each path, whatever is asked for there.

    Where a page needs a fresh password, the form that asks for it is sent there, too.
    """
    by_path: dict[str, dict[str, DeskPage]] = {}
    for page in (found := tuple(pages)):
        by_path.setdefault(page.path, {}).update(dict.fromkeys(page.methods, page))
    menu = Menu.of(found)
    return [
        Route(path, answered_by(there, menu), methods=_methods(there))
        for path, there in by_path.items()
    ]


def _methods(there: dict[str, DeskPage]) -> list[str]:
    asks = any(needs_fresh_login(page.act) for page in there.values())
    return sorted({*there, *(("POST",) if asks else ())})


ROUTES = (*accounts.OPEN, *routes_of(PAGES))
