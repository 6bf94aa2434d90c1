"""``campaigner campaign``: define campaigns and check them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from campaigner import clock
from campaigner.cli import campaign_papers
from campaigner.cli.options import CampaignArgument, FormatOption
from campaigner.cli.output import print_json, print_problems, print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.errors import ProblemsFound, UsageError
from campaigner.text import in_language, plural
from campaigner.vocabulary import ListFormat

app = typer.Typer(name="campaign", help="Define campaigns and check them.", no_args_is_help=True)
app.command()(campaign_papers.brief)
app.command()(campaign_papers.pack)

DAY = "%Y-%m-%d"


@app.command()
def new(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="A name like right-to-food.")],
    title: Annotated[str, typer.Option(prompt="Title", help="As people will read it.")],
    rights_area: Annotated[
        str, typer.Option(prompt="Area of rights", help="Like socio-economic-rights.")
    ] = "human-rights",
    languages: Annotated[
        str, typer.Option(prompt="Languages", help="Language tags, with commas.")
    ] = "en",
    role: Annotated[str, typer.Option(prompt="Letters go to", help="A role: mp, ms, msp …")] = "mp",
) -> None:
    """Write a new campaign's files; the check then names the texts that are still to write."""
    from campaigner.campaigns.checks import check_campaign
    from campaigner.campaigns.models import ROLES
    from campaigner.campaigns.scaffold import create_campaign
    from campaigner.errors import UnknownName
    from campaigner.text import slug as as_slug

    if role not in ROLES:
        raise UnknownName("role", role, ROLES)
    today = clock.now().date()
    folder = create_campaign(
        current_workspace(context).campaigns_folder,
        slug,
        title=title,
        rights_area=as_slug(rights_area),
        languages=list(dict.fromkeys(languages.replace(",", " ").split())),
        role=role,
        opens=today,
        closes=clock.months_after(today, 6),
    )
    say(f"Wrote {folder}. What is still to write:")
    print_problems(check_campaign(folder), ListFormat.TABLE)


@app.command("list")
def list_campaigns(context: typer.Context, output: FormatOption = ListFormat.TABLE) -> None:
    """List the campaigns that can be used here."""
    from campaigner.campaigns.loader import defined_campaign

    workspace = current_workspace(context)
    rows, today, broken = [], clock.now().date(), False
    for slug in workspace.campaign_slugs():
        try:
            campaign = defined_campaign(workspace.campaign_folder(slug))
        except ProblemsFound:
            say(f"{slug} has problems; see: campaigner campaign check {slug}")
            broken = True
            continue
        rows.append(
            {
                "campaign": slug,
                "title": in_language(campaign.title, "en"),
                "languages": campaign.languages,
                "opens": campaign.opens.isoformat(),
                "closes": campaign.closes.isoformat(),
                "state": campaign.state(today),
            }
        )
    columns = ("campaign", "title", "languages", "opens", "closes", "state")
    print_rows(rows, columns, output)
    if broken:
        raise typer.Exit(1)


@app.command()
def show(
    context: typer.Context, slug: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """Show a campaign: what it asks, what it cites, its facts with their age."""
    from campaigner.campaigns.loader import defined_campaign
    from campaigner.cli.campaign_page import print_campaign

    campaign = defined_campaign(current_workspace(context).campaign_folder(slug))
    if output is ListFormat.JSON:
        print_json(campaign.model_dump(mode="json", exclude={"folder", "texts"}))
    elif output is ListFormat.CSV:
        raise UsageError("A campaign is not a list.", hint="Use --format table or json.")
    else:
        print_campaign(campaign, clock.now().date())


@app.command()
def check(
    context: typer.Context,
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[CAMPAIGN]…", help="All, where none is named.")
    ] = None,
    output: FormatOption = ListFormat.TABLE,
    today: Annotated[
        datetime | None,
        typer.Option(formats=[DAY], help="Also warn of facts due for review on this day."),
    ] = None,
) -> None:
    """Find every problem in campaigns, with file, line and what to do.

    Exit code 1 where there is an error; warnings alone leave it at 0.
    """
    from campaigner.campaigns.checks import check_campaign
    from campaigner.cli.campaign_page import print_variants
    from campaigner.problems import errors_among

    workspace = current_workspace(context)
    names = slugs or workspace.campaign_slugs()
    folders = [workspace.campaign_folder(name) for name in names]
    day = today.date() if today else None
    problems = [problem for folder in folders for problem in check_campaign(folder, day)]
    print_problems(problems, output)
    if output is ListFormat.TABLE:
        for folder in folders:
            print_variants(folder)
    found = plural(len(problems), "problem") if problems else "no problem"
    say(f"Checked {plural(len(names), 'campaign')}: {found}.")
    if errors_among(problems):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of campaign.toml, for editors."""
    from campaigner.campaigns.models import Definition

    print_json(Definition.model_json_schema())
