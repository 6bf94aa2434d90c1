"""``campaigner petition search · answer``, and the options that say which signatures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, FormatOption, moment_option
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.signatures import SignatureState

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
Numbers = Annotated[
    list[int] | None,
    typer.Option(
        "--signature",
        metavar="NUMBER",
        help="The number of a signature, as search shows it (repeat for more).",
    ),
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
    from campaigner.petitions.moderation.filters import SignatureFilter

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
    from campaigner.petitions.counts.milestones import record_answer

    with opened_petition(context, slug) as here:
        record_answer(here, at, words)
    say(f"{slug}: the answer to {plural(at, 'signature')} is recorded.")
