"""Packed files: gzip and zip are opened as if they were the file inside."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from campaigner.errors import CampaignerError

WORKBOOK: Final = "[Content_Types].xml"  # every Office file has it
_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt", ".json", ".yaml", ".yml", ".hexjson"})
_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})
_LIMIT: Final = 512 * 1024 * 1024


def open_packed(path: Path) -> BinaryIO:
    """Open the content of a file, unpacked if it is gzip or zip.

    Of a zip it is the largest table or document inside. Raises CampaignerError if the file
    cannot be read or contains neither.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic[:2] == b"\x1f\x8b":
            return cast("BinaryIO", gzip.open(path, "rb"))
        if magic == b"PK\x03\x04" and not is_workbook(path):
            return _largest_member(path)
        return path.open("rb")
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror or error}.") from error


def is_workbook(path: Path) -> bool:
    """Returns whether a file is an Excel workbook. Raises CampaignerError if it cannot be read."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as archive:
            return WORKBOOK in archive.namelist()
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror or error}.") from error


def read_packed(path: Path, limit: int = _LIMIT) -> bytes:
    """Returns the whole content of a file, unpacked.

    Raises CampaignerError if it is damaged, or larger than ``limit`` bytes: what unpacks to
    more than any list of representatives is a mistake or a trap.
    """
    try:
        with open_packed(path) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise _damaged(path) from error
    if len(content) > limit:
        raise CampaignerError(f"{path} is too large: over {limit // 1024**2} MB unpacked.")
    return content


def read_documents(path: Path, limit: int = _LIMIT) -> list[tuple[str, bytes]]:
    """Returns every document in a file with its name: one, or all in a zip.

    Raises CampaignerError as ``read_packed`` does.
    """
    names = _document_names(path)
    if not names:
        return [(path.name, read_packed(path, limit))]
    documents = []
    try:
        with zipfile.ZipFile(path) as archive:
            for name in names:
                with archive.open(name) as file:
                    documents.append((name, file.read(limit + 1)))
                limit -= len(documents[-1][1])
                if limit < 0:
                    raise CampaignerError(f"{path} is too large to unpack.")
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        raise _damaged(path) from error
    return documents


def _document_names(path: Path) -> list[str]:
    """Returns the JSON and YAML files in a zip, in order; none if it has other files too."""
    if not zipfile.is_zipfile(path) or is_workbook(path):
        return []
    with zipfile.ZipFile(path) as archive:
        names = sorted(member.filename for member in archive.infolist() if not member.is_dir())
    documents = [name for name in names if PurePosixPath(name).suffix.lower() in _DOCUMENTS]
    return documents if len(documents) == len(names) else []


def _largest_member(path: Path) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    members = [
        member
        for member in archive.infolist()
        if PurePosixPath(member.filename).suffix.lower() in _SUFFIXES
    ]
    if not members:
        archive.close()
        raise CampaignerError(
            f"{path} contains no table.",
            hint="Use a CSV or XLSX file, or a zip file with a CSV file in it.",
        )
    largest = max(members, key=lambda member: member.file_size)
    if largest.flag_bits & 0x1:
        archive.close()
        raise CampaignerError(f"{path} is locked with a password.", hint="Unpack it first.")
    archive.close()
    return cast("BinaryIO", _Member(path, largest.filename))


class _Member(io.BufferedReader):
    """A file inside a zip, which closes the zip with itself."""

    def __init__(self, path: Path, name: str) -> None:
        self._archive = zipfile.ZipFile(path)
        super().__init__(cast("io.RawIOBase", self._archive.open(name)))

    def close(self) -> None:
        super().close()
        self._archive.close()


def _damaged(path: Path) -> CampaignerError:
    return CampaignerError(
        f"{path} cannot be read: it is damaged or incomplete.", hint="Download it again."
    )
