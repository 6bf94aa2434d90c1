"""Files: written whole or not at all, and read as UTF-8."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from campaigner.errors import CampaignerError

HALF_WRITTEN = ".half-written~"  # the end of the name of a file that is being written


@contextmanager
def writing(path: Path, *, settled: bool = True) -> Iterator[IO[bytes]]:
    """Open a binary file that replaces ``path`` when everything has been written to it.

    It is written beside ``path`` under a hidden name and renamed at the end; after an error
    the hidden file is gone and ``path`` is as it was. A settled file also outlives a power cut;
    another one does after ``settle``.

    Raises CampaignerError if the folder cannot be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:40]}.", suffix=HALF_WRITTEN
        )
    except OSError as error:
        raise CampaignerError(f"{path} cannot be written: {error.strerror}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # held as long as it is being written
            yield file
            file.flush()
            if settled:
                os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def clear_half_written(folder: Path) -> None:
    """Remove the files below a folder that a killed process left half written."""
    for leftover in folder.rglob(f".*{HALF_WRITTEN}"):
        with suppress(OSError), leftover.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, *, settled: bool = True) -> None:
    """Write a file whole or not at all; see ``writing``."""
    with writing(path, settled=settled) as file:
        file.write(content)


def settle(path: Path) -> None:
    """Wait until a file that was written is on the disk; CampaignerError if that cannot be.

    Several threads that wait at once take little longer than one.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be written: {error.strerror}.") from error


def write_text(path: Path, content: str) -> None:
    """Write a text file in UTF-8, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


def read_text(path: Path) -> str:
    """Returns the text of a file in UTF-8, with or without a byte order mark.

    Raises CampaignerError if the file is missing, cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CampaignerError(
            f"{path}:{line}: this is not text in UTF-8.", hint="Save the file as UTF-8."
        ) from error
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
