"""Who asks people for consent, how many said yes, and who has taken their addresses away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from campaigner.errors import UnknownName
from campaigner.events.bookings import BookingForm, book
from campaigner.opening import OpenWorkspace
from campaigner.outreach import askers
from campaigner.outreach.askers import asker, asker_names, askers_of, who_has
from campaigner.outreach.partners import contacts_of
from campaigner.outreach.stopping import Allowed, stop
from campaigner.store.audit import deeds
from campaigner.store.database import transaction

DEFINED = """
[[partners]]
name = "Sample Bakers"
consents = [{ purpose = "news" }, { purpose = "donations", channel = "post" }]

[[partners]]
name = "Sample Millers"

[[partners]]
name = "Ourselves"
consents = [{ purpose = "news" }]

[[events]]
id = "talk"
title = { en = "A talk", cy = "Sgwrs" }
starts = 2027-02-23T18:00:00+00:00
"""
NEWS = "sample-bakers/news/email"


@pytest.fixture
def here(here: OpenWorkspace, bread: Path) -> OpenWorkspace:
    """A campaign with a partner who asks, one who does not, and one who takes our name."""
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + DEFINED, encoding="utf-8")
    return here


def books(here: OpenWorkspace, name: str, *consents: str) -> None:
    form = BookingForm(name, f"{name.lower()}@example.org", consents)
    book(here, "bread", "talk", form)


def later(here: OpenWorkspace, hours: int) -> OpenWorkspace:
    return replace(here, now=here.now + timedelta(hours=hours))


def test_organisers_see_who_asks_and_how_many_said_yes(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Noor", "Omar", "Suzie"):
        books(here, name, NEWS)
    bakers, millers = askers_of(here, "bread")
    assert (bakers.name, bakers.said_yes, bakers.more) == ("Sample Bakers", 3, False)
    assert [(what.value, how.value) for what, how in bakers.asks] == [
        ("news", "email"),
        ("donations", "post"),
    ]
    assert (millers.asks, millers.people) == ((), 0)
    monkeypatch.setattr(askers, "COUNTED", 2)
    bakers = asker(here, "bread", "sample-bakers")
    assert (bakers.said_yes, bakers.more) == (2, True)


def test_a_partner_who_asks_nothing_or_takes_our_name_has_no_list(here: OpenWorkspace) -> None:
    for name in ("sample-millers", "nobody"):
        with pytest.raises(UnknownName):
            asker(here, "bread", name)
    assert asker(here, "bread", "ourselves").name == "Sample Rights"


def test_each_download_is_told_of_the_newest_first(here: OpenWorkspace) -> None:
    books(here, "Noor", NEWS)
    contacts_of(here, "bread", "sample-bakers")
    contacts_of(here, "bread", "ourselves")
    contacts_of(replace(later(here, 1), actor="organiser 3"), "bread", "Sample Bakers")
    with transaction(here.database) as connection:
        connection.execute(
            "INSERT INTO audit (at, actor, action, campaign, details)"
            " VALUES (1, 'x', 'partner export', 'bread', 'broken')"
        )
    found = asker(here, "bread", "sample-bakers").downloads
    assert [(each.actor, each.rows) for each in found] == [("organiser 3", 1), ("olive", 1)]
    assert [each.rows for each in asker(here, "bread", "ourselves").downloads] == [0]


def test_who_took_an_address_away_since_is_named_when_contact_stops(here: OpenWorkspace) -> None:
    contacts_of(here, "bread", "sample-bakers")
    books(later(here, 1), "Noor", NEWS)
    assert not who_has(here, stopped_of(here))
    books(later(here, 1), "Omar", NEWS)
    contacts_of(later(here, 2), "bread", "sample-bakers")
    stopped = stop(here, "omar@example.org")
    (told,) = who_has(here, stopped)
    assert (told.campaign, told.name) == ("bread", "Sample Bakers")
    assert told.at == later(here, 2).moment
    assert asker_names(here, stopped) == {f"bread/{NEWS}": "Sample Bakers"}
    assert "omar" not in str(deeds(here.database.conn)).lower()


def stopped_of(here: OpenWorkspace) -> list[Allowed]:
    stopped = stop(here, "noor@example.org")
    assert [each.who for each in stopped] == ["sample-bakers"]
    return stopped


def test_a_partner_who_is_not_there_any_more_is_called_by_its_key(
    here: OpenWorkspace, bread: Path
) -> None:
    books(here, "Noor", NEWS)
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8").replace("Sample Bakers", "Other"), "utf-8")
    stopped = stop(here, "noor@example.org")
    assert asker_names(here, stopped) == {f"bread/{NEWS}": "sample-bakers"}
