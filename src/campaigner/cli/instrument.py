"""``campaigner instrument``: treaties and declarations, their words, citations of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import FormatOption
from campaigner.cli.output import print_json, print_problems, print_rows, say
from campaigner.cli.workspace import current_workspace
from campaigner.text import plural
from campaigner.vocabulary import ListFormat

app = typer.Typer(
    name="instrument",
    help="Treaties and declarations: their words, and citations of them.",
    no_args_is_help=True,
)
Ref = Annotated[str, typer.Argument(metavar="REF", help="A citation, such as: UDHR 25(1)")]
LanguageOption = Annotated[
    str, typer.Option("--language", "-l", help="A language tag, such as cy or ug-Arab.")
]


@app.command("list")
def list_instruments(output: FormatOption = ListFormat.TABLE) -> None:
    """List the instruments that can be cited."""
    from campaigner.instruments.records import instruments

    rows = [
        {
            "key": found.key,
            "short": found.short,
            "name": found.name,
            "adopted": found.adopted.isoformat(),
            "in_force": found.in_force.isoformat() if found.in_force else None,
            "reference": found.reference,
            "extent": found.extent,
            "text": "yes" if found.has_text else "citation only",
            "address": found.address,
        }
        for found in instruments().values()
    ]
    print_rows(rows, ["short", "name", "adopted", "extent", "text"], output)


@app.command()
def languages(
    output: FormatOption = ListFormat.TABLE,
    refused: Annotated[
        bool, typer.Option("--refused", help="Show those that were refused, with the reasons.")
    ] = False,
) -> None:
    """List the languages of the Declaration's text; JSON has the refused ones as well."""
    from campaigner.instruments.library import languages as known

    everything = [
        {
            "language": row.language,
            "name": row.name,
            "status": row.status,
            "direction": row.direction,
            "script": row.script,
            "title": row.title,
            "reasons": list(row.reasons),
        }
        for row in known()
    ]
    if output is ListFormat.JSON:
        shipped = [row for row in everything if row["status"] != "refused"]
        failing = [row for row in everything if row["status"] == "refused"]
        print_json({"count": len(shipped), "languages": shipped, "refused": failing})
        return
    rows = [row for row in everything if (row["status"] == "refused") == refused]
    columns = ["language", "name", "reasons" if refused else "title", "status"]
    print_rows(rows, columns, output)


@app.command()
def show(
    ref: Ref,
    language: LanguageOption = "en",
    related: Annotated[
        bool, typer.Option("--related", help="Say which articles elsewhere say the same.")
    ] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Show the words of a place, in any language that is kept."""
    from campaigner.instruments.citations import format_reference, parse_reference
    from campaigner.instruments.crosswalk import related as related_to
    from campaigner.instruments.library import passage, text_in

    reference = parse_reference(ref)
    found = passage(reference, language)
    others = [
        {"ref": str(other), "source": source}
        for other, source in (related_to(reference) if related else ())
    ]
    if output is ListFormat.JSON:
        text = text_in(found.language)
        data = {
            "ref": str(reference),
            "language": found.language,
            "direction": found.direction,
            "text": found.text,
            "paragraphs": list(found.paragraphs),
            "status": text.status,
            "notes": list(text.notes),
        }
        print_json({**data, "related": others} if related else data)
        return
    typer.echo(format_reference(reference, "full", found.language))
    for number, paragraph in zip(found.numbers, found.paragraphs, strict=True):
        typer.echo(f"\n{f'({number}) ' if number else ''}{paragraph}")
    if related:
        typer.echo()
        print_rows(others, ["ref", "source"], output)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.")],
    language: LanguageOption = "en",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to show.")] = 10,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Find the places of the Declaration that speak of something, the most fitting first."""
    from campaigner.instruments.search import search as found

    hits = found(" ".join(words), language)
    rows = [
        {"ref": str(hit.reference), "text": hit.marked(), "score": hit.score}
        for hit in hits[:limit]
    ]
    if output is not ListFormat.TABLE:
        print_rows(rows, ["ref", "text", "score"], output)
        return
    bold, plain = typer.style("|", bold=True).split("|") if sys.stdout.isatty() else ("**", "**")
    for hit in hits[:limit]:
        typer.echo(f"{hit.reference}\n{hit.marked(bold, plain)}\n")
    say(f"{plural(len(hits), 'place')} found.")


@app.command()
def cite(
    ref: Ref,
    style: Annotated[
        str, typer.Option("--style", "-s", help="short, full, oscola, us, symbol or csl-json.")
    ] = "oscola",
    language: LanguageOption = "en",
) -> None:
    """Write a citation in a style."""
    from campaigner.instruments.citations import format_reference, parse_references
    from campaigner.instruments.styles import csl_item

    if style == "csl-json":
        print_json([csl_item(reference) for reference in parse_references(ref)])
        return
    for reference in parse_references(ref):
        typer.echo(format_reference(reference, style, language))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Markdown or text.")],
    language: Annotated[
        str, typer.Option("--language", "-l", help="Of the files; else from NAME.LANGUAGE.md.")
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> int:
    """Compare what texts cite and quote with the instruments; exit code 1 where they differ."""
    from campaigner.files import read_text
    from campaigner.instruments.quotations import check_text, language_of
    from campaigner.problems import errors_among

    problems = [
        problem
        for path in paths
        for problem in check_text(read_text(path), path, language or language_of(path))
    ]
    print_problems(problems, output)
    if not problems:
        say(f"{plural(len(paths), 'file')} checked: nothing to mend.")
    return 1 if errors_among(problems) else 0


@app.command()
def sheet(
    context: typer.Context,
    ref: Ref,
    language: LanguageOption = "en",
    beside: Annotated[str, typer.Option("--beside", help="A second language beside it.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; else named after the article.")
    ] = None,
) -> None:
    """Make a one-page PDF for workshops: the article large, what is related, what to talk about."""
    from campaigner.files import write_bytes
    from campaigner.instruments.citations import parse_reference
    from campaigner.papers.learning_sheets import learning_sheet
    from campaigner.text import slug

    folders = current_workspace(context).template_folders
    reference = parse_reference(ref)
    languages = [tag for tag in (language, beside) if tag]
    path = output or Path(f"{slug(' '.join([str(reference), *languages]))}.pdf")
    write_bytes(path, learning_sheet(reference, languages, folders))
    say(f"Wrote {path}.")
