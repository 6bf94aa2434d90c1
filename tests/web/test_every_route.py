"""Every address of the pages: who may, what it shows, and what stands around each answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.routing import Route

from campaigner.web.api.app import api_of
from campaigner.web.app import ROUTES, opened_site
from campaigner.web.desk.routes import PAGES as DESK_PAGES
from web_visitors import Served

ANYBODY = "anybody"
SEALED = "who has what was sealed for it in their browser"
MAILED = "who has the link of an email"
OPERATOR = "this machine alone"
WITNESS = "a witness whom the workspace knows"
REHEARSAL = "anybody, in a rehearsal alone"

RULES = {
    # path: (who may, what it shows of people)
    "/": (ANYBODY, "counts"),
    "/health": (ANYBODY, "nothing"),
    "/ready": (ANYBODY, "nothing"),
    "/metrics": (OPERATOR, "figures of the program"),
    "/robots.txt": (ANYBODY, "nothing"),
    "/.well-known/security.txt": (ANYBODY, "the organisation's contact"),
    "/embed/{campaign}": (ANYBODY, "counts"),
    "/embed.js": (ANYBODY, "nothing"),
    "/how-we-count": (ANYBODY, "nothing"),
    "/accessibility": (ANYBODY, "nothing"),
    "/_styles": (REHEARSAL, "nothing"),
    "/rehearsal": (REHEARSAL, "made-up people's mails"),
    "/rehearsal/{file}/{number:int}": (REHEARSAL, "what is attached to these mails"),
    "/confirm/{token}": (MAILED, "nothing: the token goes into a sealed cookie"),
    "/confirm": (SEALED, "the campaign that was signed"),
    "/withdraw/{token}": (MAILED, "nothing: the token goes into a sealed cookie"),
    "/withdraw/stop": (SEALED, "what is allowed with the address that the link went to"),
    "/withdraw": (SEALED, "the campaign that was signed"),
    "/stop-updates/{token}": (MAILED, "nothing: opened, it goes into a sealed cookie"),
    "/stop-updates": (SEALED, "the campaign that was signed"),
    "/my-data": (ANYBODY, "nothing: the answer is the same for everybody"),
    "/my-data/{token}": (MAILED, "nothing: the token goes into a sealed cookie"),
    "/my-data/sent": (ANYBODY, "nothing: the page is the same for everybody"),
    "/my-data/open": (SEALED, "nothing: the link that was opened is used up"),
    "/my-data/mine": (SEALED, "what is held of the address that the link went to"),
    "/my-data/my-data.json": (SEALED, "the same, as a file"),
    "/my-data/stop": (SEALED, "the same"),
    "/my-data/correct": (SEALED, "the same"),
    "/my-data/comment": (SEALED, "the same"),
    "/my-data/withdraw": (SEALED, "the same"),
    "/my-data/erase": (SEALED, "the same"),
    "/my-data/erased": (SEALED, "how much could not be erased"),
    "/my-data/leave": (SEALED, "nothing"),
    "/desk/log-in": (ANYBODY, "nothing"),
    "/desk/log-in/passkey": (ANYBODY, "nothing"),
    "/desk/second-factor": (SEALED, "nothing"),
    "/desk/log-out": (ANYBODY, "nothing"),
    "/desk/invitation/{token}": (MAILED, "nothing: the token goes into a sealed cookie"),
    "/desk/invitation": (SEALED, "whom the invitation is for"),
    "/share/{campaign}.png": (ANYBODY, "a picture of what is asked"),
    "/sitemap.xml": (ANYBODY, "addresses of pages"),
    "/{campaign}": (ANYBODY, "counts, of areas from the floor on; a form shows what was typed"),
    "/{campaign}.json": (ANYBODY, "counts, from the floor on"),
    "/{campaign}/count.json": (ANYBODY, "one count"),
    "/{campaign}/map.svg": (ANYBODY, "counts of areas, from the floor on"),
    "/{campaign}/count.svg": (ANYBODY, "one count"),
    "/{campaign}/log/checkpoint": (ANYBODY, "hashes and a count"),
    "/{campaign}/log/cosignatures": (WITNESS, "nothing"),
    "/{campaign}/log/growth/{rows}": (ANYBODY, "hashes and a count"),
    "/{campaign}/log/key": (ANYBODY, "a public key"),
    "/{campaign}/log/tile/{tile:path}": (ANYBODY, "hashes"),
    "/{campaign}/log/wording/{wording}.json": (ANYBODY, "the petition's words"),
    "/{campaign}/inbox": (SEALED, "what this browser typed"),
    "/{campaign}/thanks": (SEALED, "the name of the signature confirmed in this browser"),
    "/{campaign}/receipt": (SEALED, "the receipt of the signature confirmed in this browser"),
    "/{campaign}/privacy": (ANYBODY, "nothing"),
    "/{campaign}/brief": (ANYBODY, "nothing"),
    "/{campaign}/updates": (ANYBODY, "nothing"),
    "/{campaign}/updates.atom": (ANYBODY, "nothing"),
    "/{campaign}/write": (ANYBODY, "representatives; what was typed"),
    "/{campaign}/write/again": (ANYBODY, "representatives; what was typed"),
    "/{campaign}/write/edit": (ANYBODY, "what was typed"),
    "/{campaign}/write/preview": (ANYBODY, "what was typed"),
    "/{campaign}/write/ready": (ANYBODY, "what was typed"),
    "/{campaign}/write/letter.pdf": (ANYBODY, "what was typed"),
    "/{campaign}/write/letter.eml": (ANYBODY, "what was typed"),
    "/{campaign}/write/mail": (ANYBODY, "what was typed; few mails a day to an address"),
    "/{campaign}/write/mailed": (SEALED, "the address that a letter went to"),
    "/{campaign}/write/reminder.ics": (ANYBODY, "a representative"),
}
INTERFACE = {
    "/openapi.json": (ANYBODY, "nothing"),
    "/campaigns": (ANYBODY, "counts"),
    "/campaigns/{campaign}": (ANYBODY, "counts"),
    "/campaigns/{campaign}/count": (ANYBODY, "one count"),
    "/campaigns/{campaign}/counts/{by}": (ANYBODY, "counts, from the floor on"),
    "/campaigns/{campaign}/events": (ANYBODY, "events"),
    "/campaigns/{campaign}/events.ics": (ANYBODY, "events"),
    "/instruments/languages": (ANYBODY, "nothing"),
    "/instruments/{instrument}/{place}": (ANYBODY, "nothing"),
}
PARTS = {
    "{campaign}": "bread",
    "{token}": "x",
    "{rows}": "0",
    "{tile:path}": "0/000.p/1",
    "{wording}": "00",
}
FRAMED = ("/{campaign}/write/preview", "/{campaign}/count.svg", "/embed/{campaign}")
PERSONAL = (SEALED, MAILED, REHEARSAL)
ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
)


def address(path: str) -> str:
    for part, value in PARTS.items():
        path = path.replace(part, value)
    return path


def posted() -> Iterator[str]:
    for route in ROUTES:
        if "POST" in (route.methods or ()):
            yield route.path


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    at_desk = {page.path for page in DESK_PAGES}  # whose rules are their acts
    assert {route.path for route in ROUTES} - at_desk == set(RULES)
    methods = {method for route in ROUTES for method in route.methods or ()}
    assert methods == {"GET", "HEAD", "POST"}


@pytest.mark.slow
def test_every_address_of_the_interface_has_a_rule_and_only_reads(served: Served) -> None:
    with opened_site(served.workspace, served.clock) as site:
        api: FastAPI = api_of(site)
    paths = {*api.openapi()["paths"], "/openapi.json"}
    assert paths == set(INTERFACE)
    for route in api.routes:
        if isinstance(route, Route):
            assert {*(route.methods or ())} <= {"GET", "HEAD"}
    with served.visitor() as mallory:
        for path in paths:
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                answer = mallory.request(method, f"/api{path}")
                assert answer.status_code == 405, (method, path)


@pytest.mark.slow
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_no_address_takes_a_form_from_another_site(served: Served, headers: dict[str, str]) -> None:
    with served.visitor(**headers) as visitor:
        for path in posted():
            answer = visitor.post(address(path), data={"name": "Suzie Specimen"})
            assert answer.status_code == 403, path


@pytest.mark.slow
def test_every_page_is_safe_from_frames_and_personal_ones_are_kept_nowhere(served: Served) -> None:
    with served.visitor() as anybody:
        for path, (who, _) in RULES.items():
            answer = anybody.get(address(path), follow_redirects=False)
            headers = answer.headers
            assert answer.status_code < 500, path
            if path not in FRAMED:
                assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert "unsafe" not in headers["Content-Security-Policy"]
            assert not re.search(r"(?i)uvicorn|starlette|python", str(headers)), path
            if who in PERSONAL:
                kept = headers.get("Cache-Control", "")
                assert kept == "no-store", (path, kept)
            if "public" in headers.get("Cache-Control", ""):
                assert "set-cookie" not in headers, path
