"""Tables that were uploaded at the desk, kept until they are taken in: private, noted, for a day.

What tells one is a key: nobody's file is named in a form.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import make_folder, write_bytes
from campaigner.holding import DAY
from campaigner.issued import TABLE_TO_IMPORT, note_files, remove_noted, remove_old_tables
from campaigner.opening import OpenWorkspace
from campaigner.packed import MOST_UNPACKED_AT_DESK, unpacks_to_more
from campaigner.store.database import Database
from campaigner.store.issued_files import IssuedFile, files_starting
from campaigner.tables import MOST_AT_DESK, TableFile, has_more_rows
from campaigner.uploads import Upload

TABLES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"))
_KEY = re.compile(r"[0-9a-f]{32}\.[a-z]{2,7}")
_OF_NO_CAMPAIGN = "_directory"  # which no campaign is called


class UploadRefused(CampaignerError):
    """A file that cannot be taken as a table, or is no longer there.

    Its code is ``upload-empty``, ``upload-too-large``, ``upload-too-long``, ``upload-no-table`` or
    ``upload-gone``.
    """


@dataclass(frozen=True, slots=True)
class Limits:
    """What is kept of what is sent: so many bytes, packed and unpacked, rows, and which endings."""

    most_bytes: int
    most_rows: int = MOST_AT_DESK
    most_unpacked: int = MOST_UNPACKED_AT_DESK
    endings: frozenset[str] = TABLES

    def check(self, upload: Upload) -> None:
        """Raises UploadRefused for a file that is not within the limits."""
        if not upload.content:
            raise UploadRefused("The file is empty.", code="upload-empty")
        if len(upload.content) > self.most_bytes:
            raise UploadRefused(
                f"The file is larger than {self.most_bytes // 1_000_000} MB.",
                hint="Divide the table into several.",
                code="upload-too-large",
            )
        if upload.ending not in self.endings:
            raise UploadRefused(
                "The file is not a table.",
                hint="Save it as CSV, Excel (.xlsx) or OpenDocument (.ods).",
                code="upload-no-table",
            )
        if unpacks_to_more(upload.content, self.most_unpacked):
            raise UploadRefused(
                "The file unpacks to more than is a table.",
                hint="Save it once more, as CSV.",
                code="upload-too-large",
            )
        if upload.ending in TABLES and has_more_rows(upload.content, self.most_rows):
            raise UploadRefused(
                f"The table has more than {self.most_rows:,} rows.",
                hint="Divide it into several.",
                code="upload-too-long",
            )


@dataclass(frozen=True, slots=True)
class KeptTables:
    """The tables that are kept for a campaign, or for none (an empty ``campaign``).

    ``root`` is the folder of the workspace.
    """

    root: Path
    campaign: str
    database: Database
    moment: int

    @property
    def folder(self) -> Path:
        """The folder that they are in."""
        return self.root / "uploads" / (self.campaign or _OF_NO_CAMPAIGN)

    def keep(
        self, upload: Upload, limits: Limits, check: Callable[[TableFile], None] = lambda _: None
    ) -> str:
        """Keeps what was sent, of its name the ending alone; returns its key.

        Those that nobody has taken in for a day are deleted. ``check`` looks at what is kept:
        nothing of it stays if it raises CampaignerError, which is passed on. Raises UploadRefused.
        """
        self.remove_old()
        limits.check(upload)
        key = self.write(upload.ending, upload.content)
        try:
            check(self.file(key))
        except CampaignerError:
            self.discard(key)
            raise
        return key

    def remove_old(self) -> None:
        """Deletes the tables, whatever they are for, that nobody has taken in for a day."""
        remove_old_tables(self.database, self.moment - DAY)

    def write(self, ending: str, content: bytes) -> str:
        """Keeps a table; returns its key."""
        key = f"{secrets.token_hex(16)}{ending}"
        path = self.folder / key
        make_folder(path.parent, private=True)
        sha256 = hashlib.sha256(content).hexdigest()
        noted = IssuedFile(str(path.resolve()), self.campaign, sha256, TABLE_TO_IMPORT)
        note_files(self.database, [noted], self.moment)
        write_bytes(path, content, private=True)
        return key

    def file(self, key: str) -> TableFile:
        """Returns a table that is kept. Raises UploadRefused if it is not there."""
        path = self.folder / key
        if not _KEY.fullmatch(key) or not path.is_file():
            raise UploadRefused(
                "The table is no longer there.", hint="Choose it once more.", code="upload-gone"
            )
        return TableFile(path, origin=Path(f"table{path.suffix}"))

    def discard(self, key: str) -> None:
        """Deletes a table, and what was written beside it."""
        if _KEY.fullmatch(key):
            start = str((self.folder / key).resolve())
            remove_noted(self.database, files_starting(self.database.conn, start))


def of_directory(here: OpenWorkspace) -> KeptTables:
    """Returns the tables that are kept for the directory of representatives and areas."""
    return KeptTables(here.workspace.root, "", here.database, here.moment)
