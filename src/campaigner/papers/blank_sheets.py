"""Blank sheets to sign on paper: each with its own id, so that every line can be traced."""

from __future__ import annotations

from collections.abc import Sequence

from campaigner.addresses import without_scheme
from campaigner.campaigns.loader import load_campaign
from campaigner.data_protection.notice import notice_address
from campaigner.data_protection.questions import statement_words
from campaigner.errors import CampaignerError, UsageError
from campaigner.papers.edition import Edition
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.opening_gate import check_may_open
from campaigner.petitions.paper.sheet_ids import LINES, MOST_SHEETS, SLIPS, new_sheet_id
from campaigner.petitions.wordings import keep_wording, wording_of
from campaigner.rendering.environment import environment, find_template, render
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import render_pdf
from campaigner.rendering.words import words_in
from campaigner.settings import Settings
from campaigner.sources import PAPER
from campaigner.store import paper_sheets
from campaigner.store.database import transaction
from campaigner.store.sources import known_code
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.time_zones import day_of
from campaigner.workspace import Workspace

_WORDS = "paper/words.toml"


def make_sheets(
    here: OpenPetition,
    count: int,
    source: str = PAPER,
    language: str = "",
    *,
    slips: bool = False,
) -> bytes:
    """Returns new sheets as one PDF, a page each and a strip to cover them; their ids are noted.

    ``slips``: each page is to be cut apart, a slip for each person. What is signed on them counts
    under ``source``; ``language`` is one of the campaign's (default: its first). Raises
    ProblemsFound if the campaign is not finished, UnknownName for an unknown source or language,
    UsageError for more than ``MOST_SHEETS``, ControllerUnfilled if the sheets could not say who
    answers for people's data, MayNotOpen if nobody has signed yet and the petition is not ready.
    """
    campaign = load_campaign(here.campaign.folder)
    code = known_code(here.database.conn, source)
    edition = Edition(
        campaign,
        language or campaign.languages[0],
        day_of(here.now, here.zone),
        here.workspace.settings,
        here.workspace.template_folders,
        "" if code == PAPER else code,
    )
    return sheets_of(here, edition, count, slips=slips)


def sheets_of(here: OpenPetition, edition: Edition, count: int, *, slips: bool = False) -> bytes:
    """As ``make_sheets``, for the campaign, language and source of an edition."""
    edition.settings.check_controller()
    check_may_open(here)
    if not 1 <= count <= MOST_SHEETS:
        raise UsageError(f"Choose a number of sheets from 1 to {MOST_SHEETS}.")
    ids = [new_sheet_id() for _ in range(count)]
    lines = SLIPS if slips else LINES
    pdf = _pdf(here.workspace, edition, ids, lines, slips=slips)
    with transaction(here.database) as connection:
        words = keep_wording(connection, here.petition, wording_of(edition.campaign), here.now)
        made = [
            paper_sheets.Sheet(
                each, here.petition.id, edition.source, edition.language, lines, here.now, words
            )
            for each in ids
        ]
        paper_sheets.add_sheets(connection, made)
    return pdf


def _pdf(
    workspace: Workspace, edition: Edition, ids: Sequence[str], lines: int, *, slips: bool
) -> bytes:
    campaign, language, folders = edition.campaign, edition.language, edition.folders
    shown = words_in(folders, _WORDS, language)
    title = in_language(campaign.title, language)
    html = render(
        environment(folders),
        "paper/sheet.html.j2",
        language=language,
        words=shown,
        title=title,
        text=in_language(campaign.petition.text, language),
        sheets=ids,
        lines=lines,
        slips=slips,
        statement=statement_words(workspace, language, on_paper=True).words,
        source=edition.source,
        closes=date_in_words(campaign.closes, language),
        notice=_notice(edition.settings, campaign.slug, shown),
        address=edition.settings.organisation.address,
        shown_address=without_scheme(edition.link),
        qr=qr_svg(edition.link, title),
    )
    return render_pdf(html, folders, [find_template(folders, "paper/sheet.css")])


def _notice(settings: Settings, slug: str, words: dict[str, str]) -> str:
    controller, address = settings.data_controller, notice_address(settings, slug)
    values = {
        "controller": controller.name,
        "months": settings.retention.months_after_closing,
        "contact": controller.contact,
        "because": words[f"because_{settings.privacy.lawful_basis.value.replace('-', '_')}"],
        "address": without_scheme(address),
    }
    full = words["full_notice" if address else "ask_for_notice"]
    try:
        return f"{words['notice']} {full}".format_map(values)
    except (LookupError, ValueError, AttributeError):
        raise CampaignerError(
            f"{_WORDS}: the notice has braces that cannot be filled in.",
            hint=f"Use only {', '.join(f'{{{name}}}' for name in values)}.",
            code="no-words",
        ) from None
