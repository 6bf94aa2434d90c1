"""Olive, an organiser, takes a petition to Parliament with the commands that the README names."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest

from guides import DOCS, Reader, reader_in

pytestmark = pytest.mark.slow

README = (DOCS.parent / "README.md").read_text(encoding="utf-8")
SECTION = re.search(r"^## Papers for Parliament$.*?^```\n(.*?)^```$", README, re.M | re.S)
COMMANDS = SECTION[1].replace("\\\n", " ").splitlines() if SECTION else []
DAY = "2026-12-10"  # the first day of the demo's petition


@dataclass(frozen=True)
class Walk:
    """A workspace of the demo in which each command of the README was run, and what each said."""

    reader: Reader
    said: dict[str, str]

    @property
    def folder(self) -> Path:
        return self.reader.folder

    def pages(self, name: str) -> str:
        with pymupdf.open(self.folder / name) as document:
            return "\n".join(page.get_text() for page in document)


@pytest.fixture(scope="module")
def olive(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    reader = reader_in(tmp_path_factory.mktemp("olive"))
    reader.run("campaigner demo demo\ncd demo")
    walk = Walk(reader, {})
    for command in filter(None, COMMANDS):
        name = command.split()[2]
        if "--signed" in command:
            _type_up(walk)
        reader.run(command.replace("DATE", DAY))
        walk.said[name] = walk.said.get(name, "") + reader.said
    return walk


def _type_up(walk: Walk) -> None:
    """Two people have signed the first sheet; two others the form of the House of Commons."""
    found = re.search(r"Sheet (\w+-\w)", walk.pages("sheets.pdf"))
    slip = re.search(r"\w+-\w/top", walk.pages("papers/commons-slips.pdf"))
    assert found
    assert slip
    with (walk.folder / "typed.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("sheet", "line", "name", "postcode", "signature", "address"))
        rows.writerow((found[1], 1, "Petra Pretend", "LE93 1AA", "yes", "yes"))
        rows.writerow((found[1], 2, "Quentin Sample", "LE93 1AB", "yes", "no"))
    with (walk.folder / "lines.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("sheet", "line", "name", "postcode", "address", "signature"))
        rows.writerow((slip[0], 1, "Petra Pretend", "LE93 1AA", "2 Sample Street", "ink"))
        rows.writerow((slip[0], 2, "Rosa Specimen", "LE93 1AA", "3 Sample Street", "ink"))


def test_olive_counts_what_she_typed_up(olive: Walk) -> None:
    assert "import-paper right-to-food FILE" in olive.said["sheet"]
    assert "2 lines counted, 0 repeated, 0 rejected." in olive.said["import-paper"]
    assert "1 line counted, 1 repeated, 0 rejected." in olive.said["import-paper"]


def test_olive_sees_how_many_can_be_presented(olive: Walk) -> None:
    assert "13 signatures, of which 2 can be presented to the House of Commons." in (
        " ".join(olive.said["tally"].split())
    )


def test_olive_sees_who_signed_the_words_of_the_page_and_those_of_the_house(olive: Walk) -> None:
    rows = re.findall(r"^\s+(\d+)\s+\d{4}-\d\d-\d\d\s+(\d+)", olive.said["wording"], re.M)
    assert rows == [("1", "12"), ("2", "1")]
    assert "have changed" not in olive.said["wording"]


def test_olive_has_the_papers_of_the_commons_and_nothing_that_it_would_refuse(olive: Walk) -> None:
    assert "Do not hand in commons-cover.pdf" in olive.said["formal"]
    assert "The petition of" in olive.pages("papers/commons-top-sheet.pdf")
    assert "2 lines read. Nothing was found that would be refused." in olive.said["formal"]


def test_olive_is_told_which_line_is_a_photocopy(olive: Walk) -> None:
    lines = (olive.folder / "lines.csv").read_text(encoding="utf-8")
    (olive.folder / "copied.csv").write_text(
        f"{lines}1,1,Sam,LE93 1AA,4 Sample Street,copy\n", "utf-8"
    )
    check = "campaigner petition formal right-to-food --venue commons --check --signed copied.csv"
    olive.reader.run(check, 1)
    assert "copied.csv:4: error: sheet 1, line 1: the signature is a copy." in olive.reader.said


def test_olive_has_a_motion_and_a_picture_for_the_press(olive: Walk) -> None:
    assert "That this House" in olive.pages("motion.pdf")
    assert (olive.folder / "map.png").read_bytes().startswith(b"\x89PNG")
    words = (olive.folder / "map.png.txt").read_text(encoding="utf-8")
    assert "13 signatures in all." in words


def test_olive_hands_in_every_name_and_knows_when_copies_are_destroyed(olive: Walk) -> None:
    pack = olive.pages("pack/handin.pdf")
    assert "Petra Pretend" in pack
    assert "Ada Specimen MP" in pack
    assert "Destroy every copy by 2027-12-10." in olive.said["handin"]


def test_olive_has_a_pack_for_each_of_six_members(olive: Walk) -> None:
    assert "6 packs in mp-packs" in olive.said["packs"]
    assert len(list((olive.folder / "mp-packs" / "mails").iterdir())) == 6


def test_olive_has_planned_and_recorded_the_delivery(olive: Walk) -> None:
    assert "identification" in olive.said["plan-delivery"]
    assert "Delivery 1 recorded: 13 signatures." in olive.said["record-delivery"]
    assert "record-destroyed right-to-food 1" in olive.said["record-delivery"]
    assert "2027-12-10" in olive.said["deliveries"]


def test_olive_is_told_that_a_file_of_her_own_is_not_a_delivery(olive: Walk) -> None:
    record = f"campaigner petition record-delivery right-to-food --to Ada --on {DAY}"
    olive.reader.run(f"{record} --file typed.csv", 1)
    assert "was not written by campaigner" in olive.reader.said
    assert "--force" not in olive.reader.said


def test_nothing_is_due_yet_and_olive_is_told_where_the_day_is(olive: Walk) -> None:
    assert "Nothing is due." in olive.said["anonymise"]
