"""Files: written whole or not at all, also through links, devices and pipes; read as UTF-8."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from campaigner.errors import CampaignerError
from campaigner.refusals import refusal_of

HALF_WRITTEN = ".half-written~"  # the end of the name of a file that is being written
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_NUMBERED_STREAM = re.compile(rf"/(?:dev|proc/(?:self|{os.getpid()}))/fd/(\d+)")
_KEY_BYTES = 32
_MOST_LINKS = 40  # as Linux
_WAITING = 16  # at most: threads that wait for the disk
_OWN_FILE, _OWN_FOLDER = 0o600, 0o700  # for its owner alone


class AtPath(StrEnum):
    """What is at a path, as far as writing to it goes."""

    NOTHING = "nothing"
    FILE = "a file"
    FOLDER = "a folder"
    STREAM = "a device or a pipe"


@dataclass(frozen=True, slots=True)
class Target:
    """What a path leads to: where its links end, and what is there.

    ``descriptor`` is the number of a stream that this process has open, as ``/dev/stdout`` is;
    ``mode`` is what may be done with a file that is there.
    """

    path: Path
    what: AtPath
    descriptor: int | None = None
    mode: int | None = None


def target_of(path: Path) -> Target:
    """Returns what a path leads to: “-” to standard output.

    Raises CampaignerError if its links lead in a circle.
    """
    if str(path) == "-":
        return Target(path, AtPath.STREAM, 1)
    try:
        found = path.lstat()
    except FileNotFoundError:
        return Target(path, AtPath.NOTHING)
    except OSError as error:
        raise _unwritable(path, error) from error
    if not stat.S_ISLNK(found.st_mode):
        return _found(path, found)
    if (descriptor := _descriptor(path)) is not None:
        return Target(path, AtPath.STREAM, descriptor)
    end = Path(os.path.realpath(path))
    if end.is_symlink():
        raise CampaignerError(f"{path} cannot be written: its links lead in a circle.")
    return target_of(end)


def _found(path: Path, found: os.stat_result) -> Target:
    if stat.S_ISDIR(found.st_mode):
        return Target(path, AtPath.FOLDER)
    if stat.S_ISREG(found.st_mode):
        return Target(path, AtPath.FILE, mode=stat.S_IMODE(found.st_mode))
    return Target(path, AtPath.STREAM)


def _descriptor(path: Path) -> int | None:
    """The number of the open stream that links lead to, None if they lead somewhere else."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - resolving would go past the stream
    for _ in range(_MOST_LINKS):
        if named := _STREAMS.get(str(place)):
            return named
        if numbered := _NUMBERED_STREAM.fullmatch(str(place)):
            return int(numbered[1])
        if not place.is_symlink():
            return None
        place = Path(os.path.normpath(place.parent / place.readlink()))
    return None


@contextmanager
def writing(path: Path, *, settled: bool = True, private: bool = False) -> Iterator[IO[bytes]]:
    """Open a binary file that replaces ``path`` when everything has been written to it.

    It is written beside ``path`` under a hidden name and renamed at the end; after an error
    the hidden file is gone and ``path`` is as it was. A settled file also outlives a power cut;
    another one does after ``settle``. A link stays, and what it leads to is replaced; devices and
    pipes are written through. Whether a file *may* be replaced is for ``destinations`` to say.
    A ``private`` file and the folders made for it are for their owner alone, whatever the umask;
    another one keeps the mode of the file that it replaces.

    Raises CampaignerError if the folder cannot be made or written to.
    """
    target = target_of(path)
    if target.what is AtPath.FOLDER:
        raise CampaignerError(f"{path} is a folder.", hint="Enter the name of a file.")
    through = target.what is AtPath.STREAM
    try:
        with (
            _through(target)
            if through
            else _replacing(target, settled=settled, private=private) as file
        ):
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def _through(target: Target) -> Iterator[IO[bytes]]:
    if target.descriptor is None:
        handle = os.open(target.path, os.O_WRONLY)
    else:
        sys.stdout.flush()
        handle = os.dup(target.descriptor)
    with os.fdopen(handle, "wb") as file:
        yield file


@contextmanager
def _replacing(target: Target, *, settled: bool, private: bool) -> Iterator[IO[bytes]]:
    path, mode = target.path, None if private else target.mode  # a private one is made as one
    temporary = _hidden_beside(path)
    try:
        handle = _created(temporary, private=private)
    except FileNotFoundError:
        make_folder(path.parent, private=private)
        handle = _created(temporary, private=private)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # held as long as it is being written
            yield file
            file.flush()
            if settled:
                os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if settled:
        _sync_name(path.parent)


def _created(path: Path, *, private: bool) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWN_FILE if private else 0o666)
    if private:
        os.fchmod(handle, _OWN_FILE)
    return handle


def create_private(path: Path) -> None:
    """Make an empty file that its owner alone may read; FileExistsError if one is there.

    For a library that opens its files itself.
    """
    os.close(_created(path, private=True))


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """A hidden, private, empty file beside ``path``, for a library that opens its files itself.

    It is removed at the end unless it has got another name. Raises OSError.
    """
    part = _hidden_beside(path)
    handle = _created(part, private=True)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # held as long as it is being written
        yield part
    finally:
        os.close(handle)
        part.unlink(missing_ok=True)


def _hidden_beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}{HALF_WRITTEN}")


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder and those above it, if they are missing; private ones are for their owner.

    Raises OSError.
    """
    if not private:
        folder.mkdir(parents=True, exist_ok=True)
        return
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        with suppress(FileExistsError):  # another process was quicker
            each.mkdir(_OWN_FOLDER)
            each.chmod(_OWN_FOLDER)
    folder.mkdir(exist_ok=True)


def _unwritable(path: Path, error: OSError) -> CampaignerError:
    code, reason, hint = refusal_of(error)
    return CampaignerError(f"{path} cannot be written: {reason}.", hint=hint, code=code)


def clear_half_written(folder: Path, *, below: bool = True) -> None:
    """Remove the files in a folder that a killed process left half written, and those below it.

    What a library wrote beside such a file, as SQLite its journal, goes with it.
    """
    found = (folder.rglob if below else folder.glob)(f".*{HALF_WRITTEN}*")
    for leftover in sorted(found, key=lambda path: len(path.name)):
        name = leftover.name[: leftover.name.rindex(HALF_WRITTEN) + len(HALF_WRITTEN)]
        if name != leftover.name and leftover.with_name(name).exists():
            continue  # it belongs to a file that is being written
        with suppress(OSError), leftover.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, *, settled: bool = True, private: bool = False) -> None:
    """Write a file whole or not at all; see ``writing``."""
    with writing(path, settled=settled, private=private) as file:
        file.write(content)


def settle(path: Path) -> None:
    """Wait until a file that was written is on the disk; CampaignerError if that cannot be.

    Several threads that wait at once take little longer than one.
    """
    try:
        _sync(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def settle_names(paths: Iterable[Path], root: Path) -> None:
    """Wait until the names of files that were written below ``root`` are on the disk.

    A name is in its folder, and that folder’s in the one above. All are waited for at once.
    """
    nearest = {path.parent for path in paths}
    within = {each for folder in nearest for each in (folder, *folder.parents)}
    folders = {folder for folder in within if folder.is_relative_to(root)}
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_WAITING) as threads:
        for _ in threads.map(_sync_name, {*folders, root.parent}):
            pass


def _sync_name(folder: Path) -> None:
    """Wait for the names in a folder."""
    with suppress(OSError):  # some systems have no such thing; the files are there anyway
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """Returns the SHA-256 of a file in hexadecimal. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_text(path: Path, content: str, *, private: bool = False) -> None:
    """Write a text file in UTF-8, whole or not at all; see ``writing``."""
    write_bytes(path, content.encode("utf-8"), private=private)


def check_inside(path: Path, folder: Path, most: int) -> None:
    """As ``bytes_inside``, for a file that is read later."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _outside(path)
    if path.stat().st_size > most:
        raise _too_large(path, most)


def _outside(path: Path) -> CampaignerError:
    return CampaignerError(
        f"{path} is a link to something outside its folder.", hint="Put the file itself there."
    )


def _too_large(path: Path, most: int) -> CampaignerError:
    return CampaignerError(
        f"{path} is too large: it can have up to {most // 1_000:,} kB.", hint="Make it smaller."
    )


def bytes_inside(path: Path, folder: Path, most: int) -> bytes:
    """Returns what a file in a folder holds that a stranger may have made.

    Raises CampaignerError if it is not a regular file, is outside the folder once its links are
    followed, has more than ``most`` bytes, or cannot be read.
    """
    try:
        end = path.resolve(strict=True)
        if not end.is_relative_to(folder.resolve()):
            raise _outside(path)
        handle = os.open(end, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise CampaignerError(f"{path} is not a file.", hint="Put a file there.")
            content = file.read(most + 1)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
    except RuntimeError as error:  # Python 3.11 and 3.12 of links in a circle
        raise CampaignerError(f"{path} cannot be read: its links lead in a circle.") from error
    if len(content) > most:
        raise _too_large(path, most)
    return content


def read_inside(path: Path, folder: Path, most: int) -> str:
    """Returns the text of a file in UTF-8, as ``bytes_inside`` reads it."""
    return _decoded(path, bytes_inside(path, folder, most))


def read_text(path: Path) -> str:
    """Returns the text of a file in UTF-8, with or without a byte order mark.

    Raises CampaignerError if the file is missing, cannot be read or is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
    return _decoded(path, content)


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CampaignerError(
            f"{path}:{line}: this is not text in UTF-8.", hint="Save the file as UTF-8."
        ) from error


def read_key(path: Path) -> bytes:
    """Returns a secret key of 32 bytes, which is kept as hexadecimal digits on one line.

    Raises CampaignerError if it cannot be read or is not one.
    """
    try:
        key = bytes.fromhex(read_text(path).strip())
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise CampaignerError(
            f"{path} is damaged: it is not a key of {_KEY_BYTES} bytes.",
            hint="Put it back from a copy.",
            code="damaged-key",
        )
    return key
