"""Workbooks: XLSX, XLS and ODS, with the cells that their programs could not work out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from campaigner.errors import CampaignerError
from campaigner.packed import MOST_UNPACKED, ZIP
from campaigner.tables.bounded import is_bounded
from campaigner.tables.flaws import flaws_in
from campaigner.tables.old_workbooks import OLE
from campaigner.tables.sheets import Flaws, SheetRow

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def is_workbook(start: bytes) -> bool:
    """Returns whether a file that begins like this is a workbook, if it is not a plain zip."""
    return start.startswith((OLE, ZIP))


@dataclass(frozen=True)
class Workbook:
    """A workbook; ``place`` is what messages call it."""

    content: bytes
    place: str
    _flaws: dict[str, Flaws] = field(default_factory=dict, init=False, repr=False)
    _read: dict[str, CalamineSheet] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def sheets(self) -> Mapping[str, bool]:
        """The names of its sheets, each with whether it is hidden; charts are not among them."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return {
            each.name: each.visible != SheetVisibleEnum.Visible
            for each in self._book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        }

    @cached_property
    def _book(self) -> CalamineWorkbook:
        from python_calamine import CalamineWorkbook

        with self._reading():
            if self.content.startswith(ZIP):
                with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                    if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                        raise CampaignerError(f"{self.place} is too large.", hint="Save it as CSV.")
            if not is_bounded(self.content):
                raise CampaignerError(
                    f"{self.place} needs too much memory or time: it may have a cell far away.",
                    hint="Save it as CSV.",
                )
            return CalamineWorkbook.from_filelike(io.BytesIO(self.content))

    def rows(self, name: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet; a cell without a value has its error or formula."""
        with self._reading():
            sheet = self._sheet(name)
            before = [""] * (sheet.start or (0, 0))[1]
            flaws = self._flaws_in(name)
            number = 0
            for number, values in enumerate(sheet.iter_rows(), start=1):
                cells = [*before, *map(_written, values)]
                yield number, _flawed(cells, flaws.get(number, {}))
            for last in sorted(each for each in flaws if each > number):
                yield last, _flawed([], flaws[last])

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._read:
            self._read[name] = self._book.get_sheet_by_name(name)
        return self._read[name]

    def _flaws_in(self, name: str) -> Flaws:
        if name not in self._flaws:
            self._flaws.update(flaws_in(self.content, self._book.sheet_names, name))
        return self._flaws.setdefault(name, {})

    @contextmanager
    def _reading(self) -> Iterator[None]:
        from python_calamine import CalamineError, PasswordError

        try:
            yield
        except PasswordError as error:
            raise CampaignerError(
                f"{self.place} is locked with a password.", hint="Save it without one."
            ) from error
        except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise CampaignerError(
                f"{self.place} cannot be read as a workbook.", hint="Save it as CSV."
            ) from error


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook."""

    book: Workbook
    name: str

    def rows(self) -> Iterator[SheetRow]:
        """Yield each row, with its number. Raises CampaignerError if it cannot be read."""
        return self.book.rows(self.name)


def _flawed(cells: list[str], flaws: Mapping[int, str]) -> list[str]:
    """Returns cells with what a spreadsheet shows, or has, in those that have no value."""
    for at, text in flaws.items():
        cells += [""] * (at + 1 - len(cells))
        cells[at] = cells[at] or text
    return cells


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
