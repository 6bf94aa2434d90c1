"""What is remembered between letters changes none of their bytes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.rendering import pdf as pages
from campaigner.rendering.engine import weasyprint
from campaigner.rendering.inside import memory
from campaigner.rendering.inside.patches import put_in_place
from campaigner.rendering.inside.sharing import made_with_memory
from campaigner.rendering.memo import Memo
from campaigner.rendering.pdf import render_pdf
from campaigner.rendering.plain import Plain
from campaigner.rendering.renderers import recorded, renderer_named
from campaigner.workspace import shipped_folder
from letter_writers import letter

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


def test_a_letter_that_follows_many_others_has_the_bytes_of_one_made_alone(
    campaign: Campaign,
) -> None:
    plain, memo = Plain(), Memo()
    people = [letter(campaign, personal="Own words. " * number) for number in range(4)]
    alone = [plain.typeset(each.page) for each in people]
    for order in list(permutations(range(4)))[::5]:
        assert [memo.typeset(people[number].page) for number in order] == [
            alone[number] for number in order
        ]


def test_a_memory_that_holds_next_to_nothing_changes_no_byte(campaign: Campaign) -> None:
    plain = Plain()
    for most in (0, 3_000, 50_000, 400_000):
        memo = Memo(most)
        for personal in ("", "Own words.", ""):
            page = letter(campaign, personal=personal).page
            assert memo.typeset(page) == plain.typeset(page)
        with memory.remembering(most) as held:
            assert held.bytes <= most


def test_threads_at_once_with_and_without_memory_make_the_same_bytes(campaign: Campaign) -> None:
    memo, plain = Memo(), Plain()
    work = [
        (renderer, letter(campaign, language, personal=personal).page)
        for language in ("en", "cy")
        for personal in ("", "Fy ngeiriau.")
        for renderer in (memo, plain, memo)
    ]
    expected = [plain.typeset(page) for _, page in work]
    collecting = gc.get_threshold()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda each: each[0].typeset(each[1]), work)) == expected
    assert gc.get_threshold() == collecting


def test_after_a_fault_in_the_middle_the_next_letter_is_as_ever(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo, page = Memo(), letter(campaign).page
    expected = Plain().typeset(page)
    memo.typeset(page)
    with monkeypatch.context() as broken:
        broken.setattr(pages, "finish", lambda document, pdf: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            memo.typeset(page)
    assert memory.active() is None
    with memory.remembering() as held:
        assert len(held) == 0
    assert memo.typeset(page) == expected


def test_another_version_of_weasyprint_is_used_plainly_and_why_is_said(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.3")
    memo = Memo()
    assert memo.reason == "WeasyPrint 71.3 is installed, and only 70.0 is known well enough."
    page = letter(campaign).page
    assert memo.typeset(page) == Plain().typeset(page)
    with memory.remembering() as held:
        before = len(held)
    memo.typeset(page)
    assert len(held) == before


def test_letters_are_recorded_alike_whether_or_not_anything_is_remembered() -> None:
    assert recorded(renderer_named("memo")) == recorded(renderer_named("plain"))


# Pages that do what letters seldom do. Each is made with memory before and after the others.

BOX = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><title>Box</title>"
    "<path d='M0 0h9v9z'/><rect width='5' height='5' fill='red' opacity='.5'/></svg>"
)
NOTED = "<p>Text<span class=n>First note</span> and more<span class=n>Second <b>note</b></span></p>"
TWO, TABLE = "<p>One</p><p>Two</p>", "<table><tr><th>A<td>B</table>"
LONG = "<p lang=en>Extraordinarily constitutional words fill the lines to their ends, and more</p>"
NO_BREAK = "a\N{NO-BREAK SPACE}b"

NOTES = ".n { float: footnote } @page { size: 90mm; @footnote { margin: 1em 0 2px } }"

PAGES: dict[str, tuple[str, str]] = {
    "a list": ("<ol><li>One<li>Two<ul><li>Three</ul></ol>", "li::marker { color: red }"),
    "markers inside": ("<ol><li>One<li>Two</ol>", "li { list-style-position: inside }"),
    "a table": (TABLE, "table { border-collapse: collapse; padding: 1px }"),
    "a table with gaps": (TABLE, "td { padding: 5% }"),
    "lengths of the page": ("<p>Wide</p>", "p { margin-left: 10vw; font-size: 2vh }"),
    "and of another": ("<p>Wide</p><p>Too</p>", "p { margin-left: 10vw; font-size: 2vh }"),
    "a body that hides": ("<p>Hidden</p>", "body { overflow: hidden; height: 2em }"),
    "a page that hides": ("<p>Hidden</p>", "html { overflow: scroll }"),
    "nothing to see": ("<p>Nothing</p>", "html { display: none }"),
    "notes": (NOTED, NOTES),
    "notes in a row": (
        NOTED,
        ".n { float: footnote; footnote-display: inline } @page { size: 9cm }",
    ),
    "notes and a float": (
        f"<i>Floating<br>here</i>{NOTED}",
        ".n { float: footnote } i { float: left; width: 3em } @page { size: 90mm 60mm }",
    ),
    "notes and a tall float": (
        f"<i>Floating</i>{NOTED}",
        f"i {{ float: left; width: 46mm; height: 85mm }} {NOTES}",
    ),
    "moved notes": (NOTED, ".n { position: note(note) }"),
    "a first letter": (TWO, "p::first-letter { font-size: 3em; float: left }"),
    "a first line": (TWO, "p::first-line { font-weight: 600 }"),
    "a leader": (TWO, "p::after { content: leader('.') '12' }"),
    "a small font": ("<p>Small</p><p class=s>Small</p>", ".s { font-size: 7.3pt }"),
    "the small one first": ("<p class=s>Small</p><p>Small</p>", ".s { font-size: 7.3pt }"),
    "a space": (f"<p>a b</p><p>{NO_BREAK}</p>", ""),
    "the other space first": (f"<p>{NO_BREAK}</p><p>a b</p>", ""),
    "full lines": (LONG, "p { text-align: justify; width: 9em }"),
    "hyphens": (LONG, "p { hyphens: auto; width: 5em }"),
    "cut off": (LONG, "p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }"),
    "few lines": (LONG, "p { max-lines: 1; block-ellipsis: auto; continue: discard; width: 6em }"),
    "columns": (LONG, "body { columns: 2 }"),
    "soft hyphens": ("<p>Extra\N{SOFT HYPHEN}ordi\N{SOFT HYPHEN}nary</p>", "p { width: 4em }"),
    "lines": ("<p><u>Under</u> <s>through</s> <a>over</a></p>", "a { text-decoration: overline }"),
    "spaced": (TWO, "p { letter-spacing: 2px; word-spacing: 1em }"),
    "flex": (f"<div>{TWO}</div>", "div { display: flex } p { flex: 1 }"),
    "grid": (f"<div>{TWO}</div>", "div { display: grid; grid-template-columns: 1fr 2fr }"),
    "raised": ("<p>E=mc<sup>2</sup> H<sub>2</sub>O</p>", ""),
    "a picture": (BOX, ""),
    "a faint picture": (BOX, "svg { opacity: .4; color: blue }"),
    "a picture after words": (f"<p>Words</p>{BOX}", "p { color: red; opacity: .5 }"),
    "counters": (TWO, "p::before { counter-increment: h; content: counter(h) '. ' }"),
    "numbered pages": (
        TWO,
        "p { break-after: page } @page { @top-left { content: counter(page) counter(pages) } }",
    ),
    "pages in turn": (TWO, "p { break-after: page } @page :left { margin: 3cm }"),
    "a named page": (TWO, "p + p { page: wide } @page wide { size: A4 landscape }"),
    "its own styles": ("<style>p { color: red }</style><p>Red</p>", ""),
    "an element's style": ("<p style='color: red'>Red</p><p style='color: blue'>Blue</p>", ""),
    "places": ("<p id=a>A</p><a href='#a'>A</a>", "a::after { content: target-text(attr(href)) }"),
    "languages": ("<p lang=cy>Cymraeg</p><p lang=en>E</p>", ":lang(cy) { font-style: italic }"),
    "the last of them": (TWO, "p:last-child { color: red } p:empty { color: blue }"),
    "a link abroad": (f"{TWO}<a href='https://a.b'>A</a>", "a[href^='https'] { color: red }"),
    "a link at home": (f"{TWO}<a href='/a'>A</a>", "a[href^='https'] { color: red }"),
    "something said": ("<p data-x='1' title=y>A</p>", "[data-x='1'] { color: red }"),
    "something else": ("<p data-x='2' title=z>A</p>", "[data-x='1'] { color: red }"),
    "nothing said": ("<p title=y>A</p>", "[data-x='1'] { color: red }"),
    "behind": ("<p>Red</p>", "p { background: red; border: 1px solid; border-radius: 3px / 40% }"),
    "behind and hidden": ("<p>Red</p>", "p { background: red; visibility: hidden }"),
    "behind all": (TWO, "body { background: linear-gradient(red, blue) }"),
    "a shadow": (TWO, "p { box-shadow: 2px 2px red }"),
    "right to left": ("<p dir=rtl>Words to the left</p>", "p { text-indent: 2em }"),
    "formulas": (TWO, "p { width: calc(50% + 1rem); hyphenate-limit-zone: calc(10% + 1px) }"),
    "variables": (TWO, ":root { --w: 12em } p { width: var(--w); padding: 1em }"),
}


def test_a_body_s_class_alone_makes_another_page(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="en"><title>A</title><body class="{}"><p>One</p>'
    pages = [page.format(name) for name in ("", "a", "a b", "a")]
    styles = ['html { font: 11pt "Spectral" }', ".a { color: red } .b { font-size: 20pt }"]
    plainly = [render_pdf(each, [tmp_path], styles) for each in pages]
    assert len({*plainly}) == 3
    remembered = [
        made_with_memory(lambda each=each: render_pdf(each, [tmp_path], styles))  # type: ignore[misc]
        for each in pages
    ]
    assert remembered == plainly


def page_of(name: str, folder: Path) -> Callable[[], bytes]:
    body, css = PAGES[name]
    html = f'<!DOCTYPE html><html lang="en"><title>A page</title><body>{body}'
    return lambda: render_pdf(html, [folder], ['html { font: 11pt "Spectral" }', css])


def made(make: Callable[[], bytes]) -> bytes | str:
    try:
        return make()
    except CampaignerError as error:
        return str(error)


@pytest.fixture(scope="module")
def plainly(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | str]:
    folder = tmp_path_factory.mktemp("plain")
    return {name: made(page_of(name, folder)) for name in PAGES}


@pytest.mark.parametrize("order", ["as listed", "backwards", "each twice"])
def test_unusual_pages_are_the_same_with_memory(
    order: str, plainly: dict[str, bytes | str], tmp_path: Path
) -> None:
    assert not put_in_place()
    names = list(PAGES)[::-1] if order == "backwards" else list(PAGES)
    for name in names * (2 if order == "each twice" else 1):
        make = page_of(name, tmp_path)
        assert made(lambda make=make: made_with_memory(make)) == plainly[name], name  # type: ignore[misc]
    assert any(isinstance(page, bytes) for page in plainly.values())
