"""``campaigner campaign``: define campaigns, check them and make their papers."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, NamedTuple

import typer

from campaigner.cli import campaign_papers, campaign_removal
from campaigner.cli.options import CampaignArgument, FormatOption, day_option
from campaigner.cli.output import print_json, print_problems, print_rows, say
from campaigner.cli.workspace import current_workspace, now_in
from campaigner.errors import UnknownName, UsageError
from campaigner.text import in_language, plural
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.representatives import Role

app = typer.Typer(name="campaign", no_args_is_help=True)


@app.command()
def new(
    context: typer.Context,
    slug: Annotated[
        str, typer.Argument(metavar="CAMPAIGN", help="Name of the campaign, such as right-to-food.")
    ],
    title: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Title that people will read (default: ask).", show_default=False
        ),
    ] = None,
    rights_area: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Area of rights, such as socio-economic-rights (default: ask).",
            show_default=False,
        ),
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            metavar="TAGS",
            help="Language tags, separated by commas (default: ask).",
            show_default=False,
        ),
    ] = None,
    role: Annotated[
        Role | None,
        typer.Option(help="Role of those who get the letters (default: ask).", show_default=False),
    ] = None,
) -> None:
    """Create the files of a new campaign.

    Without a terminal to ask on, what no option says is human-rights, en and mp, and the title is
    left to write. The check that follows names the texts that are still to write.
    """
    from campaigner.campaigns.checks import check_campaign
    from campaigner.campaigns.scaffold import new_campaign

    workspace = current_workspace(context)
    title, area, tags, to = _answers(title, rights_area, languages, role)
    folder = new_campaign(
        workspace,
        slug,
        title=title,
        rights_area=area,
        languages=tags.replace(",", " ").split(),
        role=_role(to),
        today=now_in(workspace).astimezone(workspace.zone).date(),
    )
    say(f"Wrote {folder}. Still to write:")
    print_problems(check_campaign(folder), ListFormat.TABLE)


class _Question(NamedTuple):
    """What is asked if an option is missing, and the usual answer."""

    option: str
    words: str
    usual: str


_TITLE = _Question("--title", "Title", "")
_OTHERS = (
    _Question("--rights-area", "Area of rights", "human-rights"),
    _Question("--languages", "Languages", "en"),
    _Question("--role", "Letters go to", Role.MP.value),
)


def _answers(title: str | None, *given: str | None) -> tuple[str | None, str, str, str]:
    """What the options say; the rest is asked or, without a terminal, as usual."""
    if sys.stdin.isatty():
        title = _ask(_TITLE) if title is None else title
        given = tuple(
            _ask(each) if said is None else said for each, said in zip(_OTHERS, given, strict=True)
        )
    taken = [
        f"{each.option} {each.usual}"
        for each, said in zip(_OTHERS, given, strict=True)
        if said is None
    ]
    if title is None or taken:
        left = ["the title is left to write (or give --title TEXT)"] if title is None else []
        left += [f"this is taken: {', '.join(taken)}"] if taken else []
        say(f"There is no terminal to ask on: {'; '.join(left)}.")
    area, languages, role = (
        each.usual if said is None else said for each, said in zip(_OTHERS, given, strict=True)
    )
    return title, area, languages, role


def _ask(question: _Question) -> str:
    answer: str = typer.prompt(question.words, default=question.usual or None, err=True)
    return answer


def _role(answer: str) -> Role:
    try:
        return Role(answer.strip().lower())
    except ValueError:
        raise UnknownName("role", answer, list(Role)) from None


@app.command()
def check(
    context: typer.Context,
    slugs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CAMPAIGN", help="Names of campaigns (default: all).", show_default=False
        ),
    ] = None,
    output: FormatOption = ListFormat.TABLE,
    today: Annotated[
        date | None,
        day_option(
            "--today",
            help="Warn of facts that are due for review on this day (default: no such warnings).",
        ),
    ] = None,
    opening: Annotated[
        bool,
        typer.Option(
            "--opening",
            help="Also find what speaks against opening the petition on the campaign's first day.",
        ),
    ] = False,
) -> None:
    """Find every problem in campaigns.

    Each problem comes with its file, its line and what to do. The exit code is 1 if there is an
    error; warnings alone leave it at 0.
    """
    from campaigner.campaigns.overview import check_campaigns
    from campaigner.petitions.opening_gate import check_openings

    find = check_openings if opening else check_campaigns
    checked = find(current_workspace(context), slugs or (), today)
    print_problems(checked.problems, output)
    if output is ListFormat.TABLE:
        for name, rows in checked.variants.items():
            print_rows(rows, list(rows[0]), ListFormat.TABLE, title=f"Letters of {name}")
    found = plural(len(checked.problems), "problem") if checked.problems else "no problems"
    say(f"Checked {plural(checked.campaigns, 'campaign')}: {found}.")
    if checked.failed:
        raise typer.Exit(1)


@app.command("list")
def list_all(
    context: typer.Context,
    role: Annotated[
        Role | None, typer.Option("--role", "-r", help="Role that the letters go to.")
    ] = None,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List the campaigns of this workspace, and how they stand."""
    from campaigner.petitions.campaign_states import list_campaigns

    workspace = current_workspace(context)
    found = list_campaigns(workspace, now_in(workspace), role)
    rows = [
        {
            "campaign": each.campaign.slug,
            "title": in_language(each.campaign.title, "en"),
            "languages": each.campaign.languages,
            "opens": each.campaign.opens.isoformat(),
            "closes": each.closes.isoformat(),
            "state": each.state,
        }
        for each in found.readable
    ]
    columns = ("campaign", "title", "languages", "opens", "closes", "state")
    print_rows(rows, columns, output)
    for problem in found.problems:
        say(str(problem))
    for slug in found.broken:
        say(f"{slug} has problems. To see them, run: campaigner campaign check {slug}")
    if found.broken or found.problems:
        raise typer.Exit(1)


@app.command()
def show(
    context: typer.Context, slug: CampaignArgument, output: FormatOption = ListFormat.TABLE
) -> None:
    """Show what a campaign asks and cites, and the age of its facts."""
    from campaigner.cli.campaign_page import print_campaign
    from campaigner.petitions.campaign_states import listed_campaign

    workspace = current_workspace(context)
    now = now_in(workspace)
    found = listed_campaign(workspace, slug, now)
    if output is ListFormat.JSON:
        print_json(found.campaign.as_dict())
    elif output is ListFormat.CSV:
        raise UsageError("A campaign is not a list.", hint="Use the format table or json.")
    else:
        print_campaign(found, now.astimezone(workspace.zone).date())


app.command()(campaign_papers.brief)
app.command()(campaign_papers.pack)
app.command()(campaign_removal.remove)


@app.command()
def schema() -> None:
    """Print the JSON Schema of campaign.toml, for editors."""
    from campaigner.campaigns.overview import definition_schema

    print_json(definition_schema())
