"""What people type, as a letter sets it."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.rendering.templating.markdown import to_html
from campaigner.texts.own_words import own_words
from campaigner.texts.typography import set_words


@pytest.mark.parametrize(
    ("language", "typed", "as_set"),
    [
        ("en", 'He said "no".', "He said “no”."),
        ("en", "It's the workers' rights", "It’s the workers’ rights"),
        ("en", "'fine', she said", "‘fine’, she said"),
        ("en", "\"'Quite' so\"", "“‘Quite’ so”"),
        ("en", "in the '90s, 'tis true", "in the ’90s, ’tis true"),
        ("en", "rock 'n' roll", "rock ’n’ roll"),
        ("en", '("yes")', "(“yes”)"),
        ("en", "don`t, don´t", "don’t, don’t"),
        ("en", "already “curly”, it’s", "already “curly”, it’s"),
        ("en", "5'6\" tall", "5′6″ tall"),
        ("en", "food banks - in this country", "food banks – in this country"),
        ("en", "food banks -- here", "food banks – here"),
        ("en", "food banks--here", "food banks – here"),
        ("en", "and then --", "and then –"),
        ("en", "- a single line", "– a single line"),
        ("en", "well-known, 2020-24, 0113-4960", "well-known, 2020-24, 0113-4960"),
        ("en", 'https://example.org/a--b?"x"', 'https://example.org/a--b?"x"'),
        ("en", "o'neil@example.org isn't", "o'neil@example.org isn’t"),
        ("cy", "Mae'r plant 'na, i'n \"hysgol\"", "Mae’r plant ’na, i’n “hysgol”"),
        ("cy", "dw i 'di bod", "dw i ’di bod"),
        ("de", "Sie sagte \"ja 'gut'\"", "Sie sagte „ja ‚gut‘“"),
        ("de-AT", '"ja"', "„ja“"),
        ("fr", 'Il dit "oui"', "Il dit «\u00a0oui\u00a0»"),
        ("pl", '"tak"', "„tak”"),
        ("uk", '"так"', "«так»"),
        ("ar", '"نعم"', "“نعم”"),
        ("", "", ""),
    ],
)
def test_marks_and_dashes_are_those_of_the_language(language: str, typed: str, as_set: str) -> None:
    assert set_words(typed, language) == as_set


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One\ntwo", "<p>One<br />\ntwo</p>\n"),
        ("One\n\n\ntwo", "<p>One</p>\n<p>two</p>\n"),
        ("* one\n* two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("•\tone\n•\ttwo", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("– one\n\n– two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("So:\n* a\n* b\nBye", "<p>So:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>Bye</p>\n"),
        ("* one alone", "<p>* one alone</p>\n"),
        ("1. one\n2. two", "<p>1. one<br />\n2. two</p>\n"),
        ("One\n-----\ntwo", "<p>One</p>\n<p>two</p>\n"),
        ("# *not* a heading", "<p># *not* a heading</p>\n"),
        ("<b> & {{ x }}", "<p>&lt;b&gt; &amp; {{ x }}</p>\n"),
        ("    four spaces", "<p>four spaces</p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_lines_and_lists_stay_as_they_were_typed(typed: str, html: str) -> None:
    assert to_html(own_words(typed, "en")) == html


@given(st.text("ab \n*-•\"'\\<&#1.`", max_size=40))
def test_every_letter_that_was_typed_is_there(typed: str) -> None:
    html = to_html(own_words(typed, "en"))
    assert unescape(html).count("a") == typed.count("a")
    assert "<em>" not in html
    assert "<code>" not in html
    assert "<h" not in html
