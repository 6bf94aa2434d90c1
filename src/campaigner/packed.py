"""Packed files: gzip and zip are opened as if they were the file inside.

``called`` is what messages call a file, if its path is that of a copy.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from campaigner.errors import CampaignerError

DAMAGE: Final = (EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError)
_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml", ".hexjson"})
MOST_UNPACKED: Final = 512 * 1024 * 1024
"""How many bytes a file may unpack to: more than any list of representatives is a trap."""
MOST_UNPACKED_AT_DESK: Final = 100_000_000
"""The same of a table that is uploaded at the desk."""
ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
# What the zip of an Office file has: that of Microsoft's, and of OpenDocument's.
_OFFICE: Final = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})
_HIDDEN: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")


def open_packed(path: Path, member: str = "", called: Path | None = None) -> BinaryIO:
    """Open the content of a file, unpacked if it is gzip or zip.

    Of a zip it is the ``member``, or the only one, or the largest document. Raises
    CampaignerError if the file cannot be read, or has no such member.
    """
    with reading(called or path):
        with path.open("rb") as file:
            magic = file.read(4)
        if magic[:2] == b"\x1f\x8b":
            return cast("BinaryIO", gzip.open(path, "rb"))
        if is_zip(path, called):
            return _Member(path, member or _main_member(path, called), called or path)
        return path.open("rb")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Make one CampaignerError of whatever is wrong with a file while it is read."""
    try:
        yield
    except (*DAMAGE, gzip.BadGzipFile) as error:
        raise _damaged(path) from error
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror or error}.") from error


def is_zip(path: Path, called: Path | None = None) -> bool:
    """Returns whether a file is a zip, and not one that an office program writes.

    Raises CampaignerError if it cannot be read.
    """
    with reading(called or path):
        with path.open("rb") as file:
            if file.read(4) not in (ZIP, _EMPTY_ZIP):
                return False
        with zipfile.ZipFile(path) as archive:
            return not _OFFICE & set(archive.namelist())


def members_of(path: Path, called: Path | None = None) -> list[str]:
    """Returns the files in a zip, without those that a system hides; none if it is not a zip."""
    if not is_zip(path, called):
        return []
    with reading(called or path), zipfile.ZipFile(path) as archive:
        return [each.filename for each in archive.infolist() if not _is_hidden(each)]


def is_document_name(name: str) -> bool:
    """Returns whether a file of that name has JSON or YAML."""
    return PurePosixPath(name).suffix.lower() in _DOCUMENTS


def read_packed(
    path: Path, limit: int = MOST_UNPACKED, member: str = "", called: Path | None = None
) -> bytes:
    """Returns the whole content of a file, unpacked.

    Raises CampaignerError if it is damaged, or larger than ``limit`` bytes: what unpacks to
    more than any list of representatives is a mistake or a trap.
    """
    with reading(called or path), open_packed(path, member, called) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise CampaignerError(
            f"{called or path} is too large: over {limit // 1024**2} MB unpacked."
        )
    return content


def unpacks_to_more(content: bytes, most: int) -> bool:
    """Returns whether a zip (also that of an office program) or gzip holds more bytes than that.

    A damaged one does not: reading it says what is wrong.
    """
    try:
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return sum(each.file_size for each in archive.infolist()) > most
        if content.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
                return _is_longer(file, most)
    except (*DAMAGE, OSError):
        pass
    return False


def _is_longer(file: BinaryIO | gzip.GzipFile, most: int) -> bool:
    size = 0
    while size <= most and (part := file.read(1_000_000)):
        size += len(part)
    return size > most


def read_documents(
    path: Path, limit: int = MOST_UNPACKED, called: Path | None = None
) -> list[tuple[str, bytes]]:
    """Returns every document in a file with its name: one, or all in a zip.

    Raises CampaignerError as ``read_packed`` does.
    """
    names = [name for name in sorted(members_of(path, called)) if is_document_name(name)]
    if not names:
        return [(path.name, read_packed(path, limit, called=called))]
    documents = []
    for name in names:
        documents.append((name, read_packed(path, limit, name, called)))
        limit -= len(documents[-1][1])
    return documents


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    return member.is_dir() or any(part.startswith(".") or part in _HIDDEN for part in parts)


def _main_member(path: Path, called: Path | None) -> str:
    with zipfile.ZipFile(path) as archive:
        members = [each for each in archive.infolist() if not _is_hidden(each)]
    documents = [each for each in members if is_document_name(each.filename)] or members
    if not documents:
        raise CampaignerError(
            f"{called or path} contains no table.",
            hint="Use a CSV or XLSX file, or a zip file with a CSV file in it.",
        )
    return max(documents, key=lambda each: each.file_size).filename


class _Member(io.BufferedReader):
    """A file inside a zip, which closes the zip with itself."""

    def __init__(self, path: Path, name: str, called: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        try:
            super().__init__(cast("io.RawIOBase", self._archive.open(name)))
        except RuntimeError as error:
            self._archive.close()
            raise CampaignerError(
                f"{called} is locked with a password.", hint="Unpack it first."
            ) from error
        except BaseException:
            self._archive.close()
            raise

    def close(self) -> None:
        super().close()
        self._archive.close()


def _damaged(path: Path) -> CampaignerError:
    return CampaignerError(
        f"{path} cannot be read: it is damaged or incomplete.", hint="Download it again."
    )
