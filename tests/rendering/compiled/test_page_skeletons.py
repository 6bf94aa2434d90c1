"""What of a page is one letter's own, and which styles depend on it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.rendering.compiled.characters import sample_for, why_there_is_none
from campaigner.rendering.compiled.fallback import Reason
from campaigner.rendering.compiled.sizes import Sizes, changes_body_alone
from campaigner.rendering.compiled.skeleton import Skeleton, Words, paragraphs_of
from campaigner.rendering.compiled.style_sheets import depends_on_words
from campaigner.rendering.fonts.faces import font_files
from campaigner.workspace import shipped_folder
from letter_writers import letter


def sample_of(text: str) -> str:
    """The characters of a text's set."""
    found = sample_for(text)
    assert found
    return found.text


BODY = '<body class="{{ classes | join(" ") }}">'
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>{title}</title>
<meta name="author" content="{name}">
</head>
<body class=""><header>
<p class="name">{name}</p>
<p><a href="mailto:{email}">{email}</a></p>
</header>
<main data-recipient="{to}" data-date="{date}"><p>Dear {to},</p>
<p>Said by all.<span class="note">A note</span></p>
<p>{own}<br />
and so on</p></main></body></html>"""


def page(**words: str) -> str:
    usual = {
        "title": "T", "name": "Suzie", "email": "s@example.org", "to": "Ada", "date": "today",
        "own": "I care",
    }  # fmt: skip
    return PAGE.format(**usual | words)


def test_the_words_of_a_letter_are_taken_out_of_its_page() -> None:
    found = Skeleton.of(page(name="Zo&amp;e"))
    assert (found.title, found.author, found.margin) == ("T", "Zo&e", ("Ada", "today"))
    assert found.head.blocks == (
        Words(("Zo&e",)),
        Words(("s@example.org",), ("s@example.org",)),
    )
    assert found.rest.blocks == (Words(("Dear Ada,",)), Words(("I care", "\nand so on")))
    assert paragraphs_of(page()) == ([0, 1], [2, 4])


@pytest.mark.parametrize("what", ["title", "name", "email", "to", "date", "own"])
def test_pages_that_say_other_words_share_their_skeleton(what: str) -> None:
    one, other = Skeleton.of(page()), Skeleton.of(page(**{what: "another"}))
    assert (one.above, one.head.shared, one.rest.shared) == (
        other.above,
        other.head.shared,
        other.rest.shared,
    )
    assert one != other


@pytest.mark.parametrize("own", ["", "  ", "<em>I</em> care", "I<br />care", "<i>I</i> care"])
def test_pages_of_another_build_have_another_skeleton(own: str) -> None:
    assert Skeleton.of(page(own=own)).rest.shared != Skeleton.of(page()).rest.shared


def test_a_head_with_a_picture_is_no_region_of_its_own() -> None:
    found = Skeleton.of(page().replace("<header>\n", '<header>\n<img src="logo.svg">'))
    assert found.head.shared == ""
    assert len(found.rest.blocks) == 4


@pytest.mark.parametrize("sizes", [(), ("compact",), ("small-sender", "close")])
@pytest.mark.parametrize("personal", ["", "I care."])
def test_a_page_in_other_sizes_is_the_one_that_the_letter_makes(
    sizes: tuple[str, ...], personal: str
) -> None:
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    page = letter(campaign, personal=personal).page
    other = Sizes(page)
    assert other.html(()) == page.html()
    assert other.html(sizes) == page.html(sizes)


@pytest.mark.parametrize(
    ("template", "alone"),
    [
        (BODY, True),
        (f'{BODY}<p class="{{{{ classes | first }}}}">', False),
        (f"{BODY}{{% include 'more.html' %}}", False),
        (f"{BODY}{BODY}", False),
        ("<body>", False),
    ],
)
def test_templates_that_use_sizes_elsewhere_are_found(
    template: str, alone: bool, tmp_path: Path
) -> None:
    path = tmp_path / "letter.html.j2"
    path.write_text(template, encoding="utf-8")
    assert changes_body_alone(path, 0) is alone


@pytest.mark.parametrize(
    ("css", "depends"),
    [
        ("p { color: red }", False),
        ("/* attr(x) */ main { string-set: to attr(data-recipient) }", False),
        ("main { string-set: to content() }", True),
        ("p::before { content: attr(title) }", True),
        ('main[data-date="today"] { color: red }', True),
        ("p:empty { display: none }", True),
        ("p:has(a) { color: red }", True),
        ("p::first-line { color: red }", True),
        ("@import url(other.css);", True),
        ("a::after { content: target-counter(attr(href), page) }", True),
    ],
)
def test_styles_that_depend_on_words_are_found(css: str, depends: bool, tmp_path: Path) -> None:
    path = tmp_path / "letter.css"
    path.write_text(css, encoding="utf-8")
    assert depends_on_words(path, 0) is depends


def test_the_shipped_style_depends_on_no_words() -> None:
    assert not depends_on_words(shipped_folder("templates") / "letter" / "letter.css", 0)


def test_every_face_has_all_the_fixed_characters() -> None:
    from fontTools.ttLib import TTFont

    for path in font_files().values():
        with TTFont(path, lazy=True) as font:
            assert not {ord(char) for char in sample_of("Ж")} - set(font.getBestCmap())


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("O’Brien, £1 – 2", "a"),
        ("a\nb", "a"),
        ("Siân", "â"),
        ("Siân Öztürk-Łęcki", "ł"),
        ("Nguyễn", "ễ"),
        ("Nguyễn, Инна", "И"),
        ("a\tb", ""),
        ("\N{COMBINING ACUTE ACCENT}", ""),
        ("\N{HEBREW LETTER ALEF} łę", "\N{HEBREW LETTER BET}ł"),
        ("\N{HEBREW LETTER ALEF} (a)", ""),
        ("\N{ARABIC LETTER ALEF}", ""),
        ("\N{SOFT HYPHEN}", ""),
        ("\x00", ""),
    ],
)
def test_a_text_has_the_smallest_set_with_all_of_its_characters(text: str, least: str) -> None:
    assert sample_for(text) == (sample_for(least) if least else None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("(שלום)", Reason.BRACKETS), ("سلام", Reason.SCRIPT), ("a\tb", Reason.CHARACTERS)],
)
def test_why_there_is_no_set(text: str, reason: Reason) -> None:
    assert sample_for(text) is None
    assert why_there_is_none(text) is reason


def test_each_set_contains_the_one_before_it() -> None:
    samples = [sample_of(char) for char in "aâłễИ"]
    assert all(set(one) < set(other) for one, other in pairwise(samples))
