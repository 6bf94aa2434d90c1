"""``campaigner campaign brief``: a campaign's papers for representatives and ambassadors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace
from campaigner.text import plural

LONGEST = 4

Slug = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="The campaign's name.")]
Language = Annotated[str, typer.Option("--language", "-l", help="One of the campaign's languages.")]
Source = Annotated[
    str | None, typer.Option(metavar="CODE", help="A source that links and QR codes carry.")
]


def brief(
    context: typer.Context,
    slug: Slug,
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
    from campaigner.briefs.compose import Briefing
    from campaigner.campaigns.loader import load_campaign
    from campaigner.files import write_bytes, write_text
    from campaigner.store.database import opened
    from campaigner.store.sources import known_code

    workspace = current_workspace(context)
    campaign = load_campaign(workspace.campaign_folder(slug))
    code = ""
    if source:
        with opened(workspace.database_path) as database:
            code = known_code(database, source)
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
    if language in campaign.unreviewed_languages:
        say(f"No native speaker has checked the text in “{language}” yet.")
