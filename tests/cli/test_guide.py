"""The guide, tried exactly as it is written, from an empty folder."""

from __future__ import annotations

import re
from pathlib import Path

import pymupdf
import pytest

from guides import DOCS, reader_in

pytestmark = pytest.mark.slow

GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")


def test_the_guide_gives_a_letter_and_a_counted_signature(tmp_path: Path) -> None:
    reader = reader_in(tmp_path)
    reader.follow(GUIDE)
    with pymupdf.open(reader.folder / "letter.pdf") as letter:
        assert "Ms Ada Specimen MP" in letter[0].get_text()
    assert "Checked 1 campaign: no problems." in reader.output
    assert "1 signature in all." in reader.output
    assert (reader.folder / "brief.pdf").is_file()
    assert len(list((reader.folder / "amira-pack").iterdir())) >= 4


def test_what_the_guide_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        assert (DOCS / target).is_file(), target
