"""What commands say of how close letters are to the campaign's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaigner.cli.output import say
from campaigner.text import plural

if TYPE_CHECKING:
    from campaigner.letters.single import WrittenLetter
    from campaigner.letters.writing.closeness import Spread


def say_closeness(letter: WrittenLetter) -> None:
    """Say how close a letter is to the template, and what could make it the writer's own."""
    if letter.is_own:
        return
    if letter.closeness >= 1:
        how_close = "The whole text is the campaign’s own"
    else:
        how_close = f"The text is {int(letter.closeness * 100)}% like the campaign’s own"
    advice = ", and offices set letters aside that look the same" if letter.ways else ""
    say(f"{how_close}{advice}.")
    for way in letter.ways:
        say(f"  {way.advice} (--{way.part})")


def say_spread(spread: Spread) -> None:
    """Say how close the letters of a run are to the template."""
    if not spread.letters:
        return
    found = spread.as_dict()
    if found["lowest"] == found["highest"]:
        how_close = f"{found['lowest']}%."
    else:
        how_close = (
            f"{found['lowest']}% to {found['highest']}%, at least half of them"
            f" {found['median']}%{' or more' if found['median'] < found['highest'] else ''}."
        )
    say(f"How close the letters are to the campaign’s own text: {how_close}")
    if spread.same:
        say(
            f"The campaign’s text unchanged: {spread.same:,} of {plural(spread.letters, 'letter')}."
        )
    if spread.shared:
        say(f"People with the same paragraph as someone else: {spread.shared:,}.")
    if 2 * (spread.same + spread.shared) > spread.letters:
        say("Offices set letters aside that look the same: ask people for a sentence of their own.")
