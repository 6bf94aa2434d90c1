"""The history of a campaign's files: who changed what, compared, and gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.editing.folder import FileNow, file_now
from campaigner.editing.gate import check_last_day
from campaigner.editing.saving import (
    Change,
    Clash,
    Saved,
    changed_outside,
    kept_text,
    save,
    settled,
)
from campaigner.editing.word_diff import Line, compared
from campaigner.errors import UnknownName
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import name_of_actor
from campaigner.store import campaign_changes
from campaigner.store.campaign_changes import KeptChange

PAGE = 30
BACK = "back to "


@dataclass(frozen=True, slots=True)
class Entry:
    """A change: when (in seconds since 1970), by whom, of which part and files.

    ``by`` is empty for a file that another program wrote.
    """

    number: int
    at: int
    by: str
    what: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The latest changes, the newest first; ``older`` is where to go on, 0 at the end.

    ``outside`` are the files that another program has changed since the last of them.
    """

    entries: tuple[Entry, ...]
    older: int
    outside: tuple[str, ...]


def history(here: OpenWorkspace, slug: str, before: int = 0) -> History:
    """Returns the changes of a campaign, the newest first; ``before`` one, to go on.

    Raises UnknownName, NotOwn.
    """
    with settled(here, slug) as folder:
        outside = tuple(sorted(changed_outside(here, slug, folder)))
    found = campaign_changes.latest(here.database.conn, slug, PAGE + 1, before)
    entries = tuple(_entry(here, each) for each in found[:PAGE])
    return History(entries, entries[-1].number if len(found) > PAGE else 0, outside)


def _entry(here: OpenWorkspace, change: KeptChange) -> Entry:
    by = name_of_actor(here, change.actor) if change.actor else ""
    return Entry(change.id, change.at, by, change.what, tuple(change.files))


@dataclass(frozen=True, slots=True)
class Compared:
    """A change, and the lines of each of its files before and after, as far as they differ."""

    entry: Entry
    files: Mapping[str, tuple[Line, ...]]


def compare(here: OpenWorkspace, slug: str, number: int) -> Compared:
    """Returns what a change did. Raises UnknownName, also for a change that is not kept."""
    change = _change(here, slug, number)
    files = {
        name: compared(kept_text(here, before) or "", kept_text(here, after) or "")
        for name, (before, after) in change.files.items()
    }
    return Compared(_entry(here, change), files)


def compare_with_now(here: OpenWorkspace, slug: str, number: int) -> dict[str, tuple[Line, ...]]:
    """Returns what going back to after a change would do, file by file. Raises as ``compare``."""
    wanted, now = _back_to(here, slug, number)
    return {
        name: compared(now[name].text or "", text or "")
        for name, text in wanted.items()
        if now[name].text != text
    }


def go_back(here: OpenWorkspace, slug: str, number: int) -> Saved | tuple[Clash, ...]:
    """Make a campaign's files what they were after a change; that is a change of its own.

    Raises as ``compare``, ``gate.check_last_day`` and ``saving.save``.
    """
    wanted, now = _back_to(here, slug, number)
    check_last_day(here, slug, wanted)
    changes = {name: Change(now[name].mark, text) for name, text in wanted.items()}
    return save(here, slug, changes, f"{BACK}{number}")


def _back_to(
    here: OpenWorkspace, slug: str, number: int
) -> tuple[dict[str, str | None], dict[str, FileNow]]:
    """What files said after a change, and what they say now."""
    change = _change(here, slug, number)
    with settled(here, slug) as folder:
        wanted = _as_of(here, slug, change)
        return wanted, {name: file_now(folder, name) for name in wanted}


def _as_of(here: OpenWorkspace, slug: str, change: KeptChange) -> dict[str, str | None]:
    """What the files that were changed since said after a change: what the next one found."""
    hashes: dict[str, bytes | None] = {}
    for later in campaign_changes.later(here.database.conn, slug, change.id):
        for name, (before, _) in later.files.items():
            hashes.setdefault(name, before)
    for name, (_, after) in change.files.items():
        hashes.setdefault(name, after)
    return {name: kept_text(here, each) for name, each in hashes.items()}


def _change(here: OpenWorkspace, slug: str, number: int) -> KeptChange:
    change = campaign_changes.of_number(here.database.conn, slug, number)
    if change is None:
        raise UnknownName("change", str(number), ())
    return change
