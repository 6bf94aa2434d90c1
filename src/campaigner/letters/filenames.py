"""What letters' files are called: by a pattern, safe on every file system, no two the same."""

from __future__ import annotations

import hashlib
import re
from string import Formatter

from campaigner.errors import UnknownName, UsageError
from campaigner.letters.supporters import Supporter
from campaigner.representatives.models import Representative
from campaigner.text import slug

DEFAULT_PATTERN = "{area}/{recipient}--{supporter}"
FIELDS = ("area", "recipient", "supporter", "language", "role", "row")
_SAFE = re.compile(r"[\w .()-]*(/[\w .()-]+)*/?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class FileNames:
    """Gives each letter of a run its name, relative to the run's folder, without a suffix."""

    def __init__(self, pattern: str = DEFAULT_PATTERN) -> None:
        """Take a pattern such as ``{area}/{recipient}--{supporter}``.

        Raises UnknownName for an unknown field, UsageError where it leads outside the folder.
        """
        self.pattern = pattern.removesuffix(".pdf")
        for literal, field, *_ in _parts(self.pattern):
            if field is not None and field not in FIELDS:
                raise UnknownName("part of a file name", field, FIELDS)
            if not _SAFE.fullmatch(literal) or ".." in literal:
                raise _unsafe(pattern)
        if self.pattern.startswith("/") or self.pattern.endswith("/") or not self.pattern:
            raise _unsafe(pattern)
        self._given: set[bytes] = set()

    def name(self, supporter: Supporter, recipient: Representative) -> str:
        """The name of the letter from a supporter to a recipient."""
        values = {
            "area": slug(recipient.area.name if recipient.area else "", "no-area"),
            "recipient": slug(recipient.name, f"recipient-{recipient.id}"),
            "supporter": slug(supporter.sender.name, f"supporter-{supporter.key.hex()[:8]}"),
            "language": slug(supporter.wording.language),
            "role": slug(recipient.role),
            "row": str(supporter.row),
        }
        parts = self.pattern.format_map(values).split("/")
        name = "/".join(f"{part}-" if _RESERVED.fullmatch(part) else part for part in parts)
        if not self._is_new(name):
            name = f"{name}-{supporter.key.hex()[:8]}-{recipient.id}"
            self._is_new(name)
        return name

    def _is_new(self, name: str) -> bool:
        digest = hashlib.sha256(name.casefold().encode()).digest()[:12]
        new = digest not in self._given
        self._given.add(digest)
        return new


def _parts(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(pattern))
    except ValueError as error:
        raise UsageError(f"“{pattern}” is no pattern for file names: {error}.") from error


def _unsafe(pattern: str) -> UsageError:
    return UsageError(
        f"“{pattern}” is no safe pattern for file names.",
        hint="Use letters, digits, spaces, dots, hyphens, / and {" + "}, {".join(FIELDS) + "}.",
    )
