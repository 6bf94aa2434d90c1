"""A campaign's policy briefing: one source, as pages of paper and as a page for the web."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from campaigner.campaigns.logos import check_logo
from campaigner.campaigns.models import Event, Partner
from campaigner.errors import CampaignerError
from campaigner.files import read_text
from campaigner.opening import OpenWorkspace
from campaigner.papers.briefing_notes import Authority, Endnotes, Source, authorities
from campaigner.papers.edition import Edition, edition_of
from campaigner.problems import shown_path
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import words_in
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words, render_text

_PAGES, _STYLE = "brief/brief.html.j2", "brief/brief.css"
_WEB_PAGE, _WEB_STYLE = "brief/web.html.j2", "brief/web.css"
_WORDS = "brief/words.toml"
_HEADING = re.compile(r"<h2>(.*?)</h2>\n?", re.DOTALL)


LONGEST = 4
"""The number of pages that an office will read."""


@dataclass(frozen=True)
class Brief:
    """A finished briefing: a PDF, or a page for the web, which has no number of pages.

    ``unreviewed`` is its language, if no native speaker has checked the text in it yet.
    """

    content: bytes
    pages: int
    unreviewed: str

    @property
    def is_too_long(self) -> bool:
        """Whether it has more pages than an office will read."""
        return self.pages > LONGEST


def make_brief(
    here: OpenWorkspace, slug: str, language: str = "", source: str = "", *, web: bool = False
) -> Brief:
    """Returns a campaign's briefing as a PDF, or, with ``web``, as a page of HTML.

    Raises UnknownName for a campaign, a language or a source, ProblemsFound if a text of the
    campaign has a mistake, CampaignerError if the briefing cannot be made.
    """
    edition = edition_of(here, slug, language, source)
    briefing = Briefing(edition)
    if web:
        return Brief(briefing.html().encode(), 0, edition.unreviewed)
    laid_out = briefing.laid_out()
    return Brief(laid_out.pdf(), laid_out.pages, edition.unreviewed)


@dataclass(frozen=True)
class Section:
    """A part of a brief: its heading and the text below it, as HTML."""

    heading: Markup
    body: Markup


@dataclass(frozen=True)
class BriefText:
    """What a briefing says, for a page: its parts, what it cites, the sources of its claims."""

    summary: Section
    sections: tuple[Section, ...]
    authorities: tuple[Authority, ...]
    sources: tuple[Source, ...]


def read_brief(here: OpenWorkspace, slug: str, language: str = "") -> BriefText:
    """Returns the text of a campaign's briefing as HTML, with its sources.

    Raises the same errors as ``make_brief``.
    """
    return Briefing(edition_of(here, slug, language)).text()


@dataclass(frozen=True)
class Briefing:
    """A campaign's policy briefing in an edition."""

    edition: Edition

    def laid_out(self) -> LaidOut:
        """The briefing on pages of A4, set a step smaller if that saves one.

        Raises ProblemsFound, with file and line, if the brief's text has a mistake,
        CampaignerError if the text is missing, a logo cannot be used, or the fonts lack
        characters.
        """
        usual = self._laid_out("usual")
        compact = self._laid_out("compact") if usual.pages > 1 else usual
        return compact if compact.pages < usual.pages else usual

    def _laid_out(self, size: str) -> LaidOut:
        logos = {partner.key: path.as_uri() for partner, path in self._logos()}
        folders = self.edition.folders
        html = render(environment(folders), _PAGES, **self._values, logos=logos, size=size)
        return lay_out(html, folders, [find_template(folders, _STYLE)])

    def html(self) -> str:
        """The briefing as one page for the web, which loads nothing from elsewhere.

        Raises the same errors as ``laid_out``.
        """
        logos = {partner.key: _as_data(path) for partner, path in self._logos()}
        return render(
            environment(self.edition.folders),
            _WEB_PAGE,
            **self._values,
            logos=logos,
            style=Markup(self.web_style),  # noqa: S704 - a stylesheet of the templates
        )

    @property
    def web_style(self) -> str:
        """The style that the page for the web has inside."""
        return read_text(find_template(self.edition.folders, _WEB_STYLE))

    def text(self) -> BriefText:
        """What the briefing says. Raises ProblemsFound and CampaignerError as ``laid_out``."""
        campaign, language = self.edition.campaign, self.edition.language
        notes = Endnotes(language)
        summary, *sections = self._sections(notes)
        cited = authorities(campaign, notes.references, language)
        return BriefText(summary, tuple(sections), tuple(cited), tuple(notes.sources))

    @cached_property
    def _values(self) -> dict[str, Any]:
        campaign, language = self.edition.campaign, self.edition.language
        text = self.text()
        return {
            "language": language,
            "words": words_in(self.edition.folders, _WORDS, language),
            "role": campaign.letter.to[0].role,
            "title": in_language(campaign.title, language),
            "standfirst": in_language(campaign.summary, language),
            "date": date_in_words(self.edition.day, language),
            "summary": text.summary,
            "sections": text.sections,
            "asks": [in_language(ask.text, language) for ask in campaign.asks],
            "authorities": text.authorities,
            "sources": text.sources,
            "organisation": self.edition.settings.organisation,
            "partners": campaign.partners,
            "events": [_shown(each, language) for each in campaign.events if self._to_come(each)],
            "address": self.edition.link,
            "qr": qr_svg(self.edition.link, in_language(campaign.title, language)),
        }

    def _sections(self, notes: Endnotes) -> list[Section]:
        """The text by its headings; text before the first heading comes first, without one."""
        campaign, language = self.edition.campaign, self.edition.language
        path = campaign.folder / f"brief.{language}.md"
        text = campaign.brief_text(language)
        if not text.strip():
            raise CampaignerError(
                f"{shown_path(path)} is missing or empty.", hint="Write it; start with ## Summary."
            )
        html = render_text(campaign, text, path, language, notes=notes)
        before, *parts = _HEADING.split(str(html))
        pairs = zip(parts[::2], parts[1::2], strict=True)
        found = [Section(Markup(heading), Markup(body)) for heading, body in pairs]  # noqa: S704 - rendered
        if before.strip() or not found:
            found.insert(0, Section(Markup(), Markup(before)))  # noqa: S704 - rendered
        return found

    def _to_come(self, event: Event) -> bool:
        return event.over_at.date() >= self.edition.day

    def _logos(self) -> list[tuple[Partner, Path]]:
        folder = self.edition.campaign.folder
        with_logo = [partner for partner in self.edition.campaign.partners if partner.logo]
        for partner in with_logo:
            check_logo(folder, partner.logo)
        return [(partner, folder / partner.logo) for partner in with_logo]


def _shown(event: Event, language: str) -> dict[str, str | None]:
    """An event with its time in the time zone of its definition."""
    when = f"{date_in_words(event.starts.date(), language)}, {event.starts:%H:%M}"
    title = in_language(event.title, language)
    return {"title": title, "when": when, "place": event.place, "online": event.online}


def _as_data(path: Path) -> str:
    kind = "svg+xml" if path.suffix.lower() == ".svg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
