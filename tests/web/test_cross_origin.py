"""Forms that other sites send in a visitor's name: refused, however they are sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from campaigner.desk_addresses import DESK_LOG_IN
from campaigner.web.app import ROUTES
from web_visitors import Served, path_mailed

pytestmark = pytest.mark.slow

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "LE93 1AA",
    "agreed": "yes",
    "go": "on",
}
EVIL = "https://evil.example"
FROM = {
    "a form of another site": {"Sec-Fetch-Site": "cross-site", "Origin": EVIL},
    "a form of a neighbour": {"Sec-Fetch-Site": "same-site", "Origin": "http://x.localhost"},
    "a fetch": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Origin": EVIL},
    "a fetch with cookies": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    "an older browser": {"Origin": EVIL},
    "a frame in a sandbox": {"Origin": "null"},
    "a sandbox in a new browser": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "a name that begins alike": {"Origin": "http://127.0.0.1.evil.example"},
    "a user before the host": {"Origin": "http://127.0.0.1@evil.example"},
    "something that is no origin": {"Origin": "evil"},
    "an unknown word": {"Sec-Fetch-Site": "cross-site-ish"},
    "a word in capitals": {"Sec-Fetch-Site": "CROSS-SITE"},
    "our origin, but from elsewhere": {"Sec-Fetch-Site": "cross-site", "Origin": "{own}"},
}
KINDS = {
    "application/x-www-form-urlencoded": b"name=Suzie+Specimen&email=suzie%40example.org&go=on",
    "text/plain": b"name=Suzie Specimen&email=suzie@example.org",
    "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n'
    b"Suzie\r\n--x--\r\n",
    "application/json": b'{"name": "Suzie Specimen"}',
    "": b"",
}
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
PARTS = {"{campaign}": "bread", "{token}": "x", "{rows}": "0", "{tile:path}": "0/000.p/1"}


def addresses() -> Iterator[str]:
    for route in ROUTES:
        if "POST" in (route.methods or ()):
            path = route.path
            for part, value in PARTS.items():
                path = path.replace(part, value)
            yield path


def held(served: Served) -> list[object]:
    """All that forms change."""
    tables = ("signatures", "outbox", "ledger", "data_links", "mailed_letters", "letter_counts")
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return [connection.execute(f"SELECT * FROM {each}").fetchall() for each in tables]


@pytest.mark.parametrize("name", FROM)
def test_a_form_from_elsewhere_is_refused_at_every_address_in_every_kind(
    served: Served, name: str
) -> None:
    headers = {key: value.format(own=served.address) for key, value in FROM[name].items()}
    before = held(served)
    with served.visitor(**headers) as suzie:
        for path in addresses():
            for kind, content in KINDS.items():
                answer = suzie.post(path, content=content, headers={"Content-Type": kind})
                assert answer.status_code == 403, (path, kind)
                assert "access-control-allow-origin" not in answer.headers
    assert held(served) == before


def test_a_form_without_any_evidence_has_to_be_of_our_kind(served: Served) -> None:
    before = held(served)
    with served.visitor() as suzie:
        for path in addresses():
            for kind, content in KINDS.items():
                if not kind.startswith("application/x-www"):
                    sent = {"Content-Type": kind}
                    answer = suzie.post(path, content=content, headers=sent, follow_redirects=False)
                    is_sent_away = answer.headers.get("Location") == DESK_LOG_IN
                    assert is_sent_away or 400 <= answer.status_code < 500, (path, kind)
    assert held(served) == before


@pytest.mark.parametrize("name", [each for each in FROM if "fetch" in each or "form" in each])
def test_a_signature_is_neither_confirmed_nor_withdrawn_from_elsewhere(
    served: Served, name: str
) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        suzie.get(path_mailed(served, "confirm", "confirm"))
        before = held(served)
        assert suzie.post("/confirm", data={"go": "on"}, headers=FROM[name]).status_code == 403
        assert suzie.post("/confirm", headers=FROM[name]).status_code == 403
        assert held(served) == before
        assert suzie.post("/confirm").url.path == "/bread/thanks"


@pytest.mark.parametrize("header", OVERRIDES)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_looking_at_a_page_is_never_taken_for_a_form(
    served: Served, header: str, method: str
) -> None:
    before = held(served)
    override = {header: method, "Sec-Fetch-Site": "cross-site"}
    with served.visitor(**override) as suzie:
        for path in addresses():
            answer = suzie.get(path, params={"_method": method, **FORM})
            assert answer.status_code < 500, path
    assert held(served) == before


def test_no_header_makes_a_form_from_elsewhere_a_look_at_a_page(served: Served) -> None:
    for header in OVERRIDES:
        headers = {header: "GET", "Sec-Fetch-Site": "cross-site"}
        with served.visitor(**headers) as suzie:
            assert suzie.post("/bread?_method=GET", data=FORM).status_code == 403


def test_a_browser_on_our_own_pages_is_let_through(served: Served) -> None:
    own = {"Sec-Fetch-Site": "same-origin", "Origin": served.address}
    for headers in (own, {"Origin": served.address}, {"Sec-Fetch-Site": "none"}):
        with served.visitor(**headers) as suzie:
            assert suzie.post("/bread", data=FORM).url.path == "/bread/inbox"
