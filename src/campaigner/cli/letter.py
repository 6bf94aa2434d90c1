"""``campaigner letter``: letters to representatives, one or many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from campaigner.cli.forms import naming_options
from campaigner.cli.letter_batch import batch
from campaigner.cli.letter_closeness import say_closeness
from campaigner.cli.letter_mailed import fetch_replies, mailed_replies, set_aside, take_reply
from campaigner.cli.letter_options import (
    DateOption,
    FormsOption,
    LanguageOption,
    LayoutOption,
    PdfOption,
    RendererOption,
    forms_in,
    has_no_effect_without_pdf,
    open_for_letters,
    say_if_slow,
)
from campaigner.cli.letter_replies import due, from_pages, list_letters, outcomes, record_reply
from campaigner.cli.letter_undoing import remove_reply, void
from campaigner.cli.options import CampaignArgument, ForceOption, not_stdout
from campaigner.cli.output import say, say_if_unreviewed
from campaigner.errors import CampaignerError, UsageError
from campaigner.vocabulary.letters import LetterForm, PdfVariant, SupporterKind

if TYPE_CHECKING:
    from campaigner.letters.recipients import ChooseArea

app = typer.Typer(name="letter", no_args_is_help=True)
PersonKind = Literal[
    SupporterKind.CONSTITUENT, SupporterKind.PROFESSIONAL, SupporterKind.FAITH_GROUP
]


@app.command()
def write(
    context: typer.Context,
    campaign: CampaignArgument,
    name: Annotated[str, typer.Option(metavar="TEXT", help="The sender’s name.")] = "",
    address: Annotated[
        str, typer.Option(metavar="TEXT", help="The sender’s address, with commas between lines.")
    ] = "",
    postcode: Annotated[
        str,
        typer.Option(
            metavar="POSTCODE", help="The sender’s postcode, which decides who gets the letter."
        ),
    ] = "",
    email: Annotated[
        str, typer.Option(metavar="EMAIL", help="The sender’s email address (optional).")
    ] = "",
    language: LanguageOption = "",
    personal: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help="The sender’s own paragraph: What have you seen? Where? When? What would help?"
            " (optional)",
        ),
    ] = "",
    personal_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A text file with that paragraph, or - for standard input."
        ),
    ] = None,
    asks: Annotated[
        str, typer.Option(metavar="ID,…", help="The asks to make (default: all of the campaign’s).")
    ] = "",
    facts: Annotated[
        str, typer.Option(metavar="ID,…", help="The facts to give (default: all that are offered).")
    ] = "",
    kind: Annotated[
        PersonKind, typer.Option(help="The kind of sender.")
    ] = SupporterKind.CONSTITUENT,
    area: Annotated[
        str,
        typer.Option(metavar="CODE", help="The sender’s area, if the postcode does not decide it."),
    ] = "",
    layout: LayoutOption = "",
    forms: FormsOption = "pdf",
    pdf: PdfOption = PdfVariant.UA_1,
    renderer: RendererOption = None,
    date: DateOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            callback=not_stdout,
            help="The output file or folder (default: the workspace’s folder letters).",
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Write one supporter’s letter to their representative."""
    from campaigner.letters.recipients import ChooseArea
    from campaigner.letters.request import LetterRequest
    from campaigner.letters.single import write as write_letters

    wanted = forms_in(forms)
    has_no_effect_without_pdf(context, wanted)
    if personal and personal_file:
        raise UsageError("Choose one of --personal and --personal-file.")
    folder, stem = _place(output, wanted)
    is_asked = not (name and address and postcode)
    with open_for_letters(context) as here:
        here.workspace.campaign_folder(campaign)  # a wrong name is said before anything is asked
        request = LetterRequest(
            campaign=campaign,
            name=name or _ask("Name", "--name"),
            address=address or _ask("Address (commas between lines)", "--address"),
            postcode=postcode or _ask("Postcode", "--postcode"),
            email=email,
            language=language,
            personal=_story(personal, personal_file, language, asked=is_asked),
            asks=asks,
            facts=facts,
            kind=kind,
            area=area,
            layout=layout,
            forms=wanted,
            variant=pdf,
            renderer=renderer,
            day=date,
            out=folder,
            stem=stem,
            replace=force,
        )
        say_if_slow(here, renderer)
        with naming_options():
            written = write_letters(here, request)
    if isinstance(written, ChooseArea):
        raise _area_wanted(written)
    for letter in written.letters:
        recipient = letter.recipient
        place = f", {recipient.area.name}" if recipient.area else ""
        say(f"A letter to {recipient.envelope_name}{place}.")
        typer.echo(letter.path)
        say_closeness(letter)
    if written.remark:
        say(written.remark)
    say_if_unreviewed(*written.unreviewed)


def _place(output: Path | None, forms: tuple[LetterForm, ...]) -> tuple[str, str]:
    """The folder that ``--output`` names, and the file's name without the ending of a form."""
    if output is None:
        return "", ""
    if output.is_dir():
        return str(output), ""
    ending = output.suffix.lower().removeprefix(".")
    if ending not in list(LetterForm):
        return str(output.parent), output.name
    if ending not in forms:
        raise UsageError(
            f"{output.name} is not in a form that is being written.", hint=f"Add --as {ending}."
        )
    return str(output.parent), output.stem


def _area_wanted(choice: ChooseArea) -> CampaignerError:
    codes = ", ".join(f"{area.code} for {area.name}" for area in choice.areas)
    where = f": {codes}." if codes else ". For the codes, run: campaigner area list"
    about = f"{choice.no_area.hint} " if choice.no_area and choice.no_area.is_certain else ""
    return CampaignerError(choice.reason, hint=f"{about}Run again with --area CODE{where}")


def _story(text: str, file: Path | None, language: str, *, asked: bool) -> str:
    """The sender's own paragraph; somebody who is asked for the rest is asked for it, too."""
    if file:
        from campaigner.letters.writing.personal_file import personal_text

        return personal_text(file)
    if text or not asked:
        return text
    from campaigner.letters.writing.story import question

    answer: str = typer.prompt(f"{question(language)} (optional)", "", show_default=False, err=True)
    return answer


def _ask(question: str, option: str) -> str:
    """Ask on a terminal for what is missing; elsewhere that is incorrect usage."""
    if not sys.stdin.isatty():
        raise UsageError(f"{option} is missing.", hint="See: campaigner letter write --help")
    answer: str = typer.prompt(question, err=True)
    return answer


@app.command()
def table(language: LanguageOption = "") -> None:
    """Print the first line of a table of supporters, to fill in and give to letter batch."""
    from campaigner.letters.writing.story import table_to_fill

    typer.echo(table_to_fill(language), nl=False)


app.command()(batch)
app.command("list")(list_letters)
app.command("from-pages")(from_pages)
app.command("record-reply")(record_reply)
app.command("remove-reply")(remove_reply)
app.command("fetch-replies")(fetch_replies)
app.command("mailed-replies")(mailed_replies)
app.command("take-reply")(take_reply)
app.command("set-aside")(set_aside)
app.command()(void)
app.command()(due)
app.command()(outcomes)
