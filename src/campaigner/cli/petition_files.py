"""``campaigner petition import · export``: signatures from files and to files."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import (
    CampaignArgument,
    ForceOption,
    NoMeansOption,
    OutOption,
    YesMeansOption,
    day_option,
)
from campaigner.cli.output import say, say_first, say_wrote, utf8_stdout
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.tables import (
    DryRunOption,
    MapOption,
    MemberOption,
    Seen,
    SheetOption,
)
from campaigner.sources import WEB
from campaigner.text import plural
from campaigner.vocabulary.papers import PetitionExport

_SHOWN_PROBLEMS = 10

if TYPE_CHECKING:
    from campaigner.petitions.importing.request import ImportResult


@app.command("import")
def import_file(
    context: typer.Context,
    slug: CampaignArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A table with headers: CSV, XLSX, XLS, ODS, packed or not; or -."
        ),
    ],
    confirmed: Annotated[
        bool,
        typer.Option(
            "--confirmed", help="Count the signatures now: the other system had them confirmed."
        ),
    ] = False,
    source: Annotated[
        str, typer.Option(metavar="CODE", help="The source that they are counted under.")
    ] = WEB,
    language: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGE",
            help="The language of rows that name none (default: the campaign’s first).",
            show_default=False,
        ),
    ] = "",
    mapping: MapOption = None,
    month_first: Annotated[
        bool | None,
        typer.Option(
            "--month-first/--day-first",
            help="How to read dates like 03/12/2026, if no date in the column shows it.",
        ),
    ] = None,
    signed_on: Annotated[
        date | None,
        day_option(
            "--signed-on", help="Day on which rows without a date were signed (default: today)."
        ),
    ] = None,
    yes_means: YesMeansOption = None,
    no_means: NoMeansOption = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION=TEXT",
            help="The words that people agreed to there: of letter, consent:PARTNER, or statement"
            " (repeat for more; default: the campaign's).",
        ),
    ] = None,
    wording: Annotated[
        str,
        typer.Option(
            metavar="VERSION",
            help="The version of the words that people signed, or “unknown” (default: the"
            " current words).",
            show_default=False,
        ),
    ] = "",
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Output file for rows that cannot be used (default: FILE.rejects.csv).",
            show_default=False,
        ),
    ] = None,
    sheet: SheetOption = "",
    member: MemberOption = "",
    dry_run: DryRunOption = False,
    force: ForceOption = False,
) -> None:
    """Import signatures from another system.

    An import that was interrupted resumes where it was when it is run again. Of a file that was
    imported before, only the rows that did not become signatures are tried again.
    """
    from campaigner.pairs import parse_pairs_once
    from campaigner.petitions.importing.request import ImportRequest
    from campaigner.petitions.importing.run import import_signatures
    from campaigner.tables import parse_mapping, received

    with (
        received(file, member, sheet) as table,
        opened_petition(context, slug, look=dry_run) as here,
    ):
        request = ImportRequest(
            file=table,
            confirmed=confirmed,
            source=source,
            language=language,
            mapping=parse_mapping(mapping or []),
            month_first=month_first,
            signed_on=signed_on,
            yes_means=tuple(yes_means or ()),
            no_means=tuple(no_means or ()),
            words=parse_pairs_once(words or [], "letter=TEXT"),
            wording=wording,
            rejects=rejects,
            replace=force,
            dry_run=dry_run,
        )
        seen = Seen()
        report = _say_nothing if dry_run else _say_how_far
        done = import_signatures(here, request, report, seen)
    if dry_run:
        seen.show()
    _say_result(done, "would be imported" if dry_run else "imported")
    if done.rejected:
        raise typer.Exit(1)


def _say_result(done: ImportResult, imported: str) -> None:
    say_first(done.problems, _SHOWN_PROBLEMS, done.rejected)
    if any(code.startswith(("invalid-letter", "invalid-consent")) for code in done.codes):
        say("To say what an answer means, add: --yes-means TEXT or --no-means TEXT")
    for note in done.notes:
        say(str(note))
    say(
        f"{plural(done.accepted, 'signature')} {imported}, {done.repeated:,} repeated,"
        f" {done.rejected:,} rejected."
    )
    if done.before:
        say(f"{plural(done.before, 'row')} of this file became signatures before, and stay so.")
    if done.rejects:
        say(f"The rejected rows are in {done.rejects}: correct them there and import that file.")


def _say_nothing(progress: ImportResult) -> None:
    del progress  # a rehearsal imports nothing


def _say_how_far(progress: ImportResult) -> None:
    say(f"… up to row {progress.line:,}: {progress.accepted:,} imported")


@app.command()
def export(
    context: typer.Context,
    slug: CampaignArgument,
    what: Annotated[PetitionExport, typer.Option("--format", "-f", help="What to write.")],
    out: OutOption = None,
    partner: Annotated[
        str,
        typer.Option(
            metavar="PARTNER",
            help="Only signatures of people who let this partner write to them, with addresses.",
        ),
    ] = "",
    area: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only signatures of one area ('' for no area)."),
    ] = None,
    source: Annotated[
        str, typer.Option(metavar="CODE", help="Only signatures that came through one source.")
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGE",
            help="The language of the words in uk-json (default: the campaign’s first).",
            show_default=False,
        ),
    ] = "",
    force: ForceOption = False,
) -> None:
    """Write confirmed signatures, the public counts or the ledger.

    The audit records who exported what.
    """
    from campaigner.petitions import exports

    request = exports.ExportRequest(
        what=what, partner=partner, area=area, source=source, language=language
    )
    with opened_petition(context, slug) as here:
        wanted = exports.export(here, request)
        file = wanted.destination(out, replace=force) if out else None
        with closing(wanted.chunks()) as chunks:
            if file is None:
                first = next(chunks, "")  # what is refused leaves nothing, not even a mark
                utf8_stdout(wanted.mark).writelines(chain([first], chunks))
            else:
                file.write_all(chain([wanted.mark], chunks))
    if out:
        say_wrote(out)
