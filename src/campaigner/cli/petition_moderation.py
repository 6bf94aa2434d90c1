"""``campaigner petition invalidate · restore · decisions · undo · withdraw``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from campaigner.cli.options import CampaignArgument, FormatOption, YesOption, has_no_effect
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.petition_signatures import (
    Area,
    Domain,
    Name,
    Network,
    Numbers,
    Since,
    SourceOption,
    Until,
)
from campaigner.cli.workspace import open_here
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.petitions.moderation.withdrawals import Meant, Whose


_DECISION = ("decision", "at", "act", "count", "reason", "who", "undone_by")
_WHY_LEFT = {
    "withdrawn": "withdrawn since",
    "decided": "decided about again since",
    "changed": "in another state by now",
    "erased": "erased since",
}


def _add_moderation(act: str, done: str, help: str) -> None:  # noqa: A002 - as typer calls it
    """Add a command that looks for signatures, shows which there are, asks, and acts."""

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
        sheet: Annotated[
            str, typer.Option(metavar="SHEET", help="The id of the paper sheet that they are on.")
        ] = "",
        signature: Numbers = None,
        reason: Annotated[
            str, typer.Option(metavar="TEXT", help="Why, for those who read it later.")
        ] = "",
        yes: YesOption = False,
    ) -> None:
        from campaigner.petitions.moderation.decisions import Act, moderate, preview
        from campaigner.petitions.moderation.filters import SignatureFilter

        wanted = SignatureFilter(
            domain=domain,
            network=network,
            name=name,
            since=since,
            until=until,
            area=area,
            source=source,
            sheet=sheet,
            numbers=tuple(signature or ()),
        )
        with opened_petition(context, slug) as here:
            shown = preview(here, Act(act), wanted)
            say(f"{plural(shown.count, 'signature')} to {act}.")
            if not shown.count:
                raise typer.Exit(1)
            _say_whose(shown.rows, shown.count)
            if yes or typer.confirm("Go on?", err=True):
                count = moderate(here, Act(act), wanted, token=shown.token, reason=reason)
                say(f"{done} {plural(count, 'signature')}.")


_add_moderation(
    "invalidate",
    "Invalidated",
    "Take signatures out of the count, after showing which. They can be restored.",
)
_add_moderation(
    "restore",
    "Restored",
    "Put invalidated signatures back and accept suspect ones, after showing which.",
)


@app.command()
def decisions(
    context: typer.Context,
    slug: CampaignArgument,
    before: Annotated[
        int, typer.Option(min=0, metavar="NUMBER", help="Show those before this decision.")
    ] = 0,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """List what was decided about signatures, the newest first."""
    from campaigner.petitions.moderation.undoing import steps
    from campaigner.time_zones import local_time

    with opened_petition(context, slug) as here:
        found, zone = steps(here, before), here.zone
    rows = [
        {
            "decision": each.id,
            "at": local_time(each.at, zone).isoformat(),
            "act": each.act,
            "count": each.count,
            "reason": each.reason,
            "who": each.actor,
            "undone_by": each.undone_by,
        }
        for each in found
    ]
    print_rows(rows, _DECISION, output)


@app.command("undo")
def undo_decision(
    context: typer.Context,
    slug: CampaignArgument,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The number of a decision, from decisions.")
    ],
) -> None:
    """Take back a decision about signatures: they are again what they were before it.

    Those that were withdrawn or decided about since stay as they are.
    """
    from campaigner.petitions.moderation.undoing import undo

    with opened_petition(context, slug) as here:
        done = undo(here, number)
    say(f"{plural(done.back, 'signature')} as before.")
    for why, count in done.left.items():
        say(f"Left: {plural(count, 'signature')} ({_WHY_LEFT[why.value]}).")


@app.command()
def withdraw(
    context: typer.Context,
    slug: CampaignArgument,
    who: Annotated[
        str,
        typer.Argument(
            metavar="TOKEN|EMAIL|NUMBER",
            help="The token or link from an email, the email address of the person, or the number"
            " of the signature.",
        ),
    ],
    name: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="The whole name, if several people have signed with the address."
        ),
    ] = "",
    signature: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            help="The number of the signature, if several people have signed with the address.",
        ),
    ] = None,
    undo: Annotated[
        bool,
        typer.Option("--undo", help="Put a signature back that an organiser withdrew by mistake."),
    ] = False,
    yes: YesOption = False,
) -> None:
    """Withdraw a signature.

    If several people have signed with the address, it shows them and asks.
    """
    from campaigner.petitions.moderation.withdrawals import whose_is

    if whose := whose_is(who, name, signature):
        if not whose.email:
            has_no_effect(context, "with the number of a signature", "signature")
        _withdraw(context, slug, whose, undo=undo, yes=yes)
    elif undo:
        raise UsageError(
            "Say whose signature is to be put back.",
            hint="Give the email address, or the number of the signature.",
        )
    else:
        has_no_effect(context, "with a token, which is of one signature", "name", "signature")
        _follow(context, slug, who)


def _withdraw(context: typer.Context, slug: str, whose: Whose, *, undo: bool, yes: bool) -> None:
    from campaigner.petitions.moderation import withdrawals

    look = withdrawals.to_put_back if undo else withdrawals.to_withdraw
    act = withdrawals.undo_withdrawal if undo else withdrawals.withdraw_for
    with opened_petition(context, slug) as here:
        meant = look(here, whose)
        if not yes and meant.is_several and not _agreed(meant, undo=undo):
            return
        done = act(here, whose, token=meant.token)
    say(f"{slug}: {plural(done, 'signature')} {'put back' if undo else 'withdrawn'}.")


def _agreed(meant: Meant, *, undo: bool) -> bool:
    say(f"{plural(len(meant.rows), 'signature')} to {'put back' if undo else 'withdraw'}:")
    _say_whose(meant.rows, len(meant.rows))
    say("To choose one, add: --name NAME, or --signature NUMBER")
    return typer.confirm("All of them?", err=True)


def _follow(context: typer.Context, slug: str, link: str) -> None:
    from campaigner.petitions.signing.confirmation import withdraw as follow

    with open_here(context) as here:
        say(f"{follow(here, link, slug).campaign}: withdrawn.")


def _say_whose(rows: Sequence[Mapping[str, Any]], count: int) -> None:
    """Say whose signatures are meant, a line each, and how many more there are."""
    for row in rows:
        about = (row["name"], row["email"], row["postcode"], row["state"])
        day = str(row["signed_at"])[:10]
        say(f"  {row['signature']}  {', '.join(each for each in about if each)}, signed on {day}")
    if count > len(rows):
        say(f"  … and {count - len(rows):,} more")
