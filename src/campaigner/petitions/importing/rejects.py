"""The file of rows that an import could not use. It never replaces another file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from campaigner.errors import CampaignerError
from campaigner.issued import note_files
from campaigner.petitions.opening import OpenPetition
from campaigner.rejects import RejectsWriter, names_after
from campaigner.store.issued_files import IssuedFile, is_noted


@dataclass
class ImportRejects:
    """The rejected rows of one table, in a file that is made for the first of them.

    The file has the wanted path, or one with a number if that is taken. It is noted because it
    holds people's data; that also shows later whether somebody has changed it.
    ``end`` is its length in bytes after the rows that were imported so far.
    """

    here: OpenPetition
    wanted: Path
    table: Path
    header: Sequence[str]
    end: int = 0
    path: Path | None = field(default=None, init=False)
    _file: IO[bytes] | None = field(default=None, init=False, repr=False)
    _writer: RejectsWriter | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.path = self._earlier() if self.end else None

    def resume(self) -> None:
        """Cut off what an interrupted import wrote after the rows that it noted."""
        if self.path:
            self._open(self.path, self.end)

    def write(self, line: int, reason: str, cells: Sequence[str] = ()) -> None:
        """Write a row."""
        if self._writer is None:
            self.path = next(path for path in self._paths() if self._is_free(path))
            self._open(self.path, 0)
        assert self._writer is not None
        self._writer.write_row(line, reason, cells)

    def note(self) -> None:
        """Note the file as it stands; belongs to the transaction that imports the rows."""
        if self._file and self.path:
            self._file.flush()
            self.end = self._file.tell()
            noted = self._as_noted(self.path, self.end)
            note_files(self.here.database, [noted], self.here.now)

    def remove_earlier(self) -> None:
        """Remove what an earlier import of the table left, now that no row is rejected."""
        for path in self._paths():
            if not path.exists():
                return
            if self._is_free(path):
                with suppress(OSError):
                    path.unlink()

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def _open(self, path: Path, end: int) -> None:
        try:
            self._file = path.open("r+b" if end else "wb")
            self._file.truncate(end)
            self._file.seek(end)
        except OSError as error:
            raise CampaignerError(f"{path} cannot be written: {error.strerror}.") from error
        self._writer = RejectsWriter(self._file, self.header, continued=end > 0)

    def _paths(self) -> Iterator[Path]:
        return map(self.wanted.with_name, names_after(self.wanted.name))

    def _earlier(self) -> Path | None:
        """Returns the file that an earlier import of this table wrote, if it is still there."""
        for path in self._paths():
            if not path.exists():
                return None
            if self._is_noted(path, self.end):
                return path
        return None

    def _is_free(self, path: Path) -> bool:
        return not path.exists() or (path.is_file() and self._is_noted(path, path.stat().st_size))

    def _is_noted(self, path: Path, end: int) -> bool:
        return is_noted(self.here.database.conn, self._as_noted(path, end))

    def _as_noted(self, path: Path, end: int) -> IssuedFile:
        campaign, table = self.here.petition.campaign, str(self.table.resolve())
        return IssuedFile(str(path.resolve()), campaign, _sha256(path, end), table)


def _sha256(path: Path, end: int) -> str:
    """Returns the SHA-256 of the first bytes of a file, up to ``end``."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(min(end, 1 << 20)):
                found.update(part)
                end -= len(part)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
    return found.hexdigest()
