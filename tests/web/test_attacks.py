"""What people try on the pages who mean harm, and what they get: a plain no."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from campaigner.petitions.signing.mails import MAILS_IN_A_DAY
from campaigner.store.database import opened
from web_visitors import SIGNING, Served, raw, statuses

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
SQL = "'; DROP TABLE signatures; --"
NEW_LINES = "en\r\nSet-Cookie: taken=yes\r\n\r\n<h1>mine</h1>"
FIELDS = (
    *("name", "email", "country", "postcode", "language", "source", "area", "consents", "agreed"),
    *("letter", "updates", "website", "seconds", "comment", "pass_on", "named", "asked", "use"),
)
WRITING = (
    *("name", "postcode", "address", "email", "personal", "kind", "asks", "facts", "area", "to"),
    *("again", "first_sent", "source", "counted", "picked", "who", "place", "mail_to", "language"),
)
LETTER = {"name": "Suzie Specimen", "postcode": "LE93 1AA", "personal": "The shop shut in May."}
ODD = (
    *(SCRIPT, SQL, NEW_LINES, "\0", "a\0b", "../../etc/passwd", "{{ 7*7 }}", "%s%n", "9" * 5000),
    *("9" * 30, "-1", "٣", "nan", "\u202e", "\ufffe", "\U0001f600" * 50, "x" * 60_000),
)


def test_nothing_that_is_typed_into_the_form_becomes_a_script_or_a_fault(served: Served) -> None:
    wrong = []
    with served.visitor() as mallory:
        for field in FIELDS:
            for typed in ODD:
                answer = mallory.post("/bread", data={**SIGNING, field: typed})
                if answer.status_code >= 500 or "<script>alert" in answer.text:
                    wrong.append((field, typed[:40], answer.status_code))
                if "<img src=x" in answer.text or "taken" in mallory.cookies:
                    wrong.append((field, typed[:40], answer.status_code))
    assert wrong == []
    with opened(served.workspace.database_path) as database:
        assert database.execute("SELECT count(*) FROM signatures").fetchone()[0] > 0


def test_nothing_that_is_typed_into_a_letter_becomes_a_script_or_a_fault(served: Served) -> None:
    wrong = []
    with served.visitor() as mallory:
        for path in ("write", "write/edit", "write/preview"):
            for field in WRITING:
                for typed in ODD[:-3]:
                    answer = mallory.post(f"/bread/{path}", data={**LETTER, field: typed})
                    if answer.status_code >= 500 or "<script>alert" in answer.text:
                        wrong.append((path, field, typed[:40], answer.status_code))
                    if "<img src=x" in answer.text:
                        wrong.append((path, field, typed[:40], answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", ["language", "source", "next", "name"])
def test_nothing_in_an_address_becomes_a_script_a_header_or_a_fault(
    served: Served, name: str
) -> None:
    wrong = []
    pages = (
        "/",
        "/bread",
        "/bread.json",
        "/bread/thanks",
        "/bread/inbox",
        "/confirm",
        "/api/campaigns",
    )
    with served.visitor() as mallory:
        for page in (*pages, "/bread/write", "/how-we-count", "/rehearsal", "/nothing"):
            for typed in (*ODD[:-1], "https://evil.example", "//evil.example"):
                answer = mallory.get(f"{page}?{name}={quote(typed[:3000])}")
                if answer.status_code >= 500 or "<script>alert" in answer.text:
                    wrong.append((page, typed[:40], answer.status_code))
                if any(each.url.host != "127.0.0.1" for each in (*answer.history, answer)):
                    wrong.append((page, typed[:40], -1))
                assert "taken" not in mallory.cookies
    assert wrong == []


PATHS = (
    *("/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/campaigner.toml", "/static/..%2f..%2fx"),
    *("/%2e%2e/", "/%2e%2e", "/..%2f..%2fetc%2fpasswd", "/.%00", "/%00", "/a%00b", "/%ff", "/%5c"),
    *("/" + "a" * 5000, "/confirm/%00", "/confirm/%ff", "/confirm/" + "a" * 6000, "/.git/config"),
    *("/bread/log/growth/" + "9" * 30, "/bread/log/growth/" + "9" * 5000, "/bread/log/growth/-1"),
    *("/bread/log/tile/../../x", "/bread/log/tile/0/" + "9" * 40, "/bread/log/tile/%00", "/.json"),
    *("/bread/log/tile/" + "9" * 5000 + "/0", "/bread/log/tile/0/x999/999", "/bread/log/tile/8/0"),
    *("/campaigner.toml", "/keys/pages.key", "/static/", "/static", "/bread/../rehearsal", "/con"),
    *("/..", "/.", "/%2e/inbox", "/%2e%2e/privacy", "/%2e%2e.json", "/bread%2finbox", "/bread/"),
    *("/api/campaigns/..%2f..", "/api/campaigns/%00/count", "/api/instruments/%00/25"),
    *("/api/instruments/..%2f../25", "/api/instruments/UDHR/" + "9" * 59, "/api//", "//api/x"),
)


def test_no_path_leads_to_a_file_that_is_not_a_page(served: Served) -> None:
    wrong = []
    for path in PATHS:
        answer = raw(
            served, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        if any(each >= 500 for each in statuses(answer)) or not statuses(answer):
            wrong.append((path[:60], statuses(answer)))
        assert b"data_controller" not in answer
        assert b"root:" not in answer
    assert wrong == []


LEADING_AWAY = (
    "//evil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "//evil.example/",
    "/%2Fevil.example",
    "//evil.example/%2e%2e",
)


@pytest.mark.parametrize("path", LEADING_AWAY)
def test_no_page_has_a_link_to_a_place_that_its_own_address_names(
    served: Served, path: str
) -> None:
    answer = raw(
        served, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    )
    assert statuses(answer)[0] in (404, 307)
    assert not re.search(rb"(?i)\nlocation: *(//|/\\|https?://(?!localhost))", answer)
    for link in re.findall(rb'href="([^"]*)"', answer):
        assert not re.match(rb"[\s/\\]{2}", link), link


def test_what_was_sealed_for_one_page_is_worth_nothing_on_another(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=SIGNING)
        sealed = suzie.cookies["inbox-bread"]
    for other, path, shows in (
        ("thanks-bread", "/bread/thanks", "Suzie"),
        ("thanks-bread", "/bread/receipt", "bread"),
        ("confirm", "/confirm", "Confirm my signature"),
        ("withdraw", "/withdraw", "Withdraw my signature"),
    ):
        with served.visitor(Cookie=f"{other}={sealed}") as mallory:
            answer = mallory.get(path)
        assert answer.status_code < 500
        assert shows not in answer.text or answer.status_code == 404, path


def test_a_sealed_cookie_is_worth_nothing_after_half_an_hour_or_if_it_was_changed(
    served: Served,
) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=SIGNING)
        sealed = suzie.cookies["inbox-bread"]
        for changed in (sealed[:-4] + "AAAA", sealed[::-1], "x", "a" * 4000):
            with served.visitor(Cookie=f"inbox={changed}") as mallory:
                assert mallory.get("/bread/inbox").url.path == "/bread"
        assert suzie.get("/bread/inbox").url.path == "/bread/inbox"
        served.clock.moment += timedelta(minutes=31)
        assert suzie.get("/bread/inbox").url.path == "/bread"


POISON = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-For": "evil.example",
    "Forwarded": "host=evil.example",
    "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example",
    "X-HTTP-Method-Override": "DELETE",
    "Accept-Language": "evil",
}


def test_nothing_of_a_proxys_headers_gets_into_a_page(served: Served) -> None:
    with served.visitor() as anybody, served.visitor(**POISON) as mallory:
        for path in ("/", "/bread", "/bread.json", "/api/campaigns", "/robots.txt", "/nothing"):
            usual, poisoned = anybody.get(path), mallory.get(path)
            assert poisoned.text == usual.text, path
            assert "evil" not in str(poisoned.headers), path


def test_nobody_fills_a_mailbox_through_the_form(served: Served) -> None:
    with served.visitor() as mallory:
        for _ in range(6):
            for campaign in ("bread", "right-to-food"):
                for name in ("Ann Specimen", "Ben Specimen", "Cas Specimen"):
                    told = mallory.post(f"/{campaign}", data={**SIGNING, "name": name})
                    assert told.url.path == f"/{campaign}/inbox"
            all_mail_is_sent(served)
    assert mails_queued(served) == MAILS_IN_A_DAY
    served.clock.moment += timedelta(days=1, minutes=1)
    with served.visitor() as ann:
        ann.post("/right-to-food", data={**SIGNING, "name": "Ann Specimen"})
    assert mails_queued(served) == MAILS_IN_A_DAY + 1


def all_mail_is_sent(served: Served) -> None:
    with opened(served.workspace.database_path) as database, database.conn:
        database.execute("UPDATE outbox SET sent_at = made_at")


def mails_queued(served: Served) -> int:
    with opened(served.workspace.database_path) as database:
        return int(database.execute("SELECT count(*) FROM outbox").fetchone()[0])
