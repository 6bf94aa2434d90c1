"""Where letters go: a folder, or a bucket behind an address that fsspec knows (``s3://…``)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from campaigner.errors import CampaignerError
from campaigner.files import (
    HALF_WRITTEN,
    clear_half_written,
    make_folder,
    settle,
    settle_names,
    write_bytes,
)
from campaigner.refusals import refusal_of

_TRIAL = f".campaigner{HALF_WRITTEN}"
_PATIENCE = 10.0  # seconds: the workers of a killed run hold its folder until they have gone


class Output(Protocol):
    """A place for files, by names relative to it."""

    def write(self, name: str, content: bytes, *, settled: bool = True) -> None:
        """Write a file whole or not at all; if not settled, a power cut may undo it."""

    def settle(self, name: str) -> None:
        """Wait until what a file that was written holds outlives a power cut."""

    def settle_names(self, names: Collection[str]) -> None:
        """Wait until files that were written are there, by their names, after a power cut."""

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where there is none."""

    def sha256(self, name: str) -> str:
        """The SHA-256 of a file, empty where there is none."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def is_there(self) -> bool:
        """Whether the place itself is there."""

    def place(self, name: str) -> str:
        """Where the file of that name is, in full."""


class Folder:
    """A folder on this machine; what is written there is about people, and private."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def write(self, name: str, content: bytes, *, settled: bool = True) -> None:
        """Write a file whole or not at all; if not settled, a power cut may undo it."""
        write_bytes(self.root / name, content, settled=settled, private=True)

    def settle(self, name: str) -> None:
        """Wait until what a file that was written holds outlives a power cut."""
        settle(self.root / name)

    def settle_names(self, names: Collection[str]) -> None:
        """Wait until files that were written are there, by their names, after a power cut."""
        settle_names((self.root / name for name in names), self.root)

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where there is none; CampaignerError where it cannot be read."""
        path = self.root / name
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error

    def sha256(self, name: str) -> str:
        """The SHA-256 of a file, empty where there is none."""
        return _sha256(self.read(name))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there; CampaignerError where it cannot be removed."""
        path = self.root / name
        try:
            path.unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise CampaignerError(f"{path} cannot be removed: {error.strerror}.") from error

    def is_there(self) -> bool:
        """Whether the folder is there."""
        return self.root.is_dir()

    def place(self, name: str) -> str:
        """Where the file of that name is, in full."""
        return os.path.join(self.root, name)  # noqa: PTH118 - asked for many times a letter


class Bucket:
    """A place that fsspec reaches; writing an object there is whole or not at all by itself."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.files, self.root = _filesystem(self.address)

    def write(self, name: str, content: bytes, *, settled: bool = True) -> None:
        """Write a file whole or not at all; CampaignerError if that cannot be."""
        del settled  # a store that has answered keeps what it was given
        path = f"{self.root}/{name}"
        with self._reached():
            if not self.files.async_impl:  # stores of objects know no folders, and make buckets
                self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(path, content)

    def settle(self, name: str) -> None:
        """Do nothing: a file that was written has settled."""

    def settle_names(self, names: Collection[str]) -> None:
        """Do nothing: a file that was written has settled."""

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where there is none."""
        with self._reached():
            try:
                content: bytes = self.files.cat_file(f"{self.root}/{name}")
            except FileNotFoundError:
                return None
            return content

    def sha256(self, name: str) -> str:
        """The SHA-256 of a file, empty where there is none."""
        return _sha256(self.read(name))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._reached():
            if self.files.exists(f"{self.root}/{name}"):
                self.files.rm_file(f"{self.root}/{name}")

    def is_there(self) -> bool:
        """A bucket that answers is there; stores of objects know no folders."""
        return True

    def place(self, name: str) -> str:
        """Where the file of that name is, in full."""
        return f"{self.address}/{name}"

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Make a CampaignerError of whatever the library behind the address raises."""
        try:
            yield
        except Exception as error:
            raise CampaignerError(
                f"{self.address} cannot be written to: {error}.".replace("..", "."),
                hint="Is the address right, the bucket there, and may you write to it?",
            ) from error


def _sha256(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def open_output(where: str) -> Output:
    """The output at a folder's path or an address.

    Raises CampaignerError where the address is of a kind that is not installed, or cannot be
    reached.
    """
    return Bucket(where) if "://" in where else Folder(Path(where))


def _filesystem(address: str) -> tuple[Any, str]:
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise CampaignerError(
            f"{address} cannot be written to: {error}.",
            hint="Install what it needs with: pip install campaigner[scale]",
        ) from error
    except Exception as error:  # some connect at once, and fail in ways of their own
        raise CampaignerError(
            f"{address} cannot be written to: {error}.", hint="Is the address right?"
        ) from error
    return files, root.rstrip("/")


@contextmanager
def writing_alone(where: str) -> Iterator[None]:
    """Hold a folder for one run, and clear away what was left half written, before and after.

    Raises CampaignerError where another run writes there now. A bucket is not held, but tried:
    better now than after a thousand letters.
    """
    if "://" in where:
        bucket = open_output(where)
        bucket.write(_TRIAL, b"")
        bucket.remove(_TRIAL)
        yield
        return
    folder = Path(where)
    handle = _hold(folder)
    try:
        clear_half_written(folder)
        yield
        clear_half_written(folder)
    finally:
        os.close(handle)


def _hold(folder: Path) -> int:
    try:
        make_folder(folder, private=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        code, reason, hint = refusal_of(error)
        raise CampaignerError(
            f"{folder} cannot be written to: {reason}.", hint=hint, code=code
        ) from error
    deadline = time.monotonic() + _PATIENCE
    while not _locked(handle):
        if time.monotonic() > deadline:
            os.close(handle)
            raise CampaignerError(
                f"Another batch is writing into {folder}.",
                hint="Wait for it, or take another folder.",
            )
        time.sleep(0.1)
    return handle


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
