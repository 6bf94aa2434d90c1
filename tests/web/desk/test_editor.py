"""An organiser makes and changes a campaign at the desk."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest

from campaigner.campaigns.loader import defined_campaign
from campaigner.editing.paper_shapes import PAPER_SHAPES
from campaigner.editing.parts import Part
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from campaigner.web.desk.editor import frames
from desk_people import Desk, heading, opened_here
from word_signers import confirms, signs

EDITOR = "/desk/campaigns/bread/editor"
PAGES = (
    *("", "/parts/about", "/lists/asks", "/parts/ask", "/parts/ask/bake", "/lists/facts"),
    *("/parts/fact", "/parts/fact/loaves", "/parts/citation/UDHR%2025(1)", "/lists/letter"),
    *("/parts/letter", "/texts/letter.en.md", "/texts/letter.en.md/shown", "/lists/variants"),
    *("/parts/variant", "/lists/petition", "/parts/petition", "/parts/threshold/10"),
    *("/lists/brief", "/texts/brief.cy.md", "/languages", "/history", "/texts/campaign.toml"),
    *(f"/lists/{section}" for section in ("partners", "events", "parliament")),
    *(f"/parts/{part}" for part in (Part.PARTNER, Part.EVENT, Part.AREA_FACT, *PAPER_SHAPES)),
)
_INPUT = re.compile(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"([^>]*)>')
_AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_SELECT = re.compile(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)


def fields(page: httpx.Response) -> dict[str, str]:
    """What the form of a page would send as it is."""
    found = {
        name: value
        for name, value, rest in _INPUT.findall(page.text)
        if 'type="checkbox"' not in page.text.partition(f'name="{name}"')[0][-60:]
    }
    found |= dict(_AREA.findall(page.text))
    for name, inner in _SELECT.findall(page.text):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    return {name: html.unescape(value) for name, value in found.items()}


def changed(visitor: httpx.Client, path: str, **typed: str) -> httpx.Response:
    """A form is looked at, changed and sent; “__” stands for a dot."""
    sent = fields(visitor.get(f"{EDITOR}{path}"))
    sent |= {name.replace("__", "."): text for name, text in typed.items()}
    return visitor.post(f"{EDITOR}{path}", data=sent)


def written(visitor: httpx.Client, file: str, text: str, **more: str) -> httpx.Response:
    """A text is opened, written and sent as a browser does."""
    sent = fields(visitor.get(f"{EDITOR}/texts/{file}")) | {"text": text} | more
    parts = {name: (None, value) for name, value in sent.items()}
    return visitor.post(f"{EDITOR}/texts/{file}", files=parts)


def folder(at_desk: Desk) -> Path:
    return at_desk.served.workspace.campaigns_folder / "bread"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_page_of_the_editor_is_there(at_desk: Desk, language: str) -> None:
    olive = at_desk.logged_in()
    answers = {path: olive.get(f"{EDITOR}{path}?language={language}").status_code for path in PAGES}
    assert answers == dict.fromkeys(PAGES, 200)


def test_a_campaign_is_started_from_nothing(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    assert heading(olive.get("/desk/new-campaign")) == "Start a campaign"
    page = olive.post("/desk/new-campaign", data={"title": "", "template": "new"})
    assert (page.status_code, "Enter a title." in page.text) == (422, True)
    page = olive.post(
        "/desk/new-campaign", data={"title": "Clean water", "template": "new", "languages": "en"}
    )
    assert page.url.path == "/desk/campaigns/clean-water/editor"
    assert "things are missing before it can open" in page.text
    assert at_desk.visitor().get("/clean-water").status_code == 404


def test_an_example_is_copied_not_changed(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    page = olive.get("/desk/campaigns/right-to-food/editor")
    assert "is an example" in page.text
    assert 'href="/desk/new-campaign?template=right-to-food"' in page.text
    for path in ("/lists/asks", "/parts/ask", "/languages", "/history"):
        page = olive.get(f"/desk/campaigns/right-to-food/editor{path}")
        assert page.url.path == "/desk/campaigns/right-to-food/editor"
    page = olive.post("/desk/campaigns/right-to-food/editor/parts/ask", data={"id": "x"})
    assert "is an example" in page.text
    assert olive.get("/desk/campaigns/right-to-food/editor/texts/letter.en.md").status_code == 404


def test_an_organiser_of_one_campaign_starts_no_other(at_desk: Desk) -> None:
    oscar = at_desk.logged_in(AccountRole.ORGANISER)
    assert oscar.get("/desk/new-campaign").status_code == 403
    assert oscar.get(EDITOR).status_code == 200
    assert oscar.get("/desk/campaigns/right-to-food/editor").status_code == 403


@pytest.mark.parametrize("role", [AccountRole.MODERATOR, AccountRole.TYPIST, AccountRole.AUDITOR])
def test_who_may_not_edit_changes_nothing(at_desk: Desk, role: AccountRole) -> None:
    somebody, before = at_desk.logged_in(role), (folder(at_desk) / "campaign.toml").read_bytes()
    for path in ("/parts/petition", "/parts/ask", "/texts/letter.en.md", "/languages", "/open"):
        data = {"text": "Evil.", "text.en": "Evil.", "add": "fr", "id": "evil"}
        assert somebody.post(f"{EDITOR}{path}", data=data).status_code == 403
    assert (folder(at_desk) / "campaign.toml").read_bytes() == before


def test_a_fact_is_changed_and_the_history_shows_the_words(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    page = changed(olive, "/parts/fact/loaves", text__en="Some have none.")
    assert (page.url.path, "Saved." in page.text) == (f"{EDITOR}/lists/facts", True)
    assert defined_campaign(folder(at_desk)).fact("loaves").text["en"] == "Some have none."
    page = olive.get(f"{EDITOR}/history")
    (number,) = re.findall(rf'href="{EDITOR}/history/(\d+)"', page.text)
    assert "Owner Sample" in page.text
    page = olive.get(f"{EDITOR}/history/{number}")
    assert ("<del>Many</del>" in page.text, "<ins>Some</ins>" in page.text) == (True, True)


def test_a_mistake_is_beside_its_field_and_what_was_typed_stays(at_desk: Desk) -> None:
    page = changed(at_desk.logged_in(), "/parts/fact/loaves", review_by="soon", source="Mine")
    assert page.status_code == 422
    assert 'id="review_by-error"' in page.text
    assert 'value="Mine"' in page.text
    assert 'href="#review_by"' in page.text


def test_a_text_has_its_mistakes_by_line_and_is_put_together_without_a_script(
    at_desk: Desk,
) -> None:
    olive = at_desk.logged_in()
    page = written(olive, "letter.en.md", "Dear.", put='{{ fact("loaves") }}')
    assert '{{ fact("loaves") }}' in fields(page)["text"]
    page = written(olive, "letter.en.md", "Dear.", do="look", words="food housing")
    assert "UDHR 25(1)" in page.text
    page = written(olive, "letter.en.md", "Dear.", put='{{ quote("UDHR 25(1)") }}')
    assert fields(page)["text"] == 'Dear.\n\n{{ quote("UDHR 25(1)") }}\n'
    page = written(olive, "letter.en.md", "One.\n\n{{ nonsense }}\n")
    assert (page.status_code, "Unknown name “nonsense”" in page.text) == (422, True)
    page = written(olive, "letter.en.md", '{{ quote("UDHR 25(1)") }}\n\n{{ asks() }}\n')
    assert "Saved." in page.text


def test_a_text_is_shown_as_it_is_typed_in_a_frame_that_runs_nothing(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    address = f"{EDITOR}/texts/letter.en.md/shown"
    text = "<script>alert(1)</script> *Words*\n"
    answer = olive.post(address, files={"text": (None, text)})
    assert "<em>Words</em>" in answer.text
    assert "<script>alert" not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "script-src" in policy) == (True, False)
    answer = olive.post(address, files={"text": (None, "{{ ''.__class__ }}")})
    assert "cannot be shown yet" in answer.text


@pytest.mark.parametrize("file", ["..%2Fcampaign.toml", ".env", "lines.en.md", "x.html.j2"])
def test_no_other_file_is_read_or_written(at_desk: Desk, file: str) -> None:
    olive = at_desk.logged_in()
    assert olive.get(f"{EDITOR}/texts/{file}").status_code == 404
    assert olive.post(f"{EDITOR}/texts/{file}", data={"text": "Evil."}).status_code == 404


def test_two_editors_lose_nothing(at_desk: Desk) -> None:
    olive, oscar = at_desk.logged_in(), at_desk.logged_in(AccountRole.ORGANISER)
    opened = fields(olive.get(f"{EDITOR}/parts/fact/loaves"))
    changed(oscar, "/parts/fact/loaves", source="Oscar's")
    page = olive.post(f"{EDITOR}/parts/fact/loaves", data=opened | {"source": "Olive's"})
    assert "Somebody else changed this" in page.text
    assert ("Oscar&#39;s" in page.text, "Olive&#39;s" in page.text) == (True, True)
    page = olive.post(f"{EDITOR}/parts/fact/loaves", data=fields(page))
    assert defined_campaign(folder(at_desk)).fact("loaves").source == "Olive's"


def test_what_an_editor_types_is_never_markup(at_desk: Desk) -> None:
    olive, evil = at_desk.logged_in(), '"><script>alert(1)</script>{{ 7*7 }}'
    changed(olive, "/parts/fact/loaves", source=evil, text__en=evil, note=evil)
    for path in ("/lists/facts", "/parts/fact/loaves", "/history", "", "/texts/letter.en.md"):
        assert "<script>alert" not in olive.get(f"{EDITOR}{path}").text
    assert "<script>alert" not in at_desk.visitor().get("/bread").text


def test_a_definition_that_is_broken_outside_can_be_corrected_in_the_file(at_desk: Desk) -> None:
    olive, path = at_desk.logged_in(), folder(at_desk) / "campaign.toml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"title = \n{whole}", encoding="utf-8")
    assert "this is not valid TOML" in olive.get(EDITOR).text.replace("This", "this")
    assert olive.get(f"{EDITOR}/lists/facts").url.path == f"{EDITOR}/texts/campaign.toml"
    assert written(olive, "campaign.toml", whole).status_code == 200
    assert path.read_text(encoding="utf-8") == whole


def test_another_language_is_added_and_taken_away(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    changed(olive, "/parts/about", opens="2027-01-20")
    page = olive.post(f"{EDITOR}/languages", data={"add": "not a tag"})
    assert page.status_code == 422
    assert "Saved." in olive.post(f"{EDITOR}/languages", data={"add": "fr"}).text
    assert (folder(at_desk) / "letter.fr.md").exists()
    assert "Saved." in olive.post(f"{EDITOR}/languages", data={"remove": "fr"}).text
    assert not (folder(at_desk) / "letter.fr.md").exists()


def test_the_words_that_people_signed_are_changed_after_a_second_look(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread")
        confirms(petition, signs(petition, "Ana Sample"))
    page = changed(olive, "/parts/petition", text__en="We ask for good bread.")
    assert "This makes version 2" in page.text
    assert defined_campaign(folder(at_desk)).petition.text["en"] == "We ask for bread."
    page = olive.post(f"{EDITOR}/parts/petition", data=fields(page))
    assert "Saved." in page.text
    assert defined_campaign(folder(at_desk)).petition.text["en"] == "We ask for good bread."


def test_somebody_goes_back_to_what_it_was(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    for words in ("One.", "Two."):
        changed(olive, "/parts/ask/bake", text__en=words)
    page = olive.get(f"{EDITOR}/history")
    first = re.findall(rf'href="{EDITOR}/history/(\d+)"', page.text)[-1]
    assert "Saved." in olive.post(f"{EDITOR}/history/{first}").text
    assert defined_campaign(folder(at_desk)).asks[0].text["en"] == "One."
    assert olive.get(f"{EDITOR}/history/999999").status_code == 404


def test_previews_wait_for_their_turn_and_take_no_more_of_the_server(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    olive, address = at_desk.logged_in(), f"{EDITOR}/texts/letter.en.md/shown"
    monkeypatch.setattr(frames, "_PATIENCE", 0.01)
    for _ in range(frames.AT_ONCE):
        frames._turns.acquire()
    try:
        answer = olive.post(address, files={"text": (None, "Words.")})
        assert "Others are looking at previews" in answer.text
    finally:
        for _ in range(frames.AT_ONCE):
            frames._turns.release()
    answer = olive.post(address, files={"text": (None, "*Words.*")})
    assert "<em>Words.</em>" in answer.text


def test_a_letter_that_is_far_too_deep_is_refused_and_kept_in_the_form(at_desk: Desk) -> None:
    olive, before = at_desk.logged_in(), (folder(at_desk) / "letter.en.md").read_bytes()
    answer = written(olive, "letter.en.md", "{{ sender.name" + "|upper" * 5_000 + " }}")
    assert answer.status_code == 422
    assert "What is in curly brackets here cannot be read." in answer.text
    assert "|upper|upper" in answer.text
    assert (folder(at_desk) / "letter.en.md").read_bytes() == before


def test_a_language_comes_to_an_open_campaign_with_what_it_means_said_first(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread")
        confirms(petition, signs(petition, "Ana Sample"))
    page = olive.post(f"{EDITOR}/languages", data={"add": "French"})
    assert (page.url.path, heading(page)) == (f"{EDITOR}/languages/fr", "French, in preparation")
    assert "the words become version 2" in page.text
    assert "11 texts are still to write." in page.text
    assert at_desk.visitor().get("/bread?language=fr").text.count('lang="fr"') == 0
    typed = {name: "Pain." for name in fields(page) if name != "do"}
    assert "asks/bake/text" in typed
    page = olive.post(f"{EDITOR}/languages/fr", data={**typed, "do": "add"})
    assert "Some texts are not written yet." in page.text
    for file in ("letter", "brief"):
        at = f"{EDITOR}/languages/fr/{file}"
        assert "Saved." in olive.post(at, data={file: "{{ asks() }}", "do": "save"}).text
    page = olive.post(f"{EDITOR}/languages/fr", data={"title": "Du pain", "do": "add"})
    assert "Add it: version 2 of the words" in page.text
    page = olive.post(f"{EDITOR}/languages/fr", data={**fields(page), "do": "add"})
    assert (page.url.path, "Saved." in page.text) == (f"{EDITOR}/languages", True)
    assert defined_campaign(folder(at_desk)).title["fr"] == "Du pain"
    assert olive.get(f"{EDITOR}/languages/fr").status_code == 404
