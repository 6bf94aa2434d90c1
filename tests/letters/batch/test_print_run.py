"""The print run: one file for the print house, that every reader opens and every letter fits."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.batch.print_run import Part, Sheaf, write_print_run
from campaigner.rendering.joining.print_run import Joined
from campaigner.rendering.layouts import A4, LAYOUTS, US_LETTER
from campaigner.text import fold
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command
from letter_writers import (
    ADA,
    letter,
    lines_of,
    text_of,
    typeset,
    write_table,
)

pytestmark = pytest.mark.slow

LONG = "I have seen it myself, week after week, in the queue. " * 40


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


@pytest.fixture(scope="module")
def sheaves(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> list[Sheaf]:
    """Three letters: Sampleton (one of two pages), Ynys Ffug in Welsh."""
    folder = tmp_path_factory.mktemp("letters")
    made = []
    for name, area, language, personal in (
        ("ynys", "Ynys Ffug", "cy", ""),
        ("long", "Sampleton", "en", LONG),
        ("short", "Sampleton", "en", ""),
    ):
        path = folder / f"{name}.pdf"
        path.write_bytes(typeset(letter(campaign, language, personal=personal)).pdf)
        made.append(Sheaf(fold(area), name, str(path), area, A4))
    return made


@pytest.fixture(scope="module")
def run(sheaves: list[Sheaf], tmp_path_factory: pytest.TempPathFactory) -> Part:
    """The three letters as one file."""
    (part,) = write_print_run(sheaves, tmp_path_factory.mktemp("run"), "bread", "Bread")
    return part


def test_each_letter_starts_on_a_sheet_s_front(run: Part) -> None:
    part = run
    assert (part.pages, part.blanks, dict(part.sheets)) == (6, 2, {1: 3})
    document = pymupdf.Document(str(part.path))
    assert [bool(document[number].get_text()) for number in range(6)] == [
        True, True, True, False, True, False,
    ]  # fmt: skip
    assert document.get_toc() == [[1, "Sampleton", 1], [1, "Ynys Ffug", 5]]
    assert document.metadata is not None
    assert document.metadata["title"] == "Bread"


def test_a_constituency_has_one_bookmark_whatever_its_letters_call_it(
    sheaves: list[Sheaf], tmp_path: Path
) -> None:
    ynys, long, short = sheaves
    mon = [
        replace(each, recipient="Mair", area=name, area_key=fold(name), code="W07000112")
        for each, name in ((ynys, "Ynys Ffug"), (long, "Mock Isle"), (short, "Mock Isle"))
    ]
    (part,) = write_print_run([*mon, replace(ynys, code="W07000999")], tmp_path, "bread", "Bread")
    bookmarks = [title for _, title, _ in pymupdf.Document(str(part.path)).get_toc()]
    assert bookmarks == ["Mock Isle", "Ynys Ffug"]


def test_the_words_and_places_are_those_of_the_letters(sheaves: list[Sheaf], run: Part) -> None:
    joined = run.path.read_bytes()
    ordered = sorted(sheaves)
    apart = " ".join(text_of(Path(sheaf.path).read_bytes()) for sheaf in ordered)
    assert text_of(joined) == apart
    box = LAYOUTS["uk-dl"].address_box
    for page in (0, 2, 4):
        address = [line for line in lines_of(joined, page) if line.text in ADA.address]
        assert len(address) == 3
        assert all(abs(line.left - box.left) <= 0.5 for line in address)
        assert all(box.top <= line.top and line.bottom <= box.bottom + 0.5 for line in address)


def test_pages_look_as_they_did(sheaves: list[Sheaf], run: Part) -> None:
    joined, alone = pymupdf.Document(str(run.path)), pymupdf.Document(sorted(sheaves)[0].path)
    for number in range(2):
        before, after = (document[number].get_pixmap(dpi=60) for document in (alone, joined))
        different = sum(
            abs(one - other) > 40 for one, other in zip(before.samples, after.samples, strict=True)
        )
        assert different < len(before.samples) / 1000


def test_fonts_are_shared_and_the_file_is_sound(sheaves: list[Sheaf], tmp_path: Path) -> None:
    (part,) = write_print_run(sheaves * 2, tmp_path, "bread", "Bread")
    with pikepdf.open(part.path) as document:
        assert len(document.pages) == 12
        fonts = {
            font.objgen
            for page in document.pages
            if "/Font" in page.resources
            for font in page.resources.Font.values()
        }
        assert len(fonts) == 5
    assert part.path.stat().st_size < 100_000


def test_parts_hold_so_many_sheets_and_the_job_sheet_counts_them(
    sheaves: list[Sheaf], tmp_path: Path
) -> None:
    parts = write_print_run(sheaves, tmp_path, "bread", "Bread", sheets_in_part=2)
    assert [part.path.name for part in parts] == [
        "print-run-bread-001.pdf",
        "print-run-bread-002.pdf",
    ]
    assert [part.pages for part in parts] == [4, 2]
    said = (tmp_path / "print-run-bread.txt").read_text(encoding="utf-8")
    assert "Letters   3\n" in said
    assert "Pages     6, 2 of them blank" in said
    for part in parts:
        assert hashlib.sha256(part.path.read_bytes()).hexdigest() in said


@pytest.fixture(scope="module")
def one_two_one(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> list[Sheaf]:
    """Letters of one sheet, two, and one."""
    folder = tmp_path_factory.mktemp("letters")
    made = []
    for name, personal in (("a", ""), ("b", LONG * 3), ("c", "")):
        path = folder / f"{name}.pdf"
        path.write_bytes(typeset(letter(campaign, personal=personal)).pdf)
        made.append(Sheaf("sampleton", name, str(path), "Sampleton", A4))
    return made


@pytest.mark.parametrize(("most", "expected"), [(1, [1, 2, 1]), (3, [3, 1])])
def test_no_part_has_more_sheets_than_asked_for_but_for_a_letter_that_is_longer(
    one_two_one: list[Sheaf], tmp_path: Path, most: int, expected: list[int]
) -> None:
    parts = write_print_run(one_two_one, tmp_path, "bread", "Bread", sheets_in_part=most)
    assert [part.pages / 2 for part in parts] == expected
    assert sum(part.sheets.total() for part in parts) == 3


def test_the_same_letters_give_the_same_run(
    sheaves: list[Sheaf], run: Part, tmp_path: Path
) -> None:
    (again,) = write_print_run(sheaves[::-1], tmp_path, "bread", "Bread")
    assert again.sha256 == run.sha256


def test_letters_on_paper_of_two_sizes_are_refused(sheaves: list[Sheaf], tmp_path: Path) -> None:
    mixed = [*sheaves, replace(sheaves[0], sheet=US_LETTER)]
    with pytest.raises(CampaignerError, match="these letters are on A4 and letter paper"):
        write_print_run(mixed, tmp_path, "bread", "Bread")
    assert list(tmp_path.iterdir()) == []


def test_the_job_sheet_tells_the_paper_of_the_layout_that_was_asked_for(
    represented: Workspace, campaigner: Command
) -> None:
    people = write_table(
        represented.root / "people.csv", [("name", "postcode"), ("Sam Sample", "LE93 1AA")]
    )
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out",
        "--jobs", 1, "--merge", "--layout", "us-9",
    )  # fmt: skip
    assert called.code == 0
    said = (represented.root / "out" / "print-run-right-to-food.txt").read_text(encoding="utf-8")
    assert "Sheets    1, Letter, printed on both sides" in said


def test_a_batch_is_merged_for_the_print_house(represented: Workspace, campaigner: Command) -> None:
    rows = [("name", "postcode"), ("Sam Sample", "LE93 1AA"), ("Suzie Sample", "LL93 5AA")]
    people = write_table(represented.root / "people.csv", rows)
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out",
        "--jobs", 1, "--merge", "--layout", "country",
    )  # fmt: skip
    assert called.code == 0
    assert "print-run-right-to-food.pdf" in called.stderr
    said = (represented.root / "out" / "print-run-right-to-food.txt").read_text(encoding="utf-8")
    assert "Sheets    2, A4, printed on both sides" in said
    assert "Sam Sample" in text_of(
        (represented.root / "out/print-run-right-to-food.pdf").read_bytes()
    )


def test_a_run_takes_the_place_of_an_earlier_one_of_its_campaign_alone(
    represented: Workspace, campaigner: Command
) -> None:
    rows = [("name", "postcode"), ("Sam Sample", "LE93 1AA"), ("Suzie Sample", "LL93 5AA")]
    people = write_table(represented.root / "people.csv", rows)
    shutil.copytree(shipped_folder("campaigns") / "right-to-food", "campaigns/food")
    shutil.copytree(shipped_folder("campaigns") / "right-to-food", "campaigns/food-2026")

    def printed(campaign: str, *more: str) -> set[str]:
        called = campaigner(
            "letter", "batch", campaign, "--supporters", people, "--out", "out", "--jobs", 1,
            "--merge", *more,
        )  # fmt: skip
        assert called.code == 0, called.stderr
        return {path.name for path in Path("out").glob("print-run-*.pdf")}

    mine = Path("out/print-run-food-777.pdf")
    other = "print-run-food-2026.pdf"
    assert printed("food-2026") == {other}
    assert printed("food") == {other, "print-run-food.pdf"}
    mine.write_bytes(b"of somebody else")
    parts = {"print-run-food-001.pdf", "print-run-food-002.pdf"}
    assert printed("food", "--part-sheets", "1") == {other, mine.name, *parts}
    assert printed("food") == {other, mine.name, "print-run-food.pdf"}


def test_a_print_run_that_is_interrupted_is_named_when_somebody_is_erased(
    represented: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = write_table(
        represented.root / "people.csv", [("name", "postcode"), ("Sam Sample", "LE93 1AA")]
    )
    monkeypatch.setattr(Joined, "finish", _interrupted)
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out", "--jobs", 1,
        "--merge",
    )  # fmt: skip
    assert called.code == 130
    erased = campaigner("person", "erase", "sam@example.org", "--yes")
    assert f"{Path('out').resolve()}: a batch for right-to-food was interrupted" in erased.stderr


def _interrupted(joined: Joined) -> None:
    raise KeyboardInterrupt
