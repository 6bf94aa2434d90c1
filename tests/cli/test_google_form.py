"""The guide “From a Google Form to letters”, tried exactly as it is written."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pymupdf
import pytest
from openpyxl import Workbook

from guides import DOCS, blocks, reader_in

pytestmark = pytest.mark.slow

GUIDE = (DOCS / "from-a-google-form.md").read_text(encoding="utf-8")
BEFORE = (DOCS / "guide.md").read_text(encoding="utf-8").split("\n## 5.")[0]
FORM = next(block.text for block in blocks(GUIDE) if block.file == "school-meals.csv")


def other_downloads(folder: Path) -> None:
    """Write the form as Google packs it, and as its Google Sheet, in which times are times."""
    with zipfile.ZipFile(folder / "school-meals.csv.zip", "w") as archive:
        archive.writestr("school-meals.csv", FORM)
    header, *rows = csv.reader(io.StringIO(FORM))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Form responses 1"
    sheet.append(header)
    for stamp, *others in rows:
        sheet.append([datetime.strptime(stamp, "%Y/%m/%d %I:%M:%S %p GMT"), *others])  # noqa: DTZ007
    book.save(folder / "school-meals.xlsx")


def test_the_guide_goes_from_a_form_to_letters(tmp_path: Path) -> None:
    reader = reader_in(tmp_path, CAMPAIGNER_NOW="2026-12-01T12:00:00")
    reader.follow(BEFORE)
    other_downloads(reader.folder)
    reader.follow(GUIDE)
    assert reader.output.count("0 signatures would be imported, 4 repeated, 2 rejected.") == 2
    letters = {path.stem.partition("--")[2]: path for path in reader.folder.glob("letters/*/*.pdf")}
    assert set(letters) == {"cai-sample", "ed-osample", "fay-sample", "gus-sample"}
    with pymupdf.open(letters["cai-sample"]) as letter:
        text = " ".join(letter[0].get_text().split())
    assert "1 Sample Street" in text
    assert "At our school the toast runs out before the queue does." in text


def test_what_the_guide_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        assert (DOCS / target).is_file(), target
