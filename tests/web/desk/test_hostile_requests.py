"""Whoever is at the desk asks for what is not theirs, or sends what no browser would."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from campaigner.organisers.permissions import may
from campaigner.store.organisers import Account
from campaigner.vocabulary.desk import AccountRole
from campaigner.web.desk.routes import PAGES
from campaigner.workspace import Workspace
from desk_people import Desk, token_of
from inside_visitors import Answer, Inside, inside
from news_readers import set_up
from page_forms import Form, forms_in, with_files
from web_visitors import in_a_loop
from whole_desk import fill, filled, parts_of

pytestmark = pytest.mark.slow

MORE = {"section": "facts", "part": "fact", "name": "loaves", "number": "1", "paper": "qr.svg"}
MISSING = {
    "sheet": "77777-K", "file": "x.zip", "source": "nobody", "partner": "nobody", "language": "xx",
}  # fmt: skip
HOSTILE = (
    *("..%2f..", "%00", "%27", "a" * 3000, "-1", "9" * 30, "9" * 18, "%D9%A3", "%ff", "0", "con"),
    *("%7B%7B7*7%7D%7D", "%2e%2e", "1%0d%0aX:%20y", "%F0%9F%98%80", "%25s", "%C2%B2", "1_0", "*"),
)
TYPED = (
    *("", "\0", "'", "9" * 30, "-1", "٣", "x" * 50_000, "\u202e\ufffe\u2028", "😀" * 300, "1e999"),
    *("{{7*7}}{% for x in range(9**9) %}x{% endfor %}", "9999-12-31", "0001-01-01", "nan", "yes"),
    *("../../etc/passwd", "http://127.0.0.1:9/", "2147483648", "9" * 18, "a,b,,c", "<b>"),
)
BODIES = (
    (b"%ED%A0%80=%ED%A0%80", b"application/x-www-form-urlencoded"),
    (b"a=\xff\xfe", b"application/x-www-form-urlencoded"),
    (
        "&".join(f"a{each}=b" for each in range(10_000)).encode(),
        b"application/x-www-form-urlencoded",
    ),
    (b"{}", b"application/json"),
    (b"--b--", b"multipart/form-data; boundary=b"),
    (b"x", b""),
)


def log_in(pages: Inside, account: Account) -> None:
    pages.token = token_of(pages.served, account)


@pytest.fixture
def pages(represented: Workspace, bread: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    """The pages, in this process; bread is there, and so are settings for updates."""
    del bread
    set_up(monkeypatch)
    with inside(represented) as found:
        yield found


@dataclass
class Asking:
    """Somebody of a role asks for pages with odd parts; ``wrong`` is what should not have been."""

    pages: Inside
    account: Account
    own: dict[str, str]
    others: dict[str, str]
    odd: Iterator[str]
    wrong: list[object] = field(default_factory=list)

    async def ask(self, method: str, target: str) -> Answer:
        fields = [("role", "owner"), ("campaign", "cake")]
        answer = await (
            self.pages.get(target) if method == "GET" else self.pages.post(target, fields)
        )
        if answer.status >= 500 or answer.fault:
            self.wrong.append((method, target[:100], answer.status, answer.fault))
        if not self.account.everywhere and "Canary" in answer.text:
            self.wrong.append((method, target[:100], "says what is of others"))
        return answer

    async def page(self, method: str, path: str) -> None:
        """Ask for a page with each of its parts as it should not be."""
        own = self.own | ({"job": self.own["packs"]} if "/packs/" in path else {})
        others = self.others | ({"job": self.others["packs"]} if "/packs/" in path else {})
        for name in parts_of(path):
            await self.ask(method, filled(path, own | {name: next(self.odd)}))
            if name == "source" and self.account.role is not AccountRole.AMBASSADOR:
                continue  # sources are of all campaigns, and their codes stand in public links
            if name != "campaign" and others.get(name) != own.get(name):
                there = await self.ask(method, filled(path, own | {name: others[name]}))
                gone = await self.ask(method, filled(path, own | {name: MISSING.get(name, "9999")}))
                told = _plain(there, others[name]), _plain(gone, MISSING.get(name, "9999"))
                if not self.account.everywhere and told[0] != told[1]:
                    self.wrong.append((method, path, name, there.status, gone.status))


def _plain(answer: Answer, asked: str) -> tuple[int, str]:
    """What an answer says, apart from what was asked for."""
    return answer.status, re.sub(rf"\b{re.escape(asked)}\b", "", answer.text)


def test_nobody_gets_at_what_is_not_theirs_by_odd_addresses(pages: Inside) -> None:
    """Each role, at each page that it has: nothing fails, and nobody can tell what others have."""
    with closing(Desk(pages.served)) as desk:
        own = fill(desk, "bread", lambda name: f"Own {name}") | MORE
        others = fill(desk, "cake", lambda name: f"Canary {name}") | MORE
        odd, wrong = cycle(HOSTILE), list[object]()

        async def as_each() -> None:
            for role in AccountRole:
                account = desk.account(role)
                log_in(pages, account)
                asking = Asking(pages, account, own, others, odd)
                known = {name: own[name] for name in ("campaign", "source", "partner")}
                for page in PAGES:
                    if may(account, page.act, **known):
                        for method in page.methods:
                            await asking.page(method, page.path)
                wrong.extend((role.value, each) for each in asking.wrong)

        in_a_loop(as_each())
    assert wrong == []


@dataclass
class Restored:
    """The workspace as it was before a form was sent."""

    pages: Inside
    owner: Account

    def __post_init__(self) -> None:
        workspace = self.pages.served.workspace
        self.path = workspace.database_path
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(self.path)) as database:
            database.backup(self.kept)
        self.files = {
            path: path.read_bytes()
            for path in workspace.root.rglob("*")
            if path.is_file() and not path.name.startswith(self.path.name)
        }

    def __call__(self) -> None:
        with closing(sqlite3.connect(self.path)) as database:
            self.kept.backup(database)
        for path, content in self.files.items():
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        log_in(self.pages, self.owner)


@dataclass
class Sending:
    """An owner sends the forms of the desk, one field after the other as it should not be."""

    pages: Inside
    restored: Restored
    odd: Iterator[str] = field(default_factory=lambda: cycle(TYPED))
    found: dict[object, Form] = field(default_factory=dict)
    wrong: list[object] = field(default_factory=list)

    async def look(self, target: str) -> None:
        self.note(await self.pages.get(target), target)

    def note(self, answer: Answer, address: str) -> None:
        for form in forms_in(answer.text, address.partition("?")[0]):
            kind = re.sub(r"\d+", "", f"{form.action} {sorted(set(form.names))}")
            if form.action.startswith("/desk") and form.action != "/desk/log-out":
                self.found.setdefault(kind, form)

    async def send(self, form: Form, fields: list[tuple[str, str]]) -> Answer:
        if not form.is_post:
            cut = [(name, value[:2000]) for name, value in fields]
            answer = await self.pages.get(f"{form.action}?{urlencode(cut, quote_via=quote)}")
        elif form.has_files:
            table = b"name,email,postcode\nOwn Name,a@example.org,LE93 1AA\n"
            files = [(name, "people.csv", table) for name in form.files]
            answer = await self.pages.post(form.action, *with_files(fields, files))
        else:
            answer = await self.pages.post(form.action, fields)
        if answer.status >= 500 or answer.fault:
            shown = [(name, value[:30]) for name, value in fields]
            self.wrong.append((form.action, shown, answer.status, answer.fault))
        return answer

    async def follow(self, form: Form) -> None:
        """Send a form as it is, and find those of the page that follows."""
        answer = await self.send(form, form.fields)
        self.note(answer, form.action)
        if location := answer.header(b"location"):
            await self.look(location)
        self.restored()

    async def oddly(self, form: Form) -> None:
        """Each field odd, left out, sent twice; all fields odd; and what is no form at all."""
        for at, name in enumerate(form.names[:8]):
            typed = next(self.odd)
            await self.send(form, with_field(form, name, typed))
            if at % 3 == 0:
                await self.send(form, [each for each in form.fields if each[0] != name])
                await self.send(form, [*form.fields, (name, "again")])
        typed = next(self.odd)
        await self.send(form, [(name, typed) for name, _ in form.fields])
        self.restored()

    async def raw(self, form: Form) -> None:
        for body, kind in BODIES:
            answer = await self.pages.post(form.action, body, kind)
            if answer.status >= 500 or answer.fault:
                self.wrong.append((form.action, body[:20], answer.status, answer.fault))


def with_field(form: Form, name: str, typed: str) -> list[tuple[str, str]]:
    """The fields of a form, one of which says something else."""
    return [*(each for each in form.fields if each[0] != name), (name, typed)]


def looked_at(own: dict[str, str]) -> Iterator[str]:
    """The addresses of pages that may have forms."""
    for page in PAGES:
        if "GET" in page.methods and not page.path.endswith("/files/{file}"):
            usual = own | ({"job": own["packs"]} if "/packs/" in page.path else {})
            ways: tuple[dict[str, str], ...] = (
                {},
                {"job": own["job new"]},
                {"part": "ask", "name": "bake"},
                {"file": "letter.en.md"},
            )
            yield from dict.fromkeys(filled(page.path, usual | way) for way in ways)


def test_no_form_of_the_desk_fails_whatever_is_sent(pages: Inside) -> None:
    with closing(Desk(pages.served)) as desk:
        own = fill(desk, "bread", lambda name: f"Own {name}") | MORE
        sending = Sending(pages, Restored(pages, desk.account(AccountRole.OWNER)))
        sending.restored()

        async def send_all() -> None:
            for address in looked_at(own):
                await sending.look(address)
            for form in list(sending.found.values()):
                await sending.follow(form)
            for form in list(sending.found.values()):
                await sending.oddly(form)
            for form in list(sending.found.values())[::7]:
                await sending.raw(form)

        in_a_loop(send_all())
    assert len(sending.found) > 50
    assert sending.wrong == []


def test_no_forged_field_raises_a_role_or_changes_an_account(pages: Inside) -> None:
    forged = [
        *(("role", "owner"), ("every", "yes"), ("everywhere", "1"), ("campaigns", "cake")),
        *(("account", "1"), ("organiser", "1"), ("id", "1"), ("act", "manage-organisers")),
        *(("source", "zoltan"), ("partner", "other"), ("active", "yes"), ("session", "1")),
        *(("email", "owner@example.org"), ("name", "Owner"), ("language", "en")),
    ]  # fmt: skip
    with closing(Desk(pages.served)) as desk:
        own = fill(desk, "bread", lambda name: f"Own {name}") | MORE
        everybody = [desk.account(role) for role in AccountRole]
        before = _accounts(pages)

        async def send_all() -> None:
            for account in everybody:
                if account.role is AccountRole.OWNER:
                    continue
                log_in(pages, account)
                for page in PAGES:
                    if "POST" in page.methods:
                        await pages.post(
                            filled(page.path, own | {"organiser": str(account.id)}), forged
                        )

        in_a_loop(send_all())
        assert _accounts(pages) == before


def _accounts(pages: Inside) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(pages.served.workspace.database_path)) as database:
        accounts = database.execute("SELECT * FROM organisers ORDER BY id").fetchall()
        return [*accounts, *database.execute("SELECT * FROM organiser_campaigns ORDER BY 1, 2")]
