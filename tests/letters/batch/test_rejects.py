"""Rows that failed: in a file to mend, which no later run writes over or takes away."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table

HEADER = ("name", "postcode", "email")
SUZIE = ("Suzie Specimen", "LE93 1AA", "suzie@example.org")
NOBBY = ("Nobby Nowhere", "nowhere", "nobby@example.org")


@pytest.fixture
def out(represented: Workspace, campaigner: Command) -> Path:
    """The folder of a run for the table one.csv, in which Nobby's row failed."""
    write_table(Path("one.csv"), [HEADER, SUZIE, NOBBY])
    write_table(Path("good.csv"), [HEADER, SUZIE])
    write_table(Path("bad.csv"), [HEADER, NOBBY])
    run(campaigner, "one.csv")
    return represented.root / "out"


def run(campaigner: Command, table: str, *more: object, campaign: str = "right-to-food") -> str:
    called = campaigner(
        "letter", "batch", campaign, "--supporters", table, "--out", "out", "--as", "txt",
        "--jobs", 1, *more,
    )  # fmt: skip
    return called.stderr


def rejects(out: Path) -> dict[str, bool]:
    """The files of rejects, and whether Nobby is in them."""
    return {
        path.name: "Nobby" in path.read_text("utf-8-sig") for path in sorted(out.glob("rejects*"))
    }


def test_the_same_table_mended_takes_the_file_away(out: Path, campaigner: Command) -> None:
    assert rejects(out) == {"rejects.csv": True}
    run(campaigner, "one.csv")
    assert rejects(out) == {"rejects.csv": True}
    write_table(Path("one.csv"), [HEADER, SUZIE])
    run(campaigner, "one.csv")
    assert rejects(out) == {}


@pytest.mark.parametrize(
    ("table", "more", "campaign"),
    [
        ("good.csv", (), "right-to-food"),
        ("one.csv", ("--limit", "1"), "right-to-food"),
        ("good.csv", (), "womens-rights"),
        ("one.csv", ("--limit", "1"), "womens-rights"),
    ],
    ids=["another table", "not gone through", "another campaign", "both"],
)
def test_a_run_without_failures_leaves_another_s_rejects(
    out: Path, campaigner: Command, table: str, more: tuple[str, ...], campaign: str
) -> None:
    run(campaigner, table, *more, campaign=campaign)
    assert rejects(out) == {"rejects.csv": True}


@pytest.mark.parametrize(
    ("table", "campaign"),
    [("bad.csv", "right-to-food"), ("one.csv", "womens-rights")],
    ids=["another table", "another campaign"],
)
def test_another_run_s_failures_go_into_a_file_of_their_own(
    out: Path, campaigner: Command, table: str, campaign: str
) -> None:
    said = run(campaigner, table, campaign=campaign)
    assert rejects(out) == {"rejects.csv": True, "rejects-2.csv": True}
    assert "rejects-2.csv" in said


def test_what_somebody_has_begun_to_mend_is_never_written_over(
    out: Path, campaigner: Command
) -> None:
    mended = (out / "rejects.csv").read_text("utf-8-sig").replace("nowhere", "LE93 1AB")
    (out / "rejects.csv").write_text(mended, "utf-8")
    run(campaigner, "one.csv")
    assert (out / "rejects.csv").read_text("utf-8") == mended
    assert rejects(out) == {"rejects.csv": True, "rejects-2.csv": True}
    run(campaigner, "out/rejects.csv")
    assert (out / "rejects.csv").read_text("utf-8") == mended
