"""An ambassador's pack: a campaign's papers, each with the link that counts for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from campaigner.addresses import campaign_page
from campaigner.campaigns.models import Campaign
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.records import instrument
from campaigner.instruments.references import Reference
from campaigner.letters.compose import Sender, Stationery, Wording, compose_letter
from campaigner.letters.typeset import typeset
from campaigner.papers.blank_sheets import make_sheets
from campaigner.papers.briefing import Briefing
from campaigner.papers.learning_sheets import learning_sheet
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.environment import find_template
from campaigner.rendering.images import qr_svg
from campaigner.representatives.addressing import office_address
from campaigner.representatives.models import Representative
from campaigner.settings import Settings
from campaigner.sources import Source
from campaigner.text import slug

_WORDS = "pack/words.toml"


@dataclass(frozen=True)
class Pack:
    """What a source gets of a campaign, in a language, as it is on a day.

    ``template_folders`` are the workspace's own and the shipped, the first wins.
    """

    campaign: Campaign
    source: Source
    language: str
    day: date
    settings: Settings
    template_folders: tuple[Path, ...]

    @property
    def link(self) -> str:
        """The address of the campaign's page that counts for the source."""
        return campaign_page(self.settings.web.address, self.campaign.slug, self.source.code)

    def papers(self, here: OpenPetition, sheets: int) -> Iterator[tuple[str, bytes]]:
        """Yields the papers, each with its file's name; the blank sheets are noted.

        Raises as its parts do: ProblemsFound where a text of the campaign has a mistake,
        CampaignerError where a paper cannot be made.
        """
        yield "brief.pdf", self._brief()
        yield "letter.pdf", self._sample_letter()
        yield "petition.pdf", make_sheets(here, sheets, self.source.code, self.language)
        for article in self.articles():
            yield f"{slug(str(article))}.pdf", self._learning_sheet(article)
        yield "qr.svg", qr_svg(self.link, self.link, border=4).encode()

    def articles(self) -> list[Reference]:
        """The articles that the campaign cites and whose text is here, each once."""
        cited = [parse_reference(citation.ref) for citation in self.campaign.citations]
        articles = [
            Reference(reference.instrument, reference.article)
            for reference in cited
            if reference.article and instrument(reference.instrument).has_text
        ]
        return list(dict.fromkeys(articles))

    def _brief(self) -> bytes:
        briefing = Briefing(
            self.campaign,
            self.language,
            self.day,
            self.settings,
            self.template_folders,
            self.source.code,
        )
        return briefing.laid_out().pdf()

    def _sample_letter(self) -> bytes:
        """The campaign's letter with brackets where a supporter's own words go."""
        words = self._words()
        role = self.campaign.letter.to[0].role
        recipient = Representative(
            id=0,
            name=words["recipient"],
            role=role,
            party="",
            area=None,
            envelope_name=words["recipient"],
            salutation=words["salutation"],
            address=office_address(role, language=self.language),
        )
        letter = compose_letter(
            self.campaign,
            recipient,
            Sender(words["name"], tuple(words["address"]), area_name=words["area"]),
            Wording(self.language, words["personal"]),
            Stationery(
                self.template_folders,
                self.settings.web.address,
                self.day,
                source=self.source.code,
            ),
        )
        return typeset(letter).pdf

    def _learning_sheet(self, article: Reference) -> bytes:
        return learning_sheet(article, [self.language], self.template_folders, self.link)

    def _words(self) -> dict[str, Any]:
        folders = (self.campaign.folder, *self.template_folders)
        words = tomllib.loads(find_template(folders, _WORDS).read_text(encoding="utf-8"))
        return {**words["en"], **words.get(self.language, {})}
