"""Secret keys in files: made once, whole or not at all, and never over one that is there."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import make_folder, read_key, write_text

KEY_SIZE = 32


def secret_key(path: Path) -> bytes:
    """Returns the 32 random bytes of a key; they are made when they are first needed.

    Processes that come together get the same key. Raises CampaignerError if the file does not hold
    a whole key, or cannot be read or made.
    """
    if not path.exists():
        _make(path)
    return read_key(path)


def _make(path: Path) -> None:
    try:
        make_folder(path.parent, private=True)
        with _alone(path.parent):
            if not path.exists():
                write_text(path, secrets.token_hex(KEY_SIZE) + "\n", private=True)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be written: {error.strerror}.") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes out that want to make a key in the folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
