"""A person's own paragraph in a file."""

from __future__ import annotations

from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.packed import reading
from campaigner.tables import received
from campaigner.tables.encodings import encoding_of

_MOST = 1_000_000  # bytes; a paragraph has 3,000 characters at most


def personal_text(path: Path) -> str:
    """Returns the text of a file in UTF-8, UTF-16 or an older encoding; ``-`` is standard input.

    Raises CampaignerError if it cannot be read, is not text, or is far too long.
    """
    with received(path) as file, reading(path):
        found = encoding_of(lambda: file.path.open("rb"))
        with file.path.open("rb") as content, found.text(content) as typed:
            text = found.decoded(typed.read(_MOST))
    if len(text) == _MOST:
        raise CampaignerError("This is far too long for a paragraph.", hint="Shorten it.")
    return text.removeprefix("\ufeff")
