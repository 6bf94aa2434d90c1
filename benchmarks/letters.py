"""Letters a second and memory a worker, and other ways to make the same letter beside it.

Takes its people from the real tables in ../shared/data where they are, else from made-up ones.
``CAMPAIGNER_BENCH_LETTERS`` says how many (1,000), ``CAMPAIGNER_BENCH_OUT`` where they stay.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.compose import Letter, Sender, Stationery, Wording, compose_letter
from campaigner.letters.layouts import css
from campaigner.rendering.fonts import font_css
from campaigner.representatives.models import Area, Representative
from campaigner.workspace import shipped_folder

DATA = Path(__file__).parents[2] / "shared" / "data" / "uk"
LETTERS = int(os.environ.get("CAMPAIGNER_BENCH_LETTERS", "1000"))
OTHERS = 20
PERSONAL = "I volunteer at a food bank on Tuesdays, and see who comes and why."


def campaigner(workspace: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "campaigner", "-w", str(workspace), *map(str, arguments)]


def real_postcodes() -> list[str]:
    """Postcodes so that neighbours in the list lie in different constituencies."""
    by_area = defaultdict(list)
    with gzip.open(DATA / "postcode_pcon24.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            if len(by_area[row["pcon24cd"]]) < 40:
                by_area[row["pcon24cd"]].append(row["pcds"])
    return [postcodes[place] for place in range(20) for postcodes in by_area.values()]


def prepare(folder: Path, count: int) -> Path:
    """A workspace with representatives, areas and a table of supporters."""
    workspace = folder / "workspace"
    sample = Path(__file__).parents[1] / "src/campaigner/sample"
    people, postcodes = sample / "representatives.csv", sample / "postcodes.csv"
    if DATA.is_dir():
        people, postcodes = DATA / "mps-2026-04.csv", DATA / "postcode_pcon24.csv.gz"
        codes = real_postcodes()
    else:
        codes = [row[0] for row in csv.reader(postcodes.open())][1:]
    for arguments in (("representative", "import", people), ("area", "import", postcodes)):
        if not (workspace / "campaigner.toml").exists():
            subprocess.run([sys.executable, "-m", "campaigner", "init", workspace], check=True)
        subprocess.run(campaigner(workspace, *arguments), check=True, capture_output=True)
    with (folder / "people.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "address", "postcode", "email", "language", "personal"])
        for number in range(count):
            writer.writerow([
                f"Sample Person {number:06d}", f"{number % 200 + 1} Sample Street, Sampleton",
                codes[number % len(codes)], f"person{number}@example.org",
                "cy" if number % 10 == 0 else "en", PERSONAL if number % 3 == 0 else "",
            ])  # fmt: skip
    return workspace


def peak_of_workers(process: subprocess.Popen[str]) -> Iterator[dict[int, int]]:
    """The peak memory of each worker in kB, by process id, until the process ends."""
    peaks: dict[int, int] = {}
    while process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split() if children.exists() else []:
            status = Path(f"/proc/{child}/status")
            if status.exists():
                for line in status.read_text().splitlines():
                    if line.startswith("VmHWM"):
                        peaks[int(child)] = int(line.split()[1])
        yield peaks
        time.sleep(0.5)


def batch(workspace: Path, people: Path, out: Path, limit: int) -> None:
    arguments = ["letter", "batch", "right-to-food", "--supporters", people, "--out", out,
                 "--jobs", 2, "--limit", limit, "--format", "json"]  # fmt: skip
    process = subprocess.Popen(
        campaigner(workspace, *arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    peaks: dict[int, int] = {}
    for seen in peak_of_workers(process):
        peaks = seen
    assert process.stdout is not None
    summary = json.load(process.stdout)
    rate = summary["made"] / summary["seconds"]
    memory = ", ".join(f"{peak / 1024:.0f}" for peak in peaks.values())
    print(f"{summary['made']:7,} letters, {summary['failed']} failed, {summary['seconds']:8.1f} s,"
          f" {rate:5.1f} a second, peak MB of each worker: {memory}")  # fmt: skip


def one_letter() -> Letter:
    area = Area("uk-constituency", "E14009901", "Sampleton North")
    house = ("House of Commons", "London", "SW1A 0AA")
    ada = Representative(
        1, "Ada Specimen", "mp", "", area, "Ada Specimen MP", "Dear Ada Specimen", house
    )
    return compose_letter(
        load_campaign(shipped_folder("campaigns") / "right-to-food"),
        ada,
        Sender("Suzie Specimen", ("1 Sample Street", "Sampleton"), "LE93 1AA"),
        Wording("en"),
        Stationery((shipped_folder("templates"),), "https://example.org", date(2026, 12, 10)),
    )


@contextmanager
def timed(name: str, count: int = OTHERS) -> Iterator[None]:
    started = time.perf_counter()
    yield
    each = (time.perf_counter() - started) / count * 1000
    print(f"{name:34} {each:8.1f} ms a letter, {1000 / each:6.1f} a second on one process")


def ours(letter: Letter) -> None:
    from campaigner.letters.typeset import typeset

    typeset(letter)
    with timed("campaigner, one process"):
        for _ in range(OTHERS):
            typeset(letter)


def naive(letter: Letter) -> None:
    """Each letter parsed, styled and written with nothing kept, as in a first script."""
    from weasyprint import CSS, HTML

    styles = (font_css(), css(letter.layout), letter.stylesheet.read_text())
    with timed("HTML(string=…).write_pdf()"):
        for _ in range(OTHERS):
            sheets = [CSS(string=style) for style in styles]
            HTML(string=letter.html()).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")


def chromium(letter: Letter) -> None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), "")
    if not found:
        print("headless Chromium                  not installed")
        return
    with tempfile.TemporaryDirectory() as folder, timed("headless Chromium", 3):
        page = Path(folder) / "letter.html"
        page.write_text(letter.html())
        for _ in range(3):
            subprocess.run(
                [found, "--headless", "--no-sandbox", f"--print-to-pdf={folder}/a.pdf", str(page)],
                check=True, capture_output=True,
            )  # fmt: skip


def typst(letter: Letter) -> None:
    try:
        import typst as compiler  # type: ignore[import-not-found]  # not a dependency
    except ImportError:
        print("Typst                              not installed")
        return
    source = (
        '#set page(paper: "a4")\n#set text(font: "Libertinus Serif", size: 10.5pt)\n'
        + "\n\n".join(paragraph.replace("#", "\\#").replace("@", "\\@").replace("$", "\\$")
                      for paragraph in _plain(letter))
    )  # fmt: skip
    with timed("Typst (text alone)"):
        for number in range(OTHERS):
            compiler.compile(f"{source}\n{number}".encode())


def libreoffice(letter: Letter) -> None:
    office = shutil.which("soffice")
    try:
        from docx import Document  # type: ignore[import-not-found]  # not a dependency
        from docxtpl import DocxTemplate  # type: ignore[import-not-found]  # not a dependency
    except ImportError:
        office = None
    if not office:
        print("docxtpl and LibreOffice            not installed")
        return
    with tempfile.TemporaryDirectory() as folder, timed("docxtpl and LibreOffice", 3):
        document = Document()
        for paragraph in _plain(letter):
            document.add_paragraph(paragraph)
        document.save(f"{folder}/t.docx")
        for number in range(3):
            filled = DocxTemplate(f"{folder}/t.docx")
            filled.render({"number": number})
            filled.save(f"{folder}/{number}.docx")
            subprocess.run(
                [office, "--headless", "--convert-to", "pdf", "--outdir", folder,
                 f"{folder}/{number}.docx"],
                check=True, capture_output=True,
            )  # fmt: skip


def _plain(letter: Letter) -> list[str]:
    from campaigner.letters.written import as_text

    return as_text(letter).split("\n\n")


def main() -> None:
    """The batch at two sizes, for its speed and its memory; then one letter in other ways."""
    keep = os.environ.get("CAMPAIGNER_BENCH_OUT")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary)
        workspace = prepare(folder, LETTERS)
        for limit in sorted({max(1, LETTERS // 10), LETTERS}):
            batch(workspace, folder / "people.csv", folder / f"out-{limit}", limit)
    print()
    letter = one_letter()
    ways: tuple[Callable[[Letter], None], ...] = (ours, naive, chromium, typst, libreoffice)
    for way in ways:
        way(letter)


if __name__ == "__main__":
    main()
