"""Events at the desk: places booked for people, cancelled, and the list for the door."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest

from account_holders import PASSWORD
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden

EVENTS = "/desk/campaigns/bread/events"
TALK = f"{EVENTS}/talk"
NOOR = {"name": "Noor Sample", "email": "noor@example.org", "consents": "sample-bakers/news/email"}
DEFINED = """
[[partners]]
name = "Sample Bakers"
consents = [{ purpose = "news" }]

[[events]]
id = "talk"
title = "A talk about bread"
starts = 2027-02-23T18:00:00+00:00
online = "https://example.org/talk"
places = 2

[[events]]
id = "ovens"
title = "Open ovens"
starts = 2026-02-23T18:00:00+00:00
place = "1 Sample Street"
"""


@pytest.fixture
def olive(at_desk: Desk) -> httpx.Client:
    """An organiser of a campaign with two events, one of them over."""
    path = at_desk.served.workspace.campaigns_folder / "bread" / "campaign.toml"
    path.write_text(path.read_text("utf-8") + DEFINED, encoding="utf-8")
    return at_desk.logged_in(AccountRole.ORGANISER)


def test_an_organiser_books_a_place_cancels_it_and_takes_that_back(olive: httpx.Client) -> None:
    assert "0 of 2" in olive.get(EVENTS).text
    page = olive.post(f"{TALK}/book", data=NOOR)
    assert "The place is booked" in page.text
    assert "1 of 2" in page.text
    assert re.search(r"<td[^>]*>Sample Bakers</td>", page.text)
    assert "already has a place" in olive.post(f"{TALK}/book", data=NOOR).text
    address = {"email": hidden(page, "email")}
    cancelled = olive.post(f"{TALK}/give-back", data=address)
    assert "0 of 2" in cancelled.text
    again = {name: hidden(cancelled, name) for name in ("name", "email", "source")}
    assert again["email"] == "noor@example.org"
    assert "cancelled before" in olive.post(f"{TALK}/give-back", data=address).text
    assert olive.post(f"{TALK}/give-back", data={"email": "x"}).status_code == 200
    back = olive.post(f"{TALK}/book", data=again)
    assert "1 of 2" in back.text
    assert not re.search(r"<td[^>]*>Sample Bakers</td>", back.text)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "=A1"}, "name"),
        ({"email": "noor"}, "email"),
        ({"source": "nobody"}, "source"),
        ({"consents": "nobody"}, "consents"),
    ],
    ids=str,
)
def test_each_mistake_is_told_at_its_field(
    olive: httpx.Client, change: dict[str, str], field: str
) -> None:
    refused = olive.post(f"{TALK}/book", data={**NOOR, **change})
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text


def test_nobody_books_where_all_places_are_taken_or_all_is_over(olive: httpx.Client) -> None:
    for name in ("noor", "omar"):
        olive.post(f"{TALK}/book", data={"name": "A Guest", "email": f"{name}@example.org"})
    assert f"{TALK}/book" not in olive.get(TALK).text
    late = olive.post(f"{TALK}/book", data={"name": "A Guest", "email": "amira@example.org"})
    assert "All places are taken" in late.text
    over = olive.post(f"{EVENTS}/ovens/book", data=NOOR)
    assert over.status_code == 422
    assert "is over" in over.text
    for path in (f"{EVENTS}/nothing", f"{EVENTS}/nothing/calendar"):
        assert olive.get(path).status_code == 404


def test_the_list_for_the_door_takes_the_password(at_desk: Desk, olive: httpx.Client) -> None:
    olive.post(f"{TALK}/book", data=NOOR)
    assert "BEGIN:VCALENDAR" in olive.get(f"{TALK}/calendar").text
    clock = at_desk.served.clock
    clock.moment = clock.moment.replace(minute=15)
    asked = olive.post(f"{TALK}/export", data={"format": "csv"})
    assert heading(asked) == "Enter your password again"
    form = {"desk-asked": hidden(asked, "desk-asked"), "password": PASSWORD}
    (row,) = csv.DictReader(io.StringIO(olive.post(f"{TALK}/export", data=form).text))
    assert row["email"] == "noor@example.org"
    assert at_desk.logged_in(AccountRole.MODERATOR).post(f"{TALK}/export").status_code == 403
    assert "downloaded who has a place at talk" in at_desk.logged_in().get("/desk/audit").text
