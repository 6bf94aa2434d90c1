"""SQL in every field and parameter of the pages stays text: nothing is read, changed or lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from campaigner.store.database import opened
from web_visitors import Served, path_mailed

pytestmark = pytest.mark.slow

SQL = (
    "'; DROP TABLE signatures; --",
    '"); DELETE FROM signatures; --',
    "' OR '1'='1",
    "1 OR 1=1",
    "0 UNION SELECT name FROM signatures --",
    "' UNION SELECT name, name, name, name FROM signatures --",
    "x'; UPDATE petitions SET ledger_rows = 0; --",
    "x%' ESCAPE '\\' --",
    "en'; ATTACH DATABASE '/dev/null' AS other; --",
    "') RETURNING name; --",
)
MALLORY = {"name": "Mallory Made-Up", "postcode": "LE93 1AA"}
SIGNING = {**MALLORY, "email": "mallory@example.org", "country": "GB", "agreed": "yes"}
LETTER = {**MALLORY, "personal": "The shop shut in May."}
OWN = {"signature": "1", "name": "Suzie Specimen", "postcode": "LE93 1AA"}
WRITING = (
    *("name", "postcode", "address", "email", "personal", "kind", "asks", "facts", "area", "to"),
    *("again", "first_sent", "source", "counted", "picked", "who", "place", "language", "asked"),
    *("show_in", "use"),
)
FORMS: dict[str, tuple[dict[str, str], Sequence[str]]] = {
    "/bread": (
        SIGNING,
        (
            *("name", "email", "country", "postcode", "source", "area", "language", "agreed"),
            *("consents", "letter", "updates", "website", "seconds", "comment", "named", "pass_on"),
            *("asked", "use", "show_in"),
        ),
    ),
    "/bread/write": (LETTER, WRITING),
    "/bread/write/edit": (LETTER, WRITING),
    "/bread/write/preview": (LETTER, WRITING),
    "/bread/write/ready": (LETTER, WRITING),
    "/bread/write/letter.eml": (LETTER, WRITING),
    "/bread/write/reminder.ics": (LETTER, WRITING),
    "/bread/write/mail": (LETTER, ("mail_to", "agree", "asked", "use", "to", "area")),
    "/confirm": ({}, ("link", "language")),
    "/withdraw": ({}, ("link", "stop", "language")),
    "/withdraw/stop": ({}, ("link", "key", "language")),
    "/my-data": ({}, ("email", "language")),
    "/my-data/open": ({}, ("link", "language")),
}
OWN_FORMS = {
    "/my-data/correct": ("signature", "name", "postcode"),
    "/my-data/comment": ("signature", "comment", "delete"),
    "/my-data/withdraw": ("signature",),
    "/my-data/stop": ("key",),
    "/my-data/my-data.json": ("language",),
}
ADDRESSES = (
    *("/?language={}", "/bread?language={}", "/bread?source={}", "/embed/bread?source={}"),
    *("/bread.json?language={}", "/bread/count.svg?language={}", "/share/bread.png?language={}"),
    *("/bread/inbox?language={}", "/bread/thanks?language={}", "/bread/privacy?language={}"),
    *("/bread/brief?language={}", "/bread/write?language={}", "/bread/write?source={}"),
    *("/confirm?language={}", "/withdraw?language={}", "/my-data?language={}", "/{}", "/{}.json"),
    *("/{}/count.json", "/{}/thanks", "/embed/{}", "/share/{}.png", "/confirm/{}", "/withdraw/{}"),
    *("/my-data/{}", "/rehearsal/{}/1", "/rehearsal/x/{}", "/bread/log/growth/{}"),
    *("/bread/log/tile/{}", "/bread/log/tile/0/{}", "/api/campaigns?language={}"),
    *("/api/campaigns/{}", "/api/campaigns/bread?language={}", "/api/campaigns/bread/counts/{}"),
    *("/api/campaigns/{}/count", "/api/campaigns/{}/counts/area", "/api/campaigns/{}/events"),
    *("/api/campaigns/bread/events?language={}", "/api/campaigns/bread/events.ics?language={}"),
    *("/api/instruments/{}/25", "/api/instruments/UDHR/{}", "/api/instruments/UDHR/25?language={}"),
)
STAY = ("ledger", "letter_consents", "people", "memberships", "areas", "postcodes")


@pytest.fixture
def suzie(served: Served) -> Iterator[httpx.Client]:
    """Suzie has signed, and has her data open in her browser."""
    with served.visitor() as visitor:
        name, email = "Suzie Specimen", "suzie@example.org"
        visitor.post("/bread", data={**SIGNING, "name": name, "email": email, "letter": "yes"})
        visitor.get(path_mailed(served, "confirm", "confirm"))
        visitor.post("/confirm")
        served.clock.moment = served.clock().replace(hour=13)
        visitor.post("/my-data", data={"email": email})
        visitor.get(path_mailed(served, "my-data", "my-data"))
        assert name in visitor.post("/my-data/open", data={"go": "on"}).text
        yield visitor


def tables(served: Served) -> dict[str, list[tuple[Any, ...]]]:
    """The schema, what Suzie sent, and the tables that no stranger's visit may change."""
    with opened(served.workspace.database_path) as database:
        wanted = {
            "": "SELECT type, name, sql FROM sqlite_master ORDER BY name",
            "own": "SELECT * FROM signatures WHERE email = 'suzie@example.org'",
            "petition": "SELECT * FROM petitions WHERE campaign = 'bread'",
            **{table: f"SELECT * FROM {table} ORDER BY 1, 2" for table in STAY},
        }
        return {
            name: [tuple(row) for row in database.execute(sql).fetchall()]
            for name, sql in wanted.items()
        }


def wrong_in(answer: httpx.Response, *, is_own: bool = False) -> str:
    """What is wrong in an answer: a fault, or that somebody else is named."""
    if not 200 <= answer.status_code < 500:
        return str(answer.status_code)
    return "a name" if "Suzie" in answer.text and not is_own else ""


@pytest.mark.parametrize("path", FORMS)
def test_sql_in_a_field_changes_no_table_and_shows_nobody(
    served: Served, suzie: httpx.Client, path: str
) -> None:
    before = tables(served)
    form, fields = FORMS[path]
    with served.visitor() as mallory:
        wrong = [
            (field, typed, said)
            for field in fields
            for typed in SQL
            if (said := wrong_in(mallory.post(path, data={**form, field: typed})))
        ]
    assert wrong == []
    assert tables(served) == before
    assert suzie.get("/bread/count.json").json()["signatures"] == 1


@pytest.mark.parametrize("path", OWN_FORMS)
def test_sql_in_a_field_of_ones_own_data_changes_no_table(
    served: Served, suzie: httpx.Client, path: str
) -> None:
    before = tables(served)
    wrong = [
        (field, typed, said)
        for field in OWN_FORMS[path]
        for typed in SQL
        if (said := wrong_in(suzie.post(path, data={**OWN, field: typed}), is_own=True))
    ]
    assert wrong == []
    assert tables(served) == before


def test_sql_in_an_address_changes_no_table_and_shows_nobody(
    served: Served, suzie: httpx.Client
) -> None:
    before = tables(served)
    with served.visitor() as mallory:
        wrong = [
            (address, typed, said)
            for address in ADDRESSES
            for typed in SQL
            if (said := wrong_in(mallory.get(address.format(quote(typed, safe="")))))
        ]
    assert wrong == []
    assert tables(served) == before
    assert suzie.get("/bread/count.json").json()["signatures"] == 1


def test_sql_in_a_cookie_or_a_checkpoint_changes_no_table(
    served: Served, suzie: httpx.Client
) -> None:
    before = tables(served)
    for typed in SQL:
        names = ("inbox", "thanks", "confirm", "withdraw", "my-data", "my-data-link")
        cookies = "; ".join(f'{name}="{typed}"' for name in names)
        with served.visitor(Cookie=cookies) as mallory:
            for path in ("/bread/inbox", "/bread/thanks", "/confirm", "/withdraw", "/my-data/mine"):
                assert wrong_in(mallory.get(path)) == "", (path, typed)
            sent = mallory.post("/bread/log/cosignatures", content=typed)
            assert wrong_in(sent) == "", typed
    assert tables(served) == before
    assert suzie.get("/bread/count.json").json()["signatures"] == 1
