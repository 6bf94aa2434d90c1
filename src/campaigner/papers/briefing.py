"""A campaign's policy briefing: one source, as pages of paper and as a page for the web."""

from __future__ import annotations

import base64
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from campaigner.addresses import campaign_page
from campaigner.campaigns.languages import require_language
from campaigner.campaigns.logos import check_logo
from campaigner.campaigns.models import Campaign, Event, Partner
from campaigner.errors import CampaignerError
from campaigner.papers.briefing_notes import Endnotes, authorities
from campaigner.problems import shown_path
from campaigner.rendering.environment import environment, find_template, render
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.settings import Settings
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words, render_text

_PAGES, _STYLE = "brief/brief.html.j2", "brief/brief.css"
_WEB_PAGE, _WEB_STYLE = "brief/web.html.j2", "brief/web.css"
_WORDS = "brief/words.toml"
_HEADING = re.compile(r"<h2>(.*?)</h2>\n?", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A part of a brief: its heading and what stands under it, as HTML."""

    heading: Markup
    body: Markup


@dataclass(frozen=True)
class Briefing:
    """A campaign's brief in a language, as it was on a day; ``source`` goes into its links.

    ``template_folders`` are the workspace's own and the shipped, the first wins; a campaign's
    folder comes before both.
    """

    campaign: Campaign
    language: str
    day: date
    settings: Settings
    template_folders: tuple[Path, ...]
    source: str = ""

    def __post_init__(self) -> None:
        require_language(self.campaign, self.language)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where templates are looked for, and what they may load lies."""
        return (self.campaign.folder, *self.template_folders)

    def laid_out(self) -> LaidOut:
        """The briefing on pages of A4, set a step smaller where that saves one.

        Raises ProblemsFound, with file and line, if the brief's text has a mistake,
        CampaignerError if the text is missing, a logo cannot be used, or the fonts lack
        characters.
        """
        usual = self._laid_out("usual")
        compact = self._laid_out("compact") if usual.pages > 1 else usual
        return compact if compact.pages < usual.pages else usual

    def _laid_out(self, size: str) -> LaidOut:
        logos = {partner.key: path.as_uri() for partner, path in self._logos()}
        html = render(environment(self.folders), _PAGES, **self._values, logos=logos, size=size)
        return lay_out(html, self.folders, [find_template(self.folders, _STYLE)])

    def html(self) -> str:
        """The briefing as one page for the web, which loads nothing from anywhere.

        Raises as ``laid_out``.
        """
        logos = {partner.key: _as_data(path) for partner, path in self._logos()}
        style = find_template(self.folders, _WEB_STYLE).read_text(encoding="utf-8")
        return render(
            environment(self.folders),
            _WEB_PAGE,
            **self._values,
            logos=logos,
            style=Markup(style),  # noqa: S704 - a stylesheet of the templates
        )

    @cached_property
    def _values(self) -> dict[str, Any]:
        campaign, language = self.campaign, self.language
        words = tomllib.loads(find_template(self.folders, _WORDS).read_text(encoding="utf-8"))
        notes = Endnotes(language)
        summary, *sections = self._sections(notes)
        address = campaign_page(self.settings.web.address, campaign.slug, self.source)
        return {
            "language": language,
            "words": {**words["en"], **words.get(language, {})},
            "role": campaign.letter.to[0].role,
            "title": in_language(campaign.title, language),
            "standfirst": in_language(campaign.summary, language),
            "date": date_in_words(self.day, language),
            "summary": summary,
            "sections": sections,
            "asks": [in_language(ask.text, language) for ask in campaign.asks],
            "authorities": authorities(campaign, notes.references, language),
            "sources": notes.sources,
            "organisation": self.settings.organisation,
            "partners": campaign.partners,
            "events": [_shown(each, language) for each in campaign.events if self._to_come(each)],
            "address": address,
            "qr": qr_svg(address, in_language(campaign.title, language)),
        }

    def _sections(self, notes: Endnotes) -> list[Section]:
        """The text by its headings; what stands before the first comes first, without one."""
        campaign, language = self.campaign, self.language
        path = campaign.folder / f"brief.{language}.md"
        text = campaign.brief_text(language)
        if not text.strip():
            raise CampaignerError(
                f"{shown_path(path)} is missing or empty.", hint="Start it with ## Summary."
            )
        html = render_text(campaign, text, path, language, notes=notes)
        before, *parts = _HEADING.split(str(html))
        pairs = zip(parts[::2], parts[1::2], strict=True)
        found = [Section(Markup(heading), Markup(body)) for heading, body in pairs]  # noqa: S704 - rendered
        if before.strip() or not found:
            found.insert(0, Section(Markup(), Markup(before)))  # noqa: S704 - rendered
        return found

    def _to_come(self, event: Event) -> bool:
        return (event.ends or event.starts).date() >= self.day

    def _logos(self) -> list[tuple[Partner, Path]]:
        folder = self.campaign.folder
        with_logo = [partner for partner in self.campaign.partners if partner.logo]
        for partner in with_logo:
            check_logo(folder, partner.logo)
        return [(partner, folder / partner.logo) for partner in with_logo]


def _shown(event: Event, language: str) -> dict[str, str | None]:
    """An event with its time on the clock of the place that its definition names."""
    when = f"{date_in_words(event.starts.date(), language)}, {event.starts:%H:%M}"
    title = in_language(event.title, language)
    return {"title": title, "when": when, "place": event.place, "online": event.online}


def _as_data(path: Path) -> str:
    kind = "svg+xml" if path.suffix.lower() == ".svg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
