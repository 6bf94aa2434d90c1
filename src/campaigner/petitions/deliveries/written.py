"""The files that were written for a campaign and are still there, to say which were handed over."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from campaigner.issued import EXPORT, PACK
from campaigner.petitions.opening import OpenPetition
from campaigner.store.issued_files import IssuedFile, noted_for
from campaigner.store.outputs import outputs_of_kind
from campaigner.vocabulary.papers import HandedKind

MOST = 100
HAND_IN = "hand-in"
_LETTERS = ("", "letters to fetch")
_PRINTED = (".pdf", ".txt", ".zip")
_KEY = 24  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class FileThere:
    """A file that was written for a campaign and is still there.

    ``key`` stands for its path, and tells nothing of it. ``made_at`` in seconds since 1970,
    ``size`` in bytes.
    """

    key: str
    path: Path
    kind: HandedKind
    made_at: int
    size: int
    names_people: bool

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class FilesThere:
    """The newest files, at most ``MOST``, and whether there are more."""

    files: tuple[FileThere, ...]
    is_more: bool


def files_there(here: OpenPetition) -> FilesThere:
    """Returns what was written for the campaign and can have been handed over, the newest first.

    They are packs, hand-in packs with what was written beside them, letters to be printed, and
    exports; not tables that were uploaded, rows that failed, backups, or pictures of sheets. Files
    in a bucket are left out.
    """
    found: list[FileThere] = []
    for each in _all(here):
        if len(found) == MOST:
            return FilesThere(tuple(found), is_more=True)
        found.append(each)
    return FilesThere(tuple(found), is_more=False)


def paths_of(here: OpenPetition, keys: Collection[str]) -> list[Path]:
    """Returns the paths of files that were chosen by their keys, without those that are gone."""
    wanted = set(keys)
    return [each.path for each in _all(here) if each.key in wanted] if wanted else []


def _all(here: OpenPetition) -> Iterator[FileThere]:
    connection = here.database.conn
    for noted, made_at in noted_for(connection, here.campaign.slug):
        kind = _kind_of(noted)
        if kind and (there := _there(noted.path, kind, made_at, names_people=True)):
            yield there
            if noted.about == f"{EXPORT} {HAND_IN} pack":
                yield from _beside(connection, there.path)


def _beside(connection: sqlite3.Connection, pack: Path) -> Iterator[FileThere]:
    """What was written beside a hand-in pack and names nobody: its figures and its checkpoint."""
    for noted, made_at in outputs_of_kind(connection, str(pack.parent), f"{HAND_IN} "):
        there = _there(noted.path, HandedKind.HAND_IN, made_at, names_people=False)
        if there and there.path.parent == pack.parent:
            yield there


def _kind_of(noted: IssuedFile) -> HandedKind | None:
    name = Path(noted.path).name
    if "://" in noted.path or not noted.sha256:
        return None
    if noted.about.startswith(PACK) or (noted.about.startswith(EXPORT) and _is_zip(name, "packs")):
        return HandedKind.PACKS
    if noted.about.startswith(EXPORT):
        is_pack = noted.about == f"{EXPORT} {HAND_IN} pack" or _is_zip(name, HAND_IN)
        return HandedKind.HAND_IN if is_pack else HandedKind.NAMES
    if noted.about in _LETTERS and name.endswith(_PRINTED):
        return HandedKind.LETTERS
    return None


def _is_zip(name: str, begins: str) -> bool:
    return name.startswith(f"{begins}-") and name.endswith(".zip")


def _there(path: str, kind: HandedKind, made_at: int, *, names_people: bool) -> FileThere | None:
    place = Path(path)
    try:
        size = place.stat().st_size if place.is_file() else None
    except OSError:
        return None
    if size is None:
        return None
    key = hashlib.sha256(path.encode()).hexdigest()[:_KEY]
    return FileThere(key, place, kind, made_at, size, names_people)
