"""From text to page: mistakes in templates, words that stay words, pages that load nothing."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import fontpkg
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.rendering.fonts import faces as fonts
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import lay_out, render_pdf
from campaigner.rendering.templating.environment import (
    environment,
    find_template,
    render,
    render_source,
)
from campaigner.rendering.templating.markdown import literal, to_html
from campaigner.texts.asks import Choice
from campaigner.texts.campaign_text import date_in_words, render_text
from examples import examples

PAGE = '<!DOCTYPE html><html lang="en"><title>A page</title><body>{}</body></html>'


def visible(page: str) -> str:
    """What a reader sees of HTML, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


# Templates


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a\n\n{{ sender.nmae }}", 3, "has no attribute 'nmae'"),
        ("{{ nobody }}", 1, "'nobody' is undefined"),
        ("a\n{% for %}", 2, "Expected"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ sender.update(name='x') }}", 1, "unsafe"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("\n\n{{ sender() }}", 3, "not callable"),
        ("{{ 'x' | shout }}", 1, "No filter named 'shout'"),
        ("{% include 'gone.html' %}", 1, "'gone.html' not found"),
    ],
)
def test_a_template_s_mistake_is_named_by_file_and_line(source: str, line: int, words: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        render_source(environment(()), source, Path("letter.en.md"), sender={"name": "Suzie"})
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == ("letter.en.md", line)
    assert words in problem.message


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("\n{{ 9**(9**9) }}", 2, "“**”"),
        ("{{ 'x' * 10**9 }}", 1, "“*”"),
        ("{{ '%1000000000d' % 1 }}", 1, "“%”"),
        ('{{ "x" | center(10**9) }}', 1, "unknown filter “center”"),
        ('{{ "{:1000000000}".format(1) }}', 1, "can only call"),
        ('{{ "x".ljust(1000000000) }}', 1, "can only call"),
        ("{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}{% endfor %}", 2,
         "another loop"),
        ("a\n{% for a in range(99999) %}{{ a }}{% endfor %}", 2, "1,000 numbers at most"),
        ("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", 1, "another loop"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "“macro”"),
        ("{% set a = 'xx' %}{% set a = a ~ a %}", 1, "“set”"),
        ("{% include '/etc/passwd' %}", 1, "“include”"),
        ("{% extends 'x' %}", 1, "“extends”"),
        ("{% call x() %}{% endcall %}", 1, "“call”"),
        ("{{ sender.__class__ }}", 1, "unsafe"),
        ("{{ sender['__class__'] }}", 1, "“[ ]”"),
        ("{{ " + "(" * 5000 + ")" * 5000 + " }}", 1, "too deep"),
        ("{{ " + "not " * 60 + "1 }}", 1, "too deep"),
        ("{{ " + "9" * 5000 + " }}", 1, "too large"),
        ("\n{% if %}", 2, "Expected"),
    ],
)  # fmt: skip
def test_a_campaign_s_text_can_neither_hang_nor_reach_out(
    campaign: Campaign, source: str, line: int, words: str
) -> None:
    with pytest.raises(ProblemsFound) as raised:
        rendered(campaign, source)
    first = raised.value.problems[0]
    assert (first.path, first.line) == ("letter.en.md", line)
    assert words in first.message


@pytest.mark.parametrize("source", ["{{ 9**9 }}", "{{ 'x' * 9 }}", "{{ 9000000 * 9 }}"])
def test_a_template_works_out_no_large_sum(source: str) -> None:
    with pytest.raises(ProblemsFound, match="cannot be used") as raised:
        render_source(environment(()), source, Path("page.html"))
    assert "small numbers" in raised.value.problems[0].message


def test_a_campaign_s_text_can_loop_and_choose(campaign: Campaign) -> None:
    source = "{% for n in range(3) %}{{ n + 1 }}{% if not loop.last %}, {% endif %}{% endfor %}"
    assert rendered(campaign, source) == "<p>1, 2, 3</p>\n"
    assert (
        rendered(campaign, "{{ 'bread' | upper ~ '!' if 1 is odd else '' }}") == "<p>BREAD!</p>\n"
    )


def test_a_mistake_in_an_included_template_is_named_there(tmp_path: Path) -> None:
    (tmp_path / "outer.html").write_text("\n{% include 'inner.html' %}")
    (tmp_path / "inner.html").write_text("\n\n{{ gone }}")
    with pytest.raises(ProblemsFound) as raised:
        render(environment([tmp_path]), "outer.html")
    (problem,) = raised.value.problems
    assert problem.path.endswith("inner.html")
    assert problem.line == 3


def test_the_first_folder_that_has_a_template_wins(tmp_path: Path) -> None:
    for name in ("own", "shipped"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(name)
    (tmp_path / "shipped" / "other.html").write_text("other")
    folders = (tmp_path / "own", tmp_path / "shipped")
    assert render(environment(folders), "page.html") == "own"
    assert render(environment(folders), "other.html") == "other"
    assert find_template(folders, "page.html") == tmp_path / "own" / "page.html"
    with pytest.raises(CampaignerError, match=r"no template gone\.html"):
        find_template(folders, "gone.html")


# Words that stay words


HOSTILE = [
    "*x* <b> {{7*7}} [a](http://x)",
    "{% raw %} <script>alert(1)</script> &amp; &lt;",
    "# not a heading",
    "1. not a list\n2) nor this\n- nor that",
    "    not code `nor` ~~~this",
    "> not a quotation",
    "===\n---\n***",
    "![image](file:///etc/passwd) <https://example.org>",
    "back\\slash \\* end\\",
    "\ue0000\ue001",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_typed_comes_out_as_typed(words: str, campaign: Campaign) -> None:
    text = "Before {{ personal }} after."
    page = render_text(campaign, text, Path("letter.en.md"), "en", values={"personal": words})
    typed = " ".join(re.sub("[\ue000-\uf8ff]", "", words).split())
    assert visible(page) == f"Before {typed} after."
    assert set(re.findall(r"<(\w+)", page)) <= {"p"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"])))
def test_any_words_come_out_of_markdown_as_they_went_in(words: str) -> None:
    page = to_html(f"a{literal(words)}b")
    assert "".join(visible(page).split()) == "".join(f"a{words}b".split())


# What a campaign's text can call


@pytest.fixture
def campaign(bread: Path) -> Campaign:
    return load_campaign(bread)


def rendered(campaign: Campaign, source: str, language: str = "en", **choice: Any) -> Markup:
    return render_text(
        campaign, source, Path(f"letter.{language}.md"), language, choice=Choice(**choice)
    )


def test_a_quotation_alone_is_set_off_with_its_source_noted(campaign: Campaign) -> None:
    page = rendered(campaign, 'It says:\n\n{{ quote("UDHR 3") }}\n\nSo it is.')
    assert '<blockquote><p dir="ltr">Everyone has the right to life' in page
    assert '<span class="note"><span lang="en">Universal Declaration' in page
    assert "<p><blockquote>" not in page


def test_a_quotation_in_a_sentence_stands_in_quotation_marks(campaign: Campaign) -> None:
    assert "<p>It says <q>Everyone" in rendered(campaign, 'It says {{ quote("UDHR 3") }}')


def test_a_quotation_is_in_the_letter_s_language(campaign: Campaign) -> None:
    assert "Y mae gan bawb hawl i" in rendered(campaign, '{{ quote("UDHR 25(1)") }}', "cy")


def test_a_source_is_noted_where_it_is_first_met(campaign: Campaign) -> None:
    page = rendered(campaign, 'A ({{ cite("UDHR 3") }}) and B ({{ cite("UDHR 3") }}).')
    assert page.count("UDHR art 3") == 2
    assert page.count('class="note"') == 1


def test_a_fact_comes_with_its_source(campaign: Campaign) -> None:
    page = rendered(campaign, '{{ fact("loaves") }}')
    assert "Many have none." in page
    assert '<a href="https://example.org/report">A made-up report, for this test</a>' in page


def test_the_asks_are_numbered_and_can_be_chosen(campaign: Campaign) -> None:
    assert rendered(campaign, "{{ asks() }}") == '<p class="ask">Support the Bread Bill.</p>\n'
    with pytest.raises(ProblemsFound) as raised:
        rendered(campaign, "\n{{ asks() }}", asks=["bka"])
    (problem,) = raised.value.problems
    assert (problem.line, problem.hint) == (2, "Choose from: bake.")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ('fact("loafs")', "“loaves”"),
        ('quote("UDHR 31")', "30"),
        ('quote("ICESCR 11")', "text"),
        ('cite("Magna Carta 1")', "Magna Carta"),
    ],
)
def test_a_call_that_finds_nothing_is_a_problem_with_its_line(
    campaign: Campaign, call: str, words: str
) -> None:
    with pytest.raises(ProblemsFound) as raised:
        rendered(campaign, f"a\n\nb {{{{ {call} }}}}")
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == ("letter.en.md", 3)
    assert words in problem.message + problem.hint


def test_comments_are_for_authors(campaign: Campaign) -> None:
    assert rendered(campaign, "<!-- not checked -->\n\nBread.") == "<p>Bread.</p>\n"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "23 November 2026"), ("cy", "23 Tachwedd 2026")]
)
def test_dates_in_words(language: str, words: str) -> None:
    from datetime import date

    assert date_in_words(date(2026, 11, 23), language) == words


# PDF


def test_a_page_loads_files_of_its_folders_and_nothing_else(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    (own / "logo.svg").write_text(qr_svg("https://example.org", "A code"))
    (other / "secret.svg").write_text(qr_svg("https://example.org", "A code"))
    (own / "link.svg").symlink_to(other / "secret.svg")
    assert lay_out(PAGE.format('<img src="logo.svg" alt="Logo">'), [own]).pages == 1
    for source in (
        "../other/secret.svg",
        "link.svg",
        "gone.svg",
        (other / "secret.svg").as_uri(),
        "file:///etc/passwd",
        "file://example.org/logo.svg",
        "https://example.org/logo.svg",
        "data:image/svg+xml,<svg/>",
    ):
        with pytest.raises(CampaignerError, match="page cannot be made"):
            lay_out(PAGE.format(f'<img src="{source}" alt="Logo">'), [own])


@pytest.mark.parametrize(
    "style", ["p { colour: red }", '@import "https://example.org/x.css";', "p { color: rouge }"]
)
def test_a_style_that_would_be_passed_over_is_an_error(tmp_path: Path, style: str) -> None:
    with pytest.raises(CampaignerError, match="page cannot be made"):
        lay_out(PAGE.format("<p>Bread</p>"), [tmp_path], [style])


def test_fonts_are_the_program_s_own_and_their_weights_differ(tmp_path: Path) -> None:
    style = (
        "p { font-family: Spectral } b { font-weight: 600 } em { font-style: italic }"
        "small { font-family: 'Fira Sans' } small b { font-weight: 500 }"
    )
    body = "<p>Bread <b>Bread</b> <em>Bread</em> ŵŷ <small>Bread <b>Bread</b></small></p>"
    pdf = render_pdf(PAGE.format(body), [tmp_path], [style])
    document = pymupdf.open(stream=pdf)
    embedded = {name.partition("+")[2] for _, _, _, name, *_ in document[0].get_fonts()}
    assert embedded == {
        "Spectral",
        "Spectral-Semi-Bold",
        "Spectral-Italic",
        "Fira-Sans",
        "Fira-Sans-Medium",
    }


def test_a_missing_font_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> NoReturn:
        raise fontpkg.FamilyNotInstalled("spectral")

    monkeypatch.setattr(fontpkg, "path", missing)
    monkeypatch.setattr(fonts, "find_spec", lambda _: None)
    with pytest.raises(CampaignerError) as raised:
        fonts.font_files.__wrapped__()
    assert raised.value.message == "The font Spectral is missing."
    assert raised.value.hint == "Install it with: pip install fontpkg-spectral"


def test_a_font_whose_file_is_gone_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "packaged_font", lambda *_: tmp_path / "Spectral-Regular.ttf")
    with pytest.raises(CampaignerError, match="The font Spectral is missing"):
        fonts.font_files.__wrapped__()


@pytest.mark.parametrize("part", [0, 10, 400, 20_000])
def test_a_damaged_font_is_named(tmp_path: Path, part: int) -> None:
    whole = fonts.font_files()[fonts.FACES[0]].read_bytes()
    path = tmp_path / "Spectral-Regular.ttf"
    path.write_bytes(whole[:part])
    with (
        pytest.raises(CampaignerError, match=r"Spectral-Regular\.ttf is damaged"),
        fonts.opened_font(path) as font,
    ):
        font.getBestCmap()


def test_characters_without_a_shape_are_found() -> None:
    assert fonts.missing_characters("Siân ŵŷ Олена well‐being “…” \u2060\u00ad\n") == ""
    assert fonts.missing_characters("李李 😀\u202e") == "李😀\u202e"


@pytest.mark.slow
def test_the_same_page_is_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    page = PAGE.format("<h1>Bread</h1><p style='font-family: Spectral'>For all.</p>")
    script = (
        "import hashlib, pathlib, sys; from campaigner.rendering.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(sys.argv[1], [pathlib.Path(sys.argv[2])])).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, page, tmp_path],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    }
    assert len(digests) == 1


def test_a_qr_code_says_what_it_is() -> None:
    assert "<title>To the &lt;page&gt;</title>" in qr_svg("https://example.org", "To the <page>")


PIECES = st.sampled_from(
    ["Food", "a *right*.", "\ue0001\ue001", "\\- not a list", "- a list", "1. one", "===", "---",
     "# head", "> quote", "    code", "```", "[a]: /b", "[a]", "“so”", "&amp;", "| a |", "\\",
     "+ x", "  two ", "<b>", "*a", "b*", "`a", "b`", "1", "_x_", "Siân", "العربية", ""]
)  # fmt: skip


@settings(max_examples=examples(300))
@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "\r\n", "\n \n"]))))
def test_paragraphs_that_are_kept_are_what_they_are_in_the_text(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(piece + end for piece, end in pieces)
    plain = MarkdownIt("commonmark", {"html": False}).enable("table")
    assert to_html(text) == plain.render(text)
