"""Replies that people forward to a mailbox: fetched, matched to letters, decided by a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner.errors import UsageError
from campaigner.jobs.asking import prepare_letters, start_job
from campaigner.jobs.uploads import Upload
from campaigner.jobs.wanted import LettersWanted
from campaigner.letters.mailed_replies.deciding import (
    NoMailedReply,
    mailed_replies_waiting,
    set_aside,
    take_as_reply,
)
from campaigner.letters.mailed_replies.fetching import Fetched, fetch_replies
from campaigner.letters.mailed_replies.held import KEPT_DAYS
from campaigner.letters.mailed_replies.html_text import text_of_html
from campaigner.letters.mailed_replies.mailbox import (
    MOST_BYTES,
    MailboxUnavailable,
    NoReplyMailbox,
)
from campaigner.letters.mailed_replies.reading import LONGEST_TEXT, read_mail
from campaigner.letters.mailed_replies.trying import MailboxTrial, try_mailbox
from campaigner.letters.records.outcomes import outcomes
from campaigner.letters.records.replies import recorded_replies
from campaigner.opening import OpenWorkspace
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise
from campaigner.vocabulary.letters import OutcomeGrouping, ReplyOutcome
from campaigner.vocabulary.mail import Reason, TrialStep
from campaigner.workspace import Workspace
from conftest import Command
from examples import examples
from job_makers import PEOPLE, as_csv, done_here
from mail_server import ACCOUNT, PASSWORD, FakeMailbox, mailbox_served

NOW = 1_796_990_400


@pytest.fixture
def here(represented: Workspace, bread: None, here: OpenWorkspace) -> OpenWorkspace:
    """Letters 1 (from Suzie to Ada) and 2 (from Sam to Barnaby) were sent."""
    row = prepare_letters(
        here, LettersWanted("bread", to_print=False), Upload("p.csv", as_csv(PEOPLE))
    )
    start_job(here, row.id)
    done_here(here)
    return here


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMailbox]:
    """The mailbox of the settings."""
    with mailbox_served() as (box, port):
        given = {
            "HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "USERNAME": ACCOUNT,
            "PASSWORD": PASSWORD,
        }  # fmt: skip
        for key, value in given.items():
            monkeypatch.setenv(f"CAMPAIGNER_REPLIES__IMAP_{key}", value)
        yield box


def forwarded(
    sender: str = "Suzie Specimen <suzie@example.org>",
    subject: str = "Fwd: Your letter",
    text: str = "From: Ada Specimen MP\n\nThank you for writing. I will support this.",
    number: str = "",
) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ACCOUNT, subject
    mail["Date"] = "Fri, 11 Dec 2026 09:00:00 +0000"
    mail["Message-ID"] = f"<{number or hash((sender, subject, text))}@example.org>"
    mail.set_content(text)
    return mail.as_bytes()


def test_a_reply_that_suzie_forwards_is_matched_to_her_letter_and_recorded(
    here: OpenWorkspace, box: FakeMailbox
) -> None:
    box.add(forwarded())
    assert fetch_replies(here) == Fetched(1, 1, 1)
    (mail,) = mailed_replies_waiting(here)
    assert (mail.letter, mail.sender, str(mail.sent)) == (1, "suzie@example.org", "2026-12-11")
    take_as_reply(here, mail.number, 1, ReplyOutcome.WILL_SUPPORT)
    assert [each.outcome for each in recorded_replies(here, 1)] == ["will-support"]
    assert mailed_replies_waiting(here) == []
    kept = [*here.database.execute("SELECT sender, subject, text FROM mailed_replies").fetchone()]
    assert kept == ["", "", ""]
    found = outcomes(here, OutcomeGrouping.PARTY, "bread")
    assert {each.name: each.answered for each in found} == {"Sample Party": 1, "Example Party": 0}


@pytest.mark.parametrize(
    ("mail", "letter"),
    [
        (forwarded(sender="office@example.org", subject="Reply to letter 2"), 2),
        (forwarded(sender="office@example.org", subject="LETTER NO. 2", text=""), 2),
        (forwarded(sender="office@example.org", subject="letter 99"), None),
        (
            forwarded(
                sender="ada@example.org", text="Dear Suzie <suzie@example.org>\nAda Specimen"
            ),
            1,
        ),
        (forwarded(text="From: Barnaby Placeholder MP"), None),
        (forwarded(sender="stranger@example.org"), None),
        (
            forwarded(text="suzie@example.org sam@example.org Ada Specimen Barnaby Placeholder"),
            None,
        ),
    ],
)
def test_a_letter_is_proposed_only_without_doubt(
    here: OpenWorkspace, box: FakeMailbox, mail: bytes, letter: int | None
) -> None:
    box.add(mail)
    fetch_replies(here)
    assert [each.letter for each in mailed_replies_waiting(here)] == [letter]


@pytest.mark.parametrize(("keywords", "flag"), [(True, "$Campaigner"), (False, "\\Seen")])
def test_mails_stay_on_the_server_marked(
    here: OpenWorkspace, box: FakeMailbox, keywords: bool, flag: str
) -> None:
    box.keywords = keywords
    first = box.add(forwarded())
    fetch_replies(here)
    assert box.marked == {first: flag}
    assert not [each for each in box.said if "EXPUNGE" in each.upper() or "Deleted" in each]


def test_no_mail_is_taken_twice_even_if_the_mailbox_is_numbered_again(
    here: OpenWorkspace, box: FakeMailbox
) -> None:
    box.add(forwarded(number="a"))
    assert fetch_replies(here).new == 1
    assert fetch_replies(here).new == 0
    box.add(forwarded(number="b"))
    assert fetch_replies(here).new == 1
    box.validity += 1
    assert fetch_replies(here) == Fetched(0, 0, 2)


def test_no_mail_is_lost_when_the_connection_breaks(here: OpenWorkspace, box: FakeMailbox) -> None:
    for number in "abc":
        box.add(forwarded(number=number))
    box.breaks_at = 2
    with pytest.raises(MailboxUnavailable):
        fetch_replies(here)
    assert len(mailed_replies_waiting(here)) == 1
    box.breaks_at = 0
    assert fetch_replies(here) == Fetched(2, 2, 3)


def test_a_server_that_sends_too_much_is_left(here: OpenWorkspace, box: FakeMailbox) -> None:
    box.add(forwarded())
    box.announces = 2_000_000_000
    with pytest.raises(MailboxUnavailable):
        fetch_replies(here)


def test_a_wrong_password_is_said_without_the_words_of_the_server(
    here: OpenWorkspace, box: FakeMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_REPLIES__IMAP_PASSWORD", "guess")
    with pytest.raises(MailboxUnavailable) as refused:
        fetch_replies(here)
    assert "account or its password" in refused.value.message
    assert ACCOUNT not in refused.value.message


@pytest.mark.parametrize(
    ("setting", "failed", "reason"),
    [
        ("", None, Reason.OTHER),
        ("HOST=nowhere.invalid", TrialStep.NAME, Reason.NO_NAME),
        ("PORT=1", TrialStep.CONNECTION, Reason.REFUSED),
        ("SECURITY=starttls", TrialStep.ENCRYPTION, Reason.NO_TLS),
        ("SECURITY=tls", TrialStep.ENCRYPTION, Reason.NOT_TLS),
        ("PASSWORD=guess", TrialStep.LOGIN, Reason.LOGIN_REFUSED),
    ],
)
def test_somebody_who_tries_the_mailbox_sees_how_far_it_came(
    here: OpenWorkspace,
    box: FakeMailbox,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    failed: TrialStep | None,
    reason: Reason,
) -> None:
    key, _, value = setting.partition("=")
    monkeypatch.setenv(f"CAMPAIGNER_REPLIES__IMAP_{key or 'FOLDER'}", value or "INBOX")
    box.add(forwarded())
    trial = try_mailbox(here)
    assert (trial.failed, trial.reason) == (failed, reason)
    assert ACCOUNT not in trial.words
    assert fetch_replies(here).new == 1 if trial == MailboxTrial(trial.steps) else failed


def test_without_a_mailbox_it_is_said_which_keys_to_fill_in(here: OpenWorkspace) -> None:
    with pytest.raises(NoReplyMailbox) as refused:
        fetch_replies(here)
    assert "[replies]" in refused.value.hint


def test_what_is_no_reply_is_set_aside_and_its_words_go(
    here: OpenWorkspace, box: FakeMailbox
) -> None:
    box.add(forwarded())
    fetch_replies(here)
    set_aside(here, 1)
    with pytest.raises(NoMailedReply):
        take_as_reply(here, 1, 1, ReplyOutcome.ANSWERED)
    assert "suzie" not in str([*here.database.execute("SELECT * FROM mailed_replies").fetchone()])


def test_a_reply_that_cannot_be_recorded_still_waits(here: OpenWorkspace, box: FakeMailbox) -> None:
    box.add(forwarded())
    fetch_replies(here)
    with pytest.raises(UsageError):
        take_as_reply(here, 1, 99, ReplyOutcome.ANSWERED)
    assert len(mailed_replies_waiting(here)) == 1


def test_suzie_is_shown_her_mail_and_it_is_erased_with_her(
    here: OpenWorkspace, box: FakeMailbox
) -> None:
    box.add(forwarded())
    box.add(forwarded(sender="sam@example.org", text="Barnaby Placeholder"))
    fetch_replies(here)
    shown = export_person(here, "suzie@example.org")
    assert [each["sender"] for each in shown["mailed_replies"]] == ["suzie@example.org"]
    erase_person(here, "suzie@example.org")
    assert [each.sender for each in mailed_replies_waiting(here)] == ["sam@example.org"]


def test_mails_that_nobody_decides_about_go_in_time(here: OpenWorkspace, box: FakeMailbox) -> None:
    box.add(forwarded())
    fetch_replies(here)
    anonymise(replace(here, now=here.now + timedelta(days=KEPT_DAYS)))
    assert len(mailed_replies_waiting(here)) == 1
    anonymise(replace(here, now=here.now + timedelta(days=KEPT_DAYS, seconds=1)))
    assert mailed_replies_waiting(here) == []


def test_replies_by_mail_from_the_command_line(
    here: OpenWorkspace, box: FakeMailbox, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00Z")
    box.add(forwarded())
    box.add(forwarded(sender="spam@example.org"))
    assert "2 new mails, 1 of them matched" in campaigner("letter", "fetch-replies").stderr
    listed = campaigner("letter", "mailed-replies", "--format", "json").json
    assert [(each["number"], each["letter"]) for each in listed] == [(1, 1), (2, None)]
    assert campaigner("letter", "take-reply", 1, 1, "--outcome", "refused").code == 0
    assert campaigner("letter", "set-aside", 2).code == 0
    assert campaigner("letter", "set-aside", 2).code == 2


def with_attachment() -> bytes:
    mail = EmailMessage()
    mail["From"] = "suzie@example.org"
    mail.set_content("See the file.")
    mail.add_attachment(
        b"MZ" * 100, maintype="application", subtype="octet-stream", filename="x.exe"
    )
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"\x00\xff\xfe", None),
        (b"Content-Type: text/plain; charset=no-such\n\nHello", "Hello"),
        (b"Content-Type: text/plain; charset=utf-7\n\nHello", "Hello"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!not base64", None),
        (b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--\n", ""),
        (b"Content-Type: multipart/mixed\n\nno boundary", None),
        (b"Content-Type: text/html\n\n<style>p{}</style><p>Thank&nbsp;you<script>bad()</script>",
         "Thank you"),
        (b"Subject: x\n\nred\xe2\x80\xae\x1b[31m\x00flag", "red [31m flag"),
        (b"Content-Type: text/plain\n\n" + b"x" * MOST_BYTES, "x" * LONGEST_TEXT),
        (with_attachment(), "See the file."),
        (b"From: =?utf-8?b?\xff\xff?=\nDate: yesterday\nSubject: =?x?q?y?=\n\nHello", "Hello"),
        (b"Date: Fri, 31 Dec 99999 09:00:00 +0000\n\nHello", "Hello"),
    ],
)  # fmt: skip
def test_hostile_mails_are_read_to_a_bound(content: bytes, text: str | None) -> None:
    mail = read_mail(content, NOW)
    assert text is None or mail.text == text
    assert mail.sent_at <= NOW
    assert mail.sender


@given(st.binary(max_size=2_000))
@settings(max_examples=examples(300))
def test_anything_can_be_read(content: bytes) -> None:
    read_mail(b"Content-Type: text/html\nDate: " + content, NOW)


@given(st.text(alphabet="<>/! -abpr&;script\n", max_size=300))
@settings(max_examples=examples(300))
def test_html_leaves_no_whole_element(source: str) -> None:
    assert "<p>" not in text_of_html(source.replace("&", ""))
