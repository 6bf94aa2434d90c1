"""Writing a letter on the pages: what it says, how it is sent, and what can go wrong."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import httpx
import pytest

from letter_writers import text_of
from web_visitors import LETTER, Served

# Typed into every field: none of it may be more than text.
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7919 * 7907 }}{% for x in range(9) %}x{% endfor %}",
    r"\input{/etc/passwd} $x^2$ \write18{id}",
    '"><img src=x onerror=alert(1)>',
    "</textarea></form><h1>owned</h1>",
    "=HYPERLINK('x')&lt;b&gt;",
)

PRINTED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u2010": "-", "\u00ad": ""})


@pytest.fixture
def suzie(served: Served) -> Iterator[httpx.Client]:
    with served.visitor() as visitor:
        yield visitor


def rows(served: Served, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def test_the_letter_is_shown_as_it_is_written(suzie: httpx.Client) -> None:
    answer = suzie.post("/bread/write/preview", data=LETTER)
    assert answer.status_code == 200
    assert "I bake on Tuesdays." in answer.text
    assert "Dear Ada Specimen" in answer.text
    assert "A good start" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    unnamed = suzie.post("/bread/write/preview", data={**LETTER, "name": ""})
    assert "Your name" in unnamed.text
    unfinished = suzie.post("/bread/write/preview", data={**LETTER, "email": "suzie@"})
    assert "I bake on Tuesdays." in unfinished.text
    assert "suzie@" not in unfinished.text
    impossible = suzie.post("/bread/write/preview", data={**LETTER, "personal": "x" * 4_000})
    assert "Shorten your own words to 3,000 characters" in impossible.text


@pytest.mark.slow
def test_the_pdf_says_what_was_written_and_is_kept_nowhere(
    served: Served, suzie: httpx.Client
) -> None:
    answer = suzie.post("/bread/write/letter.pdf", data=LETTER)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="bread-ada-specimen.pdf"'
    text = text_of(answer.content)
    assert "I bake on Tuesdays." in text
    assert "Ada Specimen MP House of Commons" in text
    assert rows(served, "letters") == []
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        assert not [line for line in connection.iterdump() if "Suzie" in line or "bake" in line]


def test_a_finished_letter_is_counted_once_and_can_be_changed(
    served: Served, suzie: httpx.Client
) -> None:
    ready = suzie.post("/bread/write/ready", data=LETTER)
    assert "<h1>Your letter is ready</h1>" in ready.text
    assert 'href="mailto:' in ready.text
    assert rows(served, "letter_counts") == [("bread", "E14009901", "2026-12-11", 1)]
    changed = suzie.post("/bread/write/edit", data={**LETTER, "counted": "yes"})
    assert "I bake on Tuesdays.</textarea>" in changed.text
    suzie.post("/bread/write/ready", data={**LETTER, "counted": "yes"})
    assert rows(served, "letter_counts") == [("bread", "E14009901", "2026-12-11", 1)]


@pytest.mark.slow
def test_a_draft_and_a_reminder_can_be_saved(suzie: httpx.Client) -> None:
    draft = suzie.post("/bread/write/letter.eml", data=LETTER)
    assert draft.headers["content-type"] == "message/rfc822"
    assert b"X-Unsent: 1" in draft.content
    entry = suzie.post("/bread/write/reminder.ics", data=LETTER)
    assert entry.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20261225" in entry.text
    assert "Suzie" not in entry.text


@pytest.mark.slow
def test_asks_are_chosen_from_and_one_is_needed(served: Served, suzie: httpx.Client) -> None:
    served.clock.moment += timedelta(days=30)  # when the campaign on food is open, too
    form = suzie.post("/right-to-food/write", data={"postcode": "LE93 1AA"}).text
    offered = re.findall(r'name="asks" value="([\w-]+)"', form)
    assert len(offered) > 1
    chosen = {**LETTER, "picked": "asks", "asks": offered[-1]}
    kept = suzie.post("/right-to-food/write/edit", data=chosen).text
    assert re.findall(r'name="asks" value="([\w-]+)" checked', kept) == [offered[-1]]
    none = suzie.post("/right-to-food/write/ready", data={**LETTER, "picked": "asks"})
    assert none.status_code == 422
    assert '<a href="#asks">Choose at least one request</a>' in none.text


@pytest.mark.slow
def test_a_letter_is_mailed_to_its_writer_who_agrees(served: Served, suzie: httpx.Client) -> None:
    refused = suzie.post("/bread/write/mail", data={**LETTER, "mail_to": "suzie@"})
    assert refused.status_code == 422
    assert '<a href="#mail_to">Enter an email address like name@example.org</a>' in refused.text
    assert (
        '<a href="#agree">Tick the box if you want us to email you the letter</a>' in refused.text
    )
    assert 'value="suzie@"' in refused.text
    wish = {**LETTER, "mail_to": "suzie@example.org", "agree": "yes"}
    for _ in range(3):
        told = suzie.post("/bread/write/mail", data=wish)
        assert "An email with your letter is on its way to suzie@example.org." in told.text
    stopped = suzie.post("/bread/write/mail", data=wish)
    assert stopped.status_code == 422
    assert "No more letters can be emailed there today." in stopped.text
    assert len(rows(served, "mailed_letters")) == 3


@pytest.mark.slow
def test_an_address_that_looks_mistyped_is_asked_about_once_on_the_letter_and_for_the_mail(
    served: Served, suzie: httpx.Client
) -> None:
    mistyped = {**LETTER, "email": "suzie@gmial.com"}
    asked = suzie.post("/bread/write/ready", data=mistyped)
    assert asked.status_code == 422
    assert "Did you mean suzie@gmail.com?" in asked.text
    assert 'name="asked" value="suzie@gmial.com"' in asked.text
    answered = {**mistyped, "asked": "suzie@gmial.com", "use": "suzie@gmail.com"}
    assert (
        'name="email" value="suzie@gmail.com"'
        in suzie.post("/bread/write/ready", data=answered).text
    )
    wish = {**LETTER, "mail_to": "suzie@hotmial.com", "agree": "yes"}
    asked = suzie.post("/bread/write/mail", data=wish)
    assert asked.status_code == 422
    assert "Did you mean suzie@hotmail.com?" in asked.text
    assert rows(served, "mailed_letters") == []
    told = suzie.post("/bread/write/mail", data={**wish, "asked": "suzie@hotmial.com"})
    assert "is on its way to suzie@hotmial.com." in told.text


@pytest.mark.slow
def test_a_second_letter_has_its_own_text(suzie: httpx.Client) -> None:
    assert "Write a second letter" in suzie.get("/bread/write/again").text
    again = {**LETTER, "again": "yes", "first_sent": "2026-11-20"}
    asked = suzie.post("/bread/write", data=again)
    assert 'name="first_sent" value="2026-11-20"' in asked.text
    pdf = suzie.post("/bread/write/letter.pdf", data=again)
    assert "I wrote to you on 20 November 2026 about “Bread”" in text_of(pdf.content)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Enter your full name"),
        ("name", "x" * 500, "Enter your full name"),
        ("address", "x\n" * 9, "Enter your address in at most 7 lines of 100 characters"),
        ("address", "x" * 200, "Enter your address in at most 7 lines of 100 characters"),
        ("email", "nobody", "Enter an email address like name@example.org, or leave it out"),
        ("personal", "x" * 20_000, "Shorten your own words to 3,000 characters, as plain text"),
        ("asks", "nothing", "Choose a request from the list"),
    ],
)
def test_a_mistake_is_named_once_at_its_field_and_the_rest_is_kept(
    served: Served, suzie: httpx.Client, field: str, typed: str, says: str
) -> None:
    answer = suzie.post("/bread/write/ready", data={**LETTER, field: typed})
    assert answer.status_code == 422
    assert answer.text.count(f'<a href="#{field}">{says}</a>') == 1
    assert answer.text.count('<li><a href="#') == 1
    kept = "name" if field != "name" else "personal"
    assert LETTER[kept] in answer.text
    assert rows(served, "letter_counts") == []


@pytest.mark.slow
def test_a_form_larger_than_any_letter_is_refused_with_one_page(suzie: httpx.Client) -> None:
    answer = suzie.post("/bread/write/ready", data={**LETTER, "personal": "x" * 100_000})
    assert answer.status_code == 413
    assert "What was sent is too large." in answer.text


@pytest.mark.slow
def test_an_address_that_does_not_fit_the_sheet_is_said_at_its_field(suzie: httpx.Client) -> None:
    address = "\n".join(f"{number} " + "W" * 95 for number in range(7))
    answer = suzie.post("/bread/write/letter.pdf", data={**LETTER, "address": address})
    assert answer.status_code == 422
    assert '<a href="#address">Your address is too long for the sheet.' in answer.text


@pytest.mark.slow
def test_whatever_is_typed_stays_text_on_the_page_in_the_frame_and_on_paper(
    suzie: httpx.Client,
) -> None:
    for typed in HOSTILE:
        name = f"Suzie {typed}"
        hostile = {**LETTER, "personal": typed, "address": typed, "name": name}
        for path in ("edit", "ready", "preview"):
            html = suzie.post(f"/bread/write/{path}", data=hostile).text
            assert "<script>alert" not in html
            assert "<img src=x" not in html
            assert "<h1>owned" not in html
            assert "62615533" not in html
        pdf = suzie.post("/bread/write/letter.pdf", data=hostile)
        assert pdf.headers["content-type"] == "application/pdf"
        assert "".join(typed.split()).translate(PRINTED) in _printed(pdf.content)


def _printed(pdf: bytes) -> str:
    """What a PDF says, without spaces; marks as they are typed."""
    return "".join(text_of(pdf).split()).translate(PRINTED)


@pytest.mark.slow
@pytest.mark.parametrize("field", ["postcode", "area", "to", "again", "first_sent", "place", "who"])
def test_hidden_fields_that_were_changed_do_no_harm(suzie: httpx.Client, field: str) -> None:
    for typed in HOSTILE:
        for path in ("", "/edit", "/ready", "/preview", "/letter.pdf"):
            answer = suzie.post(f"/bread/write{path}", data={**LETTER, field: typed})
            assert answer.status_code < 500
            if "html" in answer.headers["content-type"]:
                assert "<script>alert" not in answer.text
                assert "<img src=x" not in answer.text


@pytest.mark.slow
@pytest.mark.parametrize("path", ["edit", "ready", "letter.pdf", "letter.eml", "reminder.ics"])
def test_a_page_in_the_middle_that_is_opened_again_leads_to_the_beginning(
    suzie: httpx.Client, path: str
) -> None:
    answer = suzie.get(f"/bread/write/{path}?language=cy")
    assert answer.url.path == "/bread/write"
    assert 'lang="cy"' in answer.text


@pytest.mark.slow
def test_letters_are_not_written_before_a_campaign_opens_or_for_none(
    served: Served, suzie: httpx.Client
) -> None:
    assert suzie.get("/cake/write").status_code == 404
    served.clock.moment -= timedelta(days=30)
    assert suzie.get("/bread/write").url.path == "/bread"
    assert suzie.post("/bread/write", data={"postcode": "LE93 1AA"}).url.path == "/bread"


def test_another_site_cannot_write_for_a_visitor(served: Served) -> None:
    with served.visitor(**{"Sec-Fetch-Site": "cross-site"}) as suzie:
        assert suzie.post("/bread/write/ready", data=LETTER).status_code == 403
    assert rows(served, "letter_counts") == []


@pytest.mark.parametrize(
    ("personal", "says"),
    [
        ("", "This is still the letter that everybody gets. A sentence or two of your own helps"),
        (
            "I bake on Tuesdays.",
            "A good start: part of this letter is yours. More words of your own help most",
        ),
    ],
)
def test_the_closeness_of_a_letter_encourages(
    suzie: httpx.Client, personal: str, says: str
) -> None:
    page = suzie.post("/bread/write/ready", data={**LETTER, "personal": personal}).text
    assert says in page
