"""A batch rehearsed and written without the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Recipients
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName, UsageError
from campaigner.letters.batch.rehearsal import PlannedLetter, rehearse
from campaigner.letters.batch.request import BatchRequest, FromSignatures, FromTable, ToAll
from campaigner.letters.batch.run import write_batch
from campaigner.letters.batch.senders import Addressed, SupportersInTable
from campaigner.letters.batch.supporter_table import open_supporters
from campaigner.letters.records.listing import list_letters
from campaigner.opening import OpenWorkspace
from campaigner.store.database import Database
from campaigner.vocabulary.letters import LetterForm
from campaigner.vocabulary.representatives import Nation, Role
from campaigner.workspace import Workspace
from letter_writers import POSTCODES, represent, write_table

PEOPLE = [
    ("name", "postcode", "email", "language", "consent", "Shoe size"),
    ("Suzie Specimen", "LE93 1AA", "suzie@example.org", "", "yes", "37"),
    ("Sam Sample", "LE93 2AA", "sam@example.org", "cy", "yes", "42"),
    ("Nobby Nowhere", "LE93 9ZZ", "nobby@example.org", "", "yes", "43"),
    ("Olive Between", "LE93 3AA", "olive@example.org", "", "yes", "38"),
    ("Shy Sample", "LE93 1AB", "shy@example.org", "", "no", "39"),
]
Service = Callable[[OpenWorkspace, BatchRequest], object]
SERVICES = pytest.mark.parametrize("service", [rehearse, write_batch])


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenWorkspace:
    """A workspace with representatives and postcodes, one of which lies in two constituencies."""
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    represent(database, workspace.root, postcodes)
    return OpenWorkspace(workspace, database, datetime(2026, 12, 10, 9, tzinfo=UTC), "sam")


@pytest.fixture
def wanted(here: OpenWorkspace) -> BatchRequest:
    """Letters for a table of five people, two of whom can have one."""
    table = write_table(here.workspace.root / "people.csv", PEOPLE)
    return BatchRequest(
        campaign="right-to-food", source=FromTable(table), forms=(LetterForm.TEXT,), jobs=1,
        out=str(here.workspace.root / "out"),
    )  # fmt: skip


def test_a_rehearsal_says_what_would_be_written_and_writes_nothing(
    here: OpenWorkspace, wanted: BatchRequest
) -> None:
    before = list(here.database.conn.iterdump())
    found = rehearse(here, wanted)
    assert found.letters == (
        PlannedLetter(
            2, "Suzie Specimen", "Ada Specimen MP", "Sampleton North", "en",
            "sampleton-north/ada-specimen--suzie-specimen.txt", known=False,
        ),
        PlannedLetter(
            3, "Sam Sample", "Barnaby Placeholder AS", "Sampleton South", "cy",
            "sampleton-south/barnaby-placeholder--sam-sample.txt", known=False,
        ),
    )  # fmt: skip
    assert [(each.line, each.code) for each in found.problems] == [
        (4, "no-recipient"),
        (5, "no-recipient"),
    ]
    assert "is not in the imported postcode data" in found.problems[0].message
    assert "in several areas: Sampleton North (E14009901)" in found.problems[1].message
    assert (found.read, found.left_out, found.unused, found.known) == (4, 1, ("Shoe size",), 0)
    assert list(here.database.conn.iterdump()) == before
    assert not Path(wanted.out).exists()


def test_a_batch_writes_what_was_rehearsed(here: OpenWorkspace, wanted: BatchRequest) -> None:
    planned = [each.file for each in rehearse(here, wanted).letters]
    seen: list[tuple[int, int]] = []
    result = write_batch(here, wanted, lambda *progress: seen.append(progress))
    letters = sorted(str(path.relative_to(wanted.out)) for path in Path(wanted.out).rglob("*.txt"))
    assert letters == sorted(planned)
    summary = result.summary
    assert (summary.made, summary.unchanged, summary.failed) == (2, 0, 2)
    assert (summary.closeness.letters, summary.closeness.same) == (2, 2)
    assert result.rejects == f"{wanted.out}/rejects.csv"
    assert "Nobby Nowhere" in Path(result.rejects).read_text(encoding="utf-8-sig")
    assert [each.line for each in result.problems] == [4, 5]
    assert (result.read, result.ordered, result.left_out) == (4, 2, 1)
    assert (result.unused, result.unreviewed) == (("Shoe size",), ("cy",))
    assert [finished for finished, _ in seen] == [1, 2]
    assert [each.made for each in list_letters(here, "right-to-food")] == [here.now] * 2
    assert rehearse(here, wanted).known == 2
    again = write_batch(here, wanted)
    assert (again.summary.made, again.summary.unchanged) == (0, 2)


def test_a_limited_batch_expects_no_more_than_its_limit(
    here: OpenWorkspace, wanted: BatchRequest
) -> None:
    seen: list[tuple[int, int]] = []
    result = write_batch(here, replace(wanted, limit=1), lambda *told: seen.append(told))
    assert (result.summary.made, result.rejects, seen) == (1, "", [(1, 1)])


@pytest.mark.slow
def test_a_print_run_gives_its_parts(here: OpenWorkspace, wanted: BatchRequest) -> None:
    source = FromTable(write_table(here.workspace.root / "two.csv", PEOPLE[:3]))
    printed = replace(
        wanted, source=source, forms=(LetterForm.PDF,), merge=True, part_sheets=1, skip=()
    )
    result = write_batch(here, printed)
    assert [part.path.name for part in result.parts] == [
        "print-run-right-to-food-001.pdf",
        "print-run-right-to-food-002.pdf",
    ]
    assert all(part.path.is_file() for part in result.parts)
    assert write_batch(here, replace(printed, merge=False, part_sheets=0)).parts == ()


def test_the_second_of_two_neighbours_keeps_the_nation_they_live_in(
    here: OpenWorkspace,
) -> None:
    neighbours = [("name", "postcode"), ("Carys Sample", "LL93 5AA"), ("Dai Sample", "LL93 5AA")]
    table = open_supporters(write_table(here.workspace.root / "neighbours.csv", neighbours))
    campaign = load_campaign(here.workspace.campaign_folder("right-to-food"))
    to = [Recipients(role=Role.MP), Recipients(role=Role.MP, names=["Ada Specimen"])]
    named = campaign.model_copy(update={"letter": campaign.letter.model_copy(update={"to": to})})
    senders = SupportersInTable(here.database, named, table, "en", today=here.today)
    found = [each for each in senders.addressed() if isinstance(each, Addressed)]
    assert [each.supporter.sender.name for each in found] == ["Carys Sample", "Dai Sample"]
    assert [each.supporter.wording.nation for each in found] == [Nation.WALES, Nation.WALES]
    assert found[0].recipients == found[1].recipients


def test_letters_come_from_the_organisation(
    here: OpenWorkspace, wanted: BatchRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample Rights")
    source = ToAll(Role.MP, signed_by="Sam Sample, Director")
    found = rehearse(here, replace(wanted, source=source, only=(("area", "E14009901"),)))
    assert [(each.supporter, each.recipient) for each in found.letters] == [
        ("Sample Rights", "Ada Specimen MP")
    ]
    assert found.unused == ()


def test_signatures_that_nobody_agreed_to_write_for_give_no_letter(
    here: OpenWorkspace, wanted: BatchRequest
) -> None:
    result = write_batch(here, replace(wanted, source=FromSignatures()))
    assert (result.read, result.ordered, result.problems, result.rejects) == (0, 0, (), "")


@SERVICES
@pytest.mark.parametrize(
    ("wrong", "error", "code"),
    [
        ({"campaign": "right-to-fod"}, UnknownName, "unknown-campaign"),
        ({"language": "fr"}, UnknownName, "unknown-language"),
        ({"layout": "uk-ld"}, UnknownName, "unknown-layout"),
        ({"only": (("colour", "red"),)}, UnknownName, "unknown-field"),
        ({"forms": ()}, UsageError, "no-form"),
        ({"merge": True}, UsageError, "print-run-needs-pdf"),
        (
            {"merge": True, "forms": (LetterForm.PDF,), "out": "s3://bucket/run"},
            UsageError,
            "print-run-needs-pdf",
        ),
        ({"part_sheets": 4}, UsageError, "parts-without-print-run"),
        ({"filename": "../{supporter}"}, UsageError, "not-valid"),
        ({"out": "s3://"}, UsageError, "not-valid"),
        ({"source": ToAll(Role.MP)}, UsageError, "not-valid"),  # nobody says what it is called
        ({"source": FromTable(Path("none.csv"))}, CampaignerError, "cannot-go-on"),
        ({"source": FromTable(Path("representatives.csv"))}, ProblemsFound, "problems-found"),
    ],
)
def test_a_request_that_is_not_valid_raises_one_error_that_names_no_option(
    here: OpenWorkspace,
    wanted: BatchRequest,
    service: Service,
    wrong: dict[str, object],
    error: type[CampaignerError],
    code: str,
) -> None:
    before = list(here.database.conn.iterdump())
    with pytest.raises(error) as raised:
        service(here, replace(wanted, **wrong))  # type: ignore[arg-type]  # one wrong value
    assert raised.value.code == code
    assert "--" not in f"{raised.value.message} {raised.value.hint}"
    assert list(here.database.conn.iterdump()) == before
    assert not Path(wanted.out).exists()


@SERVICES
def test_a_role_that_nobody_holds_is_an_error_of_its_own(
    here: OpenWorkspace, wanted: BatchRequest, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample Rights")
    with pytest.raises(CampaignerError) as raised:
        service(here, replace(wanted, source=ToAll(Role.SENATOR)))
    assert raised.value.code == "nobody-in-role"
