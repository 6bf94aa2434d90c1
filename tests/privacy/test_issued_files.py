"""Files that letters leave behind: found when a person is erased, gone when their time is up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campaigner.cli.app import run
from campaigner.workspace import Workspace, create_workspace
from conftest import Command
from letter_writers import POSTCODES, REPRESENTATIVES, write_table

pytestmark = pytest.mark.slow

NOW = "2026-12-12T09:00:00+00:00"

PEOPLE = [
    ("name", "postcode", "email"),
    ("Suzie Specimen", "LE93 1AA", "suzie@example.org"),
    ("Sam Sample", "LE93 2AA", "sam@example.org"),
    ("Nobby Nowhere", "nowhere", "No.Bby+letters@Gmail.com"),
]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    """A workspace after a batch for Suzie and Sam, with a print run, and a copy of its folder.

    Nobby's row failed.
    """
    workspace = create_workspace(tmp_path_factory.mktemp("printed") / "workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMPAIGNER_NOW", NOW)
        patch.chdir(workspace.root)
        assert run(["area", "import", str(write_table(Path("p.csv"), POSTCODES))]) == 0
        table = write_table(Path("r.csv"), REPRESENTATIVES)
        assert run(["representative", "import", str(table)]) == 0
        write_table(Path("people.csv"), PEOPLE)
        options = ["--supporters", "people.csv", "--jobs", "1", "--merge"]
        assert run(["letter", "batch", "right-to-food", *options]) == 1
    copy = workspace.root.with_name("as it was")
    shutil.copytree(workspace.root, copy)
    return workspace, copy


@pytest.fixture
def printed(batch: tuple[Workspace, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of that batch, with everything as it was."""
    workspace, copy = batch
    shutil.rmtree(workspace.root)
    shutil.copytree(copy, workspace.root)
    monkeypatch.delenv("CAMPAIGNER_WORKSPACE", raising=False)
    monkeypatch.setenv("CAMPAIGNER_NOW", NOW)
    monkeypatch.chdir(workspace.root)
    return workspace.letters_folder("right-to-food")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("email", "named"),
    [
        ("suzie@example.org", ["print-run-right-to-food.pdf"]),
        ("nobby@gmail.com", ["rejects.csv"]),
        ("No.Bby+letters@Gmail.com", ["rejects.csv"]),
        ("stranger@example.org", []),
    ],
)
def test_files_about_many_are_named_to_whoever_erases_one_of_them(
    printed: Path, campaigner: Command, email: str, named: list[str]
) -> None:
    called = campaigner("person", "erase", email, "--yes")
    assert called.code == 1  # nothing is held, or something is left
    for name in ("print-run-right-to-food.pdf", "rejects.csv"):
        assert (f"{printed / name}: not deleted" in called.stderr) is (name in named)
    assert names(printed)[0:2] == ["print-run-right-to-food.pdf", "print-run-right-to-food.txt"]


def test_files_about_many_go_with_the_letters_after_their_time(
    printed: Path, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (due,) = campaigner("petition", "anonymise", "--dry-run", "--format", "json").json
    assert (due["letters"], due["files"]) == (0, 0)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-12T09:00:00+00:00")
    (due,) = campaigner("petition", "anonymise", "--dry-run", "--format", "json").json
    assert (due["letters"], due["files"]) == (2, 2)
    assert list(printed.rglob("*.pdf"))
    (done,) = campaigner("petition", "anonymise", "--format", "json").json
    assert done == due
    assert not list(printed.rglob("*.pdf"))
    assert (
        names(printed)[0] == "print-run-right-to-food.txt"
    )  # which says how many, and of nobody who
    assert not (printed / "rejects.csv").exists()
    (left,) = campaigner("petition", "anonymise", "--format", "json").json
    assert set(left.values()) == {0}


def test_rows_that_somebody_has_mended_stay_and_are_named(
    printed: Path, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    rejects = printed / "rejects.csv"
    rejects.write_text(rejects.read_text().replace("nowhere", "LE93 1AA"))
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-12T09:00:00+00:00")
    called = campaigner("petition", "anonymise")
    assert called.code == 1
    assert "Removed." not in called.stderr
    assert f"{rejects}: not deleted" in called.stderr
    assert rejects.exists()

    again = campaigner("petition", "anonymise")  # until somebody has looked
    assert f"{rejects}: not deleted" in again.stderr
    rejects.unlink()
    assert "not deleted" not in campaigner("petition", "anonymise").stderr


def test_a_file_out_of_reach_is_named_and_looked_for_again(
    printed: Path, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = printed.rglob("*sam-sample.pdf")
    kept = letter.read_bytes()
    letter.unlink()
    letter.mkdir()  # what cannot be read as a file
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-12T09:00:00+00:00")
    for _ in range(2):
        called = campaigner("petition", "anonymise")
        assert called.code == 1
        assert f"{letter}: not deleted" in called.stderr
    letter.rmdir()
    letter.write_bytes(kept)
    assert "not deleted" not in campaigner("petition", "anonymise").stderr
    assert not letter.exists()


def test_erasure_goes_on_past_what_it_cannot_delete(printed: Path, campaigner: Command) -> None:
    (letter,) = printed.rglob("*suzie-specimen.pdf")
    letter.unlink()
    letter.mkdir()
    called = campaigner("person", "erase", "suzie@example.org", "--yes")
    assert called.code == 1
    assert f"{letter}: not deleted" in called.stderr
    assert "Erased 1 record" in called.stderr


def test_files_on_a_disk_that_is_not_there_are_named(
    printed: Path, campaigner: Command, tmp_path: Path
) -> None:
    (letter,) = printed.rglob("*suzie-specimen.pdf")
    printed.rename(tmp_path / "elsewhere")
    called = campaigner("person", "erase", "suzie@example.org", "--yes")
    assert called.code == 1
    assert f"{letter}: not deleted" in called.stderr


def test_a_reply_to_a_letter_without_a_name_is_kept_as_its_outcome_alone(
    printed: Path, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-12-12T09:00:00+00:00")
    assert campaigner("petition", "anonymise").code == 0
    refused = campaigner(
        "letter", "record-reply", 1, "--outcome", "answered", "--text", "Dear Suzie"
    )
    assert refused.code == 2
    assert "Record the outcome alone" in refused.stderr
    assert campaigner("letter", "record-reply", 1, "--outcome", "answered").code == 0
