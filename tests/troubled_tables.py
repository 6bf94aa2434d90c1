"""Random tables from a generator that likes trouble: what people and programs do to a table."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

HEADERS = (
    ("name", "email", "postcode", "country", "signed at"),
    ("Full Name", "E-mail address", "Post Code", "Country name", "Date"),
    ("Enw", "E-bost", "Cod post", "Gwlad", "Timestamp"),
    ("Nom complet", "Courriel", "Code postal", "Pays", "Created at"),
    ("Vollständiger Name", "E-Mail-Adresse", "PLZ", "Land", "signed_on"),
)
NAMES = (
    *("Sam Sample", "Siân Sampl", "Zoë Müller", "José O’Brien", "Łukasz Próbka", "Ana\nSample"),
    *("Sample, Sam", 'Bob "Bobby" Sample', "Олена Зразок", "राम नमूना", "  Cat  Sample ", "=cmd"),
    *("", "#N/A", "x" * 200, "Sam; Sample", "Sam\tSample", "a\u202eb", "Jos\ufffd", "😀", "'=A1"),
)
EMAILS = ("sam@example.org", "SAM@example.org", "bad", "", "sam@example.con", "=A1", "#REF!")
POSTCODES = ("LE93 1AA", "le931aa", "SW1A OAA", "", "10115", "75001", "\nLE93 1AA", "#NAME?")
COUNTRIES = ("", "GB", "United Kingdom", "Deutschland", "France", "Nowhere", "US", "Err:502")
DAYS = ("", "2026-12-11", "11/12/2026 09:30", "25/12/2031", "soon", "2026-12-11T09:30:00Z", "0")
TITLES = ("Our list", "Signatures, December", "Export of 2026-12-11; all rows", "Email")


@dataclass(frozen=True)
class Troubled:
    """A file, and the number of rows in it below the header that are not blank."""

    content: bytes
    rows: int


def troubled_table(draw: random.Random) -> Troubled:
    """Returns a table with some trouble."""
    header = list(draw.choice(HEADERS))
    draw.shuffle(header)
    if draw.random() < 0.3:
        header.append("Shoe size")
    rows = [_row(draw, header) for _ in range(draw.randrange(8))]
    if draw.random() < 0.2:
        return _workbook(draw, header, rows)
    return _packed(draw, _text(draw, header, rows))


def _row(draw: random.Random, header: list[str]) -> list[str]:
    pools = dict(zip(_order(header), (NAMES, EMAILS, POSTCODES, COUNTRIES, DAYS), strict=True))
    cells = [draw.choice(pools[text]) if text in pools else "" for text in header]
    if draw.random() < 0.5:
        cells[_place(header, 1)] = f"person{draw.randrange(10**6)}@example.org"
    if draw.random() < 0.1:
        cells.append(draw.choice(("", "surplus")))
    if draw.random() < 0.05:
        return [""] * len(cells)
    return cells[:-1] if draw.random() < 0.1 else cells


def _order(header: list[str]) -> tuple[str, ...]:
    return next(each for each in HEADERS if set(each) <= set(header))


def _place(header: list[str], column: int) -> int:
    return header.index(_order(header)[column])


def _is_there(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _text(draw: random.Random, header: list[str], rows: list[list[str]]) -> Troubled:
    separator, newline = draw.choice(",;\t|"), draw.choice(("\n", "\r\n", "\r"))
    whole = draw.random() < 0.1
    lines = [_title(draw, separator) for _ in range(draw.choice((0, 0, 0, 1, 3)))]
    lines.append(_line(header, separator, quoted=draw.random() < 0.2))
    count = 0
    for cells in rows:
        line = _line(cells, separator, quoted=draw.random() < 0.2)
        if _is_there(cells) and "\n" not in line and not whole and draw.random() < 0.15:
            line = _spoilt(draw, cells, separator)
        lines += [line, *[""] * draw.choice((0, 0, 0, 1))]
        count += _is_there(cells)
    if whole:
        lines = [f'"{line.replace(chr(34), chr(34) * 2)}"' if line else "" for line in lines]
    if draw.random() < 0.1 and not whole:
        lines.insert(0, f"sep={separator}")
    text = newline.join(lines) + newline * draw.randrange(3)
    return Troubled(_encoded(draw, text), count)


def _title(draw: random.Random, separator: str) -> str:
    return draw.choice((*TITLES, "", separator * 3, f'"{TITLES[1]}"'))


def _line(cells: list[str], separator: str, *, quoted: bool) -> str:
    return separator.join(
        f'"{cell.replace(chr(34), chr(34) * 2)}"'
        if quoted or any(char in cell for char in f'{separator}"\n\r')
        else cell
        for cell in cells
    )


def _spoilt(draw: random.Random, cells: list[str], separator: str) -> str:
    """Returns a row with a quotation mark too many, or a cell that is far too long."""
    plain = [cell.replace('"', "").replace(separator, "") for cell in cells]
    place = draw.randrange(len(plain))
    ways: tuple[Callable[[str], str], ...] = (
        lambda cell: f'"{cell or "x"}',
        lambda cell: f'"{cell or "x"}" x',
        lambda cell: f'"{cell or "x"} "nick" x"',
        lambda _: "y" * 140_000,
    )
    plain[place] = draw.choice(ways)(plain[place])
    return separator.join(plain)


def _encoded(draw: random.Random, text: str) -> bytes:
    way = draw.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mixed"))
    if way == "mixed":
        lines = text.splitlines(keepends=True)
        return b"".join(
            line.encode(draw.choice(("utf-8", "cp1252")), errors="replace") for line in lines
        )
    return text.encode(way, errors="replace")


def _packed(draw: random.Random, made: Troubled) -> Troubled:
    way = draw.choice(("", "", "", "gzip", "zip", "crowded zip"))
    if way == "gzip":
        return Troubled(gzip.compress(made.content), made.rows)
    if not way:
        return made
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if way == "crowded zip":
            archive.writestr("README.txt", "Names and emails of people.\n" * 50)
            archive.writestr("__MACOSX/._people.csv", b"\0\5\26\7" * 500)
            archive.writestr("fruit.csv", "fruit,colour\napple,red\n")
        archive.writestr("people.csv", made.content)
    return Troubled(file.getvalue(), made.rows)


def _workbook(draw: random.Random, header: list[str], rows: list[list[str]]) -> Troubled:
    book = Workbook()
    book.remove(book.worksheets[0])
    if draw.random() < 0.5:
        lists = book.create_sheet("Lists")
        lists.append(["email", "name"])
        lists.append(["x", "y"])
        lists.sheet_state = "hidden"
    if draw.random() < 0.3:
        book.create_chartsheet("Chart", 0)
    people = book.create_sheet("People")
    for _ in range(draw.choice((0, 0, 1, 2))):
        people.append([draw.choice(TITLES)])
    people.append(header)
    for cells in rows:
        people.append([cell.replace("\u202e", "") or None for cell in cells])
        if draw.random() < 0.1:
            people.append([])
    file = io.BytesIO()
    book.save(file)
    return Troubled(file.getvalue(), sum(map(_is_there, rows)))
