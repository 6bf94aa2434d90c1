"""Blank sheets to sign, of every kind: on one side, with their lines, wide enough for a pen."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pymupdf
import pytest
import segno

from campaigner.campaigns.loader import load_campaign
from campaigner.errors import UsageError
from campaigner.outreach.sources import add_source
from campaigner.papers import blank_sheets
from campaigner.papers.blank_sheets import make_sheets
from campaigner.papers.sheet_design import SheetDesign, SheetTooLong
from campaigner.petitions.opening import OpenPetition
from campaigner.store import paper_sheets
from campaigner.store.database import Database
from campaigner.vocabulary.papers import SheetLines
from campaigner.vocabulary.signatures import SourceKind
from campaigner.workspace import Workspace
from conftest import Command
from paper_checks import accessibility
from petitioners import SLUG, the_petition, work_on, workspace_of

pytestmark = pytest.mark.slow

MM = 25.4 / 72
TEN = SheetDesign()
TWENTY = SheetDesign(SheetLines.TWENTY)
SLIPS = SheetDesign(slips=True)
LARGE = SheetDesign(large_type=True)
LARGE_SLIPS = SheetDesign(slips=True, large_type=True)
SVG = "http://www.w3.org/2000/svg"
LOGO = f'<svg xmlns="{SVG}" viewBox="0 0 30 10"><rect width="30" height="10"/></svg>'
LONG = "A legal right to food for every person in each of the four nations of the United Kingdom"


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    return work_on(database, the_petition(database))


def set_organisation(workspace: Workspace, *lines: str) -> None:
    path = workspace.root / "campaigner.toml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("[organisation]\n", "\n".join(("[organisation]", *lines, ""))), "utf-8"
    )


def say(monkeypatch: pytest.MonkeyPatch, title: str, text: str) -> None:
    """Let the campaign have another title and text, in every language."""

    def load(folder: Path) -> object:
        campaign = load_campaign(folder)
        words = dict.fromkeys(campaign.languages, text)
        titles = dict.fromkeys(campaign.languages, title)
        petition = campaign.petition.model_copy(update={"text": words})
        return campaign.model_copy(update={"title": titles, "petition": petition})

    monkeypatch.setattr(blank_sheets, "load_campaign", load)


def sides(pdf: bytes) -> list[pymupdf.Page]:
    document = pymupdf.open(stream=pdf)
    return [document[number] for number in range(len(document))]


def starts(page: pymupdf.Page, *words: str) -> list[float]:
    """From where in millimetres each word stands on the page, from the left."""
    found = {word[4]: word[0] * MM for word in reversed(page.get_text("words"))}
    return [found[word] for word in words]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two words are printed over one another: lines are at least 10 points apart."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 1 and abs(one[1] + one[3] - other[1] - other[3]) / 2 < 6


def line_numbers(page: pymupdf.Page) -> list[tuple[int, float]]:
    """The numbers in the first column, with where they stand, in millimetres from the top."""
    words = page.get_text("words")
    head = next(word[3] for word in words if word[4] in ("No.", "Rhif"))
    return [
        (int(word[4]), (word[1] + word[3]) / 2 * MM)
        for word in words
        if re.fullmatch(r"[0-9]{1,2}", word[4]) and 12.5 < word[0] * MM < 22 and word[1] > head
    ]


SHORT, LONG_TITLE, LONG_TEXT = ("Food", 1), (LONG, 4), (LONG, 12)
KINDS = [
    *((TEN, SHORT, "en", ""), (TEN, LONG_TITLE, "cy", ""), (TEN, LONG_TEXT, "en", "cy")),
    *((TWENTY, SHORT, "cy", ""), (TWENTY, LONG_TEXT, "en", "")),
    *((SLIPS, SHORT, "en", ""), (SLIPS, LONG_TITLE, "cy", ""), (SLIPS, LONG_TEXT, "en", "cy")),
    *((LARGE, SHORT, "en", ""), (LARGE, LONG_TITLE, "cy", "")),
    *((LARGE_SLIPS, SHORT, "cy", ""), (LARGE_SLIPS, LONG_TITLE, "en", "")),
]


@pytest.mark.parametrize(("design", "words", "language", "beside"), KINDS)
def test_every_kind_of_sheet_keeps_its_lines_on_one_side(
    here: OpenPetition,
    monkeypatch: pytest.MonkeyPatch,
    design: SheetDesign,
    words: tuple[str, int],
    language: str,
    beside: str,
) -> None:
    title, sentences = words
    say(monkeypatch, title, "We ask that the right to food becomes part of the law. " * sentences)
    pages = sides(make_sheets(here, 1, "paper", language, design=design, beside=beside))
    (made,) = paper_sheets.sheets_of(here.database.conn, here.petition.id).values()
    people = made.lines
    assert people == replace(design, bilingual=bool(beside)).people
    assert len(pages) == (1 if design.slips else 2)
    side = pages[0]
    if not design.slips:
        assert [number for number, _ in line_numbers(side)] == list(range(1, people + 1))
    assert side.get_text().count(made.sheet) == (people if design.slips else 1)
    width, height = side.rect.width * MM, side.rect.height * MM
    drawn = side.get_text("words")
    assert min(word[0] for word in drawn) * MM >= 11.9
    assert max(word[2] for word in drawn) * MM <= width - 11.9
    assert max(word[3] for word in drawn) * MM <= height - 6
    assert not any(overlap(one, other) for one, other in combinations(drawn, 2))
    smallest = min(
        span["size"]
        for block in side.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    )
    assert round(smallest, 1) >= (16 if design.large_type else 9)


@pytest.mark.parametrize(
    ("design", "words", "beside"), [(TWENTY, LONG_TEXT, "cy"), (LARGE, LONG_TEXT, "")]
)
def test_words_that_leave_no_room_for_a_pen_are_refused_and_no_sheet_is_noted(
    here: OpenPetition,
    monkeypatch: pytest.MonkeyPatch,
    design: SheetDesign,
    words: tuple[str, int],
    beside: str,
) -> None:
    say(monkeypatch, words[0], "We ask that the right to food becomes part of the law. " * words[1])
    with pytest.raises(SheetTooLong, match="mm shorter on the page"):
        make_sheets(here, 1, "paper", "en", design=design, beside=beside)
    assert paper_sheets.sheets_of(here.database.conn, here.petition.id) == {}


@pytest.mark.parametrize("design", [LARGE, LARGE_SLIPS], ids=lambda each: each.kind)
def test_large_type_has_room_for_one_language(here: OpenPetition, design: SheetDesign) -> None:
    with pytest.raises(UsageError, match="one language"):
        make_sheets(here, 1, "paper", "en", design=design, beside="cy")


def modules(page: pymupdf.Page, size: int) -> list[list[bool]]:
    """Which modules of the one QR code on a page are dark; it has so many on a side."""
    ink = [each["rect"] for each in page.get_drawings() if is_ink(each["color"])]
    left, right = min(rect.x0 for rect in ink), max(rect.x1 for rect in ink)
    middle = (min(rect.y0 for rect in ink) + max(rect.y1 for rect in ink)) / 2
    step, scale = (right - left) / size, 4
    picture = page.get_pixmap(dpi=72 * scale, colorspace=pymupdf.csGRAY)
    return [
        [
            picture.pixel(
                int((left + (column + 0.5) * step) * scale),
                int((middle + (row - (size - 1) / 2) * step) * scale),
            )[0]
            < 128
            for column in range(size)
        ]
        for row in range(size)
    ]


def is_ink(colour: tuple[float, ...] | None) -> bool:
    """Whether it is the colour of QR codes."""
    return bool(colour) and [round(part * 255) for part in colour or ()] == [0x1D, 0x25, 0x30]


@pytest.mark.parametrize(("source", "query"), [("amira", "?source=amira"), ("paper", "")])
def test_what_is_signed_by_way_of_amiras_sheet_counts_for_amira(
    here: OpenPetition, monkeypatch: pytest.MonkeyPatch, source: str, query: str
) -> None:
    monkeypatch.setenv("CAMPAIGNER_WEB__ADDRESS", "https://act.example.org")
    add_source(workspace_of(here.database), "amira", SourceKind.AMBASSADOR, "Amira")
    side, _ = sides(make_sheets(work_on(here.database, here.petition), 1, source))
    words = [word[4] for word in side.get_text("words")]
    assert f"act.example.org/{SLUG}" in words  # to be typed: without the code of a source
    assert ("amira" in words) is bool(query)
    code = segno.make(f"https://act.example.org/{SLUG}{query}", error="m", micro=False)
    expected = [[bool(module) for module in row] for row in code.matrix]
    assert modules(side, len(expected)) == expected
    (made,) = paper_sheets.sheets_of(here.database.conn, here.petition.id).values()
    assert made.source == ("" if source == "paper" else source)


@pytest.mark.parametrize(
    ("design", "lines", "address", "signature", "height"),
    [(TEN, 10, 70, 50, 8.9), (TWENTY, 20, 60, 44, 7.4), (LARGE, 5, 55, 42, 14.9)],
    ids=["10 lines", "20 lines", "large"],
)
def test_peter_writes_his_address_and_signs_without_touching_his_neighbours_lines(
    here: OpenPetition,
    design: SheetDesign,
    lines: int,
    address: float,
    signature: float,
    height: float,
) -> None:
    side, cover = sides(make_sheets(here, 1, design=design))
    home, postcode, signs = starts(side, "Home", "Postcode", "Signature")
    assert postcode - home >= address
    assert side.rect.width * MM - 12 - signs >= signature
    tops = [top for _, top in line_numbers(side)]
    assert len(tops) == lines
    assert all(after - top >= height for top, after in pairwise(tops))
    folds = [found.y0 * MM for found in cover.search_for("fold here for")]
    steps = [after - fold for fold, after in pairwise(folds)]
    assert max(steps) == pytest.approx(min(steps), abs=0.05)
    assert steps[0] == pytest.approx(tops[1] - tops[0], abs=0.1)


@pytest.mark.parametrize(
    "design", [TEN, TWENTY, SLIPS, LARGE, LARGE_SLIPS], ids=lambda each: each.kind
)
def test_sheets_are_accessible_with_the_organisations_name_and_logo(
    here: OpenPetition, workspace: Workspace, tmp_path: Path, design: SheetDesign
) -> None:
    (workspace.root / "templates/logo.svg").write_text(LOGO, encoding="utf-8")
    set_organisation(workspace, "name = 'Sample Rights'", "logo = 'logo.svg'")
    path = tmp_path / "sheets.pdf"
    path.write_bytes(make_sheets(work_on(here.database, here.petition), 2, design=design))
    assert accessibility(path) == []
    with pymupdf.open(path) as document:
        assert "Sample Rights" in document[0].get_text().split("\n")[0]


@pytest.mark.parametrize(("language", "beside"), [("en", "cy"), ("cy", "en")])
def test_a_sheet_in_two_languages_is_accessible_and_says_all_in_both(
    here: OpenPetition, tmp_path: Path, language: str, beside: str
) -> None:
    path = tmp_path / "sheets.pdf"
    path.write_bytes(make_sheets(here, 1, "paper", language, beside=beside))
    assert accessibility(path) == []
    with pymupdf.open(path) as document:
        page = " ".join(document[0].get_text().split())
    for words in ("By signing, I agree", "Drwy lofnodi", "responsible for your data", "eich data"):
        assert words in page
    (made,) = paper_sheets.sheets_of(here.database.conn, here.petition.id).values()
    assert (made.language, made.lines) == (language, 10)


@pytest.mark.parametrize(
    ("site", "stands"),
    [
        ("https://act.example.org", True),
        (
            "https://act.for-everybody-in-all-four-nations.sample-rights-and-justice.example.org",
            True,
        ),
        (f"https://{'a' * 60}.{'b' * 60}.{'c' * 60}.example.org", False),
    ],
)
def test_the_web_address_shrinks_but_stays_on_one_line(
    here: OpenPetition, monkeypatch: pytest.MonkeyPatch, site: str, stands: bool
) -> None:
    monkeypatch.setenv("CAMPAIGNER_WEB__ADDRESS", site)
    there = work_on(here.database, here.petition)
    if not stands:
        with pytest.raises(SheetTooLong, match="web address"):
            make_sheets(there, 1, design=TWENTY)
        return
    side, _ = sides(make_sheets(there, 1, design=TWENTY))
    address = f"{site.partition('://')[2]}/{SLUG}"
    assert address in [word[4] for word in side.get_text("words")]


def test_fatima_types_up_the_twentieth_line_of_a_sheet(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    pdf = tmp_path / "sheet.pdf"
    called = campaigner("petition", "sheet", SLUG, "-o", pdf, "--lines", "20")
    assert called.code == 0, called.stderr
    with pymupdf.open(pdf) as document:
        sheet = next(
            word
            for word in document[0].get_text().split()
            if re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]", word)
        )
    file = tmp_path / "typed.csv"
    rows = ("Sheet,Line,Name,Postcode", f"{sheet},20,Bea Sample,AB10 1AB", f"{sheet},21,Cai,M1 1AA")
    file.write_text("\n".join(rows), encoding="utf-8")
    taken = campaigner("petition", "import-paper", SLUG, file)
    assert "1 line counted" in taken.stderr
    assert "has only 20 lines" in taken.stdout


@pytest.mark.parametrize("options", [["--slips"], ["--large-type"]])
def test_twenty_lines_are_not_for_slips_or_large_type(
    campaigner: Command, workspace: Workspace, tmp_path: Path, options: list[str]
) -> None:
    called = campaigner(
        "petition", "sheet", SLUG, "-o", tmp_path / "s.pdf", "--lines", "20", *options
    )
    assert called.code == 2
    assert not (tmp_path / "s.pdf").exists()
