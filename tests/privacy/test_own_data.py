"""People's own data by a mailed link: whom it goes to, what it opens, what can be done there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.forms import FormRefused
from campaigner.mail.sending import send_mail
from campaigner.opening import OpenWorkspace
from campaigner.petitions.own_changes import NotTheirs, RecordedAlready
from campaigner.petitions.proof.verification import verify
from campaigner.privacy import own_data
from campaigner.privacy.data_links import (
    FOR_AN_ADDRESS,
    FROM_A_NETWORK,
    LinkRefused,
    TooManyLinks,
    ask_for_link,
    close_session,
    open_link,
    session_of,
)
from campaigner.privacy.people import export_person
from campaigner.privacy.retention import anonymise
from campaigner.store import tallies
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import SignatureState
from campaigner.workspace import Workspace
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    link_in,
    mails_in,
    signed,
    the_petition,
    the_signature,
    workspace_of,
)

SUZIE = application("Suzie Specimen", "suzie@example.org", "LE93 1AA")
HOUR, DAY = 3600, 24 * 3600


@pytest.fixture
def petition(database: Database, workspace: Workspace) -> Petition:
    return the_petition(database)


@pytest.fixture
def suzie(database: Database, petition: Petition) -> Signature:
    """Suzie, whose signature is counted, in whose mailbox nothing waits any more."""
    made = confirmed(database, petition, SUZIE)
    database.execute("DELETE FROM outbox")
    return made


def at(database: Database, now: int) -> OpenWorkspace:
    return replace(workspace_of(database, now), actor="web")


def links(database: Database, folder: Path, now: int = NOON) -> list[tuple[str, str]]:
    """To whom the links go that wait, and the links."""
    send_mail(at(database, now), folder)
    mails = mails_in(folder)
    return [(str(each["To"]), link_in(each, "my-data")) for each in mails]


def opened_for(database: Database, folder: Path, email: str) -> str:
    """What shows the data of an address whose link was opened."""
    ask_for_link(at(database, NOON), email, "en")
    ((_, link),) = links(database, folder)
    return open_link(at(database, NOON), link)


@pytest.mark.usefixtures("suzie")
def test_the_link_goes_to_the_address_that_is_held_however_it_was_typed(
    database: Database, tmp_path: Path
) -> None:
    ask_for_link(at(database, NOON), " Suzie+me@EXAMPLE.org ", "en")
    ((to, link),) = links(database, tmp_path)
    assert to == "suzie@example.org"
    text = "\n".join(database.conn.iterdump())
    assert link.rpartition("/")[2] not in text  # the database has a hash of it


@pytest.mark.usefixtures("petition")
def test_an_address_of_which_nothing_is_held_gets_no_mail_and_is_not_kept(
    database: Database, tmp_path: Path
) -> None:
    ask_for_link(at(database, NOON), "stranger@example.org", "en")
    assert links(database, tmp_path) == []
    assert "stranger" not in "\n".join(database.conn.iterdump())


@pytest.mark.usefixtures("suzie")
def test_a_mailbox_cannot_be_flooded(database: Database, tmp_path: Path) -> None:
    for number in range(FOR_AN_ADDRESS + 3):
        ask_for_link(at(database, NOON), "suzie@example.org", "en", f"203.0.113.{number}")
    assert len(links(database, tmp_path)) == FOR_AN_ADDRESS
    ask_for_link(at(database, NOON + DAY), "suzie@example.org", "en")
    assert len(links(database, tmp_path, NOON + DAY)) == FOR_AN_ADDRESS + 1


@pytest.mark.usefixtures("suzie")
def test_a_network_asks_for_so_many_links_whoever_they_are_for(database: Database) -> None:
    for number in range(FROM_A_NETWORK):
        ask_for_link(at(database, NOON), f"nobody{number}@example.org", "en", "203.0.113.7")
    for email in ("suzie@example.org", "stranger@example.org"):
        with pytest.raises(TooManyLinks):
            ask_for_link(at(database, NOON), email, "en", "203.0.113.7")


@pytest.mark.parametrize(
    "typed",
    ["", "suzie", "suzie@example.org\r\nBcc: all@example.org", "a@example.org,b@example.org"],
)
def test_what_is_not_one_address_is_refused(here: OpenWorkspace, typed: str) -> None:
    with pytest.raises(FormRefused):
        ask_for_link(here, typed, "en")


@pytest.mark.usefixtures("suzie")
def test_a_link_opens_once_for_one_hour_and_shows_data_for_half_an_hour(
    database: Database, tmp_path: Path
) -> None:
    for _ in range(2):
        ask_for_link(at(database, NOON), "suzie@example.org", "cy")
    (_, first), (_, second) = links(database, tmp_path)
    with pytest.raises(LinkRefused) as late:
        open_link(at(database, NOON + HOUR), first)
    assert late.value.code == "link-expired"
    secret = open_link(at(database, NOON + HOUR - 1), second)
    with pytest.raises(LinkRefused) as again:
        open_link(at(database, NOON + HOUR - 1), second)
    assert again.value.code == "link-opened"
    opened = NOON + HOUR - 1
    assert session_of(at(database, opened + HOUR // 2 - 1), secret).language == "cy"
    for wrong, now in ((secret, opened + HOUR // 2), (second, opened), ("", opened)):
        with pytest.raises(LinkRefused):
            session_of(at(database, now), wrong)
    close_session(at(database, opened), secret)
    with pytest.raises(LinkRefused):
        session_of(at(database, opened), secret)


def test_suzie_sees_and_downloads_all_that_is_held(
    database: Database, tmp_path: Path, suzie: Signature
) -> None:
    secret = opened_for(database, tmp_path, "suzie@example.org")
    found = own_data.own_data(at(database, NOON), secret)
    (own,) = found.signatures
    assert (own.number, own.name, own.postcode) == (suzie.id, "Suzie Specimen", "LE93 1AA")
    assert own.state is SignatureState.CONFIRMED
    assert not own.correctable
    file = json.loads(own_data.download(at(database, NOON), secret))
    assert file["signatures"][0]["receipt"]["salt"] == suzie.salt.hex()
    assert file["data_links"][0]["opened_at"] == "2026-12-11T12:00:00+00:00"


def test_a_signature_that_waits_is_corrected(
    database: Database, tmp_path: Path, petition: Petition
) -> None:
    made = signed(database, petition, SUZIE)
    database.execute("DELETE FROM outbox")
    secret, here = opened_for(database, tmp_path, "suzie@example.org"), at(database, NOON)
    with pytest.raises(FormRefused) as refused:
        own_data.correct(here, secret, made.signature, " ", "nowhere")
    assert {each.path for each in refused.value.problems} == {"name", "postcode"}
    own_data.correct(here, secret, made.signature, "Susan Specimen", "le93 1ab")
    found = the_signature(database, made.signature)
    assert (found.name, found.postcode) == ("Susan Specimen", "LE93 1AB")


def test_a_signature_that_was_counted_is_withdrawn_instead_and_the_proof_stays_whole(
    database: Database, tmp_path: Path, suzie: Signature, petition: Petition
) -> None:
    secret, here = opened_for(database, tmp_path, "suzie@example.org"), at(database, NOON)
    with pytest.raises(RecordedAlready):
        own_data.correct(here, secret, suzie.id, "Susan Specimen", "LE93 1AA")
    own_data.withdraw(here, secret, suzie.id)
    own_data.withdraw(here, secret, suzie.id)
    assert tallies.total(database.conn, petition.id) == 0
    assert verify(database, SLUG).ok
    again = confirmed(database, petition, replace(SUZIE, name="Susan Specimen"))
    assert again.name == "Susan Specimen"
    assert tallies.total(database.conn, petition.id) == 1
    assert verify(database, SLUG).ok


@pytest.mark.usefixtures("suzie")
def test_nobody_reaches_a_signature_of_another_mailbox(
    database: Database, tmp_path: Path, petition: Petition
) -> None:
    other = signed(database, petition, application("Ana Sample", "ana@example.org"))
    database.execute("DELETE FROM outbox")
    secret, here = opened_for(database, tmp_path, "suzie@example.org"), at(database, NOON)
    with pytest.raises(NotTheirs):
        own_data.withdraw(here, secret, other.signature)
    with pytest.raises(NotTheirs):
        own_data.correct(here, secret, other.signature, "Suzie", "LE93 1AA")
    assert the_signature(database, other.signature).name == "Ana Sample"


@pytest.mark.usefixtures("suzie")
def test_erasing_takes_all_of_it_and_closes_the_link(database: Database, tmp_path: Path) -> None:
    secret = opened_for(database, tmp_path, "suzie@example.org")
    done = own_data.erase(at(database, NOON), secret)
    assert done.complete
    assert list(tmp_path.glob("*.eml")) == []  # the mail with the link was written to a file
    held = export_person(at(database, NOON), "suzie@example.org")
    assert not any(records for kind, records in held.items() if kind != "email")
    with pytest.raises(LinkRefused):
        own_data.own_data(at(database, NOON), secret)


@pytest.mark.usefixtures("suzie")
def test_links_are_forgotten_after_two_days(database: Database) -> None:
    ask_for_link(at(database, NOON), "suzie@example.org", "en")
    assert anonymise(at(database, NOON + 3 * DAY)).counts["data_links"] == 1
    assert database.execute("SELECT count(*) FROM data_links").fetchone()[0] == 0
