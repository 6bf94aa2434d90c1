"""``campaigner petition search · invalidate · restore · withdraw · close · answer``."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.left_files import saying_left
from campaigner.cli.options import (
    CampaignArgument,
    FormatOption,
    YesOption,
    day_option,
    moment_option,
)
from campaigner.cli.output import print_rows, say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import actor
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary import ListFormat

if TYPE_CHECKING:
    from campaigner.petitions.opening import OpenPetition
    from campaigner.store.signature_search import Conditions

Domain = Annotated[str, typer.Option(help="Of the e-mail address, as example.org.")]
Network = Annotated[str, typer.Option(help="An IP address that they signed from.")]
Name = Annotated[str, typer.Option(help="The whole name; case and accents do not matter.")]
Since = Annotated[
    datetime | None, moment_option("--since", help="Signed at this time or later, in UTC.")
]
Until = Annotated[
    datetime | None, moment_option("--until", help="Signed before this time, in UTC.")
]
Area = Annotated[str | None, typer.Option(help="An area's code; '' for none.")]
SourceOption = Annotated[str, typer.Option(help="Where they came from.")]


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _end_of(day: date) -> int:
    return int(datetime.combine(day + timedelta(days=1), time.min, UTC).timestamp())


def _network(here: OpenPetition, address: str) -> bytes:
    from campaigner.petitions.networks import network_hash, network_key

    return network_hash(address, network_key(here.workspace.keys_folder)) if address else b""


def _chosen(
    here: OpenPetition, conditions: Conditions, states: tuple[str, ...], verb: str, yes: bool
) -> bool:
    """Show how many signatures are meant, and ask whether to go on."""
    from dataclasses import replace

    from campaigner.petitions.moderation import preview

    meant = preview(here.database, here.petition, replace(conditions, states=states))
    say(f"{plural(meant, 'signature')} to {verb}.")
    return bool(meant) and bool(conditions.given()) and (yes or typer.confirm("Go on?", err=True))


@app.command()
def search(
    context: typer.Context,
    slug: CampaignArgument,
    words: Annotated[str, typer.Argument(help="Part of a name, e-mail or postcode.")] = "",
    state: Annotated[str, typer.Option(help="pending, suspect, confirmed …")] = "",
    domain: Domain = "",
    name: Name = "",
    area: Area = None,
    source: SourceOption = "",
    limit: Annotated[int, typer.Option(min=1, help="So many at most.")] = 50,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Find signatures."""
    from itertools import islice

    from campaigner.petitions.signatures import shown
    from campaigner.store.signature_search import Conditions, matching

    conditions = Conditions(
        words=words,
        domain=domain,
        name=name,
        area=area,
        source=source,
        states=(state,) if state else (),
    )
    with opened_petition(context, slug) as here:
        found = matching(here.database.conn, here.petition.id, conditions)
        rows = [shown(each) for each in islice(found, limit)]
    columns = ("signature", "state", "name", "email", "postcode", "area", "source", "signed_at")
    print_rows(rows, columns, output)


@app.command()
def invalidate(
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
    """Take signatures out of the count: shows how many first; can be restored."""
    from campaigner.petitions import moderation

    with opened_petition(context, slug) as here:
        conditions = _conditions(here, domain, network, name, since, until, area, source)
        if _chosen(here, conditions, moderation.INVALIDATED_FROM, "invalidate", yes):
            done = moderation.invalidate(
                here.database, here.petition, conditions, here.now, actor()
            )
            say(f"Invalidated {plural(done, 'signature')}.")


@app.command()
def restore(
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
    """Put invalidated signatures back, and let suspect ones in: shows how many first."""
    from campaigner.petitions import moderation

    with opened_petition(context, slug) as here:
        conditions = _conditions(here, domain, network, name, since, until, area, source)
        if _chosen(here, conditions, moderation.RESTORED_FROM, "restore", yes):
            done = moderation.restore(here.database, here.petition, conditions, here.now, actor())
            say(f"Restored {plural(done, 'signature')}.")


def _conditions(
    here: OpenPetition,
    domain: str,
    network: str,
    name: str,
    since: datetime | None,
    until: datetime | None,
    area: str | None,
    source: str,
) -> Conditions:
    """Which signatures are meant; a call that would mean all of them is refused."""
    from campaigner.store.signature_search import Conditions

    conditions = Conditions(
        domain=domain,
        network=_network(here, network),
        name=name,
        since=_seconds(since),
        until=_seconds(until),
        area=area,
        source=source,
    )
    if not conditions.given():
        raise UsageError("Say which signatures.", hint="Give one condition at least: --domain …")
    return conditions


@app.command()
def withdraw(
    context: typer.Context,
    slug: CampaignArgument,
    who: Annotated[str, typer.Argument(metavar="TOKEN|EMAIL", help="From a mail, or an address.")],
) -> None:
    """Withdraw a signature, by the link in a mail or for the person of an address."""
    from campaigner.petitions.confirmation import withdraw as follow
    from campaigner.petitions.moderation import withdraw_for

    with opened_petition(context, slug) as here:
        if "@" not in who:
            say(f"{follow(here.database, who, here.now).campaign}: withdrawn.")
            return
        done = withdraw_for(here.database, here.petition, who, here.now, actor())
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
        closes_at = here.now if on is None else _end_of(on)
        set_closing(here.database, here.petition, closes_at, here.now, actor())
    say(f"{slug} closes at {datetime.fromtimestamp(closes_at, UTC):%Y-%m-%d %H:%M} UTC.")


@app.command()
def answer(
    context: typer.Context,
    slug: CampaignArgument,
    at: Annotated[int, typer.Argument(metavar="COUNT", help="The threshold, as 10000.")],
    words: Annotated[str, typer.Argument(metavar="ANSWER", help="What was said, or where.")],
) -> None:
    """Record that a threshold was answered: a response, or a debate."""
    from campaigner.petitions.moderation import record_answer

    with opened_petition(context, slug) as here:
        record_answer(here.database, here.petition, at, words, here.now, actor())
    say(f"{slug}: the answer to {plural(at, 'signature')} is recorded.")


@app.command()
def anonymise(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much is due.")] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Remove what names people and is past its time, of all petitions; counts stay. For cron."""
    from dataclasses import asdict

    from campaigner import clock
    from campaigner.cli.workspace import current_workspace
    from campaigner.privacy import retention
    from campaigner.store.database import opened

    workspace = current_workspace(context)
    now, keep = int(clock.now().timestamp()), workspace.settings.retention
    with opened(workspace.database_path) as database:
        if dry_run:
            done = retention.what_is_due(database, keep, now)
        else:
            with saying_left() as left:
                done = retention.anonymise(database, keep, now, actor(), left=left)
    columns = ["unconfirmed", "closed", "letters", "files", "bookings", "networks", "tokens"]
    print_rows([asdict(done)], columns, output)
    say("To be removed." if dry_run else "Removed.")
