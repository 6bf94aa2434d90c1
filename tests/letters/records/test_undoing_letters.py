"""What was recorded of letters by mistake is taken back, on record: void letters, wrong replies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaigner.errors import UsageError
from campaigner.letters.records.listing import list_letters
from campaigner.letters.records.outcomes import outcomes
from campaigner.letters.records.replies import (
    NoLetter,
    Reply,
    record_reply,
    recorded_replies,
    remove_reply,
)
from campaigner.letters.records.voiding import VoidRefused, restore_letters, void_letters
from campaigner.letters.records.waiting import waiting_letters
from campaigner.opening import OpenWorkspace
from campaigner.store import audit
from campaigner.vocabulary.letters import OutcomeGrouping, ReplyOutcome
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table

SLUG = "right-to-food"
PEOPLE = [
    ("name", "postcode", "email"),
    ("Suzie Specimen", "LE93 1AA", "suzie@example.org"),
    ("Sam Sample", "LE93 2AA", "sam@example.org"),
    ("Sian Sampl", "LL93 5AA", "sian@example.org"),
]


def batch(campaigner: Command, workspace: Workspace) -> str:
    people = write_table(workspace.root / "people.csv", PEOPLE)
    called = campaigner("letter", "batch", SLUG, "--supporters", people,
                        "--out", "out", "--as", "txt", "--jobs", 1)  # fmt: skip
    assert called.code == 0, called.stderr
    return called.stdout + called.stderr


@pytest.fixture
def written(
    represented: Workspace,
    here: OpenWorkspace,
    campaigner: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> OpenWorkspace:
    """Three letters of 1 December (1, 2, 3); it is noon of the 11th."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-01T09:00:00")
    batch(campaigner, represented)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    return here


def counted(here: OpenWorkspace) -> int:
    return sum(each.letters for each in outcomes(here, OutcomeGrouping.CAMPAIGN, SLUG))


def deeds(here: OpenWorkspace) -> list[str]:
    return [deed.action for deed in audit.deeds(here.database.conn)]


def void_ones(here: OpenWorkspace) -> list[int]:
    return [each.id for each in list_letters(here, SLUG) if each.void]


def test_a_letter_that_was_never_sent_is_neither_counted_nor_due(written: OpenWorkspace) -> None:
    void_letters(written, [2])
    assert void_ones(written) == [2]
    assert counted(written) == 2
    assert [each.id for each in waiting_letters(written, SLUG, days=0)] == [1, 3]
    restore_letters(written, [2])
    assert (void_ones(written), counted(written)) == ([], 3)
    assert deeds(written) == ["letter void", "letter void undone"]


def test_several_are_void_or_none(written: OpenWorkspace) -> None:
    void_letters(written, [1, 1, 3])
    assert void_ones(written) == [1, 3]
    with pytest.raises(VoidRefused, match="Letter 3 is void already"):
        void_letters(written, [2, 3])
    assert void_ones(written) == [1, 3]
    assert deeds(written) == ["letter void"] * 2


def test_a_letter_with_a_reply_was_sent(written: OpenWorkspace) -> None:
    record_reply(written, 1, Reply(ReplyOutcome.REFUSED))
    with pytest.raises(VoidRefused, match="has a reply, so it was sent") as refused:
        void_letters(written, [1])
    assert refused.value.code == "letter-answered"
    remove_reply(written, 1)
    void_letters(written, [1])
    with pytest.raises(UsageError, match="never sent"):
        record_reply(written, 1, Reply(ReplyOutcome.REFUSED))


@pytest.mark.parametrize(
    ("act", "number", "code"),
    [
        (void_letters, 99, "unknown-letter"),
        (restore_letters, 99, "unknown-letter"),
        (restore_letters, 1, "not-void"),
    ],
)
def test_what_cannot_be_undone_is_refused(
    written: OpenWorkspace, act: type, number: int, code: str
) -> None:
    with pytest.raises((VoidRefused, NoLetter)) as refused:
        act(written, [number])
    assert refused.value.code == code
    assert deeds(written) == []


def test_a_void_letter_that_is_made_again_counts_again(
    written: OpenWorkspace, campaigner: Command
) -> None:
    void_letters(written, [2])
    batch(campaigner, written.workspace)
    assert (void_ones(written), counted(written)) == ([], 3)
    assert len(list((written.workspace.root / "out").rglob("*.txt"))) == 3


def test_a_person_is_shown_that_their_letter_was_not_sent(
    written: OpenWorkspace, campaigner: Command
) -> None:
    void_letters(written, [1])
    (letter,) = campaigner("person", "export", "suzie@example.org").json["letters"]
    assert letter["voided_at"] == "2026-12-11T12:00:00+00:00"


def test_a_wrong_reply_is_removed_with_its_file(written: OpenWorkspace, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"scanned")
    record_reply(written, 1, Reply(ReplyOutcome.WILL_SUPPORT, text="Yes", file=scan))
    (copy,) = written.workspace.replies_folder.iterdir()
    done = remove_reply(written, 1)
    assert (done.reply.outcome, done.left) == (ReplyOutcome.WILL_SUPPORT, ())
    assert not copy.exists()
    assert scan.exists()
    assert recorded_replies(written, 1) == []
    assert [each.id for each in waiting_letters(written, SLUG, days=0)] == [1, 2, 3]
    assert deeds(written) == ["letter reply", "letter reply removed"]


def test_one_of_several_replies_is_chosen(written: OpenWorkspace) -> None:
    for day, outcome in ((3, ReplyOutcome.FORM_REPLY), (2, ReplyOutcome.REFUSED)):
        record_reply(written, 1, Reply(outcome, date(2026, 12, day)))
    with pytest.raises(UsageError, match="2 replies") as refused:
        remove_reply(written, 1)
    assert refused.value.code == "which-reply"
    assert remove_reply(written, 1, 1).reply.outcome is ReplyOutcome.FORM_REPLY
    (left,) = recorded_replies(written, 1)
    assert (left.number, left.received, left.outcome) == (
        1,
        date(2026, 12, 2),
        ReplyOutcome.REFUSED,
    )


@pytest.mark.parametrize(("letter", "number"), [(1, None), (1, 1), (99, None)])
def test_what_was_not_recorded_cannot_be_removed(
    written: OpenWorkspace, letter: int, number: int | None
) -> None:
    with pytest.raises(UsageError, match=r"no (reply|letter)"):
        remove_reply(written, letter, number)
    assert deeds(written) == []


def test_the_commands(written: OpenWorkspace, campaigner: Command) -> None:
    assert campaigner("letter", "void", 2, 3).stderr == "Letter 2, 3: void.\n"
    rows = campaigner("letter", "list", SLUG, "--format", "json").json
    assert [row["void"] for row in rows] == [False, True, True]
    assert campaigner("letter", "list", SLUG).stdout.count("void") == 3  # the header, and two
    assert campaigner("letter", "void", 2, 3, "--undo").code == 0
    for outcome in ("refused", "answered"):
        assert campaigner("letter", "record-reply", 1, "--outcome", outcome).code == 0
    asked = campaigner("letter", "remove-reply", 1)
    assert asked.code == 2
    assert "  1  2026-12-11  refused" in asked.stderr
    assert "--reply NUMBER" in asked.stderr
    removed = campaigner("letter", "remove-reply", 1, "--reply", 2)
    assert (removed.code, "answered" in removed.stderr) == (0, True)
    assert campaigner("letter", "remove-reply", 1).code == 0
    assert campaigner("letter", "remove-reply", 1).code == 2
    assert campaigner("letter", "void", 99).code == 2
