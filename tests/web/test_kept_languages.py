"""Another language shows the same page again, with what was typed, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from campaigner.store.database import opened
from petitioners import link_in, mails_in, write_mails
from web_visitors import SIGNING, Served

LETTER = {"postcode": "LE93 1AA", "language": "en"}


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>([^<]*)</h1>", page)
    assert found
    return found[1]


def mailed(served: Served, kind: str) -> str:
    folder = served.workspace.root / "mail"
    with opened(served.workspace.database_path) as database:
        write_mails(database, served.workspace, folder, int(served.clock().timestamp()))
    return "/" + link_in(mails_in(folder)[-1], kind).split("/", 3)[3]


@pytest.mark.slow
def test_a_form_with_mistakes_is_read_in_welsh_without_a_script(
    served: Served, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}/bread")
    page.get_by_label("Your full name").fill("Suzie Specimen")
    page.locator("#agreed").check()
    page.get_by_role("button", name="Sign this petition").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bara")
    expect(page.get_by_label("Eich enw llawn")).to_have_value("Suzie Specimen")
    expect(page.locator("#agreed")).to_be_checked()
    context.close()


def test_asking_for_another_language_signs_nothing(served: Served) -> None:
    with served.visitor() as suzie:
        page = suzie.post("/bread", data={**SIGNING, "show_in": "cy"})
    assert page.url.path == "/bread"
    assert '<html lang="cy"' in page.text
    assert 'value="suzie@example.org"' in page.text
    with opened(served.workspace.database_path) as database:
        (held,) = database.execute("SELECT count(*) FROM signatures").fetchone()
    assert held == 0


def test_who_confirms_in_welsh_is_thanked_in_welsh(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=SIGNING)
        page = suzie.get(mailed(served, "confirm"))
        assert 'href="/confirm?language=cy"' in page.text
        welsh = suzie.get("/confirm?language=cy").text
        assert heading(welsh) == "Cadarnhau eich llofnod"
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', welsh))
        thanked = suzie.post("/confirm", data=fields)
        assert thanked.url.params["language"] == "cy"
        assert heading(thanked.text) == "Diolch, Suzie Specimen"
        assert heading(suzie.get(mailed(served, "withdraw") + "?language=cy").text)
        withdrawn = suzie.post("/withdraw", data={"language": "cy"})
        assert '<html lang="cy"' in withdrawn.text


def test_a_link_that_is_refused_can_be_read_in_welsh(served: Served) -> None:
    with served.visitor() as suzie:
        suzie.get("/confirm/nothing")
        assert '<html lang="cy"' in suzie.get("/confirm?language=cy").text


@pytest.mark.parametrize(
    ("path", "welsh"),
    [
        ("/bread/write/edit", "Eich llythyr at Ada Specimen AS"),
        ("/bread/write/ready", "Mae eich llythyr yn barod"),
    ],
)
def test_a_letter_goes_on_in_another_language(served: Served, path: str, welsh: str) -> None:
    typed = {**LETTER, "name": "Suzie Specimen", "personal": "I bake bread."}
    with served.visitor() as suzie:
        english = suzie.post(path, data=typed).text
        assert 'name="show_in" value="cy"' in english
        page = suzie.post(path, data={**typed, "show_in": "cy"}).text
    assert heading(page) == welsh
    assert "I bake bread." in page


def test_the_search_for_a_representative_keeps_what_was_typed(served: Served) -> None:
    with served.visitor() as suzie:
        page = suzie.post("/bread/write", data={"postcode": "nonsense", "show_in": "cy"}).text
    assert '<html lang="cy"' in page
    assert 'value="nonsense"' in page
