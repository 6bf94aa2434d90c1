"""Options that commands about letters share, and what they say of letters in general."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import day_option, has_no_effect
from campaigner.cli.output import say
from campaigner.cli.workspace import actor, now_in, workspace_for_papers
from campaigner.vocabulary.letters import LetterForm, PdfVariant, RendererChoice

if TYPE_CHECKING:
    from campaigner.opening import OpenWorkspace

LanguageOption = Annotated[
    str,
    typer.Option(
        "--language", "-l", metavar="TAG", help="The language (default: the campaign’s first)."
    ),
]
LayoutOption = Annotated[
    str,
    typer.Option(
        metavar="LAYOUT",
        help="The page layout, as uk-dl or us-9, or “country” for the layout usual in the"
        " recipient’s country (default: the campaign’s).",
    ),
]
FormsOption = Annotated[
    str,
    typer.Option("--as", metavar="FORM,…", help="The forms to write: pdf, txt, eml."),
]
PdfOption = Annotated[
    PdfVariant,
    typer.Option("--pdf", help="The PDF standard: ua-1 is accessible, a-2u and a-3u for archives."),
]
RendererOption = Annotated[
    RendererChoice | None,
    typer.Option(
        help="What makes the PDFs: memo gives plain’s bytes sooner, compiled is the fastest and"
        " gives other bytes; auto is compiled for a batch, else memo (default: the settings’,"
        " usually auto)."
    ),
]
DateOption = Annotated[
    date | None, day_option("--date", help="The date on the letters (default: today).")
]


def forms_in(text: str) -> tuple[LetterForm, ...]:
    """Returns the forms of letters that ``--as`` names, with commas between them."""
    forms = []
    for name in filter(None, map(str.strip, text.split(","))):
        try:
            forms.append(LetterForm(name))
        except ValueError:
            raise _not_a_form(f"“{name}” is not a form of letter.") from None
    if not forms:
        raise _not_a_form("A letter needs at least one form.")
    return tuple(forms)


def has_no_effect_without_pdf(context: typer.Context, forms: Sequence[LetterForm]) -> None:
    """Refuse options about pages if no form that is wanted has pages."""
    if LetterForm.PDF not in forms:
        has_no_effect(context, "if no letter is written as PDF", "layout", "pdf", "renderer")


def _not_a_form(message: str) -> typer.BadParameter:
    return typer.BadParameter(f"{message} Choose from: {', '.join(LetterForm)}.", param_hint="--as")


@contextmanager
def open_for_letters(context: typer.Context) -> Iterator[OpenWorkspace]:
    """The workspace of this call with its database open; says what its letters will lack."""
    from campaigner.opening import opened_workspace

    workspace = workspace_for_papers(context)
    with opened_workspace(workspace, now_in(workspace), actor()) as here:
        yield here


def say_if_slow(here: OpenWorkspace, choice: RendererChoice | None, *, many: bool = False) -> None:
    """Say that letters take longer than they need to, and why."""
    from campaigner.letters.jobs import renderer_for
    from campaigner.rendering.pdf import subsetting_is_slow
    from campaigner.rendering.renderers import renderer_named

    if reason := renderer_named(renderer_for(here, choice, many=many)).reason:
        say(f"Note: letters take longer than they need to: {reason}")
    if subsetting_is_slow():
        say(
            "Note: letters take longer than they need to, because libharfbuzz-subset is missing."
            " On Debian, install it with: apt-get install libharfbuzz-subset0"
        )
