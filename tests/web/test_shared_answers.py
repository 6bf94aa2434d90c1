"""What caches and frames may do with answers: nothing that one visitor sends reaches another."""

from __future__ import annotations

import re

import httpx
import pytest

from campaigner.web.app import ROUTES
from web_visitors import Served, open_paths, path_mailed

pytestmark = pytest.mark.slow

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "LE93 1AA",
    "agreed": "yes",
}
PARTS = {"{campaign}": "bread", "{token}": "x", "{rows}": "0", "{tile:path}": "0/000.p/1"}
API = ("/api/campaigns", "/api/campaigns/bread/count", "/api/instruments/UDHR/25", "/static/none")
POISON = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Scheme": "https",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-For": "evil.example",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
    "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example",
    "X-HTTP-Method-Override": "DELETE",
    "Accept-Language": "cy, evil",
    "User-Agent": "evil <script>",
    "Referer": "https://evil.example/",
    "Range": "bytes=0-9",
    "Accept": "application/evil",
}
DRAWN = re.compile(rb'(?:data-passkey|name="challenge" value)="[^"]*"')
"""What is new in each answer: what a passkey signs."""
VARIES = ("date", "set-cookie")
FRAMED = ("/write/preview", "/count.svg", "/embed/", "/embed.js", "/share/", "/static/")


def addresses() -> list[str]:
    paths = open_paths()
    for part, value in PARTS.items():
        paths = {path.replace(part, value) for path in paths}
    return sorted(paths - {"/metrics", "/ready"}) + list(API)


def shown(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name not in VARIES}
    return answer.status_code, DRAWN.sub(b"", answer.content), headers


@pytest.mark.parametrize("name", POISON)
def test_no_byte_of_an_answer_comes_from_a_header_that_anybody_sends(
    served: Served, name: str
) -> None:
    wrong = []
    with served.visitor() as anybody, served.visitor(**{name: POISON[name]}) as mallory:
        for path in addresses():
            usual = anybody.get(path, follow_redirects=False)
            poisoned = mallory.get(path, follow_redirects=False)
            partial = name == "Range" and poisoned.status_code == 206
            if shown(usual) != shown(poisoned) and not partial:
                wrong.append(path)
    assert wrong == []


def test_what_caches_may_keep_is_the_same_for_whoever_has_cookies(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        suzie.get(path_mailed(served, "confirm", "confirm"))
        suzie.post("/confirm")
        suzie.post("/my-data", data={"email": FORM["email"]})
        suzie.get(path_mailed(served, "my-data", "my-data"))
        suzie.post("/my-data/open", data={"go": "on"})
        cookies = dict(suzie.cookies)
    kept = 0
    with served.visitor() as anybody:
        for path in addresses():
            usual = anybody.get(path, follow_redirects=False)
            anybody.cookies.clear()
            with served.visitor() as visitor:
                visitor.cookies.update(cookies)
                own = visitor.get(path, follow_redirects=False)
            if "public" in own.headers.get("Cache-Control", ""):
                kept += 1
                assert shown(own) == shown(usual), path
                assert "set-cookie" not in own.headers
            else:
                assert own.headers["Cache-Control"] == "no-store", path
    assert kept > 10


DECEIVING = (
    *("/bread/thanks/x.css", "/bread/thanks;x.css", "/bread/thanks%2fx.css", "/bread/thanks.css"),
    *("/my-data/mine/x.css", "/my-data/mine%00.css", "/my-data/mine;.js", "/bread/inbox%0ax.css"),
    *("/static/..%2fmy-data/mine", "/static/%2e%2e/my-data/mine", "/bread/receipt/x.png"),
    *("/embed/..%2fbread%2fthanks", "/my-data/mine%23x.css", "/bread/thanks%3fx.css"),
)


def test_no_personal_page_answers_under_the_name_of_a_file(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        suzie.get(path_mailed(served, "confirm", "confirm"))
        assert "Suzie Specimen" in suzie.post("/confirm").text
        for path in DECEIVING:
            answer = suzie.get(path)
            assert "Suzie" not in answer.text, path
            assert "public" not in answer.headers.get("Cache-Control", ""), path


def test_no_answer_to_a_form_is_shown_in_a_frame_or_kept(served: Served) -> None:
    with served.visitor() as suzie:
        for route in ROUTES:
            if "POST" not in (route.methods or ()):
                continue
            path = route.path.replace("{campaign}", "bread")
            answer = suzie.post(path, data=FORM, follow_redirects=False)
            kept = answer.headers["Cache-Control"]
            assert kept in ("no-store", "private, no-cache"), path  # for the Back button alone
            if not path.endswith("/preview"):
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
