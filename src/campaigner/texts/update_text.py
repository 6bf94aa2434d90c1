"""What an update says, as HTML: Markdown with what campaigns' texts can quote, cite and claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from campaigner.campaigns.models import Campaign
from campaigner.errors import ProblemsFound
from campaigner.problems import Problem
from campaigner.texts.campaign_text import render_text
from campaigner.texts.notes import Footnotes

_NAME = Path("update.md")
_HEADING = re.compile(r"(</?)h([1-6])>")
_LOWEST = 6


@dataclass
class _Beside(Footnotes):
    """Sources in brackets behind the claim: a mail has no foot of the page."""

    def _note(self, about: object, words: Markup) -> Markup:
        if about in self.noted:
            return Markup()
        self.noted.add(about)
        return self.of_words(words)

    def of_words(self, words: Markup) -> Markup:
        """The note."""
        return Markup('<span class="note"> ({})</span>').format(words)


def update_html(campaign: Campaign, source: str, language: str) -> Markup:
    """Returns an update's text as HTML, its headings below that of the update itself.

    Raises ProblemsFound if it has a mistake, or a picture: pictures tell who opens a mail.
    """
    html = render_text(campaign, source, _NAME, language, notes=_Beside())
    if "<img " in html:
        raise ProblemsFound("The update cannot be used.", [_picture(source)])
    return Markup(_HEADING.sub(_lower, html))  # noqa: S704 - only the level changes


def _lower(found: re.Match[str]) -> str:
    level = max(3, min(int(found[2]) + 1, _LOWEST))
    return f"{found[1]}h{level}>"


def _picture(source: str) -> Problem:
    before = source.partition("![")[0]
    return Problem(
        str(_NAME),
        before.count("\n") + 1,
        "picture-in-update",
        "An update has no pictures: loading one would tell who opens the mail.",
        "Link to a page with the picture.",
    )
