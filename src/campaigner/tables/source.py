"""A file with a table: where it is, what it is called, and which of its tables is meant."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from campaigner.packed import reading
from campaigner.problems import shown_path

_STANDARD_INPUT = Path("standard-input")
_STREAMS = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file with a table.

    ``member`` names a file inside a zip and ``sheet`` a sheet of a workbook, if there are several
    tables. ``origin`` is where the content came from, if ``path`` is only a copy of it.
    """

    path: Path
    member: str = ""
    sheet: str = ""
    origin: Path | None = None

    @property
    def named(self) -> Path:
        """The path that people know it by."""
        return self.origin or self.path

    @property
    def place(self) -> str:
        """What messages call it."""
        return shown_path(self.named)

    def is_at(self, path: Path) -> bool:
        """Returns whether the table is in the file at a path, whatever links lead there."""
        for own in {self.path, self.named}:
            if own.exists() and path.exists() and own.samefile(path):
                return True
        return False


AnyFile = Path | TableFile


def table_file(file: AnyFile) -> TableFile:
    """Returns a path as a file with one table."""
    return file if isinstance(file, TableFile) else TableFile(file)


@contextmanager
def received(path: Path, member: str = "", sheet: str = "") -> Iterator[TableFile]:
    """A file as it is, or what comes through a pipe, which can be read only once.

    ``-`` is the standard input. What comes through a pipe is kept in a private file until the
    end. Raises CampaignerError if it cannot be read.
    """
    if str(path) not in _STREAMS and not _is_pipe(path):
        yield TableFile(path, member, sheet)
        return
    with tempfile.TemporaryDirectory(prefix="campaigner-") as folder:  # private to the user
        copy = Path(folder) / "table"
        with reading(path), _opened(path) as pipe, copy.open("wb") as file:
            shutil.copyfileobj(pipe, file)
        origin = _STANDARD_INPUT if str(path) in _STREAMS else path
        yield TableFile(copy, member, sheet, origin)


def _is_pipe(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # which reading it will tell
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) in _STREAMS:
        yield os.fdopen(os.dup(sys.__stdin__.fileno() if sys.__stdin__ else 0), "rb")
    else:
        with path.open("rb") as pipe:
            yield pipe
