"""``campaigner petition import · import-paper · export · sheet``: signatures in files."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from campaigner.cli.options import CampaignArgument
from campaigner.cli.output import say
from campaigner.cli.petition import app, opened_petition
from campaigner.cli.workspace import actor
from campaigner.sources import WEB
from campaigner.text import plural
from campaigner.vocabulary import SignatureState

if TYPE_CHECKING:
    from campaigner.petitions.importing.run import ImportResult
    from campaigner.petitions.opening import OpenPetition
    from campaigner.store.signature_search import Conditions


class ExportFormat(StrEnum):
    """What a petition is exported as."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    UK_JSON = "uk-json"
    LEDGER = "ledger"


Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else to stdout.")
]


@app.command("import")
def import_file(
    context: typer.Context,
    slug: CampaignArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table with headers: CSV, TSV or XLSX.")
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
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=HEADER",
            help="The header of a column that is not recognised; repeat for more.",
        ),
    ] = None,
    month_first: Annotated[
        bool, typer.Option("--month-first", help="Read dates as month/day/year.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Output file for rows that cannot be used (default: FILE.rejects.csv).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Import signatures from another system.

    An import that was interrupted resumes where it was when it is run again.
    """
    from campaigner.petitions.importing.run import ImportRequest, import_signatures
    from campaigner.tables import parse_mapping

    request = ImportRequest(
        path=file,
        confirmed=confirmed,
        source=source,
        language=language,
        mapping=parse_mapping(mapping or []),
        month_first=month_first,
        rejects=rejects,
    )
    with opened_petition(context, slug) as here:
        done = import_signatures(here, request, _say_how_far)
    say(
        f"{plural(done.accepted, 'signature')} imported, {done.repeated:,} repeated,"
        f" {done.rejected:,} rejected."
    )
    if done.rejects:
        say(f"The rejected rows are in {done.rejects}: correct them there and import that file.")
    if done.rejected:
        raise typer.Exit(1)


def _say_how_far(progress: ImportResult) -> None:
    say(f"… up to line {progress.line:,}: {progress.accepted:,} imported")


@app.command()
def export(
    context: typer.Context,
    slug: CampaignArgument,
    output: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")],
    out: Output = None,
    partner: Annotated[
        str, typer.Option(help="With addresses: of those alone who let this partner write.")
    ] = "",
    area: Annotated[str | None, typer.Option(help="Of one area; '' for none.")] = None,
    source: Annotated[str, typer.Option(help="Of one source.")] = "",
    language: Annotated[str, typer.Option(help="Of the words in uk-json.")] = "en",
) -> None:
    """Write confirmed signatures, the public counts, or the ledger; the audit notes it."""
    from campaigner.store import audit
    from campaigner.store.database import snapshot, transaction
    from campaigner.store.signature_search import Conditions

    with opened_petition(context, slug) as here:
        key = here.campaign.partner_who_asks(partner).key if partner else ""
        conditions = Conditions(area=area, source=source, states=(SignatureState.CONFIRMED,))
        with snapshot(here.database), _opened_output(out) as file:
            count = _write(here, output, file, conditions, key, language)
        with transaction(here.database) as connection:
            details = {"format": output.value, "partner": key, "rows": count}
            audit.record(connection, here.now, actor(), "export", slug, **details)
    if out:
        say(f"Wrote {out}.")


@contextmanager
def _opened_output(path: Path | None) -> Iterator[TextIO]:
    from campaigner.files import writing

    if path is None:
        yield sys.stdout
        return
    with writing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


def _write(
    here: OpenPetition,
    output: ExportFormat,
    file: TextIO,
    conditions: Conditions,
    partner: str,
    language: str,
) -> int:
    """Write what is wanted; gives how many rows."""
    from campaigner.petitions import exports
    from campaigner.petitions.proof.ledger_export import ledger_lines
    from campaigner.petitions.public_json import public_json

    connection = here.database.conn
    if output is ExportFormat.UK_JSON:
        settings = here.workspace.settings
        data = public_json(
            here.database,
            here.campaign,
            here.petition,
            here.now,
            address=settings.web.address,
            floor=settings.publication.floor,
            language=language,
        )
        file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return 1
    if output is ExportFormat.LEDGER:
        file.writelines(f"{line}\n" for line in ledger_lines(connection, here.petition))
        return here.petition.ledger_rows
    rows = exports.exported(connection, here.petition, conditions, partner)
    if output is ExportFormat.JSON_LINES:
        return exports.write_json_lines(rows, file)
    return exports.write_csv(rows, file, exports.CONTACT if partner else exports.PUBLIC)
