"""Cells of a workbook without a value: errors, and formulas that nobody has worked out.

The library that reads workbooks gives an empty text for both. A row must not lose a line of an
address that way, so that these cells are looked for in the file itself.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from xml.parsers import expat

from campaigner.tables.old_workbooks import OLE, flaws_in_old
from campaigner.tables.sheets import Flaws

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_SUSPECT = re.compile(rb"<(?:\w+:)?f[ />]|t=[\"']e[\"']|:formula=|value-type=[\"']error")
_NO_FORMULA = "=?"  # one that takes its text from another cell
_MOST_REPEATED = 1000  # cells: a whole empty column is written as one that is repeated
Reader = TypeVar("Reader", "_Sheet", "_OpenDocument")


def flaws_in(content: bytes, sheets: Sequence[str], wanted: str) -> dict[str, Flaws]:
    """Returns the cells without a value in the ``wanted`` one of all sheets of a workbook.

    Others are there as well if they are read together. Raises ValueError, KeyError or BadZipFile
    if the workbook is not what it seems.
    """
    if content.startswith(OLE):
        return dict(zip(sheets, flaws_in_old(content), strict=False))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            return dict(_read(archive.read("content.xml"), _OpenDocument()).sheets)
        if "xl/workbook.xml" not in names:
            return {}  # XLSB
        part = _part_of(archive, sheets.index(wanted))
        return {wanted: _read(archive.read(part), _Sheet()).flaws} if part in names else {}


def _read(xml: bytes, reader: Reader) -> Reader:
    if _SUSPECT.search(xml):
        _parse(xml, reader.start, reader.end, reader.text)
    return reader


def _parse(xml: bytes, start: Any, end: Any = None, text: Any = None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _part_of(archive: zipfile.ZipFile, index: int) -> str:
    """Returns the name of the part of a workbook with its sheet of that number."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def note(name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "sheet":
            sheets.append(next((attributes[key] for key in attributes if key.endswith(":id")), ""))
        elif local == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(archive.read("xl/workbook.xml"), note)
    _parse(archive.read("xl/_rels/workbook.xml.rels"), note)
    target = targets.get(sheets[index], "") if index < len(sheets) else ""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Sheet:
    """Reads a sheet of Excel's: ``<c r="B2" t="e"><f>A1</f><v>#REF!</v></c>``."""

    def __init__(self) -> None:
        self.flaws: Flaws = {}
        self._row = self._column = 0
        self._type = self._element = ""
        self._texts: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note where a row or a cell is, and that it has a formula or a value."""
        self._element = name.rpartition(":")[2]
        if self._element == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
        elif self._element == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _column_number(found[1]) if found else self._column + 1
            self._type, self._texts = attributes.get("t", ""), {}
        elif self._element == "f":
            self._texts["f"] = ""

    def text(self, text: str) -> None:
        """Take the text of a formula or a value."""
        if self._element in ("f", "v"):
            self._texts[self._element] = self._texts.get(self._element, "") + text

    def end(self, name: str) -> None:
        """Note a cell that has no value."""
        self._element = ""
        if name.rpartition(":")[2] != "c":
            return
        formula, value = self._texts.get("f"), self._texts.get("v", "").strip()
        if self._type == "e":
            self._note(value or "#ERROR!")
        elif formula is not None and not value and self._type != "str":
            self._note(f"={formula}" if formula else _NO_FORMULA)

    def _note(self, text: str) -> None:
        self.flaws.setdefault(self._row, {})[self._column] = text


class _OpenDocument:
    """Reads the sheets of an OpenDocument, in which cells and rows can be repeated."""

    def __init__(self) -> None:
        self.sheets: dict[str, Flaws] = {}
        self._sheet: Flaws | None = None
        self._row = self._column = self._rows = self._cells = 0
        self._formula = self._kind = self._text = ""
        self._has_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note where a row or a cell is, and what it says of its value."""
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        local = name.rpartition(":")[2]
        if local == "table":
            self._sheet = self.sheets.setdefault(given.get("name", ""), {})
            self._row = self._rows = 0
        elif local == "table-row":
            self._row += self._rows or 1
            self._rows = int(given.get("number-rows-repeated", 1))
            self._column, self._cells = -1, 1
        elif local in ("table-cell", "covered-table-cell"):
            self._column += self._cells
            self._cells = int(given.get("number-columns-repeated", 1))
            self._formula, self._text = given.get("formula", ""), ""
            self._kind = attributes.get("calcext:value-type", "")
            self._has_value = any(key.startswith("office:") for key in attributes)

    def text(self, text: str) -> None:
        """Take the text that the spreadsheet shows."""
        self._text += text

    def end(self, name: str) -> None:
        """Note a cell that has no value."""
        local = name.rpartition(":")[2]
        if local == "table":
            self._sheet = None
        if self._sheet is None or local not in ("table-cell", "covered-table-cell"):
            return
        shown = self._text.strip()
        if self._kind == "error":
            self._note(shown or "#ERROR!")
        elif self._formula and not self._has_value:
            self._note(shown or "=" + self._formula.partition("=")[2])

    def _note(self, text: str) -> None:
        assert self._sheet is not None
        for row in range(self._row, self._row + min(self._rows, _MOST_REPEATED)):
            for column in range(self._column, self._column + min(self._cells, _MOST_REPEATED)):
                self._sheet.setdefault(row, {})[column] = text


def _column_number(letters: str) -> int:
    """Returns the number of a column from 0: that of ``A`` is 0, that of ``AA`` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
