"""What strangers type stays text wherever it is shown: pages, mails, paper, pictures, tables."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from conftest import Command
from letter_writers import text_of
from petitioners import words_of
from web_visitors import Served, mails_of, path_mailed

pytestmark = pytest.mark.slow

NAME = "Zo&lt; <script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} ${x} Ó"
EMAIL = "'&{{7*7}}`+`$x|y=z`'/*--#!%?^~_@example.org"
FORM = {"name": NAME, "email": EMAIL, "country": "GB", "postcode": "LE93 1AA", "agreed": "yes"}
TYPED = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</textarea></title></form><svg onload=alert(1)>",
    "]]>--><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7919 * 7907 }}{% for x in range(9) %}x{% endfor %}${7919*7907}",
    "\u202e<script>\u2028alert(1)\u2029</script>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
)
PETITION = (
    *("name", "email", "country", "postcode", "source", "area", "language", "agreed", "consents"),
    *("letter", "updates", "website", "seconds", "comment", "named", "pass_on", "chosen", "asked"),
)
LETTER = {"name": "Suzie Specimen", "postcode": "LE93 1AA", "personal": "The shop shut in May."}
WRITING = (
    *("name", "postcode", "address", "email", "personal", "kind", "asks", "facts", "area", "to"),
    *("again", "first_sent", "source", "counted", "picked", "who", "place", "mail_to", "language"),
)
_LEADING = ("href", "src", "action", "formaction", "data", "xlink:href")


class Harm(HTMLParser):
    """Finds in a page what would run, load or send something that is not ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_data = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "script" and not is_data and not given.get("src", "").startswith("/static/"):
            self.found.append("script")
        leads_all = tag == "base" and "href" in given
        if tag in ("object", "embed") or leads_all or given.get("src") == "x":
            self.found.append(tag)
        for name, value in given.items():
            plain = "".join(value.split()).lower()
            leads = name in _LEADING and plain.startswith(("javascript:", "data:text"))
            if name.startswith("on") or name == "srcdoc" or leads:
                self.found.append(f"{tag} {name}")

    handle_startendtag = handle_starttag


def harm_in(answer: httpx.Response) -> list[str]:
    """What in an answer would do something; faults, and templates that ran, too."""
    found = ["a fault"] if answer.status_code >= 500 else []
    kind = answer.headers.get("content-type", "")
    if kind.startswith(("text/html", "image/svg")):
        found += Harm(answer.text).found
    if "62615533" in answer.text:  # 7919 * 7907
        found.append("a template")
    return found


def test_a_signatory_with_a_hostile_name_and_address_is_shown_as_text_everywhere(
    served: Served, campaigner: Command, tmp_path: Path
) -> None:
    with served.visitor() as suzie:
        picture = suzie.get("/share/bread.png").content
        signed = suzie.post("/bread", data=FORM)
        assert signed.url.path == "/bread/inbox"
        suzie.get(path_mailed(served, "confirm", "confirm"))
        pages = [signed, suzie.get("/confirm"), suzie.post("/confirm"), suzie.get("/bread/receipt")]
        served.clock.moment = served.clock().replace(hour=13)
        suzie.post("/my-data", data={"email": EMAIL})
        suzie.get(path_mailed(served, "my-data", "my-data"))
        pages += [suzie.post("/my-data/open", data={"go": "on"}), suzie.get("/my-data/erase")]
        file = suzie.post("/my-data/my-data.json", data={"go": "on"})
        pages += [
            suzie.get(path)
            for path in ("/bread", "/embed/bread", "/bread.json", "/", "/api/campaigns/bread")
        ]
        assert suzie.get("/share/bread.png").content == picture
    for page in pages:
        assert harm_in(page) == [], page.url
    shown = {
        page.url.path for page in pages if "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    }
    assert shown == {"/bread/inbox", "/bread/thanks", "/my-data/mine"}
    assert file.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    assert NAME in json.dumps(file.json(), ensure_ascii=False).replace('\\"', '"')
    for mail in mails_of(served):
        assert Harm(words_of(mail, "html")).found == []
        assert mail["To"].addresses[0].addr_spec == EMAIL
    table = tmp_path / "signatures.csv"
    assert campaigner("petition", "export", "bread", "--format", "csv", "--output", table).code == 0
    (row,) = csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines())
    assert not any(str(cell).startswith(tuple("=+-@\t\r")) for cell in row.values())


@pytest.mark.parametrize("path", ["/bread", "/embed/bread", "/my-data", "/my-data/correct"])
def test_no_field_of_a_petition_runs_anything(served: Served, path: str) -> None:
    harmful = []
    with served.visitor() as mallory:
        for field in PETITION:
            for typed in TYPED:
                answer = mallory.post(path, data={**FORM, "name": "Mallory Made-Up", field: typed})
                harmful += [(field, typed, each) for each in harm_in(answer)]
                served.clock.moment = served.clock().replace(microsecond=0)
    assert harmful == []


@pytest.mark.parametrize("path", ["write", "write/edit", "write/preview", "write/ready"])
def test_no_field_of_a_letter_runs_anything(served: Served, path: str) -> None:
    harmful = []
    with served.visitor() as mallory:
        for field in WRITING:
            for typed in TYPED:
                answer = mallory.post(f"/bread/{path}", data={**LETTER, field: typed})
                harmful += [(field, typed, each) for each in harm_in(answer)]
    assert harmful == []


def test_what_is_typed_into_a_letter_is_words_on_paper_and_in_the_mail(served: Served) -> None:
    typed = {**LETTER, "personal": "\n\n".join(TYPED), "address": "<b>1</b> Sample Street"}
    with served.visitor() as mallory:
        pdf = mallory.post("/bread/write/letter.pdf", data=typed)
        draft = mallory.post("/bread/write/letter.eml", data=typed)
        wish = {**typed, "mail_to": "mallory@example.org", "agree": "yes"}
        assert mallory.post("/bread/write/mail", data=wish).status_code == 200
    paper = "".join(text_of(pdf.content).split())
    assert "<script>alert(1)</script>" in paper
    assert "<b>1</b>SampleStreet" in paper
    assert b"/JavaScript" not in pdf.content
    assert b"/Launch" not in pdf.content
    assert b"text/html" not in draft.content
    (mail,) = mails_of(served, "letter")
    assert "alert" not in words_of(mail) + words_of(mail, "html")
