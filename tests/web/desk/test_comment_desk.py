"""Omar reads comments at the desk, approves and refuses them, and takes that back."""

from __future__ import annotations

import re

import httpx
import pytest

from campaigner.petitions.moderation import reading_comments
from campaigner.petitions.moderation.comments import voices
from campaigner.petitions.opening import open_petition
from campaigner.petitions.own_changes import change_comment
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, opened_here
from petitioners import new_token

HOME = "/desk/campaigns/bread/comments"
SCRIPT = "<script>alert(1)</script>\n\n{{ 7*7 }} & “so”"


def writes(at_desk: Desk, name: str, text: str) -> None:
    """Somebody signs with a comment, and confirms."""
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread")
        email = f"{name.split()[0].lower()}@example.org"
        form = SigningForm(name, email, "LE93 1AA", named=True, comment=text, pass_on=True)
        made = apply(petition, form)
        assert isinstance(made, Signed)
        confirm(here, new_token(petition.database, made.signature, petition.now))


def shown(at_desk: Desk) -> list[str]:
    """The comments that the campaign's page shows."""
    with opened_here(at_desk.served) as here:
        return [each.text for each in voices(open_petition(here, "bread")).comments]


def texts(page: httpx.Response) -> list[str]:
    return re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page.text, re.DOTALL)


@pytest.fixture
def omar(at_desk: Desk) -> httpx.Client:
    """A moderator of a campaign that shows comments; Suzie and Zoë wrote one each."""
    definition = at_desk.served.workspace.campaigns_folder / "bread" / "campaign.toml"
    asked = '[petition]\nshow_names = true\ncomments = "shown"\n'
    text = definition.read_text("utf-8").replace("[petition]\n", asked, 1)
    definition.write_text(text, "utf-8")
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    writes(at_desk, "Suzie Specimen", "I go short.")
    writes(at_desk, "Zoe Sample", SCRIPT)
    return omar


def test_omar_reads_the_oldest_first_and_decides_about_several_at_once(
    omar: httpx.Client, at_desk: Desk
) -> None:
    page = omar.get(HOME)
    assert heading(page) == "Comments to read"
    assert [text[:8] for text in texts(page)] == ["I go sho", "&lt;scri"]
    assert "Suzie Specimen" in page.text
    assert "Sampleton North" in page.text
    assert shown(at_desk) == []
    done = omar.post(HOME, data={"comment-1": "approved", "comment-2": "refused"})
    assert "Approved: 1. Refused: 1." in " ".join(done.text.split())
    assert "You have read everything." in done.text
    assert shown(at_desk) == ["I go short."]
    assert texts(omar.get(f"{HOME}/approved")) == ["I go short."]
    assert len(texts(omar.get(f"{HOME}/refused"))) == 1


def test_omar_takes_back_what_he_has_just_decided(omar: httpx.Client, at_desk: Desk) -> None:
    done = omar.post(HOME, data={"comment-1": "approved", "comment-2": "approved"})
    numbers = re.findall(r'name="comment" value="(\d+)"', done.text)
    assert numbers == ["1", "2"]
    back = omar.post(f"{HOME}/take-back", data={"comment": numbers})
    assert "2 comments wait again." in back.text
    assert len(texts(back)) == 2
    assert shown(at_desk) == []


def test_omar_takes_back_an_older_decision_where_it_stands(
    omar: httpx.Client, at_desk: Desk
) -> None:
    omar.post(HOME, data={"comment-1": "approved"})
    back = omar.post(f"{HOME}/take-back", data={"comment": "1"})
    assert "1 comment waits again." in back.text
    assert "No comment is approved." in omar.get(f"{HOME}/approved").text


def test_what_its_author_changes_meanwhile_is_not_decided_and_nothing_else_either(
    omar: httpx.Client, at_desk: Desk
) -> None:
    with opened_here(at_desk.served) as here:
        change_comment(here, "suzie@example.org", 1, "I went short.")
    answer = omar.post(HOME, data={"comment-1": "approved", "comment-2": "approved"})
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.text
    assert re.search(r'id="comment-2" name="comment-2" value="approved" checked', answer.text)
    assert shown(at_desk) == []


@pytest.mark.parametrize("data", [{}, {"comment-1": ""}, {"comment-x": "approved"}])
def test_omar_is_told_that_he_has_chosen_nothing(omar: httpx.Client, data: dict[str, str]) -> None:
    answer = omar.post(HOME, data=data)
    assert answer.status_code == 422
    assert '<a href="#comment-1">Approve or refuse one comment or more' in answer.text


def test_a_comment_that_is_a_script_is_text(omar: httpx.Client) -> None:
    page = omar.get(HOME)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n\n{{ 7*7 }} &amp; “so”" in page.text


def test_omar_turns_the_pages_of_many(
    omar: httpx.Client, at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(at_desk, "Sam Specimen", "So do I.")
    monkeypatch.setattr(reading_comments.read_comments, "__defaults__", (0, 2))
    first = omar.get(HOME)
    assert len(texts(first)) == 2
    second = omar.get(f"{HOME}?beyond=2")
    assert texts(second) == ["So do I."]
    assert "To the first page" in second.text
    omar.post(HOME, data={f"comment-{number}": "approved" for number in (1, 2, 3)})
    newest = omar.get(f"{HOME}/approved")
    assert texts(newest)[0] == "So do I."
    assert texts(omar.get(f"{HOME}/approved?beyond=2")) == ["I go short."]
    for made_up in ("x", "-1", "9" * 18):
        assert omar.get(f"{HOME}?beyond={made_up}&decided=1,x&back=y").status_code == 200


def test_a_campaign_that_does_not_ask_says_so(at_desk: Desk) -> None:
    page = at_desk.logged_in(AccountRole.MODERATOR).get(HOME)
    assert "This campaign does not ask for comments." in page.text


def test_what_needs_a_look_leads_to_the_comments(omar: httpx.Client) -> None:
    assert f'href="{HOME}"' in omar.get("/desk/campaigns/bread").text.partition("<main")[2]


def test_welsh(omar: httpx.Client) -> None:
    assert heading(omar.get(f"{HOME}?language=cy")) == "Sylwadau i’w darllen"
