"""The privacy notice of a campaign, in layers: a few sentences beside the form, and the whole.

What it has to say: UK GDPR, articles 13 and 14; on complaints, section 164A of the Data Protection
Act 2018. The words are templates, ``privacy/notice.<language>.md`` and ``short.<language>.md``; who
is responsible, and for how long data is kept, comes from the settings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from campaigner.addresses import privacy_page
from campaigner.campaigns.languages import language_meant
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.holding import ASKED_DAYS, NETWORK_DAYS
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.markdown import finalize, to_html
from campaigner.setting_tables import SAMPLE_ADDRESS
from campaigner.settings import Settings
from campaigner.text import in_language
from campaigner.vocabulary.consents import UpdatesBasis
from campaigner.vocabulary.signatures import CommentUse
from campaigner.workspace import Workspace

TEMPLATES = "privacy"
_LAYERS = ("short", "notice")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a notice: its heading as text, what it says as Markdown."""

    heading: str
    markdown: str

    @property
    def html(self) -> str:
        """What it says as HTML, without the heading."""
        return to_html(self.markdown)


@dataclass(frozen=True, slots=True)
class Notice:
    """A privacy notice in one language: its first layer and its sections, as Markdown.

    ``language`` is that of the words, English if there are none in the one that was asked for.
    """

    language: str
    short: str
    sections: tuple[Section, ...]

    @property
    def short_html(self) -> str:
        """The first layer as HTML."""
        return to_html(self.short)

    @property
    def markdown(self) -> str:
        """The whole notice as Markdown, without a title."""
        return "\n\n".join(f"## {each.heading}\n\n{each.markdown}" for each in self.sections) + "\n"

    @property
    def text(self) -> str:
        """The whole notice to be read as it is: Markdown without its escapes."""
        return _ESCAPED.sub(r"\1", self.markdown)

    @property
    def html(self) -> str:
        """The whole notice as HTML: a heading of the second level for each section."""
        return to_html(self.markdown)


def notice_of(workspace: Workspace, slug: str, language: str = "") -> Notice:
    """As ``privacy_notice``, by the campaign's name. Raises UnknownName besides."""
    campaign = defined_campaign(workspace.campaign_folder(slug))
    return privacy_notice(workspace, campaign, language_meant(campaign, language) or language)


def privacy_notice(workspace: Workspace, campaign: Campaign, language: str = "") -> Notice:
    """Returns the privacy notice of a campaign (default: in its first language).

    Raises ControllerUnfilled if the settings do not say who is responsible, ProblemsFound if they
    or a template have a mistake, CampaignerError if a template cannot be read or has no sections.
    """
    settings = workspace.settings
    settings.check_controller()
    folders = (campaign.folder, *workspace.template_folders)
    words = _language(folders, language or campaign.languages[0])
    made, values = environment(folders, finalize=finalize), _values(settings, campaign, words)
    short, whole = (_words(made, layer, words, values) for layer in _LAYERS)
    sections = tuple(_sections(whole))
    if not sections or not short:
        raise CampaignerError(
            f"The privacy notice in “{words}” is empty.",
            hint="Write the first layer, and sections that begin with “##”.",
            code="empty-privacy-notice",
        )
    return Notice(words, short, sections)


def notice_address(settings: Settings, slug: str) -> str:
    """Returns where a campaign's whole notice is on the web; empty if it is nowhere.

    It is the organisation's own, or the page of the campaign once the pages have an address.
    """
    address = settings.web.address
    own = settings.data_controller.privacy_notice
    return own or ("" if address == SAMPLE_ADDRESS else privacy_page(address, slug))


def is_adopted(workspace: Workspace) -> bool:
    """Returns whether the workspace has a privacy notice of its own, which somebody could read."""
    return any(workspace.privacy_folder.glob("notice.*.md"))


def _language(folders: Sequence[Path], wanted: str) -> str:
    return wanted if all(_there(folders, layer, wanted) for layer in _LAYERS) else "en"


def _there(folders: Sequence[Path], layer: str, language: str) -> bool:
    try:
        return bool(find_template(folders, f"{TEMPLATES}/{layer}.{language}.md"))
    except CampaignerError as error:
        if error.code != "no-template":
            raise
        return False


def _words(
    made: ImmutableSandboxedEnvironment, layer: str, language: str, values: dict[str, Any]
) -> str:
    return render(made, f"{TEMPLATES}/{layer}.{language}.md", **values).strip()


def _sections(text: str) -> list[Section]:
    _, *parts = _HEADING.split(text)
    return [
        Section(heading.strip(), _spaced(body))
        for heading, body in zip(parts[::2], parts[1::2], strict=True)
        if body.strip()
    ]


def _spaced(text: str) -> str:
    """A text without the blank lines that conditions in a template leave behind."""
    return re.sub(r"\n{3,}", "\n\n", text.strip())


def _values(settings: Settings, campaign: Campaign, language: str) -> dict[str, Any]:
    controller, privacy = settings.data_controller, settings.privacy
    asking = [partner.name for partner in campaign.partners if partner.questions]
    own = [controller.name] if settings.updates.basis is UpdatesBasis.CONSENT else []
    return {
        "language": language,
        "controller": controller.name,
        "contact": controller.contact,
        "title": in_language(campaign.title, language),
        "registration": privacy.registration,
        "lawful_basis": privacy.lawful_basis.value,
        "special_category": privacy.special_category.value,
        "soft_opt_in": settings.updates.basis is UpdatesBasis.SOFT_OPT_IN,
        "askers": [*own, *asking],
        "processors": privacy.processors,
        "outside_uk": privacy.outside_uk,
        "regulator": privacy.regulator,
        "floor": settings.publication.floor,
        "months": settings.retention.months_after_closing,
        "network_days": NETWORK_DAYS,
        "asked_days": ASKED_DAYS,
        "show_names": campaign.petition.show_names,
        "comments": campaign.petition.comments is not CommentUse.NONE,
        "show_comments": campaign.petition.comments is CommentUse.SHOWN,
        "unconfirmed_days": settings.retention.unconfirmed_days,
    }
