"""A letter's page for a browser: the letter's own template and style, with its notes at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from campaigner.files import read_text
from campaigner.rendering.layouts import css
from campaigner.rendering.letter_page import LetterPage
from campaigner.shelf import Shelf, stamp_of

_FOLD_MARK = re.compile(r'\s*<div class="fold-mark"[^>]*></div>')
_BODY = re.compile(r"<body\b[^>]*>")
_SPAN = re.compile(r"<(/?)span\b[^>]*>")
_NOTE = '<span class="note">'
_BEFORE_NOTES = ('<div class="campaign">', "</body>")


@dataclass(frozen=True)
class OnScreen:
    """HTML, and the style that it has inside, which a page's policy has to allow by its hash."""

    html: str
    style: str


def on_screen(letter: LetterPage, stylesheets: Sequence[str], above: str = "") -> OnScreen:
    """Returns a letter's page as HTML; ``stylesheets`` are addresses that are loaded after its own.

    ``above`` is HTML that stands above the sheet.
    It has no fold marks, and no style that the page's own template has in attributes counts.
    """
    body, notes = _without_notes(letter.body)
    style = f"{css(letter.of_campaign.layout)}{_styles.get(letter.stylesheet)}"
    html = _FOLD_MARK.sub("", replace(letter, body=body).html())
    links = Markup().join(
        Markup('<link rel="stylesheet" href="{}">\n').format(each) for each in stylesheets
    )
    # Spaces are part of what is hashed.
    head = f"<style>{style}</style>\n{links}</head>"
    html = html.replace("</head>", head, 1)
    if notes:
        listed = Markup().join(
            Markup('<li id="note-{}">{}</li>\n').format(number, note)
            for number, note in enumerate(notes, 1)
        )
        before = next(mark for mark in _BEFORE_NOTES if mark in html)
        html = html.replace(before, f'<ol class="notes">{listed}</ol>\n{before}', 1)
    html = _BODY.sub(lambda tag: f'{tag[0]}{above}<div class="paper">', html, count=1)
    return OnScreen(html.replace("</body>", "</div></body>", 1), style)


_styles = Shelf(read_text, lambda path: stamp_of([path]))


def _without_notes(body: str) -> tuple[Markup, list[Markup]]:
    """A letter's body with a number in place of each note, and the notes."""
    text, kept, notes = str(body), [], list[Markup]()
    start = 0
    while (found := text.find(_NOTE, start)) >= 0:
        end, after = _end_of_span(text, found)
        notes.append(Markup(text[found + len(_NOTE) : end]))  # noqa: S704 - a letter's own HTML
        kept.append(f"{text[start:found]}<sup>{escape(len(notes))}</sup>")
        start = after
    kept.append(text[start:])
    return Markup("".join(kept)), notes  # noqa: S704 - a letter's own HTML


def _end_of_span(text: str, start: int) -> tuple[int, int]:
    """Where the span that starts there ends: its content, and its closing tag."""
    depth = 0
    for tag in _SPAN.finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start(), tag.end()
    return len(text), len(text)
