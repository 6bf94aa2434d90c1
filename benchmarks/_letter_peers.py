"""The same letter made in other ways, those that are installed: milliseconds each, on one process.

Every letter has another sender's name, so that nobody can keep the last one; each way is warm
before it is timed, and what it made is opened to see that it is the letter.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pymupdf

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.compose import Letter, Sender, Stationery, Wording, compose_letter
from campaigner.letters.plain_text import as_text, paragraphs
from campaigner.rendering.fonts import font_css
from campaigner.rendering.layouts import css
from campaigner.rendering.renderers import renderer_named
from campaigner.representatives.models import Area, Representative
from campaigner.workspace import shipped_folder

LETTERS = 20
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Way = Callable[[list[Letter]], list[float]]


class NotInstalled(Exception):
    """A way that this machine has not got."""


def letters() -> list[Letter]:
    """A warm-up and those that are timed, each from another person."""
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
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
            Wording("en"),
            stationery,
        )
        for number in range(LETTERS + 1)
    ]


def timed(make: Callable[[Letter], bytes], wanted: list[Letter]) -> list[float]:
    """How long each letter but the first takes, in milliseconds."""
    times = []
    for letter in wanted:
        started = time.perf_counter()
        pdf = make(letter)
        times.append((time.perf_counter() - started) * 1000)
        check(pdf, letter)
    return times[1:]


def check(pdf: bytes, letter: Letter) -> None:
    """See that a PDF is that letter: its sender, its recipient, its asks."""
    document = pymupdf.Document(stream=pdf)
    said = " ".join(" ".join(page.get_text() for page in document).split())
    for words in (letter.sender.name, "Ada Specimen MP", "tell your constituents the answer"):
        assert words in said, words


def _styles(letter: Letter) -> tuple[str, str, str]:
    page = letter.page
    return font_css(), css(page.of_campaign.layout), page.stylesheet.read_text()


def ours(wanted: list[Letter]) -> list[float]:
    return timed(lambda letter: renderer_named().typeset(letter.page).pdf, wanted)


def naive(wanted: list[Letter]) -> list[float]:
    from weasyprint import CSS, HTML

    def make(letter: Letter) -> bytes:
        styles = (
            font_css(),
            css(letter.page.of_campaign.layout),
            letter.page.stylesheet.read_text(),
        )
        sheets = [CSS(string=style) for style in styles]
        made: bytes = HTML(string=letter.page.html()).write_pdf(
            stylesheets=sheets, pdf_variant="pdf/ua-1"
        )
        return made

    return timed(make, wanted)


def typst(wanted: list[Letter]) -> list[float]:
    try:
        import typst as compiler  # type: ignore[import-not-found]  # not a dependency
    except ImportError as error:
        raise NotInstalled from error

    def quoted(text: str) -> str:
        return f"#{json.dumps(text, ensure_ascii=False)}"

    def make(letter: Letter) -> bytes:
        source = (
            f'#set document(title: "{letter.page.of_campaign.subject}")\n'
            '#set page(paper: "a4")\n#set text(font: "Libertinus Serif", size: 10.5pt)\n'
            + "\n\n".join(quoted(part) for part in as_text(letter).split("\n\n"))
        )
        made: bytes = compiler.compile(source.encode(), pdf_standards="ua-1")
        return made

    return timed(make, wanted)


def libreoffice(wanted: list[Letter]) -> list[float]:
    """One call of LibreOffice converts all that docxtpl filled in: its own best way."""
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
                   "--convert-to", "pdf", "--outdir", folder]  # fmt: skip

        def make(some: list[Letter]) -> None:
            names = []
            for letter in some:
                filled = DocxTemplate(f"{folder}/template.docx")
                filled.render({"sender": letter.sender.name, "to": letter.page.of_person.recipient,
                               "paragraphs": paragraphs(letter.page.body)})  # fmt: skip
                names.append(f"{folder}/{letter.sender.name}.docx")
                filled.save(names[-1])
            subprocess.run([*convert, *names], check=True, capture_output=True)

        make(wanted[:1])
        started = time.perf_counter()
        make(wanted[1:])
        seconds = time.perf_counter() - started
        for letter in wanted:
            check(Path(f"{folder}/{letter.sender.name}.pdf").read_bytes(), letter)
    return [seconds / LETTERS * 1000]


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
    styles = "\n".join(
        (font_css(), css(letter.page.of_campaign.layout), letter.page.stylesheet.read_text())
    )
    return letter.page.html().replace("</head>", f"<style>{styles}</style></head>")


@contextmanager
def _browser_folder() -> Iterator[tuple[str, Path]]:
    program = next(filter(None, map(shutil.which, _BROWSERS)), "")
    if not program:
        raise NotInstalled
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield program, Path(folder)


def chromium_open(wanted: list[Letter]) -> list[float]:
    with _browser_folder() as (program, folder):
        browser = Browser(program, folder)

        def make(letter: Letter) -> bytes:
            page = folder / "letter.html"
            page.write_text(_as_page(letter))
            return browser.pdf(page)

        try:
            return timed(make, wanted)
        finally:
            browser.process.kill()
            browser.process.wait()


def chromium_each(wanted: list[Letter]) -> list[float]:
    with _browser_folder() as (program, folder):

        def make(letter: Letter) -> bytes:
            page = folder / "letter.html"
            page.write_text(_as_page(letter))
            subprocess.run(
                [program, *_QUIET, f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
                 f"--print-to-pdf={folder}/letter.pdf", page.as_uri()],
                check=True, capture_output=True,
            )  # fmt: skip
            return (folder / "letter.pdf").read_bytes()

        return timed(make, wanted[:6])


WAYS: dict[str, Way] = {
    "campaigner": ours,
    "a plain loop of `HTML(string=…).write_pdf()`": naive,
    "headless Chromium, kept open": chromium_open,
    "headless Chromium, started for each": chromium_each,
    "docxtpl, and one call of LibreOffice (text alone)": libreoffice,
    "Typst (text alone)": typst,
}


def compare() -> None:
    """Print each way's milliseconds, beside campaigner's."""
    wanted, base = letters(), 0.0
    print("| | a letter | beside campaigner |\n|---|---|---|")
    for name, way in WAYS.items():
        try:
            each = statistics.median(way(wanted))
        except NotInstalled:
            print(f"| {name} | not installed | |")
            continue
        base = base or each
        print(f"| {name} | {each:.0f} ms | {each / base:.2f} |", flush=True)
