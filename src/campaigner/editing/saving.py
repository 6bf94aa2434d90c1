"""Save a campaign's files: all of a change or nothing of it, also if the program is killed.

A change is first noted in the database with all that it writes, then its files are replaced one
after another, then it is marked as written. What was interrupted is finished by the next who opens
the campaign here. One change at a time: a lock on the folder sees to it, over all processes.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from campaigner.editing.folder import (
    FileNow,
    check_length,
    check_name,
    digest,
    file_now,
    files_now,
    own_folder,
)
from campaigner.errors import CampaignerError
from campaigner.files import write_text
from campaigner.opening import OpenWorkspace
from campaigner.shelf import another_moment
from campaigner.store import audit, campaign_changes
from campaigner.store.database import require_writable, transaction

MOST_CHANGES = 200
"""The number of changes that a campaign's history keeps."""
OUTSIDE = ""
"""Who changed a file that another program wrote."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a file is to say, None to remove it; ``mark`` is of what the editor read."""

    mark: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Clash:
    """A file that was changed outside after an editor read it: what it says now, and theirs."""

    name: str
    now: FileNow
    wanted: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that was saved; ``number`` is 0 if nothing was different."""

    number: int


def save(
    here: OpenWorkspace, slug: str, changes: Mapping[str, Change], what: str
) -> Saved | tuple[Clash, ...]:
    """Save a change of a campaign's files, or return what clashes: then nothing is written.

    ``what`` names the part that is changed, in the history.
    Raises UnknownName, NotOwn, UsageError for a name or a text that no campaign can have,
    CampaignerError if a file cannot be read or written, DatabaseUnusable.
    """
    require_writable(here.database)
    for name, change in changes.items():
        check_name(name)
        check_length(name, change.text or "")
    with settled(here, slug) as folder:
        now = {name: file_now(folder, name) for name in changes}
        clashes = tuple(
            Clash(name, now[name], changes[name].text)
            for name in changes
            if now[name].mark != changes[name].mark and now[name].text != changes[name].text
        )
        if clashes:
            return clashes
        wanted = {
            name: (now[name].text, change.text)
            for name, change in changes.items()
            if now[name].text != change.text
        }
        return Saved(_write(here, slug, folder, wanted, what) if wanted else 0)


def _write(
    here: OpenWorkspace,
    slug: str,
    folder: Path,
    wanted: Mapping[str, tuple[str | None, str | None]],
    what: str,
) -> int:
    with transaction(here.database) as connection:
        _note_others(here, slug, folder)
        files = {name: _kept(here, *texts) for name, texts in wanted.items()}
        number = campaign_changes.note(connection, slug, here.moment, here.actor, what, files)
        audit.record(connection, here.moment, here.actor, "campaign changed", slug, what=what)
        campaign_changes.prune(connection, slug, MOST_CHANGES)
    for name, (_, text) in sorted(wanted.items()):
        _put(folder, name, text)
    with transaction(here.database) as connection:
        campaign_changes.set_written(connection, number)
    another_moment()
    return number


def _kept(
    here: OpenWorkspace, before: str | None, after: str | None
) -> tuple[bytes | None, bytes | None]:
    """The hashes of two contents, which are kept from now on."""
    for text in (before, after):
        if text is not None:
            campaign_changes.keep_content(here.database.conn, digest(text), text)
    return (
        None if before is None else digest(before),
        None if after is None else digest(after),
    )


def _note_others(here: OpenWorkspace, slug: str, folder: Path) -> None:
    """Note what another program changed since the last change here, so that it is not lost."""
    connection = here.database.conn
    files = {}
    for name, (before, now) in changed_outside(here, slug, folder).items():
        _, after = _kept(here, None, now.text)
        files[name] = (before, after)
    if files:
        moment = here.moment
        campaign_changes.note(connection, slug, moment, OUTSIDE, "", files, written=True)


def changed_outside(
    here: OpenWorkspace, slug: str, folder: Path
) -> dict[str, tuple[bytes | None, FileNow]]:
    """Returns the files that are not as the last change here left them: what they were, and are."""
    known = campaign_changes.last_known(here.database.conn, slug)
    now = files_now(folder)
    found = {}
    for name, before in known.items():
        current = now.get(name) or FileNow(name, None)
        if current.hash != before:
            found[name] = (before, current)
    return found


def _put(folder: Path, name: str, text: str | None) -> None:
    if text is None:
        (folder / name).unlink(missing_ok=True)
    else:
        write_text(folder / name, text)


@contextmanager
def settled(here: OpenWorkspace, slug: str) -> Iterator[Path]:
    """The folder of an own campaign, for one editor at a time, with no change half written.

    Raises as ``own_folder`` does.
    """
    folder = own_folder(here, slug)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        finish(here, slug, folder)
        yield folder
    finally:
        os.close(handle)


def finish(here: OpenWorkspace, slug: str, folder: Path) -> None:
    """Write what interrupted changes left unwritten; a file that is otherwise by now is left.

    Belongs inside the lock of ``settled``.
    """
    for change in campaign_changes.unwritten(here.database.conn, slug):
        for name, (before, after) in change.files.items():
            if file_now(folder, name).hash == before:
                _put(folder, name, kept_text(here, after))
        with transaction(here.database) as connection:
            campaign_changes.set_written(connection, change.id)
        another_moment()


def finish_all(here: OpenWorkspace) -> None:
    """Finish the interrupted changes of all campaigns, when a server begins.

    A campaign that is not there any more, or cannot be read, is left as it is.
    """
    for slug in {each.campaign for each in campaign_changes.unwritten(here.database.conn)}:
        try:
            with settled(here, slug):
                pass
        except CampaignerError:
            continue


def kept_text(here: OpenWorkspace, digest_of: bytes | None) -> str | None:
    """Returns a text that the history keeps, by its hash; None for a file that was not there."""
    return None if digest_of is None else campaign_changes.content(here.database.conn, digest_of)


def note_new(here: OpenWorkspace, slug: str, files: Mapping[str, str]) -> int:
    """Note the files of a campaign that was started, as its first change."""
    with transaction(here.database) as connection:
        kept = {name: _kept(here, None, text) for name, text in files.items()}
        number = campaign_changes.note(
            connection, slug, here.moment, here.actor, "started", kept, written=True
        )
        audit.record(connection, here.moment, here.actor, "campaign started", slug)
    another_moment()
    return number
