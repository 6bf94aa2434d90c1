"""Signing on the pages: the form, the email, its link, and what can go wrong on the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from html import escape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from campaigner.opening import opened_workspace
from campaigner.outreach.sources import add_source
from campaigner.petitions.proof.receipts import parse_receipt
from campaigner.store.database import opened
from campaigner.vocabulary.signatures import SourceKind
from petitioners import link_in, mails_in, write_mails
from web_visitors import Served

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "le93 1aa",
    "language": "en",
    "agreed": "yes",
}


def link_mailed(served: Served) -> str:
    """The path of the one link that confirms, in the email that waits."""
    folder = served.workspace.root / "mail"
    with opened(served.workspace.database_path) as database:
        write_mails(database, served.workspace, folder)
    (mail,) = mails_in(folder)
    return urlsplit(link_in(mail)).path


def states(served: Served) -> list[str]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return [row[0] for row in connection.execute("SELECT state FROM signatures ORDER BY id")]


def test_a_supporter_signs_and_is_told_to_look_in_the_inbox(served: Served) -> None:
    with served.visitor() as suzie:
        answer = suzie.post("/bread", data=FORM)
    assert answer.status_code == 200
    assert answer.url.path == "/bread/inbox"
    assert "suzie@example.org" in answer.text
    assert "suzie" not in str(answer.url)
    assert states(served) == ["pending"]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Enter your full name"),
        ("email", "suzie@", "Enter an email address like name@example.org"),
        ("postcode", "SW1", "Enter a full postcode, like SW1A 0AA"),
        ("country", "Narnia", "Choose a country from the list"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_the_rest_is_kept(
    served: Served, field: str, typed: str, says: str
) -> None:
    with served.visitor() as suzie:
        answer = suzie.post("/bread", data={**FORM, field: typed})
    assert answer.status_code == 422
    assert "<title>Error: Bread</title>" in answer.text
    assert f'<a href="#{field}">{says}</a>' in answer.text
    assert f'id="{field}-error">{says}<' in answer.text
    assert FORM["name" if field != "name" else "email"] in answer.text
    assert states(served) == []


def emails(served: Served) -> list[str]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return [row[0] for row in connection.execute("SELECT email FROM signatures ORDER BY id")]


@pytest.mark.slow
def test_an_address_that_looks_mistyped_is_asked_about_once(served: Served) -> None:
    mistyped = {**FORM, "email": "suzie@gmial.com"}
    with served.visitor() as suzie:
        asked = suzie.post("/bread", data=mistyped)
        assert asked.status_code == 422
        assert "Did you mean suzie@gmail.com?" in asked.text
        assert '<a href="#email">Check your email address</a>' in asked.text
        assert emails(served) == []
        again = suzie.post("/bread", data={**mistyped, "asked": "suzie@gmial.com"})
    assert again.url.path == "/bread/inbox"
    assert emails(served) == ["suzie@gmial.com"]  # it may be right: she is not asked again


@pytest.mark.parametrize(
    ("email", "use", "kept"),
    [
        ("suzie@gmial.com", "suzie@gmail.com", ["suzie@gmail.com"]),
        ("suzie@gmial.com", "", ["suzie@gmial.com"]),
        ("suzie@example.org", "suzie@gmail.com", ["suzie@example.org"]),  # typed after all
        ("suzie@gmail.con", "suzie@gmail.com", []),  # nobody asked about this one
    ],
)
def test_people_choose_the_address_or_type_another(
    served: Served, email: str, use: str, kept: list[str]
) -> None:
    with served.visitor() as suzie:
        answered = {**FORM, "email": email, "asked": "suzie@gmial.com", "use": use}
        suzie.post("/bread", data=answered)
    assert emails(served) == kept


def test_the_question_about_an_address_comes_together_with_other_mistakes(served: Served) -> None:
    with served.visitor() as suzie:
        first = suzie.post("/bread", data={**FORM, "name": "", "email": "suzie@gmial.com"})
        assert "Enter your full name" in first.text
        assert "Did you mean suzie@gmail.com?" in first.text
        other = suzie.post("/bread", data={**FORM, "email": "suzie@gmail.con"})
        assert "Enter an email address like name@example.org" in other.text
        assert "Did you mean suzie@gmail.com?" in other.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Your signature counts in the total, but for no constituency."),
        ("cy", "Bydd eich llofnod yn cyfrif yn y cyfanswm"),
    ],
)
def test_who_signs_from_jersey_is_told_why_no_mp_counts_them(
    served: Served, language: str, says: str
) -> None:
    with served.visitor() as suzie:
        typed = {**FORM, "postcode": "JE2 3AB", "language": language}
        jersey, again = (suzie.post("/bread", data=typed).text for _ in range(2))
        home = suzie.post("/bread", data={**FORM, "language": language}).text
    assert "No MP is elected for Jersey: it is not part of the United Kingdom." in jersey
    assert says in jersey
    assert again == jersey
    assert 'class="notice"' not in home


@pytest.mark.slow
def test_who_signs_again_is_told_the_same(served: Served) -> None:
    with served.visitor() as suzie:
        first, second = (suzie.post("/bread", data=FORM) for _ in range(2))
    assert first.text == second.text
    assert states(served) == ["pending"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "counts_as"),
    [("amira", "amira"), (" AMIRA", "amira"), ("removed", "web"), ("<b>", "web"), ("paper", "web")],
)
def test_whoever_follows_a_link_signs_whether_its_source_is_still_known_or_not(
    served: Served, source: str, counts_as: str
) -> None:
    with opened_workspace(served.workspace, served.clock(), "olive") as here:
        add_source(here, "amira", SourceKind.AMBASSADOR, "Amira")
    with served.visitor() as suzie:
        page = suzie.get("/bread", params={"source": source})
        assert f'name="source" value="{escape(source)}"' in page.text
        answer = suzie.post("/bread", data={**FORM, "source": source})
    assert answer.url.path == "/bread/inbox"
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        assert connection.execute("SELECT source FROM signatures").fetchall() == [(counts_as,)]


def test_another_site_cannot_sign_for_a_visitor(served: Served) -> None:
    with served.visitor(**{"Sec-Fetch-Site": "cross-site"}) as suzie:
        assert suzie.post("/bread", data=FORM).status_code == 403
    assert states(served) == []


@pytest.mark.slow
def test_a_supporter_signs_on_a_phone_confirms_and_sees_the_count_rise(
    served: Served, browser: Browser
) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = phone.new_page()
    page.goto(f"{served.address}/bread")
    page.get_by_label("Your full name").fill("Suzie Specimen")
    page.get_by_role("textbox", name="Email address").fill("suzie@example.org")
    page.get_by_role("textbox", name="Postcode").fill("LE93 1AA")
    page.get_by_label("I agree that").check()
    page.get_by_role("button", name="Sign this petition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your inbox")
    page.goto(served.address + link_mailed(served))
    assert page.url == f"{served.address}/confirm"  # the token has left the address bar
    assert states(served) == ["pending"]  # and looking changes nothing
    page.get_by_role("button", name="Confirm my signature").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert states(served) == ["confirmed"]
    page.goto(f"{served.address}/bread")
    expect(page.locator(".count")).to_contain_text("1 person has signed")
    phone.close()


def test_who_confirmed_is_thanked_by_name_and_can_keep_a_receipt(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        suzie.get(link_mailed(served))
        thanks = suzie.post("/confirm")
        receipt = suzie.get("/bread/receipt")
    assert thanks.url.path == "/bread/thanks"
    assert "Thank you, Suzie Specimen" in thanks.text
    assert "Now write to Ada Specimen MP" in thanks.text
    assert "Sampleton North" not in thanks.text  # fewer have signed there than are published
    assert '<input type="hidden" name="postcode" value="LE93 1AA">' in thanks.text
    letter = {"postcode": "LE93 1AA", "name": "Suzie Specimen", "language": "en"}
    with served.visitor() as suzie:
        written = suzie.post("/bread/write", data=letter).text
    assert "Your letter to Ada Specimen MP" in written
    assert 'name="name" type="text" value="Suzie Specimen"' in written
    assert parse_receipt(receipt.text).campaign == "bread"
    with served.visitor() as stranger:
        assert stranger.get("/bread/receipt").status_code == 404


@pytest.mark.slow
def test_a_link_that_was_followed_before_says_so(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        link = link_mailed(served)
        suzie.get(link)
        suzie.post("/confirm")
        assert "You have confirmed your signature already" in suzie.get(link).text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "says"),
    [("/confirm/none", "Copy the whole link"), ("/confirm", "did not keep the link")],
)
def test_a_link_that_does_nothing_says_why(served: Served, path: str, says: str) -> None:
    with served.visitor() as suzie:
        answer = suzie.get(path)
    assert answer.status_code == 410
    assert says in answer.text


def test_whoever_confirms_sees_the_count_rise_at_once(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
        suzie.get(link_mailed(served))
        before = suzie.get("/bread").text
        suzie.post("/confirm")
        after = suzie.get("/bread").text
    assert "person has signed" not in before
    assert "person has signed" in after
