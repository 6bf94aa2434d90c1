"""Options that commands about letters share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.options import day_option
from campaigner.cli.output import say

if TYPE_CHECKING:
    from campaigner.campaigns.models import Campaign

LanguageOption = Annotated[
    str, typer.Option("--language", "-l", help="The language; else the campaign’s first.")
]
LayoutOption = Annotated[
    str, typer.Option(help="uk-dl, us-9 …, or country for the recipient’s; else the campaign’s.")
]
FormsOption = Annotated[str, typer.Option("--as", help="pdf, txt, eml, with commas between.")]
PdfOption = Annotated[
    str, typer.Option("--pdf", help="ua-1 (accessible), or a-2u or a-3u (for archives).")
]
DateOption = Annotated[
    date | None, day_option("--date", help="The date on the letters (default: today).")
]


def say_if_unchecked(campaign: Campaign, languages: Iterable[str]) -> None:
    """Say so, once a language, where no native speaker has checked its texts."""
    for language in sorted({*languages} & {*campaign.unreviewed_languages}):
        say(f"No native speaker has checked the text in “{language}” yet.")


def say_if_slow() -> None:
    """Say so where a library is missing without which letters take longer."""
    from campaigner.rendering.pdf import subsetting_is_slow

    if subsetting_is_slow():
        say(
            "Note: letters take longer than they need to, because libharfbuzz-subset is missing."
            " On Debian: apt-get install libharfbuzz-subset0"
        )
