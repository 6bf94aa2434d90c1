"""Random tables from a generator that likes trouble: what people and programs do to a table."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from old_files import old_workbook
from troubled_files import damaged, encoded, open_document, packed, workbook

NAMES = (
    *("Sam Sample", "Siân Sampl", "Zoë Müller", "José O’Brien", "Łukasz Próbka", "Ana\nSample"),
    *("Sample, Sam", 'Bob "Bobby" Sample', "Олена Зразок", "राम नमूना", "  Cat  Sample ", "=cmd"),
    *("", "#N/A", "x" * 200, "Sam; Sample", "Sam\tSample", "a\u202eb", "Jos\ufffd", "😀", "'=A1"),
    *("\ufeffSam Sample", "Sam | Sample", '"Sam" Sample', "Sam\n\nSample", "N/A", "'Sam' Sample"),
)
EMAILS = ("sam@example.org", "SAM@example.org", "bad", "", "sam@example.con", "=A1", "#REF!")
POSTCODES = ("LE93 1AA", "le931aa", "SW1A OAA", "", "10115", "75001", "\nLE93 1AA", "#NAME?")
COUNTRIES = ("", "GB", "United Kingdom", "Deutschland", "France", "Nowhere", "US", "Err:502")
DAYS = ("", "2026-12-11", "11/12/2026 09:30", "25/12/2031", "soon", "2026-12-11T09:30:00Z", "0")
STREETS = ("1 Sample Street", "", "Flat 2; 3 Sample Road", "1 Sample Street\nSampleton", "#VALUE!")
WORDS = ("", "N/A", "I bake; I share.", "My words,\nin two lines", 'They said "bread"', "=1+1")
PLACES = ("Sampleton North", "", "E14009901", "#N/A", "Sampleton, East", "Ynys Sampl", "Nowhere")
PARTIES = ("", "Sample Party", "Plaid Sampl; y Blaid", "#REF!", "Ind.")
LINES = ("1", "2", "3", "16", "17", "0", "one", "", "#N/A", "4", "5")
TITLES = (
    "Our list",
    "Signatures, December",
    "Export of 2026-12-11; all rows",
    "Email",
    "5 o’clock",
)


@dataclass(frozen=True)
class Sort:
    """A sort of table: its headers in several languages, what its cells are drawn from.

    Half of the rows get a cell of their own in the column ``own``, made from a number.
    """

    headers: tuple[tuple[str, ...], ...]
    pools: tuple[tuple[str, ...], ...]
    own: int
    made: Callable[[int], str] = "person{}@example.org".format


SIGNATURES = Sort(
    (
        ("name", "email", "postcode", "country", "signed at"),
        ("Full Name", "E-mail address", "Post Code", "Country name", "Date"),
        ("Enw", "E-bost", "Cod post", "Gwlad", "Timestamp"),
        ("Nom complet", "Courriel", "Code postal", "Pays", "Created at"),
        ("Vollständiger Name", "E-Mail-Adresse", "PLZ", "Land", "signed_on"),
        (
            *("What is your name?", "Email Address", "What is your postcode?"),
            *("Which country do you live in?", "Horodateur"),
        ),
    ),
    (NAMES, EMAILS, POSTCODES, COUNTRIES, DAYS),
    1,
)
SUPPORTERS = Sort(
    (
        ("name", "email", "postcode", "address", "personal"),
        ("Full Name", "E-mail address", "Post Code", "First line of your address", "Message"),
        ("Enw llawn", "E-bost", "Cod post", "Cyfeiriad", "Neges"),
        ("Nom complet", "Courriel", "Code postal", "Street address", "Own words"),
    ),
    (NAMES, EMAILS, POSTCODES, STREETS, WORDS),
    1,
)
REPRESENTATIVES = Sort(
    (
        ("name", "area", "party", "email", "postcode"),
        ("MP", "Constituency", "Political party", "E-mail", "Postal code"),
        ("Display name", "Etholaeth", "Group", "Contact email", "Zip"),
    ),
    ((*NAMES, "Vacant", "TBC", "-"), PLACES, PARTIES, EMAILS, POSTCODES),
    1,
    "Sampleton {}".format,
)


def _postcode(number: int) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    last = letters[number % 20] + letters[number // 20 % 20]
    return f"AB{10 + number // 400 % 90} {number // 36_000 % 10}{last}"


AREAS = Sort(
    (
        ("pcds", "pcon24cd", "doterm"),
        ("Postcode", "PCON24CD", "Date of termination"),
        ("Post code", "pcon25cd", "DOTERM"),
    ),
    (
        ("bad", "", "SW1A OAA", "#N/A", "=A1"),
        ("E14009901", "E14009902", "S14000061", "#REF!"),
        ("",),
    ),
    0,
    _postcode,
)


def sheets(*known: str) -> Sort:
    """Returns the sort of typed-up paper sheets, some of which are ``known`` by their ids."""
    return Sort(
        (
            ("sheet", "line", "name", "postcode", "email"),
            ("Sheet ID", "No", "Full name", "Post code", "E-mail"),
            ("Taflen", "Rhif", "Enw", "Cod post", "E-bost"),
        ),
        ((*known, *known, "K7Q2M-H", "", "=A1"), LINES, NAMES, POSTCODES, EMAILS),
        4,
    )


@dataclass(frozen=True)
class Troubled:
    """A file, and the number of rows in it below the header that are not blank.

    The file is ``broken`` if nothing in it can be used.
    """

    content: bytes
    rows: int
    broken: bool = False


def troubled_table(draw: random.Random, sort: Sort = SIGNATURES) -> Troubled:
    """Returns a table with some trouble."""
    names = draw.choice(sort.headers)
    order = [*range(len(names))]
    draw.shuffle(order)
    header = [names[column] for column in order]
    if draw.random() < 0.3:
        header.append("Shoe size")
    rows = [_row(draw, sort, order) for _ in range(draw.randrange(8))]
    way = draw.random()
    if way < 0.12:
        made = Troubled(workbook(draw, _lines(draw, header, rows)), _count(rows))
    elif way < 0.20:
        lines = [[cell.strip("\ufeff") for cell in cells] for cells in _lines(draw, header, rows)]
        made = Troubled(old_workbook({"People": lines}), _count(rows))
    elif way < 0.30:
        made = Troubled(open_document(draw, _lines(draw, header, rows)), _count(rows))
    else:
        text, count = _text(draw, header, rows)
        made = Troubled(packed(draw, encoded(draw, text)), count)
    if draw.random() < 0.06 and (content := damaged(draw, made.content)):
        return Troubled(content, 0, broken=True)
    return made


def _row(draw: random.Random, sort: Sort, order: list[int]) -> list[str]:
    cells = [draw.choice(pool) for pool in sort.pools]
    if draw.random() < 0.5:
        cells[sort.own] = sort.made(draw.randrange(10**6))
    cells = [cells[column] for column in order]
    if draw.random() < 0.1:
        cells.append(draw.choice(("", "surplus")))
    if draw.random() < 0.05:
        return [""] * len(cells)
    return cells[:-1] if draw.random() < 0.1 else cells


def _is_there(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _count(rows: list[list[str]]) -> int:
    return sum(map(_is_there, rows))


def _lines(draw: random.Random, header: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Returns the rows of a sheet: titles, the header and the rows, with blank ones between."""
    lines = [[draw.choice(TITLES)] for _ in range(draw.choice((0, 0, 1, 2)))]
    lines.append(header)
    for cells in rows:
        lines.append([cell.replace("\u202e", "") for cell in cells])
        lines += [[]] * draw.choice((0, 0, 0, 0, 1, 3))
    return lines


def _text(draw: random.Random, header: list[str], rows: list[list[str]]) -> tuple[str, int]:
    separator = draw.choice(",;\t|")
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
    return _joined(draw, lines), count


def _joined(draw: random.Random, lines: list[str]) -> str:
    """Returns lines as a text: with one sort of line break, or with all sorts, mixed."""
    newline = draw.choice(("\n", "\r\n", "\r", "\r\r\n"))
    mixed = draw.random() < 0.1
    text = "".join(line + (draw.choice("\n\r") if mixed else newline) for line in lines)
    return text.rstrip("\r\n") + newline * draw.randrange(3)


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
