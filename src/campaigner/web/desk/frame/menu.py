"""The menu of the desk: what a person may look at, in a campaign and besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from campaigner.organisers.acting import Account
from campaigner.organisers.permissions import may

if TYPE_CHECKING:
    from campaigner.web.desk.frame.desk_page import DeskPage

GROUPS: dict[str, tuple[str, ...]] = {
    "": ("overview", "new_campaign"),
    "people": ("signatures", "comments", "paper", "updates", "events"),
    "through": ("own_source", "own_consents", "sources", "partners"),
    "representatives": ("letters", "progress", "representatives", "replies"),
    "content": ("editor", "pictures"),
    "petition": ("petition", "packs", "deliveries", "ledger"),
    "data": ("requests", "stop_contact", "retention"),
    "team": ("organisers", "two_people", "audit"),
    "server": ("operations", "mail", "settings"),
}
"""Names of pages in the menu by group, in their order.

The words are ``menu`` in each name's file, and ``groups`` of the common ones.
"""
_ORDER = tuple(name for names in GROUPS.values() for name in names)
_FEW = 6
"""A list of so many pages is short enough without groups."""
_CAMPAIGN = "{campaign}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu: the name that has its words, and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; the name that has their words is empty if they need none."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Menu:
    """The pages that are in the menu, in its order."""

    pages: tuple[DeskPage, ...]

    @classmethod
    def of(cls, pages: Iterable[DeskPage]) -> Menu:
        """The menu of all pages of the desk."""
        shown = [page for page in pages if page.menu]
        return cls(tuple(sorted(shown, key=lambda page: _ORDER.index(page.menu))))

    def in_campaign(self, account: Account, campaign: str) -> list[Entry]:
        """Returns the pages of a campaign that an account may look at."""
        pages = [page for page in self.pages if _CAMPAIGN in page.path] if campaign else []
        return _entries(pages, account, campaign)

    def besides(self, account: Account) -> list[Entry]:
        """Returns the pages about the whole workspace that an account may look at."""
        return _entries([page for page in self.pages if _CAMPAIGN not in page.path], account, "")


def grouped(entries: list[Entry]) -> list[Group]:
    """Returns entries in their groups, or in one without a name if there are few.

    A page that is alone in its group stands above the groups.
    """
    if len(entries) <= _FEW:
        return [Group("", entries)] if entries else []
    found = {
        group: [each for each in entries if each.name in names] for group, names in GROUPS.items()
    }
    alone = [each[0] for name, each in found.items() if name and len(each) == 1]
    first = Group("", found[""] + alone)
    named = [Group(name, each) for name, each in found.items() if name and len(each) > 1]
    return [first, *named] if first.entries else named


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
