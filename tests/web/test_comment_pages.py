"""Names and comments on the pages: asked, carried along, shown once allowed, and stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser
from test_my_data_pages import link_mailed, see

from barriers import barriers
from campaigner.opening import opened_workspace
from campaigner.petitions.moderation.comments import comments_of, decide
from campaigner.petitions.opening import open_petition
from campaigner.store.database import opened
from campaigner.vocabulary.signatures import CommentState
from web_visitors import SIGNING, Served

SCRIPT = "<script>alert(1)</script>\n\n{{ 7*7 }} & “so”"
FORM = {
    **SIGNING,
    "named": "yes",
    "comment": "I go short.",
    "pass_on": "yes",
}


@pytest.fixture
def showing(served: Served, bread: Path) -> Served:
    """The pages of a campaign that shows names and comments."""
    definition = bread / "campaign.toml"
    asked = '[petition]\nshow_names = true\ncomments = "shown"\n'
    text = definition.read_text("utf-8").replace("[petition]\n", asked, 1)
    definition.write_text(text, "utf-8")
    return served


@pytest.fixture
def suzie(showing: Served) -> Iterator[httpx.Client]:
    with showing.visitor() as visitor:
        yield visitor


def confirm(served: Served, visitor: httpx.Client) -> None:
    visitor.get(link_mailed(served, "confirm", "confirm"))
    visitor.post("/confirm")


def approve_all(served: Served) -> None:
    with opened_workspace(served.workspace, served.clock(), "olive") as here:
        petition = open_petition(here, "bread")
        waiting = comments_of(petition, CommentState.WAITING)
        decide(petition, approve=[int(str(each["comment"])) for each in waiting], refuse=())


def page(served: Served) -> str:
    """The campaign's page as anybody sees it some seconds later."""
    served.clock.moment = served.clock.moment.replace(second=(served.clock.moment.second + 1) % 60)
    with served.visitor() as anybody:
        return anybody.get("/bread").text


def test_a_campaign_that_does_not_ask_shows_no_such_question_and_keeps_nothing(
    served: Served,
) -> None:
    with served.visitor() as suzie:
        asked = suzie.get("/bread").text
        assert "Why are you signing?" not in asked
        assert "show my name" not in asked
        assert suzie.post("/bread", data=FORM).url.path == "/bread/inbox"
    with opened(served.workspace.database_path) as database:
        for table in ("comments", "shown_names"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_suzie_is_seen_with_her_words_once_an_organiser_has_read_them(
    showing: Served, suzie: httpx.Client
) -> None:
    form = suzie.get("/bread").text
    assert "Why are you signing? (optional)" in form
    assert 'name="named" value="yes">' in form  # nothing is ticked beforehand
    suzie.post("/bread", data={**FORM, "comment": SCRIPT})
    assert "Suzie" not in page(showing)
    confirm(showing, suzie)
    shown = page(showing)
    assert "<li>Suzie Specimen</li>" in shown
    assert "alert(1)" not in shown
    approve_all(showing)
    shown = page(showing)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n\n{{ 7*7 }} &amp; “so”" in shown
    assert "<script>alert" not in shown


def test_a_comment_without_a_yes_or_too_long_comes_back_with_all_that_was_typed(
    suzie: httpx.Client,
) -> None:
    alone = suzie.post("/bread", data={key: FORM[key] for key in FORM if key != "pass_on"})
    assert alone.status_code == 422
    assert '<a href="#pass_on">Tick the box under your comment' in alone.text
    assert "I go short.</textarea>" in alone.text
    long = suzie.post("/bread", data={**FORM, "comment": "x" * 501})
    assert '<a href="#comment">Shorten your comment to 500 characters' in long.text
    assert 'name="pass_on" value="yes" checked' in long.text


def test_an_address_that_is_changed_takes_the_longest_comment_along(
    showing: Served, suzie: httpx.Client
) -> None:
    longest = "\U0001f35e字" * 250
    inbox = suzie.post("/bread", data={**FORM, "comment": longest})
    assert inbox.url.path == "/bread/inbox"  # the browser has kept it
    assert f'name="comment" value="{longest}"' in inbox.text
    assert 'name="named" value="yes"' in inbox.text
    assert max(len(each) for each in inbox.history[0].headers.get_list("set-cookie")) < 4096


def test_suzie_changes_and_deletes_her_comment_with_her_data(
    showing: Served, suzie: httpx.Client
) -> None:
    suzie.post("/bread", data=FORM)
    confirm(showing, suzie)
    approve_all(showing)
    held = see(showing, suzie).text
    assert "I go short." in held
    assert "Approved: it may be passed on" in held
    wrong = suzie.post("/my-data/comment", data={"signature": "1", "comment": "x" * 501})
    assert wrong.status_code == 422
    assert '<a href="#comment-1">Shorten your comment' in wrong.text
    changed = suzie.post("/my-data/comment", data={"signature": "1", "comment": "I went short."})
    assert "An organiser has not read it yet" in changed.text
    assert "go short" not in page(showing)
    gone = suzie.post(
        "/my-data/comment", data={"signature": "1", "comment": "I went short.", "delete": "yes"}
    )
    assert "went short" not in gone.text
    assert suzie.post("/my-data/comment", data={"signature": "1"}).status_code == 404
    assert "<li>Suzie Specimen</li>" in page(showing)
    suzie.post("/my-data/stop", data={"key": "bread/name"})
    assert "Suzie" not in page(showing)


def test_suzie_stops_what_she_allowed_by_the_link_to_withdraw_and_still_counts(
    showing: Served, suzie: httpx.Client
) -> None:
    suzie.post("/bread", data={**FORM, "letter": "yes"})
    confirm(showing, suzie)
    approve_all(showing)
    asked = suzie.get(link_mailed(showing, "counted", "withdraw"))
    assert "Or keep your signature" in asked.text
    assert "A comment that you stop is deleted." in asked.text
    for key in ("bread/name", "bread/comment", "bread/letter"):
        assert f'value="{key}"' in asked.text
    left = suzie.post("/withdraw/stop", data={"key": ["bread/name", "bread/comment"]})
    assert "Stopped." in left.text
    assert 'value="bread/name"' not in left.text
    assert 'value="bread/letter"' in left.text
    shown = page(showing)
    assert "Suzie" not in shown
    assert "I go short." not in shown
    assert "1</b>" in shown
    suzie.post("/withdraw", data={"stop": "yes"})
    with opened(showing.workspace.database_path) as database:
        stopped = database.execute("SELECT stopped_at FROM letter_consents").fetchone()[0]
        assert stopped is not None
        assert database.execute("SELECT state FROM signatures").fetchone()[0] == "withdrawn"
    again = suzie.get("/withdraw/stop")
    assert again.status_code == 200
    assert "Your signature is withdrawn" in again.text


def test_who_withdraws_with_everything_leaves_what_another_of_the_household_said(
    showing: Served, suzie: httpx.Client
) -> None:
    suzie.post("/bread", data=FORM)
    confirm(showing, suzie)
    showing.clock.moment = showing.clock.moment.replace(minute=30)
    suzie.post("/bread", data={**FORM, "name": "Sam Specimen", "comment": "So do I."})
    confirm(showing, suzie)
    approve_all(showing)
    assert "So do I." in page(showing)
    suzie.get(link_mailed(showing, "counted", "withdraw"))
    suzie.post("/withdraw", data={"stop": "yes"})
    left = page(showing)
    assert "Suzie Specimen" in left
    assert "I go short." in left
    assert "Sam Specimen" not in left
    assert "So do I." not in left


def test_nobody_stops_anything_without_the_link(showing: Served, suzie: httpx.Client) -> None:
    suzie.post("/bread", data=FORM)
    confirm(showing, suzie)
    with showing.visitor() as stranger:
        assert stranger.post("/withdraw/stop", data={"key": "bread/name"}).status_code == 410
        assert stranger.get("/withdraw/stop").status_code == 410
    assert "<li>Suzie Specimen</li>" in page(showing)


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("language", ["en", "cy"])
def test_pages_with_names_and_comments_have_no_barrier(
    showing: Served, suzie: httpx.Client, browser: Browser, language: str
) -> None:
    suzie.post("/bread", data={**FORM, "letter": "yes", "language": language})
    confirm(showing, suzie)
    approve_all(showing)
    phone = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    link = link_mailed(showing, "counted", "withdraw")
    for path in (f"/bread?language={language}", link):
        phone.goto(f"{showing.address}{path}")
        assert barriers(phone) == [], path
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, path
    phone.context.close()


def test_stopping_a_comment_says_that_it_is_deleted(showing: Served, suzie: httpx.Client) -> None:
    suzie.post("/bread", data=FORM)
    confirm(showing, suzie)
    assert "Stop this, and delete my comment" in see(showing, suzie).text
