"""The files of a campaign that an editor may change, and what they say now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from campaigner.campaigns.reading import DEFINITION, LARGEST_TEXT
from campaigner.campaigns.text_rules import LONGEST
from campaigner.errors import CampaignerError, UsageError
from campaigner.files import read_inside
from campaigner.opening import OpenWorkspace
from campaigner.text import is_text
from campaigner.toml import LARGEST
from campaigner.validation import LONGEST_NAME

_PLAIN = rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_NAME - 1}}}"
_TAG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
_TEXT = re.compile(rf"(?P<kind>letter|brief)(?:\.(?P<variant>{_PLAIN}))?\.(?P<language>{_TAG})\.md")
_TABLE = re.compile(rf"{_PLAIN}\.csv")


class NotOwn(CampaignerError):
    """A campaign that ships with the program, and is not the workspace's own yet."""

    code = "not-own-campaign"


@dataclass(frozen=True, slots=True)
class FileNow:
    """A file as it is now; ``text`` is None if it is not there."""

    name: str
    text: str | None

    @property
    def hash(self) -> bytes | None:
        """The SHA-256 of its text; None if it is not there."""
        return None if self.text is None else digest(self.text)

    @property
    def mark(self) -> str:
        """What a form carries, to notice a change meanwhile; empty if the file is not there."""
        return "" if self.hash is None else self.hash.hex()


@dataclass(frozen=True, slots=True)
class TextParts:
    """What the name of a text's file says; ``variant`` is empty for the usual letter."""

    kind: str
    variant: str
    language: str


def text_parts(name: str) -> TextParts | None:
    """Returns what the name of a file says of its text, None if it is no letter or brief."""
    match = _TEXT.fullmatch(name)
    return TextParts(match["kind"], match["variant"] or "", match["language"]) if match else None


def digest(text: str) -> bytes:
    """Returns the SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).digest()


def own_folder(here: OpenWorkspace, slug: str) -> Path:
    """Returns the folder of a campaign that is the workspace's own.

    Raises UnknownName for a campaign that is not there, NotOwn for one that ships with the program.
    """
    folder = here.workspace.campaign_folder(slug)
    if folder.parent != here.workspace.campaigns_folder:
        raise NotOwn(
            f"“{slug}” is an example that comes with the program.",
            hint="Start a campaign of your own from it.",
        )
    return folder


def check_name(name: str) -> None:
    """Check that a file is one that an editor may change: the definition, a text, a table.

    Raises UsageError for every other name.
    """
    if not _is_editable(name):
        raise UsageError("There is no such text in a campaign.", hint="Choose one of its texts.")


def _is_editable(name: str) -> bool:
    return name == DEFINITION or bool(_TEXT.fullmatch(name)) or is_table(name)


def is_table(name: str) -> bool:
    """Returns whether a name is one that the table of a fact by area can have here."""
    return _TABLE.fullmatch(name) is not None


def check_length(name: str, text: str) -> None:
    """Check that a file is not too long, and is text. Raises UsageError."""
    most = LONGEST if _TEXT.fullmatch(name) else LARGEST
    if len(text) > most:
        raise UsageError(f"This text has more than {most:,} characters.", hint="Make it shorter.")
    if not is_text(text):
        raise UsageError("This contains characters that cannot be read.", hint="Type it again.")


def file_now(folder: Path, name: str) -> FileNow:
    """Returns a file of a campaign as it is now.

    Raises UsageError for a name that an editor may not use, CampaignerError if it cannot be read
    or is a link to something outside.
    """
    check_name(name)
    path = folder / name
    if not path.exists() and not path.is_symlink():
        return FileNow(name, None)
    return FileNow(
        name, read_inside(path, folder, LARGEST_TEXT if _TEXT.fullmatch(name) else LARGEST)
    )


def files_now(folder: Path) -> dict[str, FileNow]:
    """Returns the files that an editor may change, without those that cannot be read."""
    others = (path.name for ending in ("*.md", "*.csv") for path in folder.glob(ending))
    found = {}
    for name in [DEFINITION, *sorted(filter(_is_editable, others))]:
        try:
            found[name] = file_now(folder, name)
        except CampaignerError:
            continue
    return found


def plain_lines(text: str) -> str:
    """Returns a text from a form with plain ends of lines, and one at its end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return f"{lines}\n" if lines else ""
