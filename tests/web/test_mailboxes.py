"""What forms do to other people's mailboxes, and say of who has signed: next to nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from campaigner.mail.own_letters import FOR_AN_ADDRESS
from campaigner.petitions.signing.mails import MAILS_IN_A_DAY
from campaigner.privacy import data_links
from web_visitors import Served, mails_of, path_mailed

pytestmark = pytest.mark.slow

FORM = {"name": "Suzie Specimen", "country": "GB", "postcode": "LE93 1AA", "agreed": "yes"}
LETTER = {"name": "Suzie Specimen", "postcode": "LE93 1AA", "agree": "yes"}
SPELLINGS = (
    *("suzie@gmail.com", "Suzie@gmail.com", "s.u.z.i.e@gmail.com", "suzie+a@gmail.com"),
    *("suzie+b@googlemail.com", "SUZIE@GMAIL.COM", "su.zie+c.d@gmail.com", "suzie@googlemail.com"),
)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Served:
    """The pages, which believe this machine where people come from."""
    monkeypatch.setenv("CAMPAIGNER_WEB__PROXIES", "127.0.0.1")
    served: Served = request.getfixturevalue("served")
    return served


def queued(served: Served, table: str) -> int:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_many_networks_and_spellings_fill_no_mailbox(pages: Served) -> None:
    for number in range(3):
        for place, address in enumerate(SPELLINGS):
            network = {"X-Forwarded-For": f"203.0.113.{number * 16 + place}"}
            with pages.visitor(**network) as mallory:
                for campaign in ("bread", "right-to-food"):
                    name = f"Suzie Specimen {chr(97 + place)}"
                    mallory.post(f"/{campaign}", data={**FORM, "name": name, "email": address})
                mallory.post("/my-data", data={"email": address})
                mallory.post("/bread/write/mail", data={**LETTER, "mail_to": address})
        mails_of(pages)
    assert len(mails_of(pages, "confirm")) <= MAILS_IN_A_DAY
    assert len(mails_of(pages, "my-data")) <= data_links.FOR_AN_ADDRESS
    assert queued(pages, "mailed_letters") <= FOR_AN_ADDRESS


def test_one_network_mails_few_mailboxes(pages: Served) -> None:
    with pages.visitor(**{"X-Forwarded-For": "203.0.113.7"}) as mallory:
        told = [
            mallory.post("/my-data", data={"email": f"victim{number}@example.org"}).status_code
            for number in range(data_links.FROM_A_NETWORK + 3)
        ]
        sent = [
            mallory.post("/bread/write/mail", data={**LETTER, "mail_to": f"v{number}@example.org"})
            for number in range(data_links.FROM_A_NETWORK + 3)
        ]
    assert told.count(200) == data_links.FROM_A_NETWORK
    assert told[-3:] == [429, 429, 429]
    assert [each.status_code for each in sent[-3:]] == [422, 422, 422]
    assert queued(pages, "mailed_letters") == data_links.FROM_A_NETWORK


@pytest.mark.parametrize("state", ["pending", "confirmed", "withdrawn", "erased"])
def test_no_form_tells_who_has_signed(pages: Served, state: str) -> None:
    signed, other = "suzie@example.org", "nobody@example.org"
    with pages.visitor(**{"X-Forwarded-For": "198.51.100.1"}) as suzie:
        suzie.post("/bread", data={**FORM, "email": signed})
        if state != "pending":
            suzie.get(path_mailed(pages, "confirm", "confirm"))
            suzie.post("/confirm")
        if state == "withdrawn":
            suzie.get(path_mailed(pages, "counted", "withdraw"))
            suzie.post("/withdraw")
        if state == "erased":
            suzie.post("/my-data", data={"email": signed})
            suzie.get(path_mailed(pages, "my-data", "my-data"))
            suzie.post("/my-data/open", data={"go": "on"})
            suzie.post("/my-data/erase", data={"go": "on"})
    pages.clock.moment += timedelta(minutes=10)
    told = []
    for number, address in enumerate((signed, other)):
        with pages.visitor(**{"X-Forwarded-For": f"203.0.113.{number}"}) as mallory:
            answers = [
                mallory.post("/bread", data={**FORM, "email": address}),
                mallory.post("/my-data", data={"email": address}),
                mallory.post("/bread/write/mail", data={**LETTER, "mail_to": address}),
            ]
        told.append([(each.status_code, each.text.replace(address, "")) for each in answers])
    assert told[0] == told[1]
