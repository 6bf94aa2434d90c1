"""The rules that each row of a ledger keeps, given the rows before it.

docs/ledger.md lists them. What is wrong is said in words that follow “ledger row 12”.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime

from campaigner.countries import is_country
from campaigner.petitions.proof.ledger import CHANGES, FIRST
from campaigner.petitions.proof.marks import Marks
from campaigner.store.ledger import LedgerRow
from campaigner.vocabulary.signatures import LedgerKind

LEAF_SIZE = 32
NEVER = 1 << 62
_SOURCE = re.compile(r"(paper/)?[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_BARE: dict[str, str] = {
    LedgerKind.ANSWERED: "counts an answer",
    LedgerKind.WORDING: "states a wording",
}
_PLACE = ("area", "day", "hour", "source", "country", "language")


@dataclass(slots=True)
class Counted:
    """A row that later ones are about, whether its signature counts now, and the last of them."""

    row: LedgerRow
    count: int
    last: LedgerRow


class Rules:
    """The rules about rows, with what has to be remembered of the rows so far.

    ``wanted`` are the numbers of the rows that later ones are about. Times are not judged up to
    ``old_rows``: ledgers from before the rules may have such rows.
    """

    def __init__(self, marks: Marks, wanted: Container[int], old_rows: int) -> None:
        self.marks, self.wanted, self.old_rows = marks, wanted, old_rows
        self.counted: dict[int, Counted] = {}
        self.wordings: dict[bytes, int] = {}
        self.starts: dict[tuple[str, int], int] = {}

    def wrong(self, row: LedgerRow, total: int, at: int) -> str:
        """Returns what is wrong with a row by itself, or after the one before; or nothing.

        ``total`` and ``at`` are those of the row before.
        """
        if CHANGES.get(row.kind) != row.change:
            return "counts what a row of its kind does not count"
        if row.total != total + row.change:
            return "has a wrong total"
        return self._wrong_time(row, at) or _wrong_place(row) or _wrong_leaf(row)

    def _wrong_time(self, row: LedgerRow, before: int) -> str:
        start = _start(row.day, row.hour)
        if start is None:
            return "has a day or hour that there is not"
        self.starts[row.day, row.hour] = NEVER if row.number <= self.old_rows else start
        if row.number <= self.old_rows:
            return ""
        if row.at < before:
            return "was added before the row above it"
        return "was added before its own day and hour" if start > row.at else ""

    def remember(self, row: LedgerRow) -> None:
        """Keep a row in mind that later ones are about."""
        self.counted[row.number] = Counted(row, 1, row)

    def wrong_later(self, row: LedgerRow) -> str:
        """Returns what is wrong with a row that counts no signature first, or nothing."""
        if row.kind == LedgerKind.WORDING:
            return self._wrong_wording(row)
        first = self.counted.get(row.about)
        if row.kind == LedgerKind.ANSWERED:
            if first is None or first.row.change != 1:
                return "answers a threshold, and does not say which"
            return self.marks.answer(first.row.total, row.at, row.leaf)
        if first is None or first.row.kind not in FIRST:
            return f"is about a signature that no row has counted ({row.kind})"
        if others := [name for name in (*_PLACE, "leaf") if _differ(row, first.row, name)]:
            return f"does not have the {others[0]} of row {row.about}, which it is about"
        if first.count + row.change not in (0, 1):
            counts = "already counts" if first.count else "does not count"
            return f"is about a signature that {counts} at that point ({row.kind})"
        first.count += row.change
        first.last = row
        return ""

    def _wrong_wording(self, row: LedgerRow) -> str:
        if row.about:
            return "states a wording and names an earlier row"
        first = self.wordings.setdefault(row.leaf, row.number)
        return "" if first == row.number else f"states the wording of row {first} again"


def _differ(row: LedgerRow, other: LedgerRow, name: str) -> bool:
    return bool(getattr(row, name) != getattr(other, name))


def _start(day: str, hour: int) -> int | None:
    """The first second of an hour in UTC; None if there is no such day or hour."""
    try:
        parsed = date.fromisoformat(day)
        moment = datetime(parsed.year, parsed.month, parsed.day, hour, tzinfo=UTC)
    except ValueError:
        return None
    return int(moment.timestamp()) if parsed.isoformat() == day else None


def _wrong_place(row: LedgerRow) -> str:
    if row.kind in _BARE:
        is_bare = not (row.area or row.source or row.country or row.language)
        return "" if is_bare else f"{_BARE[row.kind]} in a place"
    if not is_country(row.country):
        return "has an unknown country"
    if not _LANGUAGE.fullmatch(row.language):
        return "has an unknown language"
    if not _SOURCE.fullmatch(row.source):
        return "has an unknown source"
    return "" if row.area.isprintable() else "has an unknown area"


def _wrong_leaf(row: LedgerRow) -> str:
    if len(row.leaf) != LEAF_SIZE:
        return "has a leaf of a wrong length"
    if row.kind in FIRST and row.about:
        return "counts a signature for the first time and names an earlier row"
    return ""
