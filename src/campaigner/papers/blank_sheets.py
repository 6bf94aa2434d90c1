"""Blank sheets to sign on paper: each with its own id, so that every line can be traced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from campaigner.addresses import without_scheme
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.logos import check_logo
from campaigner.data_protection.notice import notice_address
from campaigner.data_protection.questions import statement_words
from campaigner.destinations import Destination, destination
from campaigner.errors import UsageError
from campaigner.papers.edition import Edition
from campaigner.papers.sheet_design import Fit, SheetDesign, fitted
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.opening_gate import check_may_open
from campaigner.petitions.paper.sheet_ids import MOST_SHEETS, new_sheet_id
from campaigner.petitions.wordings import keep_wording, wording_of
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut
from campaigner.rendering.pdf import lay_out as laid_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import fill, words_in
from campaigner.settings import Settings
from campaigner.sources import PAPER
from campaigner.store import paper_sheets
from campaigner.store.database import transaction
from campaigner.store.sources import known_code
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.time_zones import day_of
from campaigner.workspace import Workspace

STANDARD = SheetDesign()
"""Ten lines on a side."""

_WORDS = "paper/words.toml"


def sheets_file(here: OpenPetition, path: Path, *, replace: bool = False) -> Destination:
    """Returns the file that new sheets may be written to, before they are made.

    Sheets that are there already stay: they may be printed, and others would have other ids.
    Raises as ``destinations.destination``.
    """
    return destination(here, path, "petition sheets", replace=replace, lasting=True)


def make_sheets(
    here: OpenPetition,
    count: int,
    source: str = PAPER,
    language: str = "",
    *,
    design: SheetDesign = STANDARD,
    beside: str = "",
) -> bytes:
    """Returns new sheets as one PDF, a side each and a strip to cover them; their ids are noted.

    What is signed on them counts under ``source``; ``language`` is one of the campaign's (default:
    its first), and ``beside`` another that stands beside it. Raises
    ProblemsFound if the campaign is not finished, UnknownName for an unknown source or language,
    UsageError for more than ``MOST_SHEETS``, ControllerUnfilled if the sheets could not say who
    answers for people's data, MayNotOpen if nobody has signed yet and the petition is not ready,
    SheetTooLong if the petition's words leave no room for the lines.
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
    return sheets_of(here, edition, count, design=design, beside=beside)


def sheets_of(
    here: OpenPetition,
    edition: Edition,
    count: int,
    *,
    design: SheetDesign = STANDARD,
    beside: str = "",
) -> bytes:
    """As ``make_sheets``, for the campaign, language and source of an edition."""
    edition.settings.check_controller()
    check_may_open(here)
    if not 1 <= count <= MOST_SHEETS:
        raise UsageError(f"Choose a number of sheets from 1 to {MOST_SHEETS}.")
    editions = [edition]
    if beside and beside != edition.language:
        editions.append(replace(edition, language=beside))
        design = replace(design, bilingual=True)
    ids = [new_sheet_id() for _ in range(count)]
    pdf = _pdf(here.workspace, editions, ids, design)
    with transaction(here.database) as connection:
        words = keep_wording(connection, here.petition, wording_of(edition.campaign), here.now)
        made = [
            paper_sheets.Sheet(
                each,
                here.petition.id,
                edition.source,
                edition.language,
                design.people,
                here.now,
                words,
            )
            for each in ids
        ]
        paper_sheets.add_sheets(connection, made)
    return pdf


def _pdf(
    workspace: Workspace, editions: Sequence[Edition], ids: Sequence[str], design: SheetDesign
) -> bytes:
    edition = editions[0]
    folders, organisation = edition.folders, edition.settings.organisation
    title = in_language(edition.campaign.title, edition.language)

    def lay_out(fit: Fit, sheets: Sequence[str] = ids[:1], *, measured: bool = True) -> LaidOut:
        html = render(
            environment(folders),
            "paper/sheet.html.j2",
            design=design,
            fit=fit,
            measured=measured,
            voices=voices,
            sheets=sheets,
            organisation=organisation.name,
            logo=logo,
            source=edition.source,
            back=organisation.address,
            address=without_scheme(edition.link),
            qr=qr_svg(edition.link, title),
        )
        return laid_out(html, folders, [find_template(folders, "paper/sheet.css")])

    voices = [_voice(workspace, each) for each in editions]
    logo = _logo(folders, organisation.logo)
    return lay_out(fitted(design, lay_out), ids, measured=False).pdf()


def _voice(workspace: Workspace, edition: Edition) -> dict[str, Any]:
    """What a sheet says in one language."""
    campaign, language = edition.campaign, edition.language
    words = words_in(edition.folders, _WORDS, language)
    notice, full_notice = _notice(edition.settings, campaign.slug, words)
    return {
        "language": language,
        "words": words,
        "title": in_language(campaign.title, language),
        "text": in_language(campaign.petition.text, language),
        "statement": statement_words(workspace, language, on_paper=True).words,
        "closes": date_in_words(campaign.closes, language),
        "notice": notice,
        "full_notice": full_notice,
    }


def _logo(folders: Sequence[Path], name: str) -> str:
    """The address of the organisation's logo, empty for none. Raises CampaignerError."""
    if not name:
        return ""
    path = find_template(folders, name)
    check_logo(path.parent, path.name)
    return path.as_uri()


def _notice(settings: Settings, slug: str, words: dict[str, str]) -> tuple[Markup, Markup]:
    """What people are told about their data, and where the whole notice is: on one line."""
    controller, address = settings.data_controller, notice_address(settings, slug)
    values = {
        "controller": controller.name,
        "months": settings.retention.months_after_closing,
        "contact": controller.contact,
        "because": words[f"because_{settings.privacy.lawful_basis.value.replace('-', '_')}"],
        "address": Markup('<span class="where">{}</span>').format(without_scheme(address)),
    }
    texts = (words["notice"], words["full_notice" if address else "ask_for_notice"])
    notice, full = (fill(_WORDS, "the notice", escape(text), values) for text in texts)
    return notice, full
