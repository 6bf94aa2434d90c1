"""Words that organisers type of people and places: without what nobody sees, as it can mislead."""

from __future__ import annotations

import unicodedata

from campaigner.errors import UsageError
from campaigner.forms import check_encoding
from campaigner.names import FLAG, is_hidden
from campaigner.text import has_pile_of_marks, without_guides

LONGEST_LINE = 200


class WordsRefused(UsageError):
    """Words that are not kept, and why."""

    code = "words-refused"


def clean_line(text: str, most: int = LONGEST_LINE) -> str:
    """Returns a line as it is kept: composed (NFC), with one space between words.

    Marks that only guide are left out, as in names, and so are those that turn the direction of a
    line. Nothing typed gives an empty line.
    Raises WordsRefused if it has more than ``most`` characters, control characters, or more marks
    on a letter than any spelling has.
    """
    check_encoding(text)
    line = " ".join(unicodedata.normalize("NFC", without_guides(text)).split())
    if len(line) > most:
        raise WordsRefused(f"This is too long: {most} characters are the limit.")
    if any(map(is_hidden, FLAG.sub("", line))):
        raise WordsRefused("This contains control characters.", hint="Remove them.")
    if has_pile_of_marks(line):
        raise WordsRefused("This has too many marks on one letter.", hint="Remove them.")
    return line


def clean_lines(text: str, most: int) -> str:
    """Returns lines of text as they are kept, each as ``clean_line`` does.

    Blank lines stay, except at both ends. Raises WordsRefused.
    """
    check_encoding(text)
    if len(text) > most:
        raise WordsRefused(f"This is too long: {most:,} characters are the limit.")
    return "\n".join(clean_line(line, most) for line in text.splitlines()).strip("\n")
