"""Line breaks in what people type, and addresses that lead away: nothing gets into a header."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import httpx
import pytest

from campaigner.desk_addresses import DESK
from campaigner.web.app import ROUTES
from web_visitors import Served, mails_of, open_paths, raw, statuses

pytestmark = pytest.mark.slow

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "LE93 1AA",
    "agreed": "yes",
}
LETTER = {"name": "Suzie Specimen", "postcode": "LE93 1AA", "personal": "The shop shut in May."}
BREAKS = (
    *("\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"),
    *("\0", "%0d%0a", "%0a", "\u560d\u560a", "\u010d\u010a", "\ufeff\n", "=?utf-8?q?=0d=0a?="),
)
MORE = "Bcc: evil@example.net"
MAILED = {
    *("From", "To", "Reply-To", "Subject", "Date", "Auto-Submitted", "Message-ID"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Language"),
}
ANSWERED = {
    *("date", "content-length", "content-type", "content-security-policy", "connection", "etag"),
    *("cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "vary"),
    *("referrer-policy", "x-content-type-options", "cache-control", "location", "set-cookie"),
    *("content-disposition", "retry-after", "access-control-allow-origin", "last-modified"),
    *("access-control-expose-headers", "accept-ranges", "transfer-encoding", "api-version"),
    *("content-encoding", "allow", "server-timing", "clear-site-data", "x-robots-tag"),
}
ELSEWHERE = (
    *("https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil"),
    *("https:evil.example", "/%2f/evil.example", "http:/\\evil", "\t//evil.example", "@evil"),
    *(".evil.example", "javascript:alert(1)", "data:text/html,x", "en\r\nLocation: //evil"),
)
PARTS = {"{campaign}": "bread", "{token}": "x", "{rows}": "0", "{tile:path}": "0/000.p/1"}


def _ours(name: str, value: str) -> str:
    """A header's value; a cookie's without what is sealed, in which any letters may meet."""
    return re.sub("=[^;]*", "", value, count=1) if name.lower() == "set-cookie" else value


def headers_are_ours(answer: httpx.Response) -> bool:
    found = [*answer.history, answer]
    return all(
        {name.lower() for name in each.headers} <= ANSWERED
        and "evil" not in " ".join(_ours(*pair) for pair in each.headers.multi_items()).lower()
        for each in found
    )


@pytest.mark.parametrize("field", ["name", "email", "postcode", "country", "language", "source"])
def test_no_line_break_in_the_form_gets_into_a_header(served: Served, field: str) -> None:
    for number, each in enumerate(BREAKS):
        own = {"name": f"Suzie Specimen {chr(97 + number)}"} | {field: f"{FORM.get(field)}{each}"}
        with served.visitor() as mallory:
            answer = mallory.post("/bread", data={**FORM, **own, field: own[field] + MORE})
            asked = mallory.post("/my-data", data={field: own[field] + MORE, "email": own[field]})
        assert headers_are_ours(answer), repr(each)
        assert headers_are_ours(asked), repr(each)
    for mail in mails_of(served):
        assert set(mail.keys()) <= MAILED
        assert [each.addr_spec for each in mail["To"].addresses] == [FORM["email"]]
        assert mail["Bcc"] is None
        assert "evil" not in str(mail["Subject"])


@pytest.mark.parametrize("field", [*LETTER, "address", "email", "mail_to", "to", "kind", "again"])
def test_no_line_break_in_a_letter_gets_into_a_header(served: Served, field: str) -> None:
    wish = {**LETTER, "mail_to": "suzie@example.org", "agree": "yes"}
    with served.visitor() as mallory:
        for each in BREAKS[::3]:
            typed = {**wish, field: f"{wish.get(field, 'x')}{each}{MORE}"}
            for path in ("mail", "letter.eml", "reminder.ics", "ready"):
                answer = mallory.post(f"/bread/write/{path}", data=typed)
                assert headers_are_ours(answer), (path, repr(each))
                if path == "letter.eml" and answer.headers["content-type"] == "message/rfc822":
                    head = answer.content.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
                    assert not re.search(rb"(?im)^bcc:", head)
    for mail in mails_of(served, "letter"):
        assert set(mail.keys()) <= MAILED
        assert [each.addr_spec for each in mail["To"].addresses] == [wish["mail_to"]]


def addresses() -> set[str]:
    found = set()
    for path in open_paths():
        for part, value in PARTS.items():
            path = path.replace(part, value)
        found.add(path)
    return found


READ_BY_NO_PAGE = ("next", "url", "return", "campaign")


@pytest.mark.parametrize("names", [("language",), ("source",), ("to",), READ_BY_NO_PAGE])
def test_no_parameter_leads_to_another_site(served: Served, names: tuple[str, ...]) -> None:
    wrong = []
    with served.visitor() as mallory:
        for path in addresses():
            for typed in ELSEWHERE:
                given = dict.fromkeys(names, typed)
                for answer in (
                    mallory.get(path, params=given, follow_redirects=False),
                    mallory.post(
                        f"{path}?{urlencode(given)}", data=FORM | given, follow_redirects=False
                    ),
                ):
                    to = answer.headers.get("location", "/")
                    if not re.match(r"/(?![/\\])", to) or "evil" in to.lower():
                        wrong.append((path, typed, to))
                    if not headers_are_ours(answer):
                        wrong.append((path, typed, str(answer.headers)))
    assert wrong == []


CLIMBING = (
    *("../../campaigner.toml", "..%2f..%2fcampaigner.toml", "%2e%2e%2f%2e%2e%2fcampaigner.toml"),
    *("..%252f..%252fcampaigner.toml", "%252e%252e%252fcampaigner.toml", "..%5c..%5ccampaigner"),
    *("..\\..\\campaigner.toml", "....//....//campaigner.toml", "..%c0%af..%c0%afcampaigner.toml"),
    *("%00", "bread%00.json", "bread%00/../../campaigner.toml", "/etc/passwd", "%2fetc%2fpasswd"),
    *("bread/../../campaigner.toml", "bread%2f..%2f..%2fcampaigner.toml", "file:%2f%2f%2fetc", "."),
    *("..;/campaigner.toml", "%uff0e%uff0e/", "~root", "CON", "bread.", "bread%20", "BREAD", ".."),
)

SENT_TO_LOG_IN = b"\r\nlocation: /desk/log-in\r\n"


def test_no_part_of_a_path_climbs_out_of_its_folder(served: Served) -> None:
    wrong: list[tuple[str, object]] = []
    patterns = {route.path for route in ROUTES if "{" in route.path}
    for pattern in sorted({*patterns, "/static/{campaign}", "/api/campaigns/{campaign}/count"}):
        for climbing in CLIMBING:
            path = re.sub(r"\{[^}]+\}", lambda _, to=climbing: to, pattern)  # type: ignore[misc]
            head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            answer = raw(served, head.encode())
            is_token = "{token}" in pattern
            allowed = (303, 307, 404, 400) if is_token else (400, 404, 405, 422, 307)
            is_sent_away = path.startswith(DESK) and SENT_TO_LOG_IN in answer.lower()
            if not is_sent_away and (not statuses(answer) or statuses(answer)[0] not in allowed):
                wrong.append((path, statuses(answer)))
            if b"data_controller" in answer or b"root:" in answer:
                wrong.append((path, "a file"))
    assert wrong == []


@pytest.mark.parametrize("typed", ["../en", "..%2f..%2fcampaigner.toml", "en/../cy", "en\0", "/"])
def test_no_language_leads_to_a_file(served: Served, typed: str) -> None:
    with served.visitor() as mallory:
        for path in ("/bread", "/bread/privacy", "/how-we-count", "/accessibility", "/my-data"):
            usual, other = mallory.get(path), mallory.get(path, params={"language": typed})
            assert (other.status_code, other.text) == (usual.status_code, usual.text)
