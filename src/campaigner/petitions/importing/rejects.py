"""The file of rows that an import could not use. It never replaces a file of somebody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from campaigner.destinations import check_new
from campaigner.errors import CampaignerError
from campaigner.files import create_private
from campaigner.issued import note_files
from campaigner.petitions.opening import OpenPetition
from campaigner.rejects import RejectsWriter, names_after
from campaigner.store.issued_files import IssuedFile, is_noted
from campaigner.tables import TableFile


@dataclass
class ImportRejects:
    """The rejected rows of one table, in a file that is made for the first of them.

    The file is the one that is ``wanted``; if none is, it is ``NAME.rejects.csv`` beside the
    table, or one with a number if that is taken. It is noted because it has people's data; that
    also shows later whether somebody has changed it. ``end`` is its length in bytes after the
    rows that were imported so far. In a ``rehearsal`` nothing is written. ``replace`` is that
    the wanted file may take the place of one that campaigner did not make.
    """

    here: OpenPetition
    table: TableFile
    header: Sequence[str]
    wanted: Path | None = None
    end: int = 0
    rehearsal: bool = False
    replace: bool = False
    path: Path | None = field(default=None, init=False)
    _file: IO[bytes] | None = field(default=None, init=False, repr=False)
    _writer: RejectsWriter | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.path = self._earlier() if self.end else None
        if self.wanted:
            self._check_wanted(self.wanted)

    def resume(self) -> None:
        """Cut off what an interrupted import wrote after the rows that it noted."""
        if self.path and not self.rehearsal:
            self._open(self.path, self.end)

    def write(self, line: int, reason: str, cells: Sequence[str] = ()) -> None:
        """Write a row."""
        if self.rehearsal:
            return
        if self._writer is None:
            self.path = next(path for path in self._paths() if self._is_free(path))
            self._open(self.path, 0)
        assert self._writer is not None
        self._writer.write_row(line, reason, cells)

    def note(self) -> None:
        """Note the file as it stands; belongs to the transaction that imports the rows."""
        if self._file and self.path and self.path.is_file():
            self._file.flush()
            self.end = self._file.tell()
            self._note(self.path, self.end)

    def remove_earlier(self) -> None:
        """Remove what an earlier import of the table left, now that no row is rejected."""
        for path in self._paths():
            if self.rehearsal or not path.exists():
                return
            if path.is_file() and self._is_own(path):
                with suppress(OSError):
                    path.unlink()

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def _open(self, path: Path, end: int) -> None:
        try:
            if not path.exists():
                create_private(path)
            self._file = path.open("r+b" if end else "wb")
            if path.is_file():
                self._file.truncate(end)
                self._file.seek(end)
                self._note(path, end)  # before a row is in it: a killed import leaves it known
        except OSError as error:
            raise CampaignerError(
                f"{path} cannot be written: {error.strerror}.",
                hint="Name another file for the rows that cannot be used.",
            ) from error
        self._writer = RejectsWriter(self._file, self.header, continued=end > 0)

    def _check_wanted(self, path: Path) -> None:
        """Refuse a path at which something is that an earlier import of the table did not make.

        A device and a pipe are written through.
        """
        if self.table.is_at(path):
            raise CampaignerError(
                f"{path} is the table itself.", hint="Name another file for the rejected rows."
            )
        if not path.parent.is_dir():
            raise CampaignerError(f"{path} cannot be written: its folder does not exist.")
        check_new(self.here.workspace, path)
        is_other = path.is_file() and not (self.replace or self._is_known(path))
        if path.is_symlink() or path.is_dir() or is_other:
            raise CampaignerError(
                f"{path} is not a file of rejected rows that an earlier import of this table made,"
                " or somebody has changed it.",
                hint="Name another file, or move this one.",
                code="file-not-ours" if is_other and not path.is_symlink() else "",
            )

    def _is_known(self, path: Path) -> bool:
        return path == self.path or self._is_own(path)

    def _paths(self) -> Iterator[Path]:
        if self.wanted:
            yield self.wanted
            return
        named = self.table.named
        first = named.with_name(f"{named.name}.rejects.csv")
        yield from map(first.with_name, names_after(first.name))

    def _earlier(self) -> Path | None:
        """Returns the file that an earlier import of this table wrote, if it is still there."""
        for path in self._paths():
            if not path.exists():
                return None
            if path.is_file() and self._is_noted(path, self.end):
                return path
        return None

    def _is_free(self, path: Path) -> bool:
        if self.wanted or not (path.exists() or path.is_symlink()):
            return True
        return path.is_file() and self._is_own(path)

    def _is_own(self, path: Path) -> bool:
        """Returns whether an earlier import made a file, and it is as that left it.

        A file that is noted as empty is that of an import that was killed at its first rows.
        """
        noted = self._is_noted(path, path.stat().st_size) or self._is_noted(path, 0)
        return noted and not self.table.is_at(path)

    def _is_noted(self, path: Path, end: int) -> bool:
        return is_noted(self.here.database.conn, self._as_noted(path, end))

    def _note(self, path: Path, end: int) -> None:
        note_files(self.here.database, [self._as_noted(path, end)], self.here.now)

    def _as_noted(self, path: Path, end: int) -> IssuedFile:
        campaign, table = self.here.petition.campaign, str(self.table.named.resolve())
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
