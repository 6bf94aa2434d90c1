"""``campaigner petition picture``: a petition as a picture, for the press and social media."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from campaigner.cli.options import CampaignArgument, ForceOption, campaign_language, not_stdout
from campaigner.cli.output import say_if_unreviewed, say_wrote
from campaigner.cli.petition import app, opened_petition
from campaigner.vocabulary.papers import BarsOf, PictureKind

_SVG, _PNG = ".svg", ".png"


@app.command()
def picture(
    context: typer.Context,
    slug: CampaignArgument,
    out: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            callback=not_stdout,
            help="Output file: its name ends with .svg or .png.",
        ),
    ],
    kind: Annotated[PictureKind, typer.Option(help="What to show.")] = PictureKind.MAP,
    size: Annotated[str, typer.Option(metavar="WIDTHxHEIGHT", help="Size in pixels.")] = "1200x630",
    of: Annotated[BarsOf, typer.Option(help="What the bars stand for.")] = BarsOf.AREAS,
    area: Annotated[
        str, typer.Option(metavar="CODE", help="An area to mark on the map or among the bars.")
    ] = "",
    language: Annotated[str, campaign_language("the words")] = "",
    force: ForceOption = False,
) -> None:
    """Draw where, how and when people signed.

    The picture in words is written beside it, to FILE.txt: give it to those who cannot see the
    picture. Areas with few signatures have no number.
    """
    from campaigner.destinations import destination
    from campaigner.errors import UsageError
    from campaigner.papers.pictures.press import PictureRequest, Size, press_picture

    ending = out.suffix.lower()
    if ending not in (_SVG, _PNG):
        raise UsageError(f"{out} must end with {_SVG} or {_PNG}.", code="unknown-picture-format")
    wanted = PictureRequest(kind, Size.read(size), language, of, area)
    with opened_petition(context, slug) as here:
        file = destination(here, out, "picture", replace=force)
        beside = out.with_name(f"{out.name}.txt")
        words = destination(here, beside, "picture in words", replace=force)
        made = press_picture(here, wanted)
        file.write(made.svg if ending == _SVG else made.png())
        words.write(f"{made.words}\n")
        if made.language in here.campaign.unreviewed_languages:
            say_if_unreviewed(made.language)
    say_wrote(out)
    say_wrote(beside, "the picture in words")
