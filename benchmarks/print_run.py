"""A print run of many letters: its time and memory, three readers, addresses in their windows.

It goes on with the letters that the measurement ``letters`` left (see ``_letters.py``), or makes
1,000 first.
"""

from __future__ import annotations

import json
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pymupdf

from benchmarks._letters import (
    CAMPAIGN,
    batch,
    bench_folder,
    letters_wanted,
    prepare,
    write_people,
)
from campaigner.rendering.layouts import LAYOUTS, Box

SAMPLED = 200
_MM = 72 / 25.4
_SLACK = 0.5  # mm


class Opened(NamedTuple):
    """What a reader says of the file."""

    name: str
    pages: int


def with_pikepdf(path: Path) -> Opened:
    with pikepdf.open(path) as document:
        return Opened(f"pikepdf {pikepdf.__version__}", len(document.pages))


def with_mupdf(path: Path) -> Opened:
    with pymupdf.open(path) as document:
        return Opened(f"MuPDF {pymupdf.mupdf_version}", document.page_count)


def with_pdfium(path: Path) -> Opened:
    try:
        import pypdfium2
    except ImportError:
        return Opened("pdfium not installed", 0)
    document = pypdfium2.PdfDocument(path)
    document[len(document) - 1].get_textpage().get_text_range()
    return Opened(f"pdfium {pypdfium2.PDFIUM_INFO}", len(document))


def letters_by_area(path: Path) -> Iterator[tuple[str, int]]:
    """Each letter's area, by the bookmarks, and its first page; each letter here is one sheet."""
    document = pymupdf.open(path)
    bookmarks = [(title, page - 1) for _, title, page in document.get_toc()]
    ends = [page for _, page in bookmarks[1:]] + [document.page_count]
    for (area, first), end in zip(bookmarks, ends, strict=True):
        for page in range(first, end, 2):
            yield area, page


def outside(page: pymupdf.Page, box: Box) -> list[str]:
    """The lines of the recipient's address that are not in the box; “none” where there are none."""
    lines = [
        (span["text"], [edge / _MM for edge in line["bbox"]])
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", [])
        for span in line["spans"]
    ]
    wanted = ("House of Commons", "London", "SW1A 0AA")
    found = {text.strip(): place for text, place in lines if text.strip() in wanted}
    found |= {text: place for text, place in lines if text.strip().endswith((" MP", " AS"))}
    if len(found) < 4:
        return ["none"]
    return [
        text
        for text, (left, top, right, bottom) in found.items()
        if left < box.left - _SLACK or right > box.right + _SLACK
        or top < box.top - _SLACK or bottom > box.bottom + _SLACK
    ]  # fmt: skip


def sample(path: Path) -> None:
    letters = list(letters_by_area(path))
    document = pymupdf.open(path)
    chosen = letters[:: max(1, len(letters) // SAMPLED)][:SAMPLED]
    box = LAYOUTS["uk-dl"].address_box
    wrong = [place for area, place in chosen if outside(document[place], box)]
    named = sum(area in " ".join(document[place].get_text().split()) for area, place in chosen)
    welsh = sum("Yn gywir," in document[place].get_text() for _, place in chosen)
    print(
        f"sampled {len(chosen)} of {len(letters):,} letters: {len(wrong)} with a line outside the"
        f" window, {named} name the area as their bookmark does, {welsh} are in Welsh"
    )


def main() -> None:
    with bench_folder() as folder:
        workspace, people = prepare(folder), folder / "people.csv"
        if not people.exists():
            write_people(people, letters_wanted(1_000))
        out = folder / "letters"
        made = subprocess.run(batch(workspace, people, out), check=True, capture_output=True)
        started = time.monotonic()
        subprocess.run(batch(workspace, people, out, "--merge"), check=True, capture_output=True)
        seconds = time.monotonic() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        path = out / f"print-run-{CAMPAIGN}.pdf"
        print(f"letters {json.loads(made.stdout)['unchanged']:,} made before; looked at again and"
              f" joined in {seconds:.1f} s, largest process {peak:.0f} MB,"
              f" file {path.stat().st_size / 1e6:.1f} MB")  # fmt: skip
        readers: tuple[Callable[[Path], Opened], ...] = (with_pikepdf, with_pdfium, with_mupdf)
        for reader in readers:
            opened = reader(path)
            print(f"{opened.name}: {opened.pages:,} pages")
        with pymupdf.open(path) as document:
            print(f"bookmarks: {len(document.get_toc()):,}")
        sample(path)


if __name__ == "__main__":
    main()
