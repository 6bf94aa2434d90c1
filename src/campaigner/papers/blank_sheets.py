"""Blank sheets to sign on paper: each with its own id, so that every line can be traced."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from campaigner.addresses import campaign_page, without_scheme
from campaigner.campaigns.languages import require_language
from campaigner.petitions.paper.sheet_ids import LINES, new_sheet_id
from campaigner.rendering.environment import environment, find_template, render
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import render_pdf
from campaigner.store import paper_sheets
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words

if TYPE_CHECKING:
    from campaigner.campaigns.models import Campaign
    from campaigner.settings import Settings


@dataclass(frozen=True)
class BlankSheets:
    """Sheets to be printed for a campaign's petition."""

    campaign: Campaign
    petition: Petition
    settings: Settings
    template_folders: tuple[Path, ...]
    language: str = "en"
    source: str = ""

    def __post_init__(self) -> None:
        require_language(self.campaign, self.language)

    def make(self, database: Database, count: int, now: int) -> bytes:
        """So many sheets as one PDF, a page each; their ids are noted."""
        ids = [new_sheet_id() for _ in range(count)]
        made = [
            paper_sheets.Sheet(each, self.petition.id, self.source, self.language, LINES, now)
            for each in ids
        ]
        pdf = self.pdf(ids)
        with transaction(database) as connection:
            paper_sheets.add_sheets(connection, made)
        return pdf

    def pdf(self, ids: list[str]) -> bytes:
        """The pages of sheets with these ids."""
        folders = (self.campaign.folder, *self.template_folders)
        words = tomllib.loads(find_template(folders, "paper/words.toml").read_text("utf-8"))
        shown = {**words["en"], **words.get(self.language, {})}
        title = in_language(self.campaign.title, self.language)
        address = campaign_page(self.settings.web.address, self.campaign.slug, self.source)
        html = render(
            environment(folders),
            "paper/sheet.html.j2",
            language=self.language,
            words=shown,
            title=title,
            text=in_language(self.campaign.petition.text, self.language),
            sheets=ids,
            lines=LINES,
            source=self.source,
            closes=date_in_words(self.campaign.closes, self.language),
            notice=self._notice(shown),
            address=self.settings.organisation.address,
            shown_address=without_scheme(address),
            qr=qr_svg(address, title),
        )
        return render_pdf(html, folders, [find_template(folders, "paper/sheet.css")])

    def _notice(self, words: dict[str, str]) -> str:
        controller = self.settings.data_controller
        name = controller.name or self.settings.organisation.name or words["notice_without"]
        contact = controller.contact or self.settings.organisation.email
        return words["notice"].format(
            controller=name,
            months=self.settings.retention.months_after_closing,
            contact=contact or self.settings.web.address,
        )
