"""Updates go to those who agreed, once each, and to nobody who has stopped them."""

from __future__ import annotations

from pathlib import Path

import pytest

from account_holders import later
from campaigner.mail.messages import Writer
from campaigner.mail.sending import send_due, send_mail
from campaigner.mail.transports import Claim, ReadyMail
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE
from campaigner.outreach.stopping import stop
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.story import Happened, story_of
from campaigner.store import update_mails, updates
from campaigner.store.database import opened
from campaigner.store.updates import Audience
from campaigner.updates.audience import choose_audience, people_of
from campaigner.updates.sending import (
    NobodyToWriteTo,
    go_on_sending,
    progress_of,
    send_update,
    stop_sending,
)
from campaigner.updates.writing import Wish, write_update
from campaigner.vocabulary.mail import MailKind, UpdateState
from news_readers import Server, agreed, an_update, many_agreed, set_up, started
from petitioners import (
    SLUG,
    WITHDRAW,
    application,
    confirmed,
    mails_in,
    new_token,
    signed,
    the_petition,
    with_areas,
    words_of,
)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch)


def got(here: OpenWorkspace) -> set[str]:
    """Who gets the update, by the first part of the address."""
    started(here)
    server = Server(here)
    server.send()
    assert set(server.taken.values()) <= {1}
    return {each.partition("@")[0] for each in server.taken}


def test_those_who_agreed_get_it_and_nobody_else(here: OpenWorkspace, tmp_path: Path) -> None:
    agreed(here, "Ana Sample")
    confirmed(here.database, the_petition(here.database), application("Ben S", "ben@example.org"))
    signed(here.database, the_petition(here.database), application("Col S", "col@example.org"))
    send_mail(here, tmp_path / "before")
    started(here)
    send_mail(here, tmp_path / "out")
    (mail,) = mails_in(tmp_path / "out")
    assert mail["To"] == "ana@example.org"
    assert mail["Subject"] == "We were heard"
    words = words_of(mail)
    assert words.startswith("Dear Ana Sample,\n\nThe Minister has answered.\n\n– Read it (https://")
    assert "let Sample Rights email you news" in " ".join(words.split())
    assert "1 Sample Street, Leeds LS1 1AA" in words
    html = words_of(mail, "html")
    assert "<strong>answered</strong>" in html
    assert '<a href="https://example.org/answer">Read it</a>' in html


def test_each_mail_says_how_to_stop_by_one_click(here: OpenWorkspace, tmp_path: Path) -> None:
    agreed(here, "Ana Sample")
    started(here)
    send_mail(here, tmp_path / "out")
    (mail,) = mails_in(tmp_path / "out", "update")
    link = mail["List-Unsubscribe"]
    assert link.startswith("<https://example.org/stop-updates/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.strip("<>") in words_of(mail)
    assert mail["List-Id"] == "<updates.right-to-food.example.org>"


def test_the_address_for_programs_is_never_encoded(
    here: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = "https://campaigns.an-organisation-with-a-rather-long-name.example.org"
    monkeypatch.setenv("CAMPAIGNER_WEB__ADDRESS", host)
    agreed(here, "Ana Sample")
    started(here)
    send_mail(here, tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*update.eml")
    lines = file.read_bytes().split(b"\r\n")
    (line,) = [each for each in lines if each.startswith(b"List-Unsubscribe:")]
    assert line.startswith(b"List-Unsubscribe: <" + host.encode() + b"/stop-updates/")
    assert line.endswith(b">")


def test_people_read_it_in_their_language(here: OpenWorkspace, tmp_path: Path) -> None:
    agreed(here, "Ana Sample")
    agreed(here, "Cai Sample", language="cy")
    number = an_update(here).id
    wish = Wish("Cawsom ein clywed", "Mae’r Gweinidog wedi ateb.", "cy")
    write_update(here, MACHINE, SLUG, wish, number)
    send_update(here, MACHINE, SLUG, number)
    send_mail(here, tmp_path / "out")
    found = {mail["To"]: mail for mail in mails_in(tmp_path / "out", "update")}
    assert found["ana@example.org"]["Subject"] == "We were heard"
    assert found["cai@example.org"]["Subject"] == "Cawsom ein clywed"
    assert "Annwyl Cai Sample" in words_of(found["cai@example.org"])


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience(), {"ana", "ben", "cai"}),
        (Audience(areas=("E1",)), {"ana"}),
        (Audience(areas=("E1", "e2")), {"ana", "ben"}),
        (Audience(sources=("web",)), {"ana", "cai"}),
        (Audience(languages=("cy",)), {"cai"}),
        (Audience(areas=("E2",), sources=("web",)), set()),
    ],
)
def test_an_audience_leaves_out_others(
    here: OpenWorkspace, audience: Audience, readers: set[str]
) -> None:
    with_areas(here.database, "E1", "E2")
    agreed(here, "Ana Sample", area="E1")
    agreed(here, "Ben Sample", area="E2", source="paper")
    agreed(here, "Cai Sample", language="cy")
    number = an_update(here).id
    choose_audience(here, MACHINE, SLUG, number, audience)
    assert people_of(here, MACHINE, SLUG, number).count == len(readers)
    if not readers:
        with pytest.raises(NobodyToWriteTo):
            send_update(here, MACHINE, SLUG, number)
        return
    send_update(here, MACHINE, SLUG, number)
    server = Server(here)
    server.send()
    assert {each.partition("@")[0] for each in server.taken} == readers


def test_a_household_with_one_mailbox_gets_it_once(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample", "home@example.org")
    agreed(here, "Ben Sample", "Home+us@example.org")
    number = an_update(here).id
    assert people_of(here, MACHINE, SLUG, number).count == 1
    send_update(here, MACHINE, SLUG, number)
    server = Server(here)
    server.send()
    assert set(server.taken) == {"home@example.org"}


def test_who_withdraws_stops_or_is_erased_before_it_starts_gets_none(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    ben = agreed(here, "Ben Sample")
    agreed(here, "Cai Sample")
    agreed(here, "Dee Sample")
    withdraw(here, new_token(here.database, ben, purpose=WITHDRAW))
    stop(here, "cai@example.org")
    erase_person(here, "dee@example.org")
    assert got(here) == {"ana"}


def test_who_stops_while_their_mail_waits_gets_none(here: OpenWorkspace) -> None:
    for name in ("Ana", "Ben", "Cai", "Dee"):
        agreed(here, f"{name} Sample")
    number = started(here)
    server = Server(here)
    server.before["ana@example.org"] = lambda: stop(here, "ben@example.org")
    server.before["cai@example.org"] = lambda: stop(here, "cai@example.org")
    assert server.send() == 2
    assert set(server.taken) == {"ana@example.org", "dee@example.org"}
    done = progress_of(here, MACHINE, SLUG, number)
    assert (done.expected, done.sent, done.given_up, done.ended) == (4, 2, 0, True)


def test_nobody_gets_more_than_the_settings_say_in_a_month(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    assert got(here) == {"ana"}
    assert got(here) == {"ana"}
    agreed(here, "Ben Sample")
    third = an_update(here).id
    counted = people_of(here, MACHINE, SLUG, third)
    assert (counted.count, counted.enough) == (1, 1)
    assert got(here) == {"ben"}
    assert got(later(here, days=31)) == {"ana", "ben"}


def test_updates_wait_for_all_other_mail(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    started(here)
    order: list[str] = []

    class Noting(Server):
        def deliver(self, mail: ReadyMail, claim: Claim) -> None:
            super().deliver(mail, claim)
            order.append(mail.name.rpartition("-")[2])
            if len(order) == 1:
                signed(here.database, the_petition(here.database), application("B", "b@a.org"))

    many_agreed(here.database, 3)
    Noting(here).send()
    assert order[:2] == ["update", "confirm"]
    assert "confirm" not in order[2:]


def test_receipts_and_reminders_are_not_fewer_for_updates(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    for _ in range(2):
        started(here)
        Server(here).send()
    signed(here.database, the_petition(here.database), application("Ana Sample"))
    assert Server(here).send() == 1  # that she has signed already


def test_an_update_that_is_stopped_waits_and_goes_on(here: OpenWorkspace) -> None:
    many_agreed(here.database, 500)
    number = started(here)
    server = Server(here)
    server.send(limit=250)
    stop_sending(here, MACHINE, SLUG, number)
    assert server.send() == 0
    stopped = progress_of(here, MACHINE, SLUG, number)
    assert (stopped.state, stopped.sent) == (UpdateState.STOPPED, 250)
    go_on_sending(here, MACHINE, SLUG, number)
    assert server.send() == 250
    assert set(server.taken.values()) == {1}
    assert progress_of(here, MACHINE, SLUG, number).ended


def test_two_senders_send_each_mail_once(here: OpenWorkspace) -> None:
    many_agreed(here.database, 300)
    started(here)
    server = Server(here)
    path = here.workspace.database_path

    def another() -> None:
        with opened(path) as other:
            writer = Writer(here.workspace)
            send_due(other, writer, server, lambda: here.moment, 60)

    server.before = {f"reader{at}@example.org": another for at in (0, 100, 250)}
    server.send()
    assert len(server.taken) == 300
    assert set(server.taken.values()) == {1}


def test_who_agrees_after_it_started_gets_the_next_one(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    number = an_update(here).id
    send_update(here, MACHINE, SLUG, number)
    agreed(here, "Ben Sample")
    server = Server(here)
    server.send()
    assert "ben@example.org" not in [to for to in server.taken if server.taken[to] > 1]
    assert update_mails.gone(here.database.conn, number).sent == 1


def test_a_persons_data_says_which_updates_were_sent(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    started(here)
    Server(here).send()
    found = export_person(here, "ana@example.org")
    assert "'kind': <MailKind.UPDATE: 'update'>, 'update': 1" in str(found)


def test_the_next_few_are_found_without_sorting_all_who_agreed(here: OpenWorkspace) -> None:
    many_agreed(here.database, 50)
    number = started(here)
    found = updates.of_number(here.database.conn, number)
    assert found
    asked: list[str] = []
    here.database.conn.set_trace_callback(asked.append)
    assert len(update_mails.next_signatures(here.database.conn, found, 20)) == 20
    here.database.conn.set_trace_callback(None)
    plan = here.database.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
    assert not any("TEMP B-TREE" in row["detail"] for row in plan)


def test_a_signatures_story_tells_of_the_update(here: OpenWorkspace) -> None:
    number = agreed(here, "Ana Sample")
    started(here)
    Server(here).send()
    story = story_of(open_petition(here, SLUG), number)
    assert Happened.UPDATE_MAIL in [each.what for each in story.events]


def test_every_kind_of_mail_has_its_place_in_a_story() -> None:
    assert {each.value for each in Happened} >= {f"{kind}-mail" for kind in MailKind}
