"""Where outputs go that an organiser names: whether a file there may be replaced.

One rule for every command. A file is replaced if the same kind of output was written there before
and it is still as it was written; any other only if the organiser says so. What belongs to the
workspace (its database, settings, keys, definitions, templates, replies) is never replaced.
Devices and pipes are written through; a link stays, and the rule is for what it leads to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from campaigner.errors import CampaignerError
from campaigner.files import AtPath, Target, sha256_of, target_of, writing
from campaigner.issued import note_files, note_place
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile
from campaigner.store.outputs import WrittenFile, outputs_at, save_output
from campaigner.workspace import DATABASE_FILE, SETTINGS_FILE, Workspace

_LOGS = ("", "-wal", "-shm", "-journal")
_NAMED_BY_CAMPAIGNER = {SETTINGS_FILE, ".gitignore", *(f"{DATABASE_FILE}{log}" for log in _LOGS)}


class DestinationRefused(CampaignerError):
    """A file that is not replaced; its code says whether that can be insisted on."""

    code = "file-not-ours"


class Here(Protocol):
    """What is being worked in, such as an open workspace or petition."""

    @property
    def workspace(self) -> Workspace:
        """The workspace."""

    @property
    def database(self) -> Database:
        """Its database."""

    @property
    def moment(self) -> int:
        """The moment of the work, in seconds since 1970."""


class HashedFile:
    """A file that is written once, from start to end, and its SHA-256."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Write the next bytes."""
        self._file.write(content)
        self.digest.update(content)


@dataclass(frozen=True)
class Destination:
    """A path that may be written to, for one kind of output.

    If the output is about people, ``campaign`` is whose: the file is noted, so that it is found
    when somebody is erased, and removed in time. ``in_folder``: its folder was named, not the file.
    ``lasting``: it cannot be made again, so not even one of the same kind is replaced.
    """

    here: Here
    path: Path
    kind: str
    replace: bool = False
    campaign: str = ""
    in_folder: bool = False
    lasting: bool = False

    def write(self, content: bytes | str) -> None:
        """Write the output and note it, as ``write_all`` does."""
        self.write_all([content])

    def write_all(self, parts: Iterable[bytes | str]) -> None:
        """Write the parts of the output, whole or not at all, and note it.

        Raises DestinationRefused if a file has come to be there meanwhile, CampaignerError if it
        cannot be written.
        """
        with self.writing() as output:
            for part in parts:
                output.write(part.encode() if isinstance(part, str) else part)

    @contextmanager
    def writing(self) -> Iterator[HashedFile]:
        """The output, to be written piece by piece; at the end it gets its name and is noted.

        Raises as ``write_all``.
        """
        target = self.check()
        if self.campaign and target.what is not AtPath.STREAM:
            note_place(self.here.database, target.path.parent, self.here.moment)
        with writing(self.path, private=bool(self.campaign)) as file:
            output = HashedFile(file)
            yield output
            if target.what is not AtPath.STREAM:
                self._note(target.path, output.digest.hexdigest())

    def check(self) -> Target:
        """Returns what is at the path. Raises as ``destination``."""
        target = target_of(self.path)
        if target.what is AtPath.FOLDER:
            raise CampaignerError(f"{self.path} is a folder.", hint="Enter the name of a file.")
        if target.what is not AtPath.STREAM:
            self._check(target)
        return target

    def _check(self, target: Target) -> None:
        noted = _noted(self.here, target)
        if _is_own(self.here.workspace, target, is_noted=bool(noted)):
            raise DestinationRefused(
                f"{self.path} belongs to the workspace, and is never replaced.",
                hint=self._elsewhere,
                code="file-of-workspace",
            )
        if self.replace or target.what is AtPath.NOTHING:
            return
        if reason := _reason(noted, target, self.kind, lasting=self.lasting):
            raise DestinationRefused(
                f"{self.path} is not replaced: {reason}.", hint=self._elsewhere
            )

    @property
    def _elsewhere(self) -> str:
        return f"Choose another {'folder' if self.in_folder else 'file name'}."

    def _note(self, path: Path, sha256: str) -> None:
        """Note the file just before it gets its name: it is never there without a note."""
        here, place = self.here, str(path.resolve())
        if here.database.read_only:
            return
        if self.campaign:
            file = IssuedFile(place, self.campaign, sha256, self.kind)
            note_files(here.database, [file], here.moment)
        else:
            with transaction(here.database) as connection:
                save_output(connection, WrittenFile(place, self.kind, sha256), here.moment)


def destination(
    here: Here,
    path: Path,
    kind: str,
    *,
    replace: bool = False,
    campaign: str = "",
    in_folder: bool = False,
    lasting: bool = False,
) -> Destination:
    """Returns a path that may be written to, before the work that goes into the output.

    ``kind`` is what is written, such as “a briefing”; ``replace`` is that the organiser insists.
    ``campaign`` is that of an output about people; ``in_folder``: the organiser named its folder;
    ``lasting``: what is made is never the same again.
    Raises DestinationRefused for a file that is not replaced, CampaignerError for a folder.
    """
    found = Destination(here, path, kind, replace, campaign, in_folder, lasting)
    found.check()
    return found


def destinations(
    here: Here, folder: Path, names: Iterable[str], kind: str, *, replace: bool = False
) -> dict[str, Destination]:
    """Returns paths in a folder by their names, all of which may be written to.

    The kind of each is its name after ``kind``. Raises as ``destination``.
    """
    return {
        name: destination(here, folder / name, f"{kind} {name}", replace=replace, in_folder=True)
        for name in names
    }


def check_new(workspace: Workspace, path: Path) -> None:
    """Refuse a path that the workspace keeps for itself, even if nothing is there yet.

    Raises DestinationRefused.
    """
    target = target_of(path)
    if _is_own(workspace, target, is_noted=False):
        raise DestinationRefused(
            f"{path} belongs to the workspace, and is never replaced.",
            hint="Choose another file name.",
            code="file-of-workspace",
        )


def _reason(noted: list[WrittenFile], target: Target, kind: str, *, lasting: bool) -> str:
    """Why a file is not replaced; empty if it may be."""
    if not noted:
        return "it was not made by campaigner"
    if not any(each.kind == kind for each in noted):
        return "it is another kind of file"
    if lasting:
        return "it has ids of its own, and cannot be made again"
    digest = _sha256(target.path)
    return "" if any(each.sha256 == digest for each in noted) else "it has been changed since"


def _noted(here: Here, target: Target) -> list[WrittenFile]:
    if target.what is not AtPath.FILE:
        return []
    return outputs_at(here.database.conn, str(target.path.resolve()))


def _is_own(workspace: Workspace, target: Target, *, is_noted: bool) -> bool:
    path, root = target.path.resolve(), workspace.root.resolve()
    if path.parent == root and path.name in _NAMED_BY_CAMPAIGNER:
        return True
    if path.is_relative_to(workspace.keys_folder.resolve()):
        return True
    if target.what is AtPath.FILE and _is_another_name_of_own(workspace, path):
        return True
    folders = (workspace.campaigns_folder, root / "templates", workspace.replies_folder)
    if not any(path.is_relative_to(folder.resolve()) for folder in folders):
        return False
    return path.name == "campaign.toml" or (target.what is AtPath.FILE and not is_noted)


def _is_another_name_of_own(workspace: Workspace, path: Path) -> bool:
    return any(
        own.exists() and path.samefile(own)
        for own in (workspace.root / name for name in _NAMED_BY_CAMPAIGNER)
    )


def _sha256(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError as error:
        raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
