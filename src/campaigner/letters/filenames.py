"""What letters' files are called: by a pattern, safe on every file system, no two the same."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from itertools import chain, count, islice
from string import Formatter

from campaigner.errors import UnknownName, UsageError
from campaigner.letters.jobs import Job
from campaigner.letters.supporters import Supporter
from campaigner.outputs import open_output
from campaigner.representatives.models import Representative
from campaigner.store.database import Database
from campaigner.store.issued_files import is_begun
from campaigner.store.letters import is_path_of_another, is_path_of_letter
from campaigner.text import slug

DEFAULT_PATTERN = "{area}/{recipient}--{supporter}"
FIELDS = ("area", "recipient", "supporter", "language", "role", "row")
_SAFE = re.compile(r"[\w .()-]*(/[\w .()-]+)*/?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_KEPT = ("print-run", "rejects")
_FEW = 9
_MAX_PART = 180  # bytes of the 255 that file systems allow, with room for a mark and a suffix

Taken = Callable[[str, Supporter, Representative], bool]


class FileNames:
    """Gives each letter of a run its name, relative to the run's folder, without a suffix."""

    def __init__(
        self,
        pattern: str = DEFAULT_PATTERN,
        taken: Taken = lambda *_: False,
        path_of: Callable[[str], str] = str,
    ) -> None:
        """Take a pattern such as ``{area}/{recipient}--{supporter}``.

        ``taken`` says whether a name is that of another letter already, ``path_of`` where the
        letter of a name lies.
        Raises UnknownName for an unknown field, UsageError for a pattern that leads outside the
        folder or is not safe on every file system.
        """
        self.pattern = pattern.removesuffix(".pdf")
        for literal, field, form, conversion in _parts(self.pattern):
            if field is not None and field not in FIELDS:
                raise UnknownName("part of a file name", field, FIELDS)
            if form or conversion or not _SAFE.fullmatch(literal) or ".." in literal:
                raise _unsafe(pattern)
        for part in self.pattern.split("/"):
            if not part or part[0] in ". " or part[-1] in ". ":
                raise _unsafe(pattern)
        if self.pattern.lower().startswith(_KEPT):
            raise UsageError(
                f"Names that begin with {' or '.join(_KEPT)} are reserved.",
                hint="Choose another pattern for file names.",
            )
        self._taken, self._path_of = taken, path_of
        self._given: set[bytes] = set()

    def name(self, supporter: Supporter, recipient: Representative, path: str = "") -> str:
        """The name of the letter from a supporter to a recipient.

        It is the pattern's, or, if another letter has that, the same with a mark at its end.
        A letter that lies at ``path`` already keeps its name, if it is one of those.
        """
        names = self._names(supporter, recipient)
        if path:
            first = list(islice(names, _FEW))
            names = chain((name for name in first if self._path_of(name) == path), first, names)
        return next(
            name
            for name in names
            if not self._taken(name, supporter, recipient) and self._is_new(name)
        )

    def _names(self, supporter: Supporter, recipient: Representative) -> Iterator[str]:
        key = supporter.key.hex()[:8]
        values = {
            "area": slug(recipient.area.name if recipient.area else "", "no-area"),
            "recipient": slug(recipient.name, f"recipient-{recipient.id}"),
            "supporter": slug(supporter.sender.name, f"supporter-{key}"),
            "language": slug(supporter.wording.language),
            "role": slug(recipient.role),
            "row": str(supporter.row),
        }
        name = "/".join(map(_safe, self.pattern.format_map(values).split("/")))
        yield name
        yield f"{name}-{key}-{recipient.id}"
        yield from (f"{name}-{key}-{recipient.id}-{number}" for number in count(2))

    def _is_new(self, name: str) -> bool:
        digest = hashlib.sha256(name.casefold().encode()).digest()[:12]
        new = digest not in self._given
        self._given.add(digest)
        return new


def names_for(
    database: Database, campaign: str, job: Job, pattern: str = DEFAULT_PATTERN
) -> FileNames:
    """Returns the names of a job's letters: none is that of another letter, in any campaign.

    A letter keeps the name that it has, and so does a file in the folder that is no letter: only
    where a batch was killed, files that nobody knows of are taken for its letters. Raises what
    ``FileNames`` raises, and CampaignerError if the job's place is of a kind that is not installed.
    """
    place = open_output(job.out).place
    form = job.forms[0]
    connection = database.conn
    guards = "://" not in job.out and not is_begun(connection, job.out, campaign)

    def taken(name: str, supporter: Supporter, recipient: Representative) -> bool:
        paths = [place(f"{name}.{form}") for form in job.forms]
        if is_path_of_another(connection, paths, campaign, supporter.key, recipient.id):
            return True
        return guards and any(
            os.path.lexists(path) and not is_path_of_letter(connection, path) for path in paths
        )

    return FileNames(pattern, taken, lambda name: place(f"{name}.{form}"))


def _safe(part: str) -> str:
    """One part of a path, cut to what file systems allow, and no name that Windows keeps."""
    cut = part.encode()[:_MAX_PART].decode(errors="ignore").rstrip(". ")
    return f"{cut}-" if _RESERVED.fullmatch(cut) else cut


def _parts(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(pattern))
    except ValueError as error:
        raise UsageError(f"“{pattern}” is not a valid pattern for file names: {error}.") from error


def _unsafe(pattern: str) -> UsageError:
    return UsageError(
        f"“{pattern}” is not a safe pattern for file names.",
        hint="Use letters, digits, spaces, dots, hyphens, / and {" + "}, {".join(FIELDS) + "}.",
    )
