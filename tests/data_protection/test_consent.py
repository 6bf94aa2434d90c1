"""Consent in express words: a box for each purpose and channel, as easy to stop as to give."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.contact_questions import asked_by_partners, question_meant
from campaigner.campaigns.loader import load_campaign
from campaigner.data_protection.questions import (
    Question,
    QuestionKind,
    how_to_stop,
    letter_words,
    questions_for,
    statement_of,
    statement_words,
)
from campaigner.errors import UnknownName, UsageError
from campaigner.events.bookings import BookingForm, book
from campaigner.forms import FormRefused
from campaigner.letters.batch.signatories import earlier_texts
from campaigner.opening import OpenWorkspace
from campaigner.outreach.partners import contacts_of
from campaigner.outreach.stopping import allowed_by, allowed_by_link, stop, stop_by_link
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import LinkRefused, confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.store import consents, letter_consents
from campaigner.store.audit import deeds
from campaigner.store.consents import OURSELVES, SIGNATURES, Words
from campaigner.vocabulary.consents import ContactBasis, ContactPurpose
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import WITHDRAW, new_token, workspace_of

PARTNERS = """
[[partners]]
name = "Sample Bakers"
consents = [
  { purpose = "campaign" },
  { purpose = "news" },
  { purpose = "donations", channel = "post" },
]

[[partners]]
name = "Sample Millers"
consent.en = "The Sample Millers may email me about bread."
consent.cy = "Caiff y Sample Millers anfon e-bost ataf am fara."

[[events]]
id = "talk"
title = { en = "A talk", cy = "Sgwrs" }
starts = 2027-02-23T18:00:00+00:00
"""
CAMPAIGN, NEWS, POST, MILLERS = KEYS = (
    "sample-bakers/campaign/email",
    "sample-bakers/news/email",
    "sample-bakers/donations/post",
    "sample-millers/campaign/email",
)
SUZIE = SigningForm("Suzie Sample", "suzie@example.org", "AB10 1AB", area="")


@pytest.fixture
def partners(bread: Path) -> Path:
    """A campaign with two partners, one of whom asks three questions."""
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + PARTNERS, encoding="utf-8")
    assert check_campaign(bread) == []
    return bread


@pytest.fixture
def petition(here: OpenWorkspace, partners: Path) -> OpenPetition:
    """Its petition, open."""
    del partners
    return open_petition(here, "bread")


def ask_for_updates(workspace: Workspace, basis: str, number: str = "") -> None:
    """The settings say whether the organisation asks for its own news."""
    path = workspace.root / "campaigner.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[updates]\n", f"[updates]\nbasis = '{basis}'\n"
    )
    text = text.replace("[organisation]\n", f"[organisation]\ncharity_number = '{number}'\n")
    path.write_text(text, encoding="utf-8")


def asked(workspace: Workspace, bread: Path, language: str = "en") -> dict[str, Question]:
    """The questions beside the form, by key."""
    return {each.key: each for each in questions_for(workspace, load_campaign(bread), language)}


def sign(petition: OpenPetition, form: SigningForm = SUZIE, *, confirmed: bool = True) -> int:
    """Somebody signs, and follows the link in the mail."""
    done = apply(petition, form)
    assert isinstance(done, Signed)
    if confirmed:
        here = workspace_of(petition.database, petition.now)
        confirm(here, new_token(petition.database, done.signature, petition.now))
    return done.signature


def test_each_purpose_and_channel_of_a_partner_has_a_box_of_its_own(
    workspace: Workspace, partners: Path
) -> None:
    questions = asked(workspace, partners)
    assert list(questions) == ["agreed", "letter", *KEYS]
    assert [each.key for each in questions.values() if each.required] == ["agreed"]
    assert questions[NEWS].words == Words(
        "en", "Yes, Sample Bakers may email me about its other work."
    )
    assert questions[POST].words.words == (
        "Yes, Sample Bakers may write to me by post to ask for donations."
    )
    assert questions[MILLERS].words.words == "The Sample Millers may email me about bread."
    welsh = asked(workspace, partners, "cy")
    assert welsh[NEWS].words == Words(
        "cy", "Caiff Sample Bakers anfon e-bost ataf am waith arall y sefydliad."
    )


def test_the_statement_names_who_what_for_and_that_it_shows_opinions(
    workspace: Workspace, partners: Path
) -> None:
    words = asked(workspace, partners)["agreed"].words.words
    assert words.startswith("I agree that Sample Rights uses my name, email address and postcode")
    assert "can show my political opinions" in words
    paper = statement_words(workspace, "en", on_paper=True).words
    assert "my name and postcode" in paper
    assert "email" not in paper
    assert statement_of(workspace, load_campaign(partners), "Welsh").language == "cy"
    assert statement_words(workspace, "fr") == statement_words(workspace, "en")
    assert "privacy@example.org" in how_to_stop(workspace, "en").words


def test_a_letter_in_ones_name_names_text_recipient_and_address(
    workspace: Workspace, partners: Path
) -> None:
    campaign = load_campaign(partners)
    assert asked(workspace, partners)["letter"].words.words == (
        "Yes, send the letter “Bread” in my name to my MP, with my name and my postcode on it."
        " I can read the letter before I agree."
    )
    named = letter_words(
        workspace,
        campaign,
        "en",
        recipients=["Ada Sample MP", "Ben Sample MSP"],
        address="1 Sample Street, AB10 1AB",
    )
    assert "to Ada Sample MP and Ben Sample MSP" in named.words
    assert "with my name and 1 Sample Street, AB10 1AB on it" in named.words
    assert "“Bara”" in letter_words(workspace, campaign, "cy").words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (NEWS, NEWS),
        ("Sample Bakers/news", NEWS),
        ("sample-bakers / donations / post", POST),
        ("Sample Millers", MILLERS),
        ("sample-millers/campaign", MILLERS),
    ],
)
def test_a_question_is_named_by_its_key_or_less(partners: Path, text: str, key: str) -> None:
    assert question_meant(load_campaign(partners), text).key == key


def test_a_name_that_means_several_questions_is_refused(partners: Path) -> None:
    campaign = load_campaign(partners)
    assert [each.key for each in asked_by_partners(campaign)] == list(KEYS)
    with pytest.raises(UsageError, match="asks several questions") as refused:
        question_meant(campaign, "Sample Bakers")
    assert NEWS in refused.value.hint
    with pytest.raises(UnknownName):
        question_meant(campaign, "Sample Bakers/news/telephone")
    with pytest.raises(UnknownName):
        question_meant(campaign, "Sample Fishers")


def test_what_suzie_ticks_is_kept_with_its_words_and_nothing_else(petition: OpenPetition) -> None:
    signature = sign(petition, replace(SUZIE, consents=(NEWS,), letter=True, agreed=True))
    connection = petition.database.conn
    (given,) = consents.permissions_of(connection, SIGNATURES, signature)
    assert (given.asker, given.purpose) == ("sample-bakers", ContactPurpose.NEWS)
    assert given.words == Words("en", "Yes, Sample Bakers may email me about its other work.")
    agreement = consents.agreement_of(connection, signature)
    assert agreement == (statement_words(petition.workspace, "en"), petition.now)
    (text,) = connection.execute("SELECT text FROM letter_consents").fetchone()
    letter = petition.campaign.letter_text("en")
    assert text == hashlib.sha256(letter.encode()).digest()


def test_who_does_not_agree_to_the_statement_does_not_sign(petition: OpenPetition) -> None:
    with pytest.raises(FormRefused) as refused:
        apply(petition, replace(SUZIE, agreed=False))
    assert [each.path for each in refused.value.problems] == ["agreed"]
    signature = sign(petition)
    assert consents.agreement_of(petition.database.conn, signature) is None


def test_the_charitys_own_news_needs_a_yes(here: OpenWorkspace, partners: Path) -> None:
    ask_for_updates(here.workspace, "consent")
    question = asked(here.workspace, partners)["updates"]
    assert question.kind is QuestionKind.CONTACT
    assert (question.allows(ticked=True), question.allows(ticked=False)) == (True, False)
    petition = open_petition(here, "bread")
    sign(petition, replace(SUZIE, updates=True))
    sign(petition, replace(SUZIE, name="Ben", email="ben@example.org"))
    (suzie,) = contacts_of(here, "bread", OURSELVES).people
    assert (suzie.name, suzie.basis) == ("Suzie Sample", ContactBasis.CONSENT)


def test_a_charity_may_write_to_those_who_do_not_refuse(
    here: OpenWorkspace, partners: Path
) -> None:
    ask_for_updates(here.workspace, "soft-opt-in", "1000000")
    question = asked(here.workspace, partners)["updates"]
    assert question.kind is QuestionKind.REFUSAL
    assert "Tick this box if you do not want that" in question.words.words
    petition = open_petition(here, "bread")
    for name, ticked in (("Ana", False), ("Ben", True)):
        form = replace(SUZIE, name=name, email=f"{name}@example.org")
        sign(petition, replace(form, updates=question.allows(ticked=ticked)))
    (ana,) = contacts_of(here, "bread", OURSELVES).people
    assert (ana.name, ana.basis) == ("Ana", ContactBasis.SOFT_OPT_IN)


def test_nobody_is_added_to_news_that_is_not_asked_about(petition: OpenPetition) -> None:
    with pytest.raises(FormRefused) as refused:
        apply(petition, replace(SUZIE, updates=True))
    assert [each.path for each in refused.value.problems] == ["updates"]


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (None, []),
        ([f"bread/{NEWS}"], [f"bread/{MILLERS}", "bread/letter"]),
        (["bread/letter"], [f"bread/{NEWS}", f"bread/{MILLERS}"]),
        (["bread/nothing"], ["bread/letter", f"bread/{NEWS}", f"bread/{MILLERS}"]),
    ],
)
def test_what_was_allowed_is_stopped_by_asking(
    here: OpenWorkspace, petition: OpenPetition, keys: Sequence[str] | None, left: list[str]
) -> None:
    sign(petition, replace(SUZIE, consents=(NEWS, MILLERS), letter=True))
    book(here, "bread", "talk", BookingForm("Suzie", "SUZIE@example.org", [NEWS]))
    stop(here, "Suzie@example.org", keys)
    assert sorted(each.key for each in allowed_by(here, "suzie@example.org")) == sorted(left)
    stopped = f"bread/{NEWS}" not in left
    assert len(contacts_of(here, "bread", "Sample Bakers").people) == (0 if stopped else 1)
    expected = 1 if "bread/letter" in left else 0
    assert letter_consents.count_agreed(here.database.conn, "bread") == expected
    assert stop(here, "suzie@example.org", keys) == []


def test_the_link_of_a_mail_stops_it_too(here: OpenWorkspace, petition: OpenPetition) -> None:
    signature = sign(petition, replace(SUZIE, consents=(NEWS, MILLERS)))
    link = new_token(here.database, signature, here.moment, WITHDRAW)
    assert [each.who for each in allowed_by_link(here, link)] == ["sample-bakers", "sample-millers"]
    (stopped,) = stop_by_link(here, link, [f"bread/{NEWS}"])
    assert stopped.words == "Yes, Sample Bakers may email me about its other work."
    assert [each.key for each in allowed_by_link(here, link)] == [f"bread/{MILLERS}"]
    with pytest.raises(LinkRefused):
        stop_by_link(here, "a-token-that-nobody-has")
    (deed,) = [each for each in deeds(here.database.conn) if each.action == "stop contact"]
    assert (deed.actor, deed.details) == ("the person", '{"count": 1}')


def test_an_organiser_stops_it_with_a_command(
    campaigner: Command, here: OpenWorkspace, petition: OpenPetition
) -> None:
    sign(petition, replace(SUZIE, consents=(NEWS,)))
    here.database.conn.commit()
    called = campaigner("partner", "stop", "suzie@example.org", "--yes")
    assert called.code == 0
    assert f"bread/{NEWS}: Yes, Sample Bakers may email me" in called.stderr
    assert "Stopped: 1 permission." in called.stderr
    again = campaigner("partner", "stop", "suzie@example.org", "--yes")
    assert again.code == 1


def test_a_table_has_a_column_for_each_question_and_its_own_words(petition: OpenPetition) -> None:
    table = petition.workspace.root / "people.csv"
    table.write_text(
        "name,email,postcode,date,letter,consent:Sample Bakers/news/email,consent:Sample Millers\n"
        "Ana Sample,ana@example.org,AB10 1AB,2026-12-10,yes,yes,no\n"
        "Ben Sample,ben@example.org,AB10 1AB,2026-12-10,no,no,yes\n",
        encoding="utf-8",
    )
    words = {
        "letter": "Write to my MP for me.",
        "consent:Sample Millers": "Millers, email me!",
        "statement": "I agree that you use my data.",
    }
    done = import_signatures(petition, ImportRequest(file=table, confirmed=True, words=words))
    assert (done.accepted, done.rejected) == (2, 0)
    connection = petition.database.conn
    ana, ben = (consents.permissions_of(connection, SIGNATURES, number) for number in (1, 2))
    assert [each.words for each in ana] == [
        Words("en", "Yes, Sample Bakers may email me about its other work.")
    ]
    assert [each.words for each in ben] == [Words("en", "Millers, email me!")]
    agreement = consents.agreement_of(connection, 1)
    assert agreement
    assert agreement[0] == Words("en", "I agree that you use my data.")
    with pytest.raises(UnknownName):
        import_signatures(petition, ImportRequest(file=table, words={"letters": "?"}))


def test_all_of_it_is_in_what_a_person_is_given(
    campaigner: Command, petition: OpenPetition
) -> None:
    sign(petition, replace(SUZIE, consents=(NEWS,), agreed=True))
    petition.database.conn.commit()
    (signature,) = campaigner("person", "export", "suzie@example.org").json["signatures"]
    assert signature["may_contact"] == [
        {
            "who": "sample-bakers",
            "purpose": "news",
            "channel": "email",
            "basis": "consent",
            "words": "Yes, Sample Bakers may email me about its other work.",
        }
    ]
    assert signature["agreed_to"]["words"].startswith("I agree that Sample Rights uses")


def test_a_question_that_is_asked_twice_is_found(partners: Path) -> None:
    definition = partners / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace('"news" }', '"campaign" }'), encoding="utf-8")
    assert [each.code for each in check_campaign(partners)] == ["duplicate-consent"]


def test_a_letter_that_was_changed_since_people_agreed_is_pointed_out(
    here: OpenWorkspace, petition: OpenPetition
) -> None:
    sign(petition, replace(SUZIE, letter=True))
    assert earlier_texts(here.database, petition.campaign) == []
    for letter in petition.campaign.folder.glob("letter.*.md"):
        letter.write_text(letter.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    (note,) = earlier_texts(here.database, load_campaign(petition.campaign.folder))
    assert note.message == "1 person agreed to an earlier text of the letter."
    stop(here, "suzie@example.org", ["bread/letter"])
    assert earlier_texts(here.database, load_campaign(petition.campaign.folder)) == []
