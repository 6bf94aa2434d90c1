"""What came back to letters: recorded, waited for, added up, and forgotten with the person."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigner.errors import UnknownName, UsageError
from campaigner.letters.records.listing import list_letters
from campaigner.letters.records.outcomes import outcomes, outcomes_chart
from campaigner.letters.records.replies import Reply, record_reply
from campaigner.letters.records.waiting import waiting_letters
from campaigner.opening import OpenWorkspace
from campaigner.rendering.charts.stacked_bars import SHOWN, Group, Series, StackedBars
from campaigner.store import audit
from campaigner.store.database import Database, opened
from campaigner.store.letters import LetterRecord, save_letters
from campaigner.vocabulary.letters import OutcomeGrouping, ReplyOutcome
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command
from examples import examples
from letter_writers import write_table

PEOPLE = [
    ("name", "postcode", "email"),
    ("Suzie Specimen", "LE93 1AA", "suzie@example.org"),
    ("Sam Sample", "LE93 2AA", "sam@example.org"),
    ("Sian Sampl", "LL93 5AA", "sian@example.org"),
]


@pytest.fixture
def written(
    represented: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """Three letters of 1 December: to Ada, Barnaby and Carys; it is the 20th."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-01T09:00:00")
    people = write_table(represented.root / "people.csv", PEOPLE)
    called = campaigner("letter", "batch", "right-to-food", "--supporters", people,
                        "--out", "out", "--as", "txt", "--jobs", 1)  # fmt: skip
    assert called.code == 0, called.stderr
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-20T09:00:00")
    return represented


def number_of(campaigner: Command, recipient: str) -> int:
    rows = campaigner("letter", "list", "right-to-food", "--format", "json").json
    return next(int(row["id"]) for row in rows if row["recipient"] == recipient)


def record(campaigner: Command, recipient: str, outcome: str, *more: object) -> None:
    number = number_of(campaigner, recipient)
    called = campaigner("letter", "record-reply", number, "--outcome", outcome, *more)
    assert called.code == 0, called.stderr


def test_ada_s_answer_stands_beside_suzie_s_letter(written: Workspace, campaigner: Command) -> None:
    record(campaigner, "Ada Specimen", "form-reply", "--on", "2026-12-03")
    record(campaigner, "Ada Specimen", "will-support", "--text", "I shall vote for it.")
    rows = campaigner("letter", "list", "right-to-food", "--format", "json").json
    assert {row["recipient"]: row["reply"] for row in rows} == {
        "Ada Specimen": "will-support", "Barnaby Placeholder": None, "Carys Enghraifft": None,
    }  # fmt: skip
    (letter,) = campaigner("person", "export", "suzie@example.org").json["letters"]
    assert [(each["outcome"], each["text"]) for each in letter["replies"]] == [
        ("form-reply", ""),
        ("will-support", "I shall vote for it."),
    ]


def test_an_older_reply_recorded_later_does_not_hide_the_newer(
    written: Workspace, campaigner: Command
) -> None:
    record(campaigner, "Ada Specimen", "refused", "--on", "2026-12-18")
    record(campaigner, "Ada Specimen", "form-reply", "--on", "2026-12-02")
    rows = campaigner("letter", "list", "right-to-food", "--format", "json").json
    assert [row["reply"] for row in rows if row["reply"]] == ["refused"]


def test_a_file_of_the_reply_is_kept_and_goes_when_suzie_is_erased(
    written: Workspace, campaigner: Command
) -> None:
    scan = written.root / "Suzie Specimen's reply.PDF"
    scan.write_bytes(b"scanned")
    number = number_of(campaigner, "Ada Specimen")
    for _ in range(2):
        record(campaigner, "Ada Specimen", "answered", "--file", scan)
    kept = sorted(path.name for path in written.replies_folder.iterdir())
    assert kept == [f"{number}-1.pdf", f"{number}-2.pdf"]
    assert (written.replies_folder / kept[0]).read_bytes() == b"scanned"
    assert scan.exists()
    assert campaigner("person", "erase", "suzie@example.org", "--yes").code == 0
    assert list(written.replies_folder.iterdir()) == []


def test_replies_lose_their_words_when_names_are_removed(
    written: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = written.root / "reply.txt"
    scan.write_text("Dear Suzie")
    assert campaigner("petition", "tally", "right-to-food").code == 0  # the petition is known
    record(campaigner, "Ada Specimen", "answered", "--file", scan, "--text", "Dear Suzie")
    monkeypatch.setenv("CAMPAIGNER_NOW", "2028-01-01T09:00:00")
    assert campaigner("petition", "anonymise").code == 0
    assert list(written.replies_folder.iterdir()) == []
    assert b"Dear Suzie" not in written.database_path.read_bytes()
    (row,) = campaigner("letter", "outcomes", "--by", "campaign", "--format", "json").json
    assert (row["letters"], row["answered"], row["waiting"]) == (3, 1, 2)


def test_the_audit_says_who_recorded_it_and_names_nobody(
    written: Workspace, campaigner: Command, database: Database
) -> None:
    record(campaigner, "Ada Specimen", "refused", "--text", "Dear Suzie Specimen, no.")
    deed = audit.deeds(database.conn)[-1]
    assert (deed.action, deed.campaign) == ("letter reply", "right-to-food")
    assert "Suzie" not in deed.details
    assert '"outcome": "refused"' in deed.details


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["999", "--outcome", "answered"], "There is no letter 999."),
        (["{ada}", "--outcome", "suport"], "'suport' is not one of 'will-support'"),
        (["{ada}", "--outcome", "answered", "--on", "2026-12-21"], "2026-12-21 is in the future."),
        (["{ada}", "--outcome", "answered", "--on", "2026-11-30"], "before the letter was made"),
        (["{ada}", "--outcome", "answered", "--on", "soon"], "“soon” is not a valid date."),
        (["{ada}", "--outcome", "answered", "--file", "none.pdf"], "none.pdf cannot be read"),
    ],
)
def test_what_cannot_be_recorded_is_said(
    written: Workspace, campaigner: Command, arguments: list[str], words: str
) -> None:
    ada = str(number_of(campaigner, "Ada Specimen"))
    called = campaigner("letter", "record-reply", *(each.format(ada=ada) for each in arguments))
    assert called.code in (1, 2)
    assert words in called.stderr
    assert not written.replies_folder.exists()


# Letters that wait


def test_letters_are_due_after_fourteen_days(
    written: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(campaigner, "Ada Specimen", "not-expected")
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-15T08:59:59")
    assert campaigner("letter", "due", "--format", "json").json == []
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-15T09:00:00")
    found = campaigner("letter", "due", "right-to-food", "--format", "json").json
    assert [(row["sender"], row["recipient"], row["days"]) for row in found] == [
        ("Sam Sample", "Barnaby Placeholder", 14),
        ("Sian Sampl", "Carys Enghraifft", 14),
    ]
    assert "email" not in found[0]
    shown = campaigner("letter", "due", "--with-email", "--format", "csv")
    assert "sam@example.org" in shown.stdout
    assert "2 letters without a reply after 14 days." in shown.stderr
    assert campaigner("letter", "due", "--days", "15", "--format", "json").json == []
    assert campaigner("letter", "due", "womens-rights", "--format", "json").json == []


# Without the command line


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenWorkspace:
    """A workspace on 20 December, with six letters of 1 December."""
    _add_letters(database, 6)
    return OpenWorkspace(workspace, database, datetime(2026, 12, 20, 9, tzinfo=UTC), "sam")


def test_a_reply_is_recorded_listed_and_counted(here: OpenWorkspace, bread: Path) -> None:
    record_reply(here, 1, Reply(ReplyOutcome.REFUSED, text="No."))
    first, *others = list_letters(here, "bread")
    assert (first.id, first.recipient, first.sender) == (1, "Ada", "Sample 1")
    assert (first.made, first.reply) == (datetime(2026, 12, 1, tzinfo=UTC), ReplyOutcome.REFUSED)
    assert {each.reply for each in others} == {None}
    assert [each.id for each in waiting_letters(here, "bread", days=19)] == [2, 3, 4, 5, 6]
    assert waiting_letters(here, "bread", days=20) == []
    one, other = outcomes(here, OutcomeGrouping.PARTY, "bread")
    assert (one.label(OutcomeGrouping.PARTY), one.letters, one.answered) == ("Party 0", 3, 0)
    assert (other.label(OutcomeGrouping.PARTY), other.letters, other.answered) == ("Party 1", 3, 1)
    chart = outcomes_chart(here, [one, other], OutcomeGrouping.PARTY, "bread")
    assert "Replies to letters of bread, by party" in chart
    assert "3 letters: 1 refused, 2 waiting" in chart


def test_an_unknown_letter_or_campaign_is_an_error_of_its_own(here: OpenWorkspace) -> None:
    with pytest.raises(UsageError, match="There is no letter 7") as raised:
        record_reply(here, 7, Reply(ReplyOutcome.ANSWERED))
    assert raised.value.code == "unknown-letter"
    with pytest.raises(UsageError, match="2026-12-21 is in the future"):
        record_reply(here, 1, Reply(ReplyOutcome.ANSWERED, date(2026, 12, 21)))
    with pytest.raises(UnknownName):
        list_letters(here, "bred")
    with pytest.raises(UnknownName):
        waiting_letters(here, "bred")
    with pytest.raises(UnknownName):
        outcomes(here, OutcomeGrouping.AREA, "bred")


# What it adds up to


def test_outcomes_by_party_and_area(written: Workspace, campaigner: Command) -> None:
    record(campaigner, "Ada Specimen", "will-support")
    record(campaigner, "Barnaby Placeholder", "refused")
    by_party = campaigner("letter", "outcomes", "right-to-food", "--format", "csv").stdout
    assert list(csv.reader(io.StringIO(by_party))) == [
        ["party", "letters", "will_support", "will_raise_it", "answered", "form_reply", "refused",
         "not_expected", "waiting"],
        ["Sample Party", "2", "1", "0", "0", "0", "0", "0", "1"],
        ["Example Party", "1", "0", "0", "0", "0", "1", "0", "0"],
    ]  # fmt: skip
    by_area = campaigner("letter", "outcomes", "--by", "area", "--format", "json").json
    assert {row["name"]: row["waiting"] for row in by_area} == {
        "Sampleton North": 0, "Sampleton South": 0, "Tre Enghraifft": 1,
    }  # fmt: skip
    drawn = campaigner("letter", "outcomes", "--by", "party", "--chart")
    assert f"Sample Party   {'█' * 20}{'░' * 20} 2" in drawn.stdout
    wrong = campaigner("letter", "outcomes", "--by", "colour")
    assert (wrong.code, "'campaign', 'party', 'area'" in wrong.stderr) == (2, True)


def test_a_chart_says_in_words_what_it_draws(written: Workspace, campaigner: Command) -> None:
    record(campaigner, "Ada Specimen", "will-support")
    path = written.root / "outcomes.svg"
    assert campaigner("letter", "outcomes", "--chart-file", path).code == 0
    svg = ElementTree.parse(path).getroot()
    said = [text for text in svg.itertext() if text.strip()]
    assert "Replies to letters, by party" in said
    assert "2 letters: 1 will support, 1 waiting" in said
    assert svg.get("role") == "img"
    assert campaigner("letter", "outcomes", "--chart-file", "chart.png").code == 2


@pytest.mark.parametrize("groups", [0, 1, SHOWN, SHOWN + 3])
def test_a_chart_draws_many_groups_and_counts_the_rest(groups: int) -> None:
    names = ["<b>Bold & Co</b>", *(f"Sampleton {number}" for number in range(groups))][:groups]
    series = [Series("replied", "#86301c"), Series("waiting", "#f7f2ec")]
    chart = StackedBars("Replies", series, [Group(name, (3, 1)) for name in names], "letter")
    svg = ElementTree.fromstring(chart.svg([shipped_folder("templates")]))
    bars = [each for each in svg.iter() if each.tag.endswith("rect") and each.get("height") == "14"]
    assert len(bars) == 2 * min(groups, SHOWN)
    right = max((float(bar.get("x", 0)) + float(bar.get("width", 0)) for bar in bars), default=0)
    assert right <= float(svg.get("viewBox", "").split()[2])
    said = "".join(svg.itertext())
    assert ("and 3 more" in said) == (groups > SHOWN)
    assert ("<b>Bold & Co</b>" in said) == (groups > 0)


REPLIES = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(ReplyOutcome), st.integers(1, 28)), max_size=20
)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(recorded=REPLIES)
def test_groups_always_add_up_to_all_letters(recorded: list[tuple[int, ReplyOutcome, int]]) -> None:
    with opened(":memory:") as database:
        _add_letters(database, 6)
        now = datetime(2026, 12, 28, 12, tzinfo=UTC)
        here = OpenWorkspace(Workspace(Path("nowhere")), database, now, "")
        for letter, outcome, day in recorded:
            record_reply(here, letter, Reply(outcome, date(2026, 12, day)))
        answered = {letter for letter, _, _ in recorded}
        for by in OutcomeGrouping:
            found = outcomes(here, by)
            assert sum(each.letters for each in found) == 6
            assert sum(each.waiting for each in found) == 6 - len(answered)
        last = {
            letter: max(
                (day, place, outcome)
                for place, (number, outcome, day) in enumerate(recorded)
                if number == letter
            )[2]
            for letter in answered
        }
        (everything,) = outcomes(here, OutcomeGrouping.CAMPAIGN)
        assert {name: count for name, count in everything.counts.items() if count} == Counter(
            last.values()
        )
        waiting = {each.id for each in waiting_letters(here)}
        assert waiting == {1, 2, 3, 4, 5, 6} - answered


def _add_letters(database: Database, count: int) -> None:
    made_at = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
    save_letters(
        database.conn,
        [
            LetterRecord(
                campaign="bread", supporter=bytes([number]) * 16, recipient=1,
                recipient_name="Ada", role="mp", party=f"Party {number % 2}",
                area_code=f"E{number % 3}", area_name="", sender_name=f"Sample {number}",
                sender_email="", language="en", identity="", forms="pdf", path="", sha256="",
                pages=1, renderer="", made_at=made_at,
            )
            for number in range(1, count + 1)
        ],
    )  # fmt: skip
