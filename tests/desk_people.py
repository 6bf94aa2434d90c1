"""People at the desk, for its tests: who has an account, and a browser that is logged in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from account_holders import PASSWORD, let_in
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.organisers import sessions
from campaigner.outreach.sources import add_source
from campaigner.petitions.opening import open_petition
from campaigner.store import paper_sheets
from campaigner.store.database import transaction
from campaigner.store.organisers import Account, Place
from campaigner.store.paper_sheets import Sheet
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from campaigner.workspace import shipped_folder
from web_visitors import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLACES = {
    AccountRole.OWNER: Place(AccountRole.OWNER, everywhere=True),
    AccountRole.AMBASSADOR: Place(AccountRole.AMBASSADOR, everywhere=True, source="amira"),
    AccountRole.PARTNER: Place(AccountRole.PARTNER, frozenset({"bread"}), partner="Sample Bakers"),
}
"""What the accounts of the tests are for; those of other roles are for ``bread``."""


BAKERS = '\n[[partners]]\nname = "Sample Bakers"\nconsents = [{ purpose = "news" }]\n'


@contextmanager
def opened_here(served: Served, actor: str = "olive") -> Iterator[OpenWorkspace]:
    """The workspace that is served, as services take it, at the time of its clock."""
    with opened_workspace(served.workspace, served.clock(), actor) as here:
        yield here


def token_of(served: Served, account: Account) -> str:
    """The token of a new session of somebody's."""
    with opened_here(served, "web") as here:
        return sessions.log_in(here, account.email, PASSWORD).token


@dataclass
class Desk:
    """The desk of pages that are served, and who is at it."""

    served: Served
    accounts: dict[str, Account] = field(default_factory=dict)
    browsers: list[httpx.Client] = field(default_factory=list)

    def account(self, role: AccountRole, place: Place | None = None, name: str = "") -> Account:
        """The account of a role, added and accepted when it is first asked for."""
        name = name or role.value
        if name not in self.accounts:
            wanted = place or PLACES.get(role) or Place(role, frozenset({"bread"}))
            if role is AccountRole.PARTNER:
                self._let_bakers_ask()
            with opened_here(self.served) as here:
                if role is AccountRole.AMBASSADOR and not place:
                    add_source(here, "amira", SourceKind.AMBASSADOR, "Amira Sample")
                address = f"{name}@example.org"
                self.accounts[name] = let_in(here, address, wanted, f"{name.title()} Sample")
        return self.accounts[name]

    def _let_bakers_ask(self) -> None:
        """The small campaign has a partner, who asks for a yes."""
        path = self.served.workspace.campaigns_folder / "bread" / "campaign.toml"
        text = path.read_text(encoding="utf-8")
        if BAKERS not in text:
            path.write_text(text + BAKERS, encoding="utf-8")

    def visitor(self) -> httpx.Client:
        """Somebody with a browser of their own who is not logged in."""
        self.browsers.append(self.served.visitor(**{"Sec-Fetch-Site": "same-origin"}))
        return self.browsers[-1]

    def close(self) -> None:
        """Close all browsers."""
        for each in self.browsers:
            each.close()

    def logged_in(
        self, role: AccountRole = AccountRole.OWNER, place: Place | None = None, name: str = ""
    ) -> httpx.Client:
        """Somebody of that role, with a browser that has a session already and follows links."""
        account = self.account(role, place, name)
        visitor = self.visitor()
        token = token_of(self.served, account)
        visitor.cookies.set("desk", token, domain="127.0.0.1", path="/")
        return visitor


def sheets_made(at_desk: Desk, *sheets: str, venue: str = "") -> None:
    """Sheets of four lines are printed, with these ids."""
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread").petition.id
        known = [Sheet(each, petition, "", "en", 4, here.moment, None, venue) for each in sheets]
        with transaction(here.database) as connection:
            paper_sheets.add_sheets(connection, known)


def log_in(visitor: httpx.Client, email: str, password: str = PASSWORD) -> httpx.Response:
    """What comes back for an address and a password."""
    return visitor.post("/desk/log-in", data={"email": email, "password": password})


def arrive(
    page: Page,
    at_desk: Desk,
    role: AccountRole = AccountRole.OWNER,
    *,
    name: str = "",
    language: str = "en",
) -> None:
    """Somebody of that role logs in with the keyboard alone."""
    account = at_desk.account(role, name=name)
    page.goto(f"{at_desk.served.address}/desk/log-in?language={language}")
    page.locator("#email").focus()
    page.keyboard.type(account.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")


def heading(answer: httpx.Response) -> str:
    """The heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    assert found, answer.text[:500]
    return re.sub(r"\s+", " ", found[1]).strip()


def hidden(answer: httpx.Response, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found, answer.text
    return found[1]


def desk_words(noun: str, language: str) -> Any:
    """The desk's own words about something, as its pages say them in a language."""
    path = shipped_folder("templates") / "web" / "desk" / "words" / f"{noun}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))[language]


def words_of(answer: httpx.Response) -> str:
    """The words of a page, beside its menu."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]).split())
