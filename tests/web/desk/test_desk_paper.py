"""Paper at the desk: sheets printed, typed up by one person or two, compared and counted."""

from __future__ import annotations

import io
import re
from functools import partial

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from campaigner.petitions.opening import open_petition
from campaigner.petitions.paper.register import batches, on_the_desk
from campaigner.store import paper_sheets
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, arrive, desk_words, heading, opened_here, sheets_made, words_of

PAPER = "/desk/campaigns/bread/paper"
ID = "22222-2"
SHEET = f"{PAPER}/sheets/{ID}"
UMA = "uma"


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people type each sheet."""
    monkeypatch.setenv("CAMPAIGNER_DESK__TYPED_TWICE", "true")


def typed(*lines: tuple[str, str], act: str = "finish", **more: str) -> dict[str, str]:
    """What the form sends for lines of name and postcode; all are signed."""
    form = {"act": act}
    for at, (name, postcode) in enumerate(lines, 1):
        form |= {f"name-{at}": name, f"postcode-{at}": postcode, f"email-{at}": ""}
        form[f"signature-{at}"] = "yes"
    return form | more


ANA, BEA = ("Ana Sample", "LE93 1AA"), ("Bea Sample", '"')


def names(at_desk: Desk) -> list[str]:
    with opened_here(at_desk.served) as here:
        return [row[0] for row in here.database.execute("SELECT name FROM signatures ORDER BY id")]


def test_a_typist_prints_sheets_and_types_one_up(at_desk: Desk) -> None:
    tom = at_desk.logged_in(AccountRole.TYPIST)
    assert "No sheets have been made" in tom.get(PAPER).text
    answer = tom.post(f"{PAPER}/print", data={"count": "2", "kind": "ten", "source": "paper"})
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread")
        (batch,) = batches(petition)
        one, _ = sorted(paper_sheets.sheets_of(here.database.conn, petition.petition.id))
    assert (batch.sheets, batch.back) == (2, 0)

    form = tom.post(f"{PAPER}/find", data={"sheet": one.lower().replace("-", " ")})
    assert heading(form) == f"Sheet {one}"
    assert form.text.count("<tr") == 1 + 10
    done = tom.post(form.url.path, data=typed(ANA, BEA))
    assert heading(done) == f"Sheet {one} is counted"
    assert "2 signatures that are held stand on it" in words_of(done)
    assert "1 / 2" in words_of(tom.get(PAPER))
    assert "Typed up" in tom.get(f"{PAPER}/batches/{batch.made_at}").text
    assert heading(tom.post(form.url.path, data=typed(ANA))) == f"Sheet {one} is counted"
    assert names(at_desk) == ["Ana Sample", "Bea Sample"]


def test_what_is_wrong_stands_beside_its_line_and_nothing_typed_is_lost(at_desk: Desk) -> None:
    sheets_made(at_desk, ID)
    tom = at_desk.logged_in(AccountRole.TYPIST)
    answer = tom.post(SHEET, data=typed(ANA, ("", "LE93"), ("<script>x</script>", "LE93 1AA")))
    assert answer.status_code == 422
    assert 'id="name-2-error">Enter the full name<' in answer.text
    assert 'id="postcode-2-error">Enter a full postcode' in answer.text
    assert "<script>x" not in answer.text
    again = tom.get(SHEET)
    assert 'value="Ana Sample"' in again.text
    assert "Sampleton" in words_of(again)
    assert names(at_desk) == []


def test_an_area_is_told_to_the_script_and_no_postcode_is_in_an_address(at_desk: Desk) -> None:
    tom = at_desk.logged_in(AccountRole.TYPIST)
    said = [
        tom.post(f"{PAPER}/area", data={"postcode": each}).json()["area"]
        for each in ("le931aa", "nowhere", "ZE1 0AA")
    ]
    assert said[0]
    assert said[1:] == ["", ""]
    assert tom.get(f"{PAPER}/area", params={"postcode": "LE93 1AA"}).status_code == 405


@pytest.mark.usefixtures("twice")
def test_two_typists_enter_a_sheet_that_differs_in_one_line(at_desk: Desk) -> None:
    sheets_made(at_desk, ID)
    tom = at_desk.logged_in(AccountRole.TYPIST)
    uma = at_desk.logged_in(AccountRole.TYPIST, name=UMA)
    vic = at_desk.logged_in(AccountRole.TYPIST, name="vic")
    waits = tom.post(SHEET, data=typed(ANA, BEA))
    assert "a second person types it next" in heading(waits)
    assert "Ana" not in uma.get(SHEET).text
    assert "Ana" not in uma.get(PAPER).text
    differs = uma.post(SHEET, data=typed(ANA, ("Bea Simple", "LE93 1AA")))
    assert "two people typed it differently" in heading(differs)
    assert names(at_desk) == []
    for typist in (tom, uma):
        assert typist.get(f"{SHEET}/decide").status_code == 403
        assert typist.post(f"{SHEET}/decide", data={"choice-2": "first"}).status_code == 403
        assert "Decide" not in words_of(typist.get(SHEET))

    page = vic.get(f"{SHEET}/decide")
    assert "one of its lines" in words_of(page)
    assert "<mark>Bea Simple</mark>" in page.text
    assert "Ana Sample" not in page.text
    missing = vic.post(f"{SHEET}/decide", data={"choice-1": "first"})
    assert missing.status_code == 422
    assert "Choose what counts on this line" in missing.text
    done = vic.post(f"{SHEET}/decide", data={"choice-2": "second"})
    assert heading(done) == f"Sheet {ID} is counted"
    assert names(at_desk) == ["Ana Sample", "Bea Simple"]
    assert vic.get(f"{SHEET}/decide").url.path == SHEET


@pytest.mark.usefixtures("twice")
def test_a_moderator_decides_and_corrects_what_both_misread(at_desk: Desk) -> None:
    sheets_made(at_desk, ID)
    for name in ("typist", UMA):
        at_desk.logged_in(AccountRole.TYPIST, name=name).post(SHEET, data=typed((name, ANA[1])))
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert f"{SHEET}/decide" in omar.get(PAPER).text
    wrong = {"choice-1": "typed", "name-1": "", "postcode-1": "x"}
    answer = omar.post(f"{SHEET}/decide", data=wrong)
    assert answer.status_code == 422
    assert 'id="postcode-1-error"' in answer.text
    right = {"choice-1": "typed", "name-1": "Una", "postcode-1": "LE93 1AA", "signature-1": "yes"}
    assert "is counted" in heading(omar.post(f"{SHEET}/decide", data=right))
    assert names(at_desk) == ["Una"]


@pytest.mark.usefixtures("twice")
def test_another_typists_draft_is_shown_to_nobody_else(at_desk: Desk) -> None:
    sheets_made(at_desk, ID)
    tom = at_desk.logged_in(AccountRole.TYPIST)
    tom.post(SHEET, data=typed(ANA, act="save"))
    assert "Ana Sample" in tom.get(SHEET).text
    for role, name in ((AccountRole.TYPIST, UMA), (AccountRole.MODERATOR, "omar")):
        other = at_desk.logged_in(role, name=name)
        for path in (PAPER, SHEET, f"{SHEET}/decide"):
            assert "Ana" not in other.get(path).text
        other.post(f"{SHEET}/change")
        other.post(SHEET, data=typed(("Zed", "LE93 1AA"), act="save"))
    assert "Ana Sample" in tom.get(SHEET).text
    with opened_here(at_desk.served, "organiser 99") as here:
        assert on_the_desk(open_petition(here, "bread")).drafts == ()


@pytest.mark.parametrize("path", ["sheets/33333-H", "sheets/x", "sheets/33333-H/decide"])
def test_a_sheet_of_another_campaign_is_not_there(at_desk: Desk, path: str) -> None:
    sheets_made(at_desk, ID)
    tom = at_desk.logged_in(AccountRole.TYPIST)
    assert tom.get(f"{PAPER}/{path}").status_code == 404
    assert tom.post(f"{PAPER}/{path}", data=typed(ANA)).status_code == 404
    found = tom.post(f"{PAPER}/find", data={"sheet": "33333-H"})
    assert "No sheet of this id was made for this campaign" in found.text


def test_typists_see_nothing_but_paper(at_desk: Desk) -> None:
    tom = at_desk.logged_in(AccountRole.TYPIST)
    menu = tom.get(PAPER).text.partition('id="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="(/desk/campaigns[^"]*)"', menu) == [PAPER]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"count": "0", "kind": "ten"}, "Enter a number from 1 to 100"),
        ({"count": "101", "kind": "ten"}, "Enter a number from 1 to 100"),
        ({"count": "1", "kind": "gold"}, "Choose a design"),
        ({"count": "1", "kind": "ten", "language": "fr"}, "Choose one of the campaign’s languages"),
        ({"count": "1", "kind": "ten", "source": "nobody"}, "Choose a source"),
        (
            {"count": "1", "kind": "large", "language": "en", "beside": "cy"},
            "room for one language",
        ),
    ],
)
def test_sheets_that_cannot_be_printed_say_why(
    at_desk: Desk, form: dict[str, str], said: str
) -> None:
    tom = at_desk.logged_in(AccountRole.TYPIST)
    answer = tom.post(f"{PAPER}/print", data={"source": "paper", **form})
    assert answer.status_code == 422
    assert said in answer.text


def test_sheets_of_a_house_ask_for_what_it_does(at_desk: Desk) -> None:
    sheets_made(at_desk, f"{ID}/top", venue="commons")
    tom = at_desk.logged_in(AccountRole.TYPIST)
    form = tom.post(f"{PAPER}/find", data={"sheet": f"{ID}/top"})
    assert heading(form) == f"Sheet {ID}/top"
    assert 'name="address-1"' in form.text
    assert 'name="email-1"' not in form.text
    more = {"address-1": "yes", "form-1": "yes"}
    tom.post(form.url.path, data=typed(ANA, ("Bea Sample", "LE93 1AA"), **more))
    with opened_here(at_desk.served) as here:
        rows = here.database.execute("SELECT commons, address_seen FROM signatures ORDER BY line")
        assert [tuple(row) for row in rows] == [(1, 1), (0, 0)]


def test_a_photograph_is_shown_beside_the_form_and_nothing_else_is_taken(at_desk: Desk) -> None:
    sheets_made(at_desk, ID)
    tom = at_desk.logged_in(AccountRole.TYPIST)
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(written, "JPEG")
    photograph = {"picture": ("IMG_1.jpg", written.getvalue(), "image/jpeg")}
    assert tom.get(f"{SHEET}/picture").status_code == 404
    assert f'src="{SHEET}/picture"' in tom.post(f"{SHEET}/picture", files=photograph).text
    seen = tom.get(f"{SHEET}/picture")
    assert (seen.headers["Content-Type"], seen.headers["Cache-Control"]) == (
        "image/jpeg",
        "no-store",
    )
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert at_desk.visitor().get(f"{SHEET}/picture").url.path == "/desk/log-in"
    for content in (b"<svg onload='alert(1)'/>", b"\xff\xd8\xff<script>alert(1)</script>", b""):
        dressed = {"picture": ("IMG_2.jpg", content, "image/jpeg")}
        refused = tom.post(f"{SHEET}/picture", files=dressed)
        assert refused.status_code == 422
        assert 'id="picture-error"' in refused.text
    assert tom.get(f"{SHEET}/picture").content == seen.content
    tom.post(f"{SHEET}/picture/remove")
    assert tom.get(f"{SHEET}/picture").status_code == 404


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.usefixtures("twice")
def test_two_typists_enter_a_sheet_by_keyboard_one_of_them_in_welsh(
    at_desk: Desk, browser: Browser
) -> None:
    sheets_made(at_desk, ID)
    for name, language, second in (("typist", "en", "Bea Sample"), (UMA, "cy", "Bea Simple")):
        w = desk_words("paper", language)
        name_of, postcode_of = (
            partial(w["of_line"].format, field=w[field]) for field in ("name", "postcode")
        )
        context = browser.new_context()
        page = context.new_page()
        keys = page.keyboard
        arrive(page, at_desk, AccountRole.TYPIST, name=name, language=language)
        heading_ = page.get_by_role("heading", level=1)
        expect(heading_).to_have_text(desk_words("start", language)["heading"])
        page.goto(f"{at_desk.served.address}{PAPER}")
        expect(page.get_by_label(w["sheet_id"])).to_be_focused()
        keys.type(ID)
        keys.press("Enter")
        expect(page.get_by_label(name_of(number=1))).to_be_focused()
        for text in ("Ana Sample", "LE93 1AA", "", second):
            keys.type(text)
            keys.press("Enter")
        expect(page.get_by_label(postcode_of(number=2))).to_be_focused()
        expect(page.locator("output").first).not_to_be_empty()
        keys.type('"')
        keys.press("Enter")
        expect(page.get_by_label(postcode_of(number=2))).to_have_value("LE93 1AA")
        expect(page.locator("output").nth(1)).not_to_be_empty()
        keys.press("Enter")
        keys.press("Enter")  # an empty row: nobody else signed
        expect(page.get_by_role("button", name=w["finish"])).to_be_focused()
        keys.press("Enter")
        said = w["waits_heading"] if name == "typist" else w["differs_heading"]
        expect(heading_).to_have_text(said.format(sheet=ID))
        context.close()
    assert names(at_desk) == []
