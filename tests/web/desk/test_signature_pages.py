"""Omar looks after signatures in the browser: finds them, takes a bot's out, takes it back."""

from __future__ import annotations

import re

import httpx
import pytest

from campaigner.petitions.counts.tally import standing
from campaigner.petitions.moderation import suspects as looking
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.desk import AccountRole
from campaigner.web.desk.signatures import finding
from desk_people import Desk, heading, hidden, opened_here
from petitioners import application, confirmed

HOME = "/desk/campaigns/bread/signatures"
PEOPLE = (("Siân O’Brien", "sian@example.org"), ("Zoë Sample", "zoe@example.org"))


@pytest.fixture
def omar(at_desk: Desk) -> httpx.Client:
    """A moderator of a petition that two people and a bot have signed, 40 times."""
    at_desk.account(AccountRole.MODERATOR)  # before: to invite him, all mail that waits is sent
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread").petition
        for name, email in PEOPLE:
            confirmed(here.database, petition, application(name, email), here.moment)
        for number in range(40):
            who = application(
                f"Bot {chr(97 + number % 26)}{number // 26}", f"b{number}@mailinator.com"
            )
            confirmed(here.database, petition, who, here.moment)
    return at_desk.logged_in(AccountRole.MODERATOR)


def counted(at_desk: Desk) -> int:
    with opened_here(at_desk.served) as here:
        return standing(open_petition(here, "bread")).total


def names(answer: httpx.Response) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', answer.text)


def test_omar_finds_somebody_by_the_beginning_of_a_name_whatever_the_accents(
    omar: httpx.Client,
) -> None:
    found = omar.post(HOME, data={"who": "sian o'b"})
    assert (found.status_code, names(found)) == (200, ["Siân O’Brien"])
    assert names(omar.post(HOME, data={"who": "ZOE@EXAMPLE"})) == ["Zoë Sample"]
    assert "sian" not in str(found.url)


def test_omar_turns_pages_and_comes_back(omar: httpx.Client) -> None:
    first = omar.post(HOME, data={"domain": "mailinator.com"})
    assert len(names(first)) == 40
    assert 'name="place"' not in first.text
    whole = omar.get(HOME)
    assert len(names(whole)) == 42


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [("state", "confirmed", 42), ("state", "suspect", 0), ("source", "web", 42), ("area", "-", 42),
     ("came", "paper", 0), ("standing", "online", 42), ("day", "2026-12-09", 0)],
)  # fmt: skip
def test_omar_narrows_down(omar: httpx.Client, field: str, value: str, found: int) -> None:
    assert len(names(omar.post(HOME, data={field: value}))) == found


def test_a_day_that_is_not_one_is_said_beside_its_field(omar: httpx.Client) -> None:
    answer = omar.post(HOME, data={"day": "tomorrow"})
    assert answer.status_code == 422
    assert 'id="day-error"' in answer.text


def test_omar_takes_a_bots_forty_out_and_takes_it_back(omar: httpx.Client, at_desk: Desk) -> None:
    suspects = omar.get(f"{HOME}/suspects")
    assert "40 signatures have throw-away email addresses at mailinator.com." in suspects.text
    asked = {"act": "invalidate", "domain": hidden(suspects, "domain")}
    shown = omar.post(f"{HOME}/decide", data=asked)
    assert heading(shown) == "Take 40 signatures out of the count?"
    assert len(names(shown)) == 10
    assert counted(at_desk) == 42
    sent = {**asked, "token": hidden(shown, "token")}
    without = omar.post(f"{HOME}/decide", data={**sent, "reason": " "})
    assert without.status_code == 422
    assert "Enter a reason." in without.text
    done = omar.post(f"{HOME}/decide", data={**sent, "reason": "A bot"})
    assert heading(done) == "Decisions about signatures"
    assert "Taken out of the count: 40." in done.text
    assert "Moderator Sample" in done.text
    assert counted(at_desk) == 2
    back = omar.post(f"{HOME}/decisions/1/undo")
    assert "40 signatures are as they were before." in back.text
    assert counted(at_desk) == 42
    assert "Taken back" in omar.get(f"{HOME}/decisions").text


def test_what_was_decided_meanwhile_is_told_when_a_decision_is_taken_back(
    omar: httpx.Client,
) -> None:
    for who in ({"domain": "mailinator.com"}, {"numbers": "3"}):
        act = "restore" if "numbers" in who else "invalidate"
        shown = omar.post(f"{HOME}/decide", data={"act": act, **who})
        token = hidden(shown, "token")
        omar.post(f"{HOME}/decide", data={"act": act, **who, "token": token, "reason": "Looked"})
    back = omar.post(f"{HOME}/decisions/1/undo")
    assert "39 signatures are as they were before." in back.text
    assert "1: decided about again since." in back.text


def test_omar_sees_those_that_came_meanwhile_before_he_decides(
    omar: httpx.Client, at_desk: Desk
) -> None:
    asked = {"act": "invalidate", "domain": "mailinator.com"}
    shown = omar.post(f"{HOME}/decide", data=asked)
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread").petition
        confirmed(here.database, petition, application("Bot z", "z@mailinator.com"), here.moment)
    sent = {**asked, "token": hidden(shown, "token"), "reason": "A bot"}
    again = omar.post(f"{HOME}/decide", data=sent)
    assert again.status_code == 422
    assert heading(again) == "Take 41 signatures out of the count?"
    assert counted(at_desk) == 43


def test_nothing_is_decided_without_a_condition(omar: httpx.Client, at_desk: Desk) -> None:
    answer = omar.post(f"{HOME}/decide", data={"act": "invalidate"})
    assert answer.status_code == 422
    assert counted(at_desk) == 42


def test_omar_reads_one_whole_story(omar: httpx.Client) -> None:
    page = omar.get(f"{HOME}/1")
    assert heading(page) == "Siân O’Brien"
    assert "Confirmed" in page.text
    for path in ("99", "x", "0"):
        assert omar.get(f"{HOME}/{path}").status_code == 404


def test_a_name_that_is_a_script_is_text(omar: httpx.Client, at_desk: Desk) -> None:
    with opened_here(at_desk.served) as here:
        here.database.execute("UPDATE signatures SET name = '<script>x</script>' WHERE id = 1")
    for page in (omar.get(HOME), omar.get(f"{HOME}/1"), omar.get(f"{HOME}/suspects")):
        assert "<script>x" not in page.text


def test_a_page_says_what_comes_next_before_anybody_has_signed(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert "Nobody has signed yet." in omar.get(HOME).text
    assert "No suspicious groups" in omar.get(f"{HOME}/suspects").text
    assert "Nothing was taken out" in omar.get(f"{HOME}/decisions").text


def test_welsh(omar: httpx.Client) -> None:
    page = omar.get(f"{HOME}/suspects?language=cy")
    assert heading(page) == "Grwpiau amheus"


def test_omar_sees_the_largest_groups_first_and_all_if_he_asks(
    omar: httpx.Client, at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread").petition
        for number in range(6):
            who = application("Jo Alike", f"p{number}@p{number}.example")
            confirmed(here.database, petition, who, here.moment + 60 + number * number)
    monkeypatch.setattr(finding, "_LARGEST", 1)
    largest = omar.get(f"{HOME}/suspects")
    assert "have the same name" not in largest.text
    assert "Show all 3 groups" in largest.text
    everything = omar.get(f"{HOME}/suspects?all=yes")
    assert "6 signatures within an hour have the same name." in everything.text
    assert "Show all" not in everything.text


def test_omar_looks_for_suspects_further_back(
    omar: httpx.Client, at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_here(at_desk.served) as here:
        petition = open_petition(here, "bread").petition
        for number in range(5):
            who = application(f"Person {chr(97 + number)}", f"p{number}@p{number}.example")
            confirmed(here.database, petition, who, here.moment + 60 + number * number)
    monkeypatch.setattr(looking, "LOOKED_AT", 5)
    newest = omar.get(f"{HOME}/suspects")
    assert "No suspicious groups" in newest.text
    (before,) = re.findall(r"suspects\?before=(\d+)", newest.text)
    monkeypatch.undo()
    assert "40 signatures have throw-away" in omar.get(f"{HOME}/suspects?before={before}").text
    for made_up in ("x", "0", "9" * 18, "-1"):
        assert omar.get(f"{HOME}/suspects?before={made_up}").status_code == 200
