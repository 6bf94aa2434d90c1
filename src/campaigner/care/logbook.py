"""What the server notes of its own work, for people who look after it: bounded, and without people.

It is a file of JSON lines in the workspace's folder ``logs`` and the one before it. Each line has a
level, words, and a reference if somebody was shown one. What is noted comes from the program's own
log lines, which name nobody; what looks like an address, a postcode, a link's token or a long
number is left out once more here, whatever line it is in.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from campaigner.files import create_private, make_folder
from campaigner.workspace import Workspace

MOST_BYTES = 512 * 1024
"""The size of each of the two files, at most."""
_LONGEST = 400  # characters of a line
_SAME_AGAIN = 60  # seconds in which the same is not noted again
_NAME = "server.log"
_OWN = "campaigner"
_PEOPLE = (
    re.compile(r"[^\s,;\"'<>“”()]+@[^\s,;\"'<>“”()]+"),  # email addresses
    re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE),  # postcodes
    re.compile(r"\b[0-9a-fA-F]{16,}\b|\b[\w-]{24,}\b"),  # tokens
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,}"),
    re.compile(r"\+?\d(?:[ -]?\d){8,}"),  # telephone numbers
)
_LEFT_OUT = "…"


class Level(StrEnum):
    """How much something needs a look."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: when (seconds since 1970, UTC), its level, words, and a reference or none.

    ``times`` is how often the same came since it was noted before.
    """

    at: int
    level: Level
    words: str
    reference: str = ""
    times: int = 1


def without_people(text: str) -> str:
    """Returns a line without what looks like it is about somebody, and not too long."""
    for each in _PEOPLE:
        text = each.sub(_LEFT_OUT, text)
    return " ".join(text.split())[:_LONGEST]


class Logbook(logging.Handler):
    """Keeps the program's log lines in a workspace's log; ``clock`` gives seconds since 1970."""

    def __init__(self, workspace: Workspace, clock: Callable[[], int]) -> None:
        super().__init__(logging.INFO)
        self._path = workspace.logs_folder / _NAME
        self._clock = clock
        self._noted: dict[tuple[str, str], int] = {}
        self._missed: dict[tuple[str, str], int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line. What cannot be written is not kept: the pages go on."""
        try:
            self._keep(record)
        except (OSError, ValueError, TypeError):
            return

    def _keep(self, record: logging.LogRecord) -> None:
        level = (
            Level.ERROR
            if record.levelno >= logging.ERROR
            else Level.WARNING
            if record.levelno >= logging.WARNING
            else Level.INFO
        )
        reference = str(getattr(record, "reference", ""))
        same, now = (level.value, without_people(record.getMessage())), self._clock()
        if not reference and now - self._noted.get(same, -_SAME_AGAIN) < _SAME_AGAIN:
            self._missed[same] = self._missed.get(same, 0) + 1
            return
        if len(self._noted) > _LONGEST:
            self._noted.clear()
            self._missed.clear()
        self._noted[same] = now
        self._write(Entry(now, level, same[1], reference, 1 + self._missed.pop(same, 0)))

    def _write(self, entry: Entry) -> None:
        line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
        make_folder(self._path.parent, private=True)
        with suppress(FileNotFoundError):
            if self._path.stat().st_size + len(line) > MOST_BYTES:
                self._path.replace(_before(self._path))
        with suppress(FileExistsError):
            create_private(self._path)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


@contextmanager
def log_kept(workspace: Workspace, clock: Callable[[], int]) -> Iterator[None]:
    """The program's log lines are kept while a ``with`` block lasts; warnings go to stderr."""
    log, kept, said = logging.getLogger(_OWN), Logbook(workspace, clock), logging.StreamHandler()
    said.setLevel(logging.WARNING)
    before = log.level
    log.setLevel(logging.INFO)
    for each in (kept, said):
        log.addHandler(each)
    try:
        yield
    finally:
        for each in (kept, said):
            log.removeHandler(each)
        log.setLevel(before)


def newest_entries(
    workspace: Workspace,
    levels: tuple[Level, ...] = tuple(Level),
    reference: str = "",
    most: int = 300,
) -> list[Entry]:
    """Returns the newest lines of some levels, or those with a reference: the newest first."""
    path = workspace.logs_folder / _NAME
    found: list[Entry] = []
    for each in (path, _before(path)):
        with suppress(OSError):
            lines = each.read_text(encoding="utf-8", errors="replace").splitlines()
            found += filter(None, map(_entry, reversed(lines)))
    wanted = [
        each
        for each in found
        if (each.reference == reference if reference else each.level in levels)
    ]
    return wanted[:most]


def _entry(line: str) -> Entry | None:
    """A line as it was kept, None if it is not whole."""
    try:
        kept = json.loads(line)
        return Entry(**kept | {"level": Level(kept["level"])})
    except (ValueError, TypeError, KeyError):
        return None


def _before(path: Path) -> Path:
    return path.with_name(f"{path.name}.1")
