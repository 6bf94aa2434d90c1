"""The menu of the desk: what a person may look at, in a campaign and besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from campaigner.organisers.acting import Account
from campaigner.organisers.permissions import may
from campaigner.web.desk.frame.desk_page import DeskPage

ORDER = (
    *("overview", "signatures", "comments", "paper", "letters", "updates", "progress"),
    *("editor", "pictures", "own_source", "own_consents", "sources", "partners", "events"),
    *("petition", "packs", "deliveries", "ledger", "replies"),
    *("representatives", "requests", "stop_contact", "retention", "mail", "organisers", "audit"),
    *("operations", "settings", "two_people", "new_campaign"),
)
"""Names of pages in the menu, in their order; the words are ``menu`` in each name's file."""
_CAMPAIGN = "{campaign}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu: the name that has its words, and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Menu:
    """The pages that are in the menu, in its order."""

    pages: tuple[DeskPage, ...]

    @classmethod
    def of(cls, pages: Iterable[DeskPage]) -> Menu:
        """The menu of all pages of the desk."""
        shown = [page for page in pages if page.menu]
        return cls(tuple(sorted(shown, key=lambda page: ORDER.index(page.menu))))

    def in_campaign(self, account: Account, campaign: str) -> list[Entry]:
        """Returns the pages of a campaign that an account may look at."""
        pages = [page for page in self.pages if _CAMPAIGN in page.path] if campaign else []
        return _entries(pages, account, campaign)

    def besides(self, account: Account) -> list[Entry]:
        """Returns the pages about the whole workspace that an account may look at."""
        return _entries([page for page in self.pages if _CAMPAIGN not in page.path], account, "")


def _entries(pages: Iterable[DeskPage], account: Account, campaign: str) -> list[Entry]:
    own = {"source": account.source, "partner": account.partner}
    return [
        Entry(page.menu, _filled(page.path, campaign=campaign, **own))
        for page in pages
        if all(_in_path(page, own).values())
        and may(account, page.act, campaign=campaign, **_in_path(page, own))
    ]


def _in_path(page: DeskPage, own: dict[str, str]) -> dict[str, str]:
    """What of somebody's own a page is about: the list of all is not for them."""
    return {name: value for name, value in own.items() if f"{{{name}}}" in page.path}


def _filled(path: str, **parts: str) -> str:
    return path.format_map({name: quote(part, safe="") for name, part in parts.items()})
