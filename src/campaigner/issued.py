"""Files about people that were written somewhere: noted, found, and removed safely.

What writes a file notes its path, its hash, and the campaign or the signatory that it is about
(letters note theirs with each letter). Only a file that still is what was written is removed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import clear_half_written
from campaigner.outputs import Output, open_output
from campaigner.store import constituent_packs
from campaigner.store.backups import may_have
from campaigner.store.database import Database, require_writable, transaction
from campaigner.store.issued_files import (
    IssuedFile,
    files_about_many,
    forget_begun,
    forget_issued_files,
    noted_under,
    save_begun,
    save_issued_files,
    tables_before,
)
from campaigner.store.outputs import forget_outputs
from campaigner.store.stale_files import forget_stale, save_stale, stale_files
from campaigner.store.writing_places import places, save_place

BACKUP = "backup"  # the ``about`` of a copy of the whole database
PACK = "constituent pack"  # how that of a pack for a representative begins
UPLOAD = "uploaded table"  # how that of a table begins that somebody uploaded
TABLE_TO_IMPORT = f"{UPLOAD} import"  # that of one that is to be taken in
EVERYTHING = "all data"  # that of an export of everything, which has everybody
EXPORT = "export"  # how the ``about`` of a file of signatures begins
UNKNOWN = "?"  # instead of a hash: nobody has read the file yet
_NOT_TEXT = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")  # nor zip, gzip, Excel
_ADDRESS_LIKE = re.compile(r"[^\s,;\"'<>]+@[^\s,;\"'<>]+")


class LeftReason(StrEnum):
    """Why a file was not removed."""

    CHANGED = "changed"
    UNREACHABLE = "unreachable"
    UNFINISHED = "unfinished"
    BACKUP = "backup"
    STALE = "stale"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that was not removed, for somebody to look at.

    ``BACKUP`` is a copy of the database that still has what was to be removed, ``STALE`` a file
    about many people that still has somebody who was erased, ``DELIVERED`` a copy that somebody
    else has to destroy: its path says who. ``UNFINISHED`` is
    the place of a batch for ``campaign`` that was interrupted: letters that nobody knows of may be
    there.
    """

    path: str
    reason: LeftReason
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file about many people that may contain somebody's data.

    It is the place of a batch that was interrupted if ``unfinished``.
    """

    path: str
    campaign: str
    unfinished: bool


@dataclass(frozen=True, slots=True)
class FilesRemoved:
    """The paths of files that are gone, now or before, and the files that were not removed."""

    gone: tuple[str, ...] = ()
    left: tuple[LeftFile, ...] = ()


def remove_files(files: Mapping[str, str]) -> FilesRemoved:
    """Removes files, given as the SHA-256 of each by its path.

    A file stays if it has another content by now, or cannot be reached; a path in a folder that is
    not there cannot be reached, since the folder may be on another disk. Without a hash a file is
    removed whatever it contains.
    """
    gone, left = [], []
    for path, sha256 in files.items():
        if reason := _removed(path, sha256):
            left.append(LeftFile(path, reason))
        else:
            gone.append(path)
    return FilesRemoved(tuple(gone), tuple(left))


def note_files(database: Database, files: Iterable[IssuedFile], made_at: int) -> None:
    """Notes files about people, so that they can be found."""
    with transaction(database) as connection:
        save_issued_files(connection, files, made_at)


@contextmanager
def noted_until_finished(
    database: Database, campaign: str, out: str, made_at: int
) -> Iterator[None]:
    """Note that a batch writes to a place, until it is over.

    A batch that was killed may have left letters there that nobody knows of: the note stays, until
    a batch of the same campaign is finished there.
    """
    with transaction(database) as connection:
        save_begun(connection, out, campaign, made_at)
    yield
    with transaction(database) as connection:
        forget_begun(connection, out, campaign)


@contextmanager
def noted_until_recorded(
    database: Database, campaign: str, paths: Sequence[str], made_at: int
) -> Iterator[None]:
    """Note files that are about to be written, until what is done inside has recorded them.

    If it is interrupted, the notes stay: the files can be found, and are named when somebody whom
    they may be about is erased. Raises DatabaseUnusable if nothing can be noted.
    """
    require_writable(database)
    note_files(database, [IssuedFile(path, campaign, UNKNOWN) for path in paths], made_at)
    yield
    with transaction(database) as connection:
        forget_issued_files(connection, paths)


def replace_files(
    database: Database, new: Sequence[IssuedFile], is_old: Callable[[str], bool], made_at: int
) -> None:
    """Notes new files of one campaign, and removes those of it that are old, by their paths.

    An old file that has changed since stays, and stays noted.
    """
    paths, campaigns = {file.path for file in new}, {file.campaign for file in new}
    due = {
        each.path: each.sha256
        for each in files_about_many(database.conn)
        if each.campaign in campaigns
        and not each.is_begun
        and each.path not in paths
        and is_old(each.path)
    }
    done = remove_files(due)
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
        save_issued_files(connection, new, made_at)


def shared_files(
    database: Database,
    print_runs: Collection[str],
    exports: Collection[str],
    is_theirs: Callable[[str], bool],
    is_named: Callable[[str], bool] = lambda _: False,
) -> list[SharedFile]:
    """Returns the files about many people that may contain somebody's data.

    They are the print runs of the campaigns ``print_runs``, the signatures exported of the
    campaigns ``exports``, exports of everything, and texts with an address that ``is_theirs`` or in
    which somebody ``is_named``. A file that cannot be reached may be about anybody, and so may the
    place of a batch that was not finished.
    """
    return [
        SharedFile(each.path, each.campaign, each.is_begun)
        for each in files_about_many(database.conn)
        if each.about != BACKUP
        and not each.about.startswith(PACK)
        and (
            each.is_begun
            or _may_hold(
                each.path, is_theirs, is_named, _is_upload(each) or each.campaign in print_runs
            )
            or (_is_export(each) and each.campaign in exports and _is_there(each.path))
            or (each.about == EVERYTHING and _is_there(each.path))
        )
    ]


def note_place(database: Database, folder: Path, made_at: int) -> None:
    """Notes a folder in which files about people are going to be written."""
    if not database.read_only:
        with transaction(database) as connection:
            save_place(connection, str(folder.resolve()), made_at)


def clear_places(database: Database, root: Path) -> None:
    """Clears away what was left half written below a workspace, and wherever else files went.

    Files that are being written now stay.
    """
    noted = [Path(each.path) for each in files_about_many(database.conn) if "://" not in each.path]
    clear_half_written(root)
    for folder in {*map(Path, places(database.conn)), *noted, *(each.parent for each in noted)}:
        if folder.is_dir():
            clear_half_written(folder, below=False)


def remove_noted(database: Database, found: Iterable[IssuedFile]) -> FilesRemoved:
    """Removes files that are noted; those that stay are still noted, to be looked for again."""
    done = remove_files({each.path: each.sha256 for each in found})
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
    return done


def remove_noted_under(database: Database, folder: Path) -> FilesRemoved:
    """Removes the noted files in a folder of the program's own, and below it.

    Those that were changed since stay, and stay noted.
    """
    done = remove_files(noted_under(database.conn, str(folder.resolve())))
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
        forget_outputs(connection, done.gone)
        constituent_packs.forget(connection, done.gone)
    return done


def backups_left(
    database: Database, still_has: Callable[[sqlite3.Connection], bool]
) -> tuple[LeftFile, ...]:
    """Returns the backups that still have what was to be removed, as ``still_has`` finds it there.

    One that cannot be read, or is of another version, may have it. Backups that are gone are
    forgotten.
    """
    left, gone = [], []
    for each in files_about_many(database.conn):
        if each.about == BACKUP:
            path = Path(each.path)
            if path.exists():
                if may_have(path, still_has):
                    left.append(LeftFile(each.path, LeftReason.BACKUP))
            elif path.parent.is_dir():
                gone.append(each.path)
            else:
                left.append(LeftFile(each.path, LeftReason.UNREACHABLE))
    with transaction(database) as connection:
        forget_issued_files(connection, gone)
    return tuple(left)


def keep_stale(database: Database, files: Iterable[SharedFile], now: int) -> None:
    """Notes files that may have somebody who is being erased, as they are now."""
    stale = {each.path: _sha256_now(each.path) for each in files if not each.unfinished}
    with transaction(database) as connection:
        save_stale(connection, stale, now)


def stale_left(database: Database) -> tuple[LeftFile, ...]:
    """Returns the noted files that are still as they were, or cannot be reached.

    Those that are gone or were made again are forgotten.
    """
    noted = stale_files(database.conn)
    left = [path for path, sha256 in noted.items() if _sha256_now(path) in (sha256, UNKNOWN)]
    with transaction(database) as connection:
        forget_stale(connection, noted.keys() - set(left))
    return tuple(LeftFile(path, LeftReason.STALE) for path in left)


def _sha256_now(path: str) -> str:
    """The SHA-256 of a file, empty if it is gone; unknown if it cannot be reached."""
    try:
        output, name = _output_of(path)
        return output.sha256(name) if output.is_there() else UNKNOWN
    except CampaignerError:
        return UNKNOWN


def count_files_about_many(connection: sqlite3.Connection, campaigns: Collection[str]) -> int:
    """Returns how many files about many people are noted for campaigns."""
    return sum(each.campaign in campaigns for each in files_about_many(connection))


def files_of_campaigns(connection: sqlite3.Connection, campaigns: Collection[str]) -> list[str]:
    """Returns the paths of the files about many people that are noted for campaigns."""
    known = files_about_many(connection)
    return [each.path for each in known if each.campaign in campaigns and not each.is_begun]


def remove_files_about_many(database: Database, campaigns: Collection[str]) -> FilesRemoved:
    """Removes the files about many people that were written for campaigns.

    Those that stay are still noted, to be looked for again.
    """
    due = [each for each in files_about_many(database.conn) if each.campaign in campaigns]
    unfinished = [
        LeftFile(each.path, LeftReason.UNFINISHED, each.campaign) for each in due if each.is_begun
    ]
    done = remove_noted(database, [each for each in due if not each.is_begun])
    return FilesRemoved(done.gone, (*unfinished, *done.left))


def count_old_tables(connection: sqlite3.Connection, before: int) -> int:
    """Returns how many tables with signatures were uploaded before then, and rejects of them."""
    return len(tables_before(connection, TABLE_TO_IMPORT, before))


def remove_old_tables(database: Database, before: int) -> FilesRemoved:
    """Removes the tables with signatures that were uploaded before then, and rejects of them.

    Those that stay are still noted, to be looked for again.
    """
    return remove_noted(database, tables_before(database.conn, TABLE_TO_IMPORT, before))


def _is_export(file: IssuedFile) -> bool:
    return file.about.startswith(EXPORT)


def _is_upload(file: IssuedFile) -> bool:
    return file.about.startswith(UPLOAD)


def _is_there(path: str) -> bool:
    output, name = _output_of(path)
    return output.read(name) is not None


def _may_hold(
    path: str,
    is_theirs: Callable[[str], bool],
    is_named: Callable[[str], bool],
    in_campaign: bool,
) -> bool:
    try:
        output, name = _output_of(path)
        content = output.read(name)
    except CampaignerError:
        return True
    if content is None:
        return False
    if content.startswith(_NOT_TEXT):
        return in_campaign
    text = content.decode(errors="replace")
    return any(map(is_theirs, _ADDRESS_LIKE.findall(text))) or is_named(text)


def _removed(path: str, sha256: str) -> LeftReason | None:
    """Removes a file if it is there; returns why it was not removed, None if it is gone."""
    try:
        output, name = _output_of(path)
        held = output.sha256(name)
        if held and sha256 and held != sha256:
            return LeftReason.CHANGED
        if held:
            output.remove(name)
        elif not output.is_there():
            return LeftReason.UNREACHABLE
    except CampaignerError:
        return LeftReason.UNREACHABLE
    return None


def _output_of(path: str) -> tuple[Output, str]:
    folder, _, name = path.replace("\\", "/").rpartition("/")
    return open_output(folder or "."), name
