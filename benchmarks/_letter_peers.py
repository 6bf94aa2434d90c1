"""The same letter made in other ways, those that are installed, in turns.

Every letter has another sender's name, so that nobody can keep the last one; each way is warm
before it is timed, and what it made is opened to see that it is the letter. The letters are in
their full form: tagged, with notes and the code of the campaign's page. Processor time is this
process's; a browser's is not in it.
"""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf

from benchmarks._letters import PERSONAL
from benchmarks._typst_letter import source
from campaigner.campaigns.loader import load_campaign
from campaigner.letters.writing.compose import Letter, Sender, Stationery, Wording, compose_letter
from campaigner.letters.writing.plain_text import paragraphs
from campaigner.rendering.fonts.faces import font_css
from campaigner.rendering.layouts import css
from campaigner.rendering.renderers import PLAIN, RENDERERS, renderer_named
from campaigner.representatives.models import Area, Representative
from campaigner.workspace import shipped_folder

LETTERS = int(os.environ.get("CAMPAIGNER_BENCH_COMPARED", "20"))
WARM = 2
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# The language of a letter, and whether it has a paragraph of its sender's own.
KINDS = {
    "in English": ("en", ""),
    "in English, with an own paragraph": ("en", PERSONAL),
    "in Welsh": ("cy", ""),
    "in Welsh, with an own paragraph": ("cy", PERSONAL),
}

Make = Callable[[Letter], bytes]
Way = Callable[[], AbstractContextManager[Make]]


class NotInstalled(Exception):
    """A way that this machine has not got."""


class Took(NamedTuple):
    """What a letter took, in milliseconds."""

    wall: float
    processor: float


def letters(language: str, personal: str) -> list[Letter]:
    """Those for warming up and those that are timed, each from another person."""
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    full = campaign.letter.model_copy(update={"campaign_line": True})
    campaign = campaign.model_copy(update={"letter": full})
    stationery = Stationery(
        (shipped_folder("templates"),), "https://example.org", date(2026, 12, 10)
    )
    area = Area("uk-constituency", "E14009901", "Sampleton North")
    house = ("House of Commons", "London", "SW1A 0AA")
    ada = Representative(
        1, "Ada Specimen", "mp", "", area, "Ada Specimen MP", "Dear Ada Specimen", house
    )
    suzie = Sender("Suzie Specimen", ("1 Sample Street", "Sampleton"), "LE93 1AA")
    return [
        compose_letter(
            campaign,
            ada,
            replace(suzie, name=f"Suzie Specimen {number}"),
            Wording(language, personal),
            stationery,
        )
        for number in range(WARM + LETTERS)
    ]


def check(pdf: bytes, letter: Letter) -> None:
    """See that a PDF is that letter: its sender, its recipient, its asks."""
    document = pymupdf.Document(stream=pdf)
    said = " ".join(" ".join(page.get_text() for page in document).split())
    words = {"en": "by what date will no household", "cy": "erbyn pa ddyddiad"}
    language = letter.page.of_campaign.language
    for expected in (letter.sender.name, "Ada Specimen MP", words[language]):
        assert expected in said, expected


def _renderer(name: str) -> Way:
    @contextmanager
    def way() -> Iterator[Make]:
        made = renderer_named(name)
        yield lambda letter: made.typeset(letter.page).pdf

    return way


@contextmanager
def naive() -> Iterator[Make]:
    from weasyprint import CSS, HTML

    def make(letter: Letter) -> bytes:
        layout = css(letter.page.of_campaign.layout)
        styles = (font_css(), layout, letter.page.stylesheet.read_text())
        sheets = [CSS(string=style) for style in styles]
        made: bytes = HTML(string=letter.page.html()).write_pdf(
            stylesheets=sheets, pdf_variant="pdf/ua-1"
        )
        return made

    yield make


@contextmanager
def typst() -> Iterator[Make]:
    try:
        import typst as compiler  # type: ignore[import-not-found]  # not a dependency
    except ImportError as error:
        raise NotInstalled from error
    compiling = compiler.Compiler(b"")

    def make(letter: Letter) -> bytes:
        made: bytes = compiling.compile(source(letter).encode(), pdf_standards="ua-1")
        return made

    yield make


@contextmanager
def plutoprint() -> Iterator[Make]:
    try:
        import plutoprint as printer  # type: ignore[import-not-found]  # not a dependency
    except ImportError as error:
        raise NotInstalled from error
    with tempfile.TemporaryDirectory() as folder:

        def make(letter: Letter) -> bytes:
            book = printer.Book(printer.PAGE_SIZE_A4)
            book.load_html(_as_page(letter))
            book.write_to_pdf(f"{folder}/letter.pdf")
            return Path(f"{folder}/letter.pdf").read_bytes()

        yield make


@contextmanager
def libreoffice() -> Iterator[Make]:
    office = shutil.which("soffice")
    try:
        from docx import Document  # type: ignore[import-not-found]  # not a dependency
        from docxtpl import DocxTemplate  # type: ignore[import-not-found]  # not a dependency
    except ImportError as error:
        raise NotInstalled from error
    if not office:
        raise NotInstalled
    with tempfile.TemporaryDirectory() as folder:
        _write_template(Document(), f"{folder}/template.docx")
        convert = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile",
                   "--convert-to", "pdf", "--outdir", folder, f"{folder}/letter.docx"]  # fmt: skip

        def make(letter: Letter) -> bytes:
            filled = DocxTemplate(f"{folder}/template.docx")
            filled.render({"sender": letter.sender.name, "to": letter.page.of_person.recipient,
                           "paragraphs": paragraphs(letter.page.body)})  # fmt: skip
            filled.save(f"{folder}/letter.docx")
            subprocess.run(convert, check=True, capture_output=True)
            return Path(f"{folder}/letter.pdf").read_bytes()

        yield make


def _write_template(document: Any, path: str) -> None:
    for line in (
        "{{ sender }}", "{%p for line in to.lines %}", "{{ line }}", "{%p endfor %}",
        "{%p for each in paragraphs %}", "{{ each }}", "{%p endfor %}", "{{ sender }}",
    ):  # fmt: skip
        document.add_paragraph(line)
    document.save(path)


class Browser:
    """A Chromium that stays open, spoken to by DevTools' messages through two pipes."""

    def __init__(self, program: str, folder: Path) -> None:
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser}', "sh", program, *_QUIET,
             f"--user-data-dir={folder}/profile", "--remote-debugging-pipe"],
            pass_fds=(to_browser, from_browser), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        self.messages = self._messages()
        target = self.ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True})
        self.session: str = attached["sessionId"]
        self.ask("Page.enable", {}, self.session)

    def _messages(self) -> Iterator[dict[str, Any]]:
        waiting = b""
        while chunk := os.read(self.read_end, 1 << 20):
            *whole, waiting = (waiting + chunk).split(b"\0")
            yield from map(json.loads, whole)

    def ask(self, method: str, values: dict[str, Any], session: str = "") -> Any:
        """Send a message; what its answer says."""
        message = {"id": 1, "method": method, "params": values}
        message |= {"sessionId": session} if session else {}
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        return next(each for each in self.messages if each.get("id") == 1)["result"]

    def pdf(self, page: Path) -> bytes:
        """A page as PDF, as soon as it is loaded."""
        self.ask("Page.navigate", {"url": page.as_uri()}, self.session)
        next(each for each in self.messages if each.get("method") == "Page.loadEventFired")
        wanted = {"preferCSSPageSize": True, "generateTaggedPDF": True}
        return base64.b64decode(self.ask("Page.printToPDF", wanted, self.session)["data"])


def _as_page(letter: Letter) -> str:
    layout = css(letter.page.of_campaign.layout)
    styles = "\n".join((font_css(), layout, letter.page.stylesheet.read_text()))
    return letter.page.html().replace("</head>", f"<style>{styles}</style></head>")


@contextmanager
def _browser_folder() -> Iterator[tuple[str, Path]]:
    program = next(filter(None, map(shutil.which, _BROWSERS)), "")
    if not program:
        raise NotInstalled
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield program, Path(folder)


@contextmanager
def chromium_open() -> Iterator[Make]:
    with _browser_folder() as (program, folder):
        browser = Browser(program, folder)

        def make(letter: Letter) -> bytes:
            page = folder / "letter.html"
            page.write_text(_as_page(letter))
            return browser.pdf(page)

        try:
            yield make
        finally:
            browser.process.kill()
            browser.process.wait()


WAYS: dict[str, Way] = {
    **{f"campaigner, {name}": _renderer(name) for name in RENDERERS},
    "a plain loop of `HTML(string=…).write_pdf()`": naive,
    "Typst, the letter rewritten and tagged": typst,
    "PlutoPrint (no notes, not tagged)": plutoprint,
    "headless Chromium, kept open (no notes)": chromium_open,
    "docxtpl and LibreOffice (text alone)": libreoffice,
}


def compare() -> None:
    """Print what a letter takes each way, in turns, beside the plain renderer."""
    with ExitStack() as stack:
        ways: dict[str, Make] = {}
        for name, way in WAYS.items():
            try:
                ways[name] = stack.enter_context(way())
            except NotInstalled:
                print(f"Not installed: {name}\n")
        for kind, (language, personal) in KINDS.items():
            print(f"\nA letter {kind}, median of {LETTERS}:\n")
            _show(_taken(ways, letters(language, personal)))


def _taken(ways: dict[str, Make], wanted: list[Letter]) -> dict[str, list[Took]]:
    chance = random.Random(1948)
    taken: dict[str, list[Took]] = {name: [] for name in ways}
    for number, letter in enumerate(wanted):
        for name in chance.sample(list(ways), len(ways)):
            wall, processor = time.perf_counter(), time.process_time()
            pdf = ways[name](letter)
            processor, wall = time.process_time() - processor, time.perf_counter() - wall
            check(pdf, letter)
            if number >= WARM:
                taken[name].append(Took(wall * 1000, processor * 1000))
    return taken


def _show(taken: dict[str, list[Took]]) -> None:
    base = taken[f"campaigner, {PLAIN}"]
    print("| | time | processor time | beside plain |\n|---|---|---|---|")
    for name, each in taken.items():
        wall = statistics.median(took.wall for took in each)
        processor = statistics.median(took.processor for took in each)
        outside = "Chromium" in name or "LibreOffice" in name
        ratio = statistics.median(
            (one.wall / plain.wall if outside else one.processor / plain.processor)
            for one, plain in zip(each, base, strict=True)
        )
        spent = "elsewhere" if outside else f"{processor:.1f} ms"
        print(f"| {name} | {wall:.1f} ms | {spent} | {ratio:.3f} |", flush=True)


if __name__ == "__main__":
    compare()
