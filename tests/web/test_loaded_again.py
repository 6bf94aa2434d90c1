"""Pages that are loaded again do nothing again: what a form does leads on to a page by 303."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from campaigner.desk_addresses import DESK
from campaigner.web.app import ROUTES
from campaigner.web.once import Once
from web_visitors import SIGNING, Served, path_mailed

FORM = {
    **SIGNING,
    "letter": "yes",
}
LETTER = {
    "postcode": "LE93 1AA",
    "name": "Suzie Specimen",
    "personal": "I bake on Tuesdays.",
    "language": "en",
}
GO = {"go": "on"}

LEADS_ON = {
    "/{campaign}": "/bread/inbox",
    "/{campaign}/write/mail": "/bread/write/mailed",
    "/confirm": "/bread/thanks",
    "/withdraw/stop": "/withdraw",
    "/withdraw": "/withdraw",
    "/my-data": "/my-data/sent",
    "/my-data/open": "/my-data/mine",
    "/my-data/correct": "/my-data/mine",
    "/my-data/comment": "/my-data/mine",
    "/my-data/stop": "/my-data/mine",
    "/my-data/withdraw": "/my-data/mine",
    "/my-data/erase": "/my-data/erased",
    "/my-data/leave": "/my-data",
}
"""What a form does, and the page that it leads on to."""

CHANGES_NOTHING = {
    "/{campaign}/write": "whom to write to",
    "/{campaign}/write/edit": "the form with what was typed",
    "/{campaign}/write/preview": "how the letter looks",
    "/{campaign}/write/ready": "the letter with what was typed; it is counted once",
    "/{campaign}/write/letter.pdf": "a file",
    "/{campaign}/write/letter.eml": "a file",
    "/{campaign}/write/reminder.ics": "a file",
    "/my-data/my-data.json": "a file",
    "/stop-updates": "what is stopped stays stopped",
    "/stop-updates/{token}": "for mail programs: the same",
    "/{campaign}/log/cosignatures": "for programs: the same signature is kept once",
}


@pytest.fixture
def suzie(served: Served) -> Iterator[httpx.Client]:
    with served.visitor() as visitor:
        yield visitor


def rows(served: Served, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return connection.execute(sql).fetchall()


def led(visitor: httpx.Client, path: str, form: dict[str, str]) -> httpx.Response:
    """The page that a form leads on to: it answers by 303, and can be loaded again."""
    answer = visitor.post(path.replace("{campaign}", "bread"), data=form, follow_redirects=False)
    assert answer.status_code == 303, path
    page = visitor.get(answer.headers["location"])
    assert page.status_code == 200, path
    assert page.url.path == LEADS_ON[path]
    assert "example.org" not in str(page.url)
    return page


def test_every_form_leads_on_or_changes_nothing() -> None:
    """Forms of the desk are told of in its own tests."""
    posted = {route.path for route in ROUTES if "POST" in (route.methods or ())}
    posted = {path for path in posted if not path.startswith(DESK)}
    assert posted == set(LEADS_ON) | set(CHANGES_NOTHING)


def test_each_form_that_does_something_leads_on_to_a_page(
    served: Served, suzie: httpx.Client, bread: Path
) -> None:
    definition, done = bread / "campaign.toml", []
    asked = '[petition]\ncomments = "passed-on"\n'
    text = definition.read_text("utf-8").replace("[petition]\n", asked, 1)
    definition.write_text(text, "utf-8")

    def leads(path: str, **form: str) -> httpx.Response:
        done.append(path)
        return led(suzie, path, form or GO)

    leads("/{campaign}", **FORM, comment="I go short.", pass_on="yes")
    suzie.get(path_mailed(served, "confirm", "confirm"))
    leads("/confirm")
    leads("/{campaign}/write/mail", **LETTER, mail_to="suzie@example.org", agree="yes")
    suzie.get(path_mailed(served, "counted", "withdraw"))
    assert "Stopped." in leads("/withdraw/stop", key="bread/letter").text
    leads("/my-data", email="suzie@example.org")
    suzie.get(path_mailed(served, "my-data", "my-data"))
    leads("/my-data/open")
    ((number,),) = rows(served, "SELECT id FROM signatures")
    leads("/my-data/comment", signature=str(number), comment="I go short at times.")
    leads("/my-data/stop")
    leads("/my-data/withdraw", signature=str(number))
    suzie.get(path_mailed(served, "counted", "withdraw"))
    leads("/withdraw")
    leads("/my-data/erase")
    assert suzie.get("/my-data/erased").status_code == 200
    leads("/{campaign}", **FORM)
    leads("/my-data", email="suzie@example.org")
    suzie.get(path_mailed(served, "my-data", "my-data"))
    leads("/my-data/open")
    ((number,),) = rows(served, "SELECT id FROM signatures")
    again = {"name": "Susan Specimen", "postcode": "LE93 1AA"}
    leads("/my-data/correct", signature=str(number), **again)
    assert "Susan Specimen" in suzie.get("/my-data/mine").text
    leads("/my-data/leave")
    assert set(done) == set(LEADS_ON)


def test_a_letter_is_mailed_once_however_often_its_page_is_loaded(
    served: Served, suzie: httpx.Client
) -> None:
    wish = {**LETTER, "mail_to": "suzie@example.org", "agree": "yes"}
    page = led(suzie, "/{campaign}/write/mail", wish)
    for shown in (page, suzie.get("/bread/write/mailed"), suzie.get("/bread/write/mailed")):
        assert "<h1>We have sent it</h1>" in shown.text
        assert "suzie@example.org" in shown.text
    assert rows(served, "SELECT count(*) FROM mailed_letters") == [(1,)]
    assert "Rydym wedi’i anfon" in suzie.get("/bread/write/mailed?language=cy").text


def test_without_a_letter_that_was_mailed_the_page_leads_to_the_beginning(
    suzie: httpx.Client,
) -> None:
    assert suzie.get("/bread/write/mailed").url.path == "/bread/write"
    assert suzie.get("/my-data/erased").url.path == "/my-data"


def test_a_finished_letter_is_counted_once_however_often_its_page_is_loaded(
    served: Served, suzie: httpx.Client
) -> None:
    def count() -> object:
        return rows(served, "SELECT sum(count) FROM letter_counts")[0][0]

    def hidden(page: str) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))

    form = hidden(suzie.post("/bread/write", data={"postcode": "LE93 1AA"}).text)
    ready = suzie.post("/bread/write/ready", data={**form, **LETTER}).text
    for _ in range(2):
        suzie.post("/bread/write/ready", data={**form, **LETTER})
    assert count() == 1
    changed = suzie.post("/bread/write/edit", data={**hidden(ready), **LETTER}).text
    suzie.post("/bread/write/ready", data={**hidden(changed), **LETTER, "personal": "I bake."})
    assert count() == 1
    other = hidden(suzie.post("/bread/write", data={"postcode": "LE93 1AA"}).text)
    suzie.post("/bread/write/ready", data={**other, **LETTER})
    assert count() == 2


def test_what_was_done_long_ago_is_forgotten() -> None:
    once = Once(most=2)
    assert [once.is_first(key) for key in ("a", "b", "a", "c", "a")] == [
        *(True, True, False, True, True)
    ]
    assert once.is_first(None)
    assert once.is_first(None)
