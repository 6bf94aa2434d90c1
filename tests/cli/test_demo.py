"""`campaigner demo`: the whole job, as a newcomer first sees it."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from sqlite_utils import Database

from conftest import Command

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from campaigner.cli.app import run

    folder = tmp_path_factory.mktemp("newcomer") / "demo"
    assert run(["demo", str(folder)]) == 0
    return folder


def test_eleven_letters_are_written_and_the_twelfth_is_named(shown: Path) -> None:
    letters = sorted((shown / "letters").rglob("*.pdf"))
    assert len(letters) == 11
    for letter in letters:
        with pymupdf.open(letter) as document:
            assert document.metadata["title"]


def test_papers_are_made_for_the_hand_in_and_for_each_of_six_members(shown: Path) -> None:
    with pymupdf.open(shown / "handin" / "handin.pdf") as pack:
        assert "A legal right to food" in pack.metadata["title"]
    assert (shown / "packs" / "progress.pdf").is_file()
    assert len(list((shown / "packs" / "mails").iterdir())) == 6


def test_ten_of_twelve_confirm_and_one_of_them_twice(shown: Path) -> None:
    database = Database(shown / "campaigner.db")
    ((total,),) = database.execute("SELECT count FROM sums WHERE dimension = 'total'").fetchall()
    assert total == 10
    database.close()


def test_a_second_demo_takes_the_place_of_the_first(campaigner: Command, shown: Path) -> None:
    called = campaigner("demo", shown)
    assert called.code == 0
    assert f"The letters are in {shown / 'letters'}" in called.stderr


def test_the_demo_deletes_nothing_that_is_not_its_own(campaigner: Command, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep me", encoding="utf-8")
    called = campaigner("demo", tmp_path)
    assert called.code == 2
    assert "in use" in called.stderr
    assert (tmp_path / "precious.txt").exists()
