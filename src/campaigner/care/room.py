"""Whether the disk has room for a copy of the database."""

from __future__ import annotations

from pathlib import Path
from shutil import disk_usage

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace

_SPARE = 200_000_000  # bytes that stay free, so that people can go on signing
_MEGABYTE = 1_000_000


class NotEnoughRoom(CampaignerError):
    """The disk has too little room for a copy of the database."""

    code = "not-enough-room"


def needed_for(file: Path) -> int:
    """Returns how many bytes a copy of a database takes, at most."""
    log = file.with_name(f"{file.name}-wal")
    return file.stat().st_size + (log.stat().st_size if log.exists() else 0)


def check_room(here: OpenWorkspace, needed: int) -> None:
    """Check that so many bytes can be written, with some to spare. Raises NotEnoughRoom."""
    free = disk_usage(here.workspace.root).free
    if free - needed < _SPARE:
        megabytes = -(-(needed + _SPARE) // _MEGABYTE)
        raise NotEnoughRoom(
            f"There is too little room on the disk: {megabytes:,} MB are needed,"
            f" {free // _MEGABYTE:,} MB are free.",
            hint="Delete what is not needed, such as old backups.",
            needed=needed + _SPARE,
            free=free,
        )
