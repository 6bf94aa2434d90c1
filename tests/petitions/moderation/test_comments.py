"""Names and comments that people let others see: read by an organiser, gone when they want."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from campaigner.errors import UsageError
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.outreach import stopping
from campaigner.petitions.moderation.comments import (
    CommentRefused,
    Voice,
    Voices,
    clean_comment,
    comments_of,
    decide,
    voices,
)
from campaigner.petitions.moderation.decisions import invalidate, restore
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.own_changes import NotTheirs, change_comment, withdraw_own
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm, only_asked
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise
from campaigner.vocabulary.signatures import CommentState
from conftest import Command
from petitioners import new_token

SUZIE = SigningForm(
    *("Suzie Specimen", "suzie@example.org", "LE93 1AA"),
    named=True,
    comment="I go short.",
    pass_on=True,
)
WAITING, APPROVED = CommentState.WAITING, CommentState.APPROVED


def asking(bread: Path, *lines: str) -> None:
    """Let the campaign ask for what the lines of its definition say."""
    definition = bread / "campaign.toml"
    text = definition.read_text("utf-8")
    given = "\n".join(lines)
    definition.write_text(text.replace("[petition]\n", f"[petition]\n{given}\n", 1), "utf-8")


@pytest.fixture
def petition(here: OpenWorkspace, bread: Path) -> OpenPetition:
    """A petition whose page shows names and comments."""
    asking(bread, "show_names = true", 'comments = "shown"')
    return open_petition(here, "bread")


def counted(petition: OpenPetition, here: OpenWorkspace, form: SigningForm) -> int:
    """Somebody signs by a form and confirms; the number of the signature."""
    made = apply(petition, form)
    assert isinstance(made, Signed)
    confirm(here, new_token(petition.database, made.signature, petition.now))
    return made.signature


def waiting(petition: OpenPetition) -> list[int]:
    return [int(str(each["comment"])) for each in comments_of(petition, WAITING)]


@pytest.fixture
def suzie(petition: OpenPetition, here: OpenWorkspace) -> int:
    """Suzie's signature, whose comment an organiser has approved."""
    number = counted(petition, here, SUZIE)
    decide(petition, approve=waiting(petition), refuse=())
    return number


def test_suzie_is_named_once_she_confirms_and_her_comment_is_shown_once_it_is_approved(
    petition: OpenPetition, here: OpenWorkspace
) -> None:
    made = apply(petition, SUZIE)
    assert isinstance(made, Signed)
    assert voices(petition) == Voices()
    assert comments_of(petition, WAITING) == []  # nobody reads what was not confirmed
    confirm(here, new_token(petition.database, made.signature, petition.now))
    assert voices(petition) == Voices(("Suzie Specimen",))
    (shown,) = comments_of(petition, WAITING)
    assert (shown["name"], shown["named"], shown["text"]) == ("Suzie Specimen", True, "I go short.")
    decide(petition, approve=[int(str(shown["comment"]))], refuse=())
    assert voices(petition).comments == (Voice("I go short.", "Suzie Specimen"),)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ((), Voices()),
        (("show_names = true",), Voices(("Suzie Specimen",))),
        (('comments = "shown"',), Voices((), (Voice("I go short."),))),
        (('comments = "passed-on"',), Voices()),
    ],
)
def test_the_page_shows_what_the_campaign_says(
    here: OpenWorkspace, bread: Path, lines: tuple[str, ...], shown: Voices
) -> None:
    asking(bread, *lines)
    petition = open_petition(here, "bread")
    counted(petition, here, only_asked(petition.campaign, SUZIE))
    decide(petition, approve=waiting(petition), refuse=())
    assert voices(petition) == shown


def test_what_a_campaign_does_not_ask_for_is_refused_by_its_field(
    here: OpenWorkspace, bread: Path
) -> None:
    del bread
    with pytest.raises(FormRefused) as refused:
        apply(open_petition(here, "bread"), SUZIE)
    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("named", "not-asked"),
        ("comment", "not-asked"),
    ]


@pytest.mark.usefixtures("suzie")
def test_a_campaign_that_shows_no_more_shows_nothing_that_was_given_before(
    here: OpenWorkspace, bread: Path
) -> None:
    definition = bread / "campaign.toml"
    text = definition.read_text("utf-8").replace("show_names = true", "show_names = false")
    definition.write_text(text, "utf-8")
    assert voices(open_petition(here, "bread")) == Voices((), (Voice("I go short."),))


def test_ana_says_yes_to_nothing_and_is_not_seen(
    petition: OpenPetition, here: OpenWorkspace
) -> None:
    counted(petition, here, SigningForm("Ana Sample", "ana@example.org", "LE93 1AA"))
    assert voices(petition) == Voices()
    assert waiting(petition) == []


def test_a_comment_without_a_yes_is_refused_and_a_yes_without_a_comment_is_nothing(
    petition: OpenPetition,
) -> None:
    with pytest.raises(FormRefused) as refused:
        apply(petition, SigningForm("Ana", "ana@example.org", "LE93 1AA", comment="Hello"))
    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("pass_on", "comment-alone")
    ]
    apply(petition, SigningForm("Ana", "ana@example.org", "LE93 1AA", comment=" \n", pass_on=True))
    assert petition.database.execute("SELECT * FROM comments").fetchall() == []


@pytest.mark.usefixtures("suzie")
def test_a_refused_comment_is_shown_to_nobody_and_can_be_approved_after_all(
    petition: OpenPetition,
) -> None:
    (number,) = [int(str(each["comment"])) for each in comments_of(petition, APPROVED)]
    decide(petition, approve=(), refuse=[number])
    assert voices(petition).comments == ()
    decide(petition, approve=[number], refuse=())
    assert voices(petition).comments == (Voice("I go short.", "Suzie Specimen"),)
    deeds = petition.database.execute(
        "SELECT actor, details FROM audit WHERE action = 'comments decided' ORDER BY id"
    ).fetchall()
    assert [(actor, json.loads(said)) for actor, said in deeds] == [
        ("olive", {"approved": 1, "refused": 0}),
        ("olive", {"approved": 0, "refused": 1}),
        ("olive", {"approved": 1, "refused": 0}),
    ]


@pytest.mark.parametrize(("approve", "refuse"), [([99], []), ([1], [99]), ([1], [1])])
def test_comments_are_decided_together_or_not_at_all(
    petition: OpenPetition, here: OpenWorkspace, approve: list[int], refuse: list[int]
) -> None:
    counted(petition, here, SUZIE)
    with pytest.raises(UsageError):
        decide(petition, approve=approve, refuse=refuse)
    assert waiting(petition) == [1]


def test_a_comment_that_suzie_changes_is_read_again_before_anybody_sees_it(
    petition: OpenPetition, here: OpenWorkspace, suzie: int
) -> None:
    change_comment(here, "suzie@example.org", suzie, "I go short, and so do my children.")
    assert voices(petition).comments == ()
    with pytest.raises(UsageError, match="no comment 1"):
        decide(petition, approve=[1], refuse=())  # it is not what the organiser has read
    decide(petition, approve=waiting(petition), refuse=())
    assert voices(petition).comments[0].text == "I go short, and so do my children."


def test_suzie_deletes_her_comment_and_nobody_else_can(
    petition: OpenPetition, here: OpenWorkspace, suzie: int
) -> None:
    with pytest.raises(NotTheirs):
        change_comment(here, "ana@example.org", suzie, "")
    change_comment(here, "suzie@example.org", suzie, " ")
    assert voices(petition) == Voices(("Suzie Specimen",))
    with pytest.raises(NotTheirs):
        change_comment(here, "suzie@example.org", suzie, "Again")


def test_who_withdraws_or_is_invalidated_is_gone_from_the_page(
    petition: OpenPetition, here: OpenWorkspace, suzie: int
) -> None:
    shown = voices(petition)
    assert shown != Voices()
    invalidate(petition, SignatureFilter(numbers=(suzie,)))
    assert voices(petition) == Voices()
    assert comments_of(petition, APPROVED) == []
    restore(petition, SignatureFilter(numbers=(suzie,)))
    assert voices(petition) == shown
    withdraw_own(here, "suzie@example.org", suzie)
    assert voices(petition) == Voices()


@pytest.mark.usefixtures("suzie")
def test_who_is_erased_is_gone_from_the_page_and_the_file(
    petition: OpenPetition, here: OpenWorkspace
) -> None:
    erase_person(here, "suzie@example.org")
    assert voices(petition) == Voices()
    for table in ("comments", "shown_names"):
        assert petition.database.execute(f"SELECT * FROM {table}").fetchall() == []
    assert b"I go short." not in here.workspace.database_path.read_bytes()


@pytest.mark.usefixtures("suzie")
def test_suzie_stops_what_she_allowed_one_by_one_and_all_at_once(
    petition: OpenPetition, here: OpenWorkspace
) -> None:
    allowed = {each.key: each.words for each in stopping.allowed_by(here, "suzie@example.org")}
    assert allowed["bread/name"].startswith("Yes, show my name on the page")
    assert "pass my comment on" in allowed["bread/comment"]
    stopping.stop(here, "suzie@example.org", ["bread/name"])
    assert voices(petition) == Voices((), (Voice("I go short."),))
    stopping.stop(here, "suzie@example.org")
    assert voices(petition) == Voices()
    assert stopping.allowed_by(here, "suzie@example.org") == []


@pytest.mark.usefixtures("petition", "suzie")
def test_an_export_of_suzies_data_has_her_words_and_what_was_decided(here: OpenWorkspace) -> None:
    (found,) = export_person(here, "suzie@example.org")["signatures"]
    assert found["comment"]["text"] == "I go short."
    assert found["comment"]["state"] == "approved"
    assert found["name_shown"]["words"].startswith("Yes, show my name")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" \r\n\t ", ""),
        ("One\r\nTwo  words \r\n\r\n\r\n\r\nThree", "One\nTwo words\n\nThree"),
        ("<b>bold</b> & =1+1", "<b>bold</b> & =1+1"),  # plain text: pages escape it
        ("\u200eleft\ufeff", "left"),
        ("a\u202eb", "ab"),  # nothing turns the words of others round
        ("Cafe\u0301", "Café"),
        ("\u3164\u2060\uffa0", ""),  # nothing that anybody sees
        ("ब\u0947\u0902, བསྒྲུབས, ผู้ที่, Nguyễn, \u05e9\u05b8\u05c1\u0591\u05d1", None),  # spelling
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", None),
        ("x" * 500, "x" * 500),
        ("\n".join("1234567890"), "\n".join("1234567890")),
    ],
)
def test_comments_that_are_taken(typed: str, kept: str | None) -> None:
    assert clean_comment(typed) == (typed if kept is None else kept)


@pytest.mark.parametrize(
    "typed", ["x" * 501, "\n".join("12345678901"), "a\x00b", "a\x1b[31mb", "a" + "\u0335" * 9]
)
def test_comments_that_are_refused(typed: str) -> None:
    with pytest.raises(CommentRefused):
        clean_comment(typed)


def test_names_and_comments_go_with_their_signatures_when_their_time_is_up(
    petition: OpenPetition, here: OpenWorkspace, suzie: int
) -> None:
    assert suzie
    later = replace(here, now=here.now + timedelta(days=500))
    anonymise(later)
    for table in ("comments", "shown_names", "signatures"):
        assert petition.database.execute(f"SELECT * FROM {table}").fetchall() == []


def test_suzie_signs_on_the_command_line_with_her_name_and_a_comment(
    petition: OpenPetition, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    who = ["--name", "Suzie Specimen", "--email", "suzie@example.org", "--postcode", "LE93 1AA"]
    done = campaigner("petition", "sign", "bread", *who, "--named", "--comment", "I go short.")
    assert done.code == 0
    rows = petition.database.execute("SELECT text FROM comments JOIN shown_names").fetchall()
    assert [text for (text,) in rows] == ["I go short."]


def test_olive_lists_approves_and_refuses_on_the_command_line(
    petition: OpenPetition, here: OpenWorkspace, campaigner: Command
) -> None:
    counted(petition, here, SUZIE)
    listed = campaigner("petition", "comments", "bread", "--format", "json")
    (shown,) = json.loads(listed.stdout)
    assert (shown["comment"], shown["text"]) == (1, "I go short.")
    done = campaigner("petition", "comments", "bread", "--approve", "1")
    assert done.code == 0
    assert "Approved: 1. Refused: 0." in done.stderr
    approved = campaigner("petition", "comments", "bread", "--state", "approved")
    assert "I go short." in approved.stdout
    unknown = campaigner("petition", "comments", "bread", "--refuse", "7")
    assert unknown.code == 2
    assert "There is no comment 7." in unknown.stderr
