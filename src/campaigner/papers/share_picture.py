"""The picture of a campaign that goes with a link to it on social media."""

from __future__ import annotations

import threading
from datetime import date
from functools import lru_cache
from pathlib import Path

from campaigner.addresses import campaign_page, without_scheme
from campaigner.campaigns.models import Campaign
from campaigner.rendering.pdf import lay_out
from campaigner.rendering.pictures import first_page_png
from campaigner.rendering.templating.environment import environment, render
from campaigner.rendering.templating.words import words_in
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.workspace import Workspace

WIDTH, HEIGHT = 1200, 630  # pixels, as networks show it without cutting
_TEMPLATE, _WORDS = "web/share.html.j2", "web/words.toml"
_CLOSED = (CampaignState.CLOSED, CampaignState.CLOSED_EARLY)
_one_at_a_time = threading.Lock()


def share_picture(
    workspace: Workspace,
    campaign: Campaign,
    language: str,
    state: CampaignState = CampaignState.OPEN,
    day: date | None = None,
) -> bytes:
    """Returns the picture as PNG, 1200 × 630 pixels; what is the same is made once.

    ``state`` decides whether it says to sign, when the petition opens or when it closed; ``day`` is
    that day (default: as the definition has it). Raises ProblemsFound if a template has a mistake,
    CampaignerError if a title has a character that no font at hand can draw.
    """
    folders = (campaign.folder, *workspace.template_folders)
    settings = workspace.settings
    to_come, closed = state is CampaignState.TO_COME, state in _CLOSED
    html = render(
        environment(folders),
        _TEMPLATE,
        language=language,
        words=words_in(folders, _WORDS, language),
        title=in_language(campaign.title, language),
        summary=in_language(campaign.summary, language),
        organisation=settings.organisation.name,
        to_come=to_come,
        closed=closed,
        day=date_in_words(day or (campaign.opens if to_come else campaign.closes), language),
        address=without_scheme(campaign_page(settings.web.address, campaign.slug)),
    )
    with _one_at_a_time:
        return _drawn(html, folders)


@lru_cache(maxsize=64)
def _drawn(html: str, folders: tuple[Path, ...]) -> bytes:
    return first_page_png(lay_out(html, folders).pdf(), WIDTH)
