"""What commands say about files that contain people's data and were not deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from campaigner.cli.output import say, say_first

if TYPE_CHECKING:
    from campaigner.issued import LeftFile, SharedFile

_SHOWN = 20


def say_left(files: Sequence[LeftFile]) -> None:
    """Names the first of the files that were not deleted, with what to do."""
    say_first([*map(_left, files)], _SHOWN, more="more that were not deleted")


def say_shared(files: Sequence[SharedFile]) -> None:
    """Names the files about many people that may contain the data of one who was erased."""
    for file in files:
        say(_unfinished(file.path, file.campaign) if file.unfinished else _shared(file.path))


def say_incomplete(complete: bool, still_readable: bool) -> None:
    """Ends the command with exit code 1 if something is left, and says what to do."""
    if complete:
        return
    if still_readable:
        say(
            "Error: what was deleted can still be read in the file of the database, because another"
            " program is reading from it. Close other programs that use the database, such as a"
            " dashboard or mail that is being sent, and run this again."
        )
    else:
        say("Error: not everything is gone. Look at what is listed above, and run this again.")
    raise typer.Exit(1)


def _left(file: LeftFile) -> str:
    from campaigner.issued import LeftReason

    if file.reason is LeftReason.UNFINISHED:
        return _unfinished(file.path, file.campaign)
    if file.reason is LeftReason.STALE:
        return _shared(file.path)
    if file.reason is LeftReason.DELIVERED:
        return (
            f"Delivered to {file.path}: ask that it is destroyed, and record the day with"
            " “campaigner petition record-destroyed”."
        )
    if file.reason is LeftReason.BACKUP:
        return (
            f"{file.path}: this backup still contains the data. Make a new backup and delete this"
            " one."
        )
    reason = "the file has changed" if file.reason is LeftReason.CHANGED else "it cannot be reached"
    return f"{file.path}: not deleted: {reason}. Please check it."


def _shared(path: str) -> str:
    return f"{path}: not deleted: it also contains other people's data. Make it again or delete it."


def _unfinished(path: str, campaign: str) -> str:
    return (
        f"{path}: a batch for {campaign} was interrupted here and may have left letters that are"
        " not recorded. Run it again, or check the folder."
    )
