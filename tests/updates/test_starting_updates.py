"""Who lets an update go out: once, by whoever is first, and with a second person where it is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from account_holders import OLIVE, OWNER, at_work, joined
from campaigner.errors import ProblemsFound
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE, Session
from campaigner.organisers.proposals import ProposalRefused, SecondPersonNeeded
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.store import audit
from campaigner.store.updates import Audience
from campaigner.updates.audience import choose_audience
from campaigner.updates.sending import (
    SenderNotNamed,
    answer,
    ask_second_person,
    progress_of,
    send_update,
)
from campaigner.updates.writing import UpdateStarted, Wish, write_update
from news_readers import Server, agreed, an_update, set_up, started
from petitioners import SLUG, new_token
from two_at_once import both_at_once


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch)


def test_what_was_sent_is_not_changed_or_sent_again(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    number = started(here)
    with pytest.raises(UpdateStarted):
        send_update(here, MACHINE, SLUG, number)
    with pytest.raises(UpdateStarted):
        write_update(here, MACHINE, SLUG, Wish("Other", "Words"), number)


def test_it_says_whose_it_is_or_is_not_sent(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(here, "Ana Sample")
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__ADDRESS", "")
    with pytest.raises(SenderNotNamed):
        started(here)


def test_a_second_person_says_yes_where_the_settings_say_so(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    joined(here)
    joined(here, "omar@example.org", OWNER, "Omar Sample")
    olive, omar = at_work(here), at_work(here, "omar@example.org")
    agreed(here, "Ana Sample")
    number = an_update(here).id
    with pytest.raises(SecondPersonNeeded):
        send_update(here, olive, SLUG, number)
    asked = ask_second_person(here, olive, SLUG, number)
    assert progress_of(here, omar, SLUG, number).asked == asked
    write_update(here, olive, SLUG, Wish("We were heard", "One word more."), number)
    with pytest.raises(ProposalRefused, match="changed"):
        answer(here, omar, SLUG, number, asked.id, yes=True)
    asked = ask_second_person(here, olive, SLUG, number)
    choose_audience(here, olive, SLUG, number, Audience(languages=("en",)))
    with pytest.raises(ProposalRefused, match="changed"):
        answer(here, omar, SLUG, number, asked.id, yes=True)
    asked = ask_second_person(here, olive, SLUG, number)
    answer(here, omar, SLUG, number, asked.id, yes=True)
    assert Server(here).send() == 1
    said = [each.action for each in audit.deeds(here.database.conn)]
    assert said[-3:] == ["second person said yes", "done by two people", "update sent"]


def test_a_fact_that_is_changed_in_its_file_takes_a_new_yes(
    here: OpenWorkspace, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    joined(here)
    joined(here, "omar@example.org", OWNER, "Omar Sample")
    olive, omar = at_work(here), at_work(here, "omar@example.org")
    petition = open_petition(here, "bread")
    signed = apply(petition, SigningForm("Ana Sample", "a@example.org", "LE93 1AA", updates=True))
    assert isinstance(signed, Signed)
    confirm(here, new_token(here.database, signed.signature))
    number = write_update(here, olive, "bread", Wish("News", '{{ fact("loaves") }}')).id
    asked = ask_second_person(here, olive, "bread", number)
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace("Many have none", "Buy my bread"), encoding="utf-8")
    assert progress_of(here, omar, "bread", number).asked is None
    with pytest.raises(ProposalRefused, match="changed"):
        answer(here, omar, "bread", number, asked.id, yes=True)
    definition.write_text(text.replace('id = "loaves"', 'id = "none"'), encoding="utf-8")
    assert progress_of(here, omar, "bread", number).asked is None
    with pytest.raises(ProblemsFound):
        answer(here, omar, "bread", number, asked.id, yes=True)
    definition.write_text(text, encoding="utf-8")
    answer(here, omar, "bread", number, asked.id, yes=True)


def test_of_two_who_send_an_update_at_once_one_does(here: OpenWorkspace) -> None:
    agreed(here, "Ana Sample")
    number = an_update(here).id

    def send(own: OpenWorkspace) -> None:
        send_update(own, MACHINE, SLUG, number)

    assert both_at_once(here, send, send) == ["UpdateStarted", "done"]
    server = Server(here)
    server.send()
    assert server.taken == {"ana@example.org": 1}
    said = [each.action for each in audit.deeds(here.database.conn)]
    assert said.count("update sent") == 1


def test_of_two_who_say_yes_at_once_one_does(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    others = ("omar@example.org", "leila@example.org")
    joined(here)
    for each in others:
        joined(here, each, OWNER, each.partition("@")[0].title())
    olive, omar, leila = (at_work(here, each) for each in (OLIVE, *others))
    agreed(here, "Ana Sample")
    number = an_update(here).id
    asked = ask_second_person(here, olive, SLUG, number)

    def yes(by: Session) -> Callable[[OpenWorkspace], object]:
        return lambda own: answer(own, by, SLUG, number, asked.id, yes=True)

    assert both_at_once(here, yes(omar), yes(leila)) == ["UpdateStarted", "done"]
    said = [each.action for each in audit.deeds(here.database.conn)]
    assert said[-3:] == ["second person said yes", "done by two people", "update sent"]
