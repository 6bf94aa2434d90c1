"""``campaigner instrument``: treaties and declarations, their words, citations of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import ForceOption, FormatOption, has_no_effect
from campaigner.cli.output import print_json, print_problems, print_rows, say, say_wrote
from campaigner.cli.workspace import open_here
from campaigner.errors import UsageError
from campaigner.text import plural
from campaigner.vocabulary.campaigns import CitationForm, CitationStyle
from campaigner.vocabulary.papers import ListFormat

if TYPE_CHECKING:
    from campaigner.instruments.consultation import PlaceRead

app = typer.Typer(name="instrument", no_args_is_help=True)
Ref = Annotated[str, typer.Argument(metavar="REF", help="Citation, such as “UDHR 25(1)”.")]
LanguageOption = Annotated[
    str, typer.Option("--language", "-l", metavar="TAG", help="Language, such as cy or ug-Arab.")
]


@app.command("list")
def list_instruments(output: FormatOption = ListFormat.TABLE) -> None:
    """List the instruments that can be cited."""
    from campaigner.instruments.records import instruments

    rows = [
        {**found.as_dict(), "text": "yes" if found.has_text else "citation only"}
        for found in instruments().values()
    ]
    print_rows(rows, ["short", "name", "adopted", "extent", "text"], output)


@app.command()
def languages(
    output: FormatOption = ListFormat.TABLE,
    refused: Annotated[
        bool, typer.Option("--refused", help="List the refused ones and why.")
    ] = False,
) -> None:
    """List the languages of the Declaration, with the articles that are withheld from each.

    JSON has the refused languages, too.
    """
    from campaigner.instruments.library import languages as known

    shipped = [row.as_dict() for row in known() if not row.is_refused]
    withheld = plural(sum(bool(row["withheld"]) for row in shipped), "language")
    failing = [row.as_dict() for row in known() if row.is_refused]
    if output is ListFormat.JSON:
        print_json({"count": len(shipped), "languages": shipped, "refused": failing})
        return
    if refused:
        print_rows(failing, ["language", "name", "reasons", "status"], output)
        return
    print_rows(shipped, ["language", "name", "title", "status", "withheld"], output)
    say(f"{plural(len(shipped), 'language')}; articles are withheld from {withheld}.")


@app.command()
def show(
    ref: Ref,
    language: LanguageOption = "en",
    related: Annotated[
        bool, typer.Option("--related", help="Show articles elsewhere that say the same.")
    ] = False,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Show the words of an article in any language, and what the instrument is to the UK."""
    from campaigner.instruments.consultation import remarks_on

    for remark in remarks_on(ref):
        say(f"Warning: {remark}")
    found = _read(ref, language, output)
    others = [other.as_dict() for other in found.related]
    if output is ListFormat.JSON:
        data = found.as_dict()
        print_json({**data, "related": others} if related else data)
        return
    if output is ListFormat.CSV:
        raise UsageError("An article is not a list.", hint="Use the format table or json.")
    typer.echo(found.heading)
    for number, paragraph in zip(found.passage.numbers, found.passage.paragraphs, strict=True):
        typer.echo(f"\n{f'({number}) ' if number else ''}{paragraph}")
    if found.standing:
        typer.echo(f"\nStatus in {found.standing.short_country}: {found.standing.line}")
    if related:
        typer.echo()
        print_rows(others, ["ref", "relation", "source"], output)


def _read(ref: str, language: str, output: ListFormat) -> PlaceRead:
    """The words of a place; of an instrument without text, what it is to the UK comes first."""
    from campaigner.instruments.consultation import read_place, standing_of
    from campaigner.instruments.library import NoText

    try:
        return read_place(ref, language)
    except NoText as error:
        heading, standing = standing_of(ref)
        if error.code == "no-text" and standing and output is ListFormat.TABLE:
            typer.echo(f"{heading}\n\nStatus in {standing.short_country}: {standing.line}")
        raise


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="Words to find.")],
    language: LanguageOption = "en",
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="NUMBER", help="Maximum number to show.")
    ] = 10,
    output: FormatOption = ListFormat.TABLE,
) -> None:
    """Find words in the Declaration, best match first."""
    from campaigner.instruments.search import answer

    asked = " ".join(words)
    found = answer(asked, language)
    hits = found.hits
    if found.see:
        shown = f"; showing “{found.instead}”" if found.instead else ""
        say(f"“{asked}” is not in the Declaration{shown}. See also: {', '.join(found.see)}.")
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
    context: typer.Context,
    ref: Ref,
    style: Annotated[
        CitationForm, typer.Option("--style", "-s", help="Style of the citation.")
    ] = CitationForm.OSCOLA,
    language: LanguageOption = "en",
) -> None:
    """Write a citation in a style."""
    from campaigner.instruments import consultation

    for remark in consultation.remarks_on(ref):
        say(f"Warning: {remark}")
    if style is CitationForm.CSL_JSON:
        has_no_effect(context, "with --style csl-json", "language")
        print_json(consultation.cite_as_csl(ref))
        return
    for citation in consultation.cite(ref, CitationStyle(style), language):
        typer.echo(citation)


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files of Markdown or plain text.")
    ],
    language: Annotated[
        str,
        typer.Option(
            "--language",
            "-l",
            metavar="TAG",
            help="Language of the files (default: as in NAME.LANGUAGE.md).",
            show_default=False,
        ),
    ] = "",
    output: FormatOption = ListFormat.TABLE,
) -> int:
    """Check the citations and quotations in texts.

    They are compared with the instruments, word by word. The exit code is 1 if they differ.
    """
    from campaigner.instruments.consultation import check_files
    from campaigner.problems import errors_among

    problems = check_files(paths, language)
    print_problems(problems, output)
    if not problems:
        say(f"Checked {plural(len(paths), 'file')}: no problems.")
    return 1 if errors_among(problems) else 0


@app.command()
def sheet(
    context: typer.Context,
    ref: Ref,
    language: LanguageOption = "en",
    beside: Annotated[
        str, typer.Option("--beside", metavar="TAG", help="Second language, beside the first.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Output file (default: named after the article).",
            show_default=False,
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Make a one-page PDF for workshops.

    It has the article in large type, related articles and questions to discuss.
    """
    from campaigner.destinations import destination
    from campaigner.papers.learning_sheets import make_learning_sheet

    kind = "learning sheet"
    with open_here(context) as here:
        file = destination(here, output, kind, replace=force) if output else None
        made = make_learning_sheet(here.workspace, ref, language, beside)
        path = output or Path(f"{made.name}.pdf")
        file = file or destination(here, path, kind, replace=force)
        file.write(made.pdf)
    say_wrote(path)
    for checked in made.checked:
        say(checked)
