"""Names that are shown and comments that were approved stay text, wherever they come out."""

from __future__ import annotations

import csv
import json
from html import escape
from pathlib import Path

import pytest
from test_comment_pages import approve_all, confirm, page, showing  # noqa: F401 - a fixture
from test_hostile_text import Harm, harm_in

from conftest import Command
from petitioners import words_of
from web_visitors import Served, mails_of, path_mailed

pytestmark = pytest.mark.slow

NAMES = (
    "Zo&lt; <script>alert(1)</script>\"'><img src=x onerror=alert(1)> Ó",
    "</li></ul><svg onload=alert(1)> Made-Up",
    "{{ 7919 * 7907 }}{% for x in range(9) %} Made-Up",
    "Made-Up;=HYPERLINK(1,2)",
    'Made-Up,@SUM(1+1) "=1+1"',
    "Made-Up -->]]><script>alert(1)</script>",
)
COMMENTS = (
    "<script>alert(1)</script>\n\n\"'><img src=x onerror=alert(1)>",
    "</p></blockquote></textarea></title><svg onload=alert(1)>",
    "{{ 7919 * 7907 }}{% for x in range(9) %}x{% endfor %}${7919*7907}",
    "=HYPERLINK(1,2)\n@SUM(1+1)\n\\x1b[31m",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "]]>--><script>alert(1)</script>&lt;b&gt; javascript:alert(1)",
)
FORM = {"country": "GB", "postcode": "LE93 1AA", "agreed": "yes", "named": "yes", "pass_on": "yes"}
_FORMULA = tuple("=+-@\t\r")


def address_of(number: int) -> str:
    return f"mallory{number}@example.org"


@pytest.fixture
def signed(showing: Served) -> Served:  # noqa: F811
    """Each hostile name has signed with a hostile comment, and an organiser approved them all."""
    for number, (name, comment) in enumerate(zip(NAMES, COMMENTS, strict=True)):
        showing.clock.moment = showing.clock().replace(minute=10 * (number % 6))
        form = {**FORM, "name": name, "email": address_of(number), "comment": comment}
        with showing.visitor() as mallory:
            assert mallory.post("/bread", data=form).url.path == "/bread/inbox", name
            confirm(showing, mallory)
    approve_all(showing)
    return showing


def test_the_page_and_its_frame_show_hostile_names_and_comments_as_text(signed: Served) -> None:
    shown = page(signed)
    with signed.visitor() as anybody:
        pages = [anybody.get(path) for path in ("/bread", "/embed/bread", "/bread?language=cy")]
    for answer in pages:
        assert harm_in(answer) == [], answer.url
    for typed in (*NAMES, *COMMENTS):
        # as Jinja escapes, with quotation marks by number
        written = escape(typed).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
        assert written in shown, typed


def test_programs_get_no_name_and_no_comment(signed: Served) -> None:
    paths = ("/bread.json", "/bread/count.json", "/bread/count.svg", "/sitemap.xml")
    interface = ("/api/campaigns", "/api/campaigns/bread", "/api/campaigns/bread/counts/area")
    with signed.visitor() as anybody:
        for path in (*paths, *interface):
            answer = anybody.get(path)
            assert answer.status_code == 200, path
            assert harm_in(answer) == [], path
            for typed in ("alert(1)", "Made-Up", "HYPERLINK", "7919"):
                assert typed not in answer.text, path


def test_mails_and_their_readers_data_show_them_as_text(signed: Served) -> None:
    assert len(mails_of(signed)) >= 2 * len(NAMES)
    for mail in mails_of(signed):
        assert Harm(words_of(mail, "html")).found == []
        assert "62615533" not in words_of(mail)
    for number, (name, comment) in enumerate(zip(NAMES, COMMENTS, strict=True)):
        with signed.visitor() as mallory:
            mallory.post("/my-data", data={"email": address_of(number)})
            mallory.get(path_mailed(signed, "my-data", "my-data"))
            mine = mallory.post("/my-data/open", data={"go": "on"})
            file = mallory.post("/my-data/my-data.json", data={"go": "on"}).json()
        assert harm_in(mine) == [], name
        (held,) = file["signatures"]
        assert held["name"] == name
        assert held["comment"]["text"] == comment


def test_tables_have_no_formula_and_an_export_of_a_person_every_letter(
    signed: Served, campaigner: Command, tmp_path: Path
) -> None:
    tables = {
        "comments": ("petition", "comments", "bread", "--state", "approved", "--format", "csv"),
        "signatures": ("petition", "export", "bread", "--format", "csv"),
    }
    for name, command in tables.items():
        called = campaigner(*command)
        assert called.code == 0, called.stderr
        rows = list(csv.DictReader(called.stdout.removeprefix("\ufeff").splitlines(keepends=True)))
        assert len(rows) == len(NAMES), name
        for row in rows:
            assert not any(str(cell).startswith(_FORMULA) for cell in row.values()), row
    for number, (name, comment) in enumerate(zip(NAMES, COMMENTS, strict=True)):
        called = campaigner("person", "export", address_of(number))
        (held,) = json.loads(called.stdout)["signatures"]
        assert held["name"] == name
        assert held["comment"]["text"] == comment
