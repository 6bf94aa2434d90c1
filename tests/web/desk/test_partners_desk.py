"""Organisers look at who said yes to each partner, and stop contact for whoever asks."""

from __future__ import annotations

import re

from campaigner.events.bookings import BookingForm, book
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, opened_here

PARTNERS = "/desk/campaigns/bread/partners"
STOP = "/desk/stop-contact"
TALK = """
[[events]]
id = "talk"
title = "A talk about bread"
starts = 2027-02-23T18:00:00+00:00
"""


def noor_books(at_desk: Desk) -> None:
    """Noor has a place, and said yes to the bakers."""
    at_desk.account(AccountRole.PARTNER)
    path = at_desk.served.workspace.campaigns_folder / "bread" / "campaign.toml"
    path.write_text(path.read_text("utf-8") + TALK, encoding="utf-8")
    form = BookingForm("Noor Sample", "noor@example.org", ["Sample Bakers"])
    with opened_here(at_desk.served) as here:
        book(here, "bread", "talk", form)


def test_an_organiser_sees_who_said_yes_and_hands_the_list_on(at_desk: Desk) -> None:
    noor_books(at_desk)
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    assert re.search(r"Never.*data-label=\"Said yes\">1</td>", olive.get(PARTNERS).text)
    page = olive.get(f"{PARTNERS}/sample-bakers")
    assert heading(page) == "People who said yes to Sample Bakers"
    file = olive.post(f"{PARTNERS}/sample-bakers/export", data={"format": "json"})
    assert [row["email"] for row in file.json()] == ["noor@example.org"]
    assert "Organiser Sample" in olive.get(f"{PARTNERS}/sample-bakers").text
    assert "Organiser Sample" in olive.get(PARTNERS).text
    baker = at_desk.logged_in(AccountRole.PARTNER)
    own = baker.get(f"{PARTNERS}/sample-bakers")
    assert heading(own) == "People who said yes to you"
    assert "Organiser Sample" not in own.text
    assert baker.get(PARTNERS).status_code == 403
    assert baker.get(f"{PARTNERS}/ourselves").status_code == 403
    assert olive.get(STOP).status_code == 403  # an account for one campaign


def test_an_owner_stops_contact_and_learns_who_has_to_be_told(at_desk: Desk) -> None:
    noor_books(at_desk)
    olive = at_desk.logged_in()
    olive.post(f"{PARTNERS}/sample-bakers/export")
    for data, field in (({"email": "noor"}, "email"), ({}, "email")):
        refused = olive.post(STOP, data=data)
        assert refused.status_code == 422
        assert f'id="{field}-error"' in refused.text
    assert "nothing to stop" in olive.post(STOP, data={"email": "omar@example.org"}).text
    found = olive.post(STOP, data={"email": "Noor@example.org"})
    assert "Sample Bakers: with its news, by email" in found.text
    form = {"email": "noor@example.org", "keys": "bread/sample-bakers/news/email"}
    assert olive.post(f"{STOP}/stop", data={"email": form["email"]}).status_code == 422
    stopped = olive.post(f"{STOP}/stop", data=form)
    assert "Tell these partners" in stopped.text
    assert "stopped before" in olive.post(f"{STOP}/stop", data=form).text
    assert olive.post(f"{PARTNERS}/sample-bakers/export").text.count("\n") == 1
    assert olive.post(f"{STOP}/stop", data={**form, "email": "x"}).status_code == 422
