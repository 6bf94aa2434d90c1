"""Two owners at the desk: one asks, the other says yes with a password, and then it is done."""

from __future__ import annotations

from datetime import timedelta

from account_holders import PASSWORD
from campaigner.petitions.closing import set_closing
from campaigner.petitions.opening import open_petition
from campaigner.privacy.works import WORKS
from campaigner.store import jobs
from campaigner.vocabulary.desk import AccountRole
from desk_people import PLACES, Desk, hidden, opened_here
from petitioners import confirmed_in

HOME, REMOVE = "/desk/two-people", "/desk/campaigns/bread/remove"
OWNER = PLACES[AccountRole.OWNER]


def closed(at_desk: Desk) -> None:
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    with opened_here(at_desk.served) as here:
        set_closing(open_petition(here, "bread"))


def kinds_asked_for(at_desk: Desk) -> list[str]:
    with opened_here(at_desk.served) as here:
        return [each.kind for each in jobs.newest(here.database.conn, "", tuple(WORKS))]


def test_olive_asks_and_omar_says_yes_to_removing_a_campaign(at_desk: Desk) -> None:
    closed(at_desk)
    olive, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.OWNER, OWNER, "omar")
    page = olive.get(REMOVE)
    assert "What goes" in page.text
    assert "removed/bread" in page.text
    assert "You asked on" in olive.post(REMOVE).text
    assert "waits for a second person" in omar.get("/desk/campaigns/bread").text
    assert "waits for a second person" not in olive.get("/desk/campaigns/bread").text
    asks = omar.get(REMOVE)
    assert "Owner Sample asks you" in asks.text
    own = olive.post(f"{HOME}/questions/1/answer", data={"answer": "yes"})
    assert own.status_code == 403
    assert kinds_asked_for(at_desk) == []
    done = omar.post(f"{HOME}/questions/1/answer", data={"answer": "yes"})
    assert "You said yes." in done.text
    assert kinds_asked_for(at_desk) == ["removal"]
    again = omar.post(f"{HOME}/questions/1/answer", data={"answer": "yes"})
    assert (again.status_code, "answered already" in again.text) == (409, True)


def test_a_yes_takes_the_password_and_then_goes_on(at_desk: Desk) -> None:
    olive, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.OWNER, OWNER, "omar")
    assert "has been asked" in olive.post(f"{HOME}/export", data={"campaign": ""}).text
    at_desk.served.clock.moment += timedelta(minutes=15)
    asked = omar.post(f"{HOME}/questions/1/answer", data={"answer": "yes"})
    assert asked.status_code == 403
    kept = {"desk-asked": hidden(asked, "desk-asked"), "password": PASSWORD}
    assert "You said yes." in omar.post(f"{HOME}/questions/1/answer", data=kept).text
    assert kinds_asked_for(at_desk) == ["everything"]


def test_olive_takes_back_what_she_asked(at_desk: Desk) -> None:
    olive, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.OWNER, OWNER, "omar")
    olive.post(f"{HOME}/export", data={"campaign": "bread"})
    page = omar.get(HOME).text
    assert "Export all data of Bread" in page
    assert f'href="{REMOVE}"' in page
    assert "right-to-food/remove" not in page  # an example, which comes with the program
    assert "It is taken back." in olive.post(f"{HOME}/questions/1/take-back").text
    assert "Nothing is waiting" in omar.get(HOME).text


def test_the_only_owner_is_told_what_to_do(at_desk: Desk) -> None:
    closed(at_desk)
    olive = at_desk.logged_in()
    for path in (HOME, REMOVE):
        page = olive.get(path)
        assert "You are the only owner." in page.text
        assert "Ask a second owner" not in page.text
    assert olive.post(REMOVE).status_code == 409


def test_names_are_not_removed_by_the_settings_of_one_owner(at_desk: Desk) -> None:
    closed(at_desk)
    at_desk.served.clock.moment += timedelta(days=40)
    olive = at_desk.logged_in()
    typed = {
        "mark": hidden(olive.get("/desk/settings"), "mark"),
        "retention.months_after_closing": "1",
    }
    alone = olive.post("/desk/settings", data=typed)
    assert "would remove 2 records" in alone.text
    assert "you are the only one" in alone.text
    omar = at_desk.logged_in(AccountRole.OWNER, OWNER, "omar")
    assert "has been asked" in olive.post("/desk/settings", data=typed).text
    assert "2 records that name people" in omar.get(HOME).text
    omar.post(f"{HOME}/questions/1/answer", data={"answer": "yes"})
    assert at_desk.served.workspace.settings.retention.months_after_closing == 1


def test_all_of_it_is_for_owners_alone(at_desk: Desk) -> None:
    olga = at_desk.logged_in(AccountRole.ORGANISER)
    for path in (HOME, REMOVE, f"{HOME}/jobs/1/files/everything.zip"):
        assert olga.get(path).status_code == 403


def test_packs_give_no_way_to_an_export_of_everything(at_desk: Desk) -> None:
    olive, omar = at_desk.logged_in(), at_desk.logged_in(AccountRole.OWNER, OWNER, "omar")
    olive.post(f"{HOME}/export", data={"campaign": "bread"})
    omar.post(f"{HOME}/questions/1/answer", data={"answer": "yes"})
    olga = at_desk.logged_in(AccountRole.ORGANISER)
    for part in ("packs", "letters"):
        assert olga.get(f"/desk/campaigns/bread/{part}/jobs/1").status_code == 404
