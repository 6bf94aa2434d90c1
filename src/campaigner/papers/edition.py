"""An edition of a campaign's papers: in a language, as of a day, for a source of supporters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaigner.addresses import campaign_page
from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.opening import OpenWorkspace
from campaigner.settings import Settings
from campaigner.store.sources import known_code


@dataclass(frozen=True)
class Edition:
    """What all papers of a campaign that are made together share.

    ``template_folders`` are the workspace's own and the shipped one, the first wins; a campaign's
    folder comes before both. ``source`` is the code that links and QR codes carry, or empty.
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
        """The folders of templates and of what they may load."""
        return (self.campaign.folder, *self.template_folders)

    @property
    def link(self) -> str:
        """The address of the campaign's page, which counts for the source."""
        return campaign_page(self.settings.web.address, self.campaign.slug, self.source)

    @property
    def unreviewed(self) -> str:
        """The language, if no native speaker has checked the texts in it yet; else empty."""
        return self.language if self.language in self.campaign.unreviewed_languages else ""


def edition_of(here: OpenWorkspace, slug: str, language: str = "", source: str = "") -> Edition:
    """Returns today's edition of a campaign's papers (default language: the campaign's first).

    Raises UnknownName for a campaign, a language or a source, ProblemsFound if the campaign
    cannot be used or is not finished.
    """
    campaign = load_campaign(here.workspace.campaign_folder(slug))
    return Edition(
        campaign,
        language or campaign.languages[0],
        here.today,
        here.workspace.settings,
        here.workspace.template_folders,
        known_code(here.database.conn, source) if source else "",
    )
