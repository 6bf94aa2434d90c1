"""``campaigner campaign brief · pack``: a campaign's papers for representatives and ambassadors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner import clock
from campaigner.cli.options import CampaignArgument
from campaigner.cli.output import say
from campaigner.cli.petition import opened_petition
from campaigner.cli.workspace import workspace_for_papers
from campaigner.text import plural

if TYPE_CHECKING:
    from campaigner.campaigns.models import Campaign

LONGEST = 4

Language = Annotated[str, typer.Option("--language", "-l", help="One of the campaign's languages.")]
Source = Annotated[
    str | None, typer.Option(metavar="CODE", help="A source that links and QR codes carry.")
]


def brief(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; else CAMPAIGN-brief.pdf here.")
    ] = None,
    language: Language = "en",
    source: Source = None,
    web: Annotated[
        bool, typer.Option("--html", help="Write a page for the web instead of a PDF.")
    ] = False,
) -> None:
    """Make the policy briefing: two to four pages for a representative's office."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.files import write_bytes, write_text
    from campaigner.papers.briefing import Briefing
    from campaigner.store.database import opened
    from campaigner.store.sources import known_code

    workspace = workspace_for_papers(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    code = ""
    if source:
        with opened(workspace.database_path) as database:
            code = known_code(database.conn, source)
    briefing = Briefing(
        campaign,
        language,
        clock.now().date(),
        workspace.settings,
        workspace.template_folders,
        code,
    )
    path = out or Path(f"{slug}-brief.{'html' if web else 'pdf'}")
    if web:
        write_text(path, briefing.html())
        say(f"Wrote {path}.")
    else:
        pages = briefing.laid_out()
        write_bytes(path, pages.pdf())
        say(f"Wrote {path}: {plural(pages.pages, 'page')}.")
        if pages.pages > LONGEST:
            say(
                f"That is more than the {LONGEST} pages that an office will read: shorten the text."
            )
    _say_if_unreviewed(campaign, language)


def pack(
    context: typer.Context,
    slug: CampaignArgument,
    source: Annotated[
        str, typer.Option(metavar="CODE", help="Whose it is: links and QR codes carry it.")
    ],
    out: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder.")],
    language: Language = "en",
    sheets: Annotated[
        int, typer.Option(min=1, max=500, help="How many blank petition sheets.")
    ] = 1,
) -> None:
    """Make an ambassador's papers: briefing, sample letter, petition sheets, cited articles."""
    from campaigner.campaigns.loader import load_campaign
    from campaigner.files import write_bytes
    from campaigner.papers.pack import Pack
    from campaigner.store import sources

    workspace = workspace_for_papers(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    with opened_petition(context, slug) as here:
        made = Pack(
            campaign,
            sources.source_of(here.database.conn, source),
            language,
            clock.now().date(),
            workspace.settings,
            workspace.template_folders,
        )
        for name, content in made.papers(here, sheets):
            write_bytes(out / name, content)
            say(f"Wrote {out / name}.")
    say(f"All carry {made.link}")
    _say_if_unreviewed(campaign, language)


def _say_if_unreviewed(campaign: Campaign, language: str) -> None:
    if language in campaign.unreviewed_languages:
        say(f"No native speaker has checked the text in “{language}” yet.")
