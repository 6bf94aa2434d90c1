"""A folder's files as a zip: the same files make the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from campaigner.files import writing

_MODE = 0o600 << 16  # as a zip keeps it: for the owner alone, once it is unpacked


def write_zip(place: Path, folder: Path, pattern: str) -> None:
    """Writes the files of a folder and those below it that match a pattern, by their names."""
    with writing(place, private=True) as file, ZipFile(file, "w", ZIP_STORED) as made:
        for path in sorted(each for each in folder.rglob(pattern) if each.is_file()):
            put_file(made, private_entry(path.relative_to(folder).as_posix()), path)


def private_entry(name: str, compression: int = ZIP_STORED) -> ZipInfo:
    """Returns an entry of a zip, for the owner alone once it is unpacked; it says no time."""
    entry = ZipInfo(name)
    entry.external_attr = _MODE
    entry.compress_type = compression
    return entry


def put_file(made: ZipFile, entry: ZipInfo, path: Path) -> None:
    """Puts a file into a zip, a piece at a time."""
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, made.open(entry, "w") as inside:
        shutil.copyfileobj(source, inside)
