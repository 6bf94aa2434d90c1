"""``campaigner petition search · invalidate · restore · withdraw · close · answer``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from campaigner.cli.options import (
    CampaignArgument,
    FormatOption,
    YesOption,
    day_option,
    moment_option,
)
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import open_here
from campaigner.text import plural
from campaigner.vocabulary import ListFormat, SignatureState

Domain = Annotated[
    str, typer.Option(metavar="DOMAIN", help="The domain of the email, such as example.org.")
]
Network = Annotated[
    str, typer.Option(metavar="ADDRESS", help="The IP address that they signed from.")
]
Name = Annotated[
    str, typer.Option(metavar="NAME", help="The whole name; case and accents do not matter.")
]
Since = Annotated[
    datetime | None, moment_option("--since", help="Signed at this time or later (local time).")
]
Until = Annotated[
    datetime | None, moment_option("--until", help="Signed before this time (local time).")
]
Area = Annotated[
    str | None, typer.Option(metavar="CODE", help="The code of the area; '' for no area.")
]
SourceOption = Annotated[
    str, typer.Option(metavar="SOURCE", help="The source that they came through.")
]
COLUMNS = ("signature", "state", "name", "email", "postcode", "area", "source", "signed_at")


@app.command()
def search(
    context: typer.Context,
    slug: CampaignArgument,
    words: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="Part of a name, email or postcode.")
    ] = "",
    state: Annotated[SignatureState | None, typer.Option(help="The state to look for.")] = None,
    domain: Domain = "",
    network: Network = "",
    name: Name = "",
    since: Since = None,
    until: Until = None,
    area: Area = None,
    source: SourceOption = "",
    after: Annotated[
        int,
        typer.Option(min=0, metavar="NUMBER", help="Show those after this signature's number."),
    ] = 0,
    limit: Annotated[
        int, typer.Option(min=1, metavar="NUMBER", help="The maximum number to show.")
    ] = 50,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Find signatures."""
    from campaigner.petitions import signatures
    from campaigner.petitions.filters import SignatureFilter

    wanted = SignatureFilter(
        words=words,
        domain=domain,
        network=network,
        name=name,
        since=since,
        until=until,
        area=area,
        source=source,
        states=(state,) if state else (),
    )
    with opened_petition(context, slug) as here:
        page = signatures.search(here, wanted, after=after, limit=limit)
    print_rows(page.rows, COLUMNS, output)
    if page.next is not None:
        say(f"There are more. To see them, add: --after {page.next}")


def _add_moderation(act: str, done: str, help: str) -> None:  # noqa: A002 - as typer calls it
    """Add a command that looks for signatures, shows how many there are, asks, and acts."""

    @app.command(act, help=help)
    def command(
        context: typer.Context,
        slug: CampaignArgument,
        domain: Domain = "",
        network: Network = "",
        name: Name = "",
        since: Since = None,
        until: Until = None,
        area: Area = None,
        source: SourceOption = "",
        yes: YesOption = False,
    ) -> None:
        from campaigner.petitions.filters import SignatureFilter
        from campaigner.petitions.moderation import Act, moderate, preview

        wanted = SignatureFilter(
            domain=domain,
            network=network,
            name=name,
            since=since,
            until=until,
            area=area,
            source=source,
        )
        with opened_petition(context, slug) as here:
            shown = preview(here, Act(act), wanted)
            say(f"{plural(shown.count, 'signature')} to {act}.")
            if shown.count and (yes or typer.confirm("Go on?", err=True)):
                count = moderate(here, Act(act), wanted, token=shown.token)
                say(f"{done} {plural(count, 'signature')}.")


_add_moderation(
    "invalidate",
    "Invalidated",
    "Take signatures out of the count, after showing how many. They can be restored.",
)
_add_moderation(
    "restore",
    "Restored",
    "Put invalidated signatures back and accept suspect ones, after showing how many.",
)


@app.command()
def withdraw(
    context: typer.Context,
    slug: CampaignArgument,
    who: Annotated[
        str,
        typer.Argument(
            metavar="TOKEN|EMAIL",
            help="The token or link from an email, or the email address of the person.",
        ),
    ],
) -> None:
    """Withdraw a signature, by the link in an email or by an email address."""
    from campaigner.petitions.confirmation import withdraw as follow
    from campaigner.petitions.moderation import withdraw_for

    if "@" not in who:
        with open_here(context) as workspace:
            say(f"{follow(workspace, who).campaign}: withdrawn.")
        return
    with opened_petition(context, slug) as here:
        done = withdraw_for(here, who)
    say(f"{slug}: {plural(done, 'signature')} withdrawn.")


@app.command()
def close(
    context: typer.Context,
    slug: CampaignArgument,
    on: Annotated[
        date | None, day_option("--on", help="The last day to sign (default: close now).")
    ] = None,
) -> None:
    """Close a petition now, or set the last day on which it can be signed."""
    from campaigner.petitions.moderation import set_closing

    with opened_petition(context, slug) as here:
        closes_at = set_closing(here, on)
    say(f"{slug} closes at {closes_at:%Y-%m-%d %H:%M %Z}.")


@app.command()
def answer(
    context: typer.Context,
    slug: CampaignArgument,
    at: Annotated[
        int, typer.Argument(metavar="COUNT", help="The threshold that was answered, such as 10000.")
    ],
    words: Annotated[
        str, typer.Argument(metavar="ANSWER", help="The answer, or the address of its web page.")
    ],
) -> None:
    """Record that a threshold was answered: by a response or a debate."""
    from campaigner.petitions.moderation import record_answer

    with opened_petition(context, slug) as here:
        record_answer(here, at, words)
    say(f"{slug}: the answer to {plural(at, 'signature')} is recorded.")
