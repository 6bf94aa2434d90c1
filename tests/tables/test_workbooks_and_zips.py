"""Workbooks and zips: the one table that fits, what is not read is named, and nothing is lost."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.tables import Column, Table, TableFile, open_table
from old_files import old_workbook

COLUMNS = (Column("name"), Column("email", required=True), Column("postcode"))
SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["name", "email", "postcode"]
SAM = ["Sam Sample", "sam@example.org", "LE93 1AA"]
ANA = ["Ana Sample", "ana@example.org", "LE93 1AA"]
Rows = Sequence[Sequence[object]]


def workbook(
    sheets: Mapping[str, Rows], hidden: Sequence[str] = (), charts: Sequence[str] = ()
) -> bytes:
    """An XLSX file; the charts come first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for name in charts:
        book.create_chartsheet(name, 0)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def csv_of(*rows: Sequence[str]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def opened(folder: Path, content: bytes, member: str = "", sheet: str = "") -> Table:
    path = folder / "people"
    path.write_bytes(content)
    return open_table(TableFile(path, member, sheet), COLUMNS)


def names_in(table: Table) -> list[str]:
    return [row["name"] for row in table.rows()]


def notes_of(table: Table) -> str:
    return " ".join(note.message for note in table.notes)


ONE_SHEET = {
    "one": workbook({"People": [HEADER, SAM]}),
    "a chart first": workbook({"People": [HEADER, SAM]}, charts=["Chart"]),
    "a hidden list first": workbook(
        {"Lists": [["email", "name"], ["x", "y"]], "People": [HEADER, SAM]}, hidden=["Lists"]
    ),
    "notes first": workbook({"Read me": [["Thank you!"]], "People": [HEADER, SAM]}),
    "an empty template": workbook({"Template": [HEADER], "People": [HEADER, SAM]}),
    "rows further down and to the right": workbook(
        {"People": [[], ["", "", "Our signatures"], [], ["", "", *HEADER], ["", "", *SAM]]}
    ),
    "all in the first column": workbook(
        {"People": [["name,email,postcode"], ["Sam Sample,sam@example.org,LE93 1AA"]]}
    ),
}


@pytest.mark.parametrize("case", ONE_SHEET)
def test_the_sheet_with_the_columns_is_read(tmp_path: Path, case: str) -> None:
    assert names_in(opened(tmp_path, ONE_SHEET[case])) == ["Sam Sample"]


def test_of_two_sheets_with_people_one_has_to_be_chosen(tmp_path: Path) -> None:
    content = workbook({"January": [HEADER, SAM], "February": [HEADER, ANA], "Notes": [["Hello"]]})
    with pytest.raises(CampaignerError, match="2 tables that fit: January, February") as refused:
        opened(tmp_path, content)
    assert refused.value.code == "several-sheets"
    table = opened(tmp_path, content, sheet="February")
    assert names_in(table) == ["Ana Sample"]
    with pytest.raises(UnknownName, match="Unknown sheet “Febuary”") as unknown:
        opened(tmp_path, content, sheet="Febuary")
    assert unknown.value.hint == "Did you mean “February”?"


def test_sheets_that_are_not_read_are_named(tmp_path: Path) -> None:
    content = workbook(
        {"Lists": [["a"]], "People": [HEADER, SAM], "Notes": [["b"]], "Empty": []}, hidden=["Lists"]
    )
    assert notes_of(opened(tmp_path, content)) == "read People. Not read: Lists (hidden), Notes."


def test_a_hidden_sheet_is_read_if_it_is_named(tmp_path: Path) -> None:
    content = workbook({"Old": [HEADER, ANA], "People": [HEADER, SAM]}, hidden=["Old"])
    assert names_in(opened(tmp_path, content)) == ["Sam Sample"]
    assert names_in(opened(tmp_path, content, sheet="Old")) == ["Ana Sample"]


def test_errors_and_formulas_without_a_value_are_named_with_their_row(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["=A9", "a@x.org"], ["#REF!", "b@x.org"], SAM, ["", "=B1", ""], ["C"]]
    table = opened(tmp_path, workbook({"People": rows}))
    assert names_in(table) == ["Sam Sample", "C"]
    assert [(each.line, each.code) for each in table.problems] == [
        (2, "formula"),
        (3, "error-cell"),
        (5, "formula"),
    ]


def test_what_a_formula_was_worked_out_to_is_a_value(tmp_path: Path) -> None:
    content = workbook({"People": [HEADER, ["=A9", "a@x.org"], ["=IF(A1,1)", "b@x.org"]]})
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for formula, value in ((b"A9", b"Ana"), (b"IF(A1,1)", b"")):  # text, once an empty one
        there = b"<f>%s</f><v></v>" % formula if b"<v></v>" in files[sheet] else b"<f>%s</f><v />"
        assert there % () in files[sheet] if b"%" in there else there in files[sheet]
        files[sheet] = files[sheet].replace(there, b"<f>%s</f><v>%s</v>" % (formula, value))
    files[sheet] = files[sheet].replace(b'r="A2"', b'r="A2" t="str"')
    files[sheet] = files[sheet].replace(b'r="A3"', b'r="A3" t="str"')
    table = opened(tmp_path, zipped(files))
    assert names_in(table) == ["Ana", ""]


def test_values_of_a_workbook_are_written_as_people_read_them(tmp_path: Path) -> None:
    values: Rows = [
        [datetime(2026, 12, 11, 9, 30), date(2026, 12, 11), 2134],  # noqa: DTZ001 - as in a cell
        [True, 1.5, "0123"],
    ]
    table = opened(tmp_path, workbook({"People": [HEADER, *values]}))
    assert [[row[name] for name in HEADER] for row in table.rows()] == [
        ["2026-12-11 09:30:00", "2026-12-11", "2134"],
        ["True", "1.5", "0123"],
    ]


PEOPLE, OTHERS = csv_of(HEADER, SAM), csv_of(HEADER, ANA)
ONE_MEMBER = {
    "alone": {"people.csv": PEOPLE},
    "in a folder": {"export/": b"", "export/people.csv": PEOPLE},
    "beside a long text": {"README.txt": b"Names and emails of people.\n" * 99, "p.csv": PEOPLE},
    "beside a Mac's own file": {"__MACOSX/._p.csv": OTHERS * 9, "._p.csv": OTHERS, "p.csv": PEOPLE},
    "beside what systems hide": {".DS_Store": b"\0\0", "Thumbs.db": b"\0", "p.csv": PEOPLE},
    "beside a table of something else": {"a.csv": b"fruit,colour\napple,red\n", "p.csv": PEOPLE},
    "beside a table without rows": {"template.csv": csv_of(HEADER), "p.csv": PEOPLE},
    "a workbook": {"people.xlsx": workbook({"People": [HEADER, SAM]})},
    "tabs": {"people.TSV": PEOPLE.replace(b",", b"\t")},
    "without an ending": {"people": PEOPLE},
}


@pytest.mark.parametrize("case", ONE_MEMBER)
def test_the_member_with_the_columns_is_read(tmp_path: Path, case: str) -> None:
    assert names_in(opened(tmp_path, zipped(ONE_MEMBER[case]))) == ["Sam Sample"]


def test_of_two_members_with_people_one_has_to_be_chosen(tmp_path: Path) -> None:
    content = zipped({"jan.csv": PEOPLE, "more/feb.csv": OTHERS, "leaflet.pdf": b"%PDF"})
    with pytest.raises(CampaignerError, match=r"2 tables that fit: jan\.csv, more/feb\.csv") as no:
        opened(tmp_path, content)
    assert no.value.code == "several-members"
    assert names_in(opened(tmp_path, content, member="more/feb.csv")) == ["Ana Sample"]
    assert names_in(opened(tmp_path, content, member="feb.csv")) == ["Ana Sample"]
    with pytest.raises(UnknownName, match="Unknown member"):
        opened(tmp_path, content, member="march.csv")


def test_members_that_are_not_read_are_named(tmp_path: Path) -> None:
    content = zipped({"a.csv": b"fruit\napple\n", "p.csv": PEOPLE, "leaflet.pdf": b"%PDF"})
    assert notes_of(opened(tmp_path, content)) == "read p.csv. Not read: a.csv, leaflet.pdf."


def test_a_sheet_of_a_workbook_in_a_zip_can_be_chosen(tmp_path: Path) -> None:
    book = workbook({"January": [HEADER, SAM], "February": [HEADER, ANA]})
    content = zipped({"book.xlsx": book, "p.csv": b"fruit\napple\n"})
    with pytest.raises(CampaignerError, match=r"book\.xlsx: January, book\.xlsx: February"):
        opened(tmp_path, content)
    assert names_in(opened(tmp_path, content, "book.xlsx", "February")) == ["Ana Sample"]


@pytest.mark.parametrize(
    ("content", "member", "sheet", "words"),
    [
        (PEOPLE, "", "People", "has no sheets"),
        (PEOPLE, "people.csv", "", "is not a zip file"),
        (workbook({"People": [HEADER, SAM]}), "people.csv", "", "is not a zip file"),
        (zipped({"p.csv": PEOPLE}), "", "People", "has no sheets"),
    ],
)
def test_a_choice_that_there_is_not_is_said(
    tmp_path: Path, content: bytes, member: str, sheet: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        opened(tmp_path, content, member, sheet)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (workbook({}, charts=["Chart"]), "is empty"),
        (workbook({"People": []}), "is empty"),
        (workbook({"People": [HEADER, SAM]})[:900], "damaged or incomplete"),
        (zipped({"leaflet.pdf": b"%PDF"}), "contains no table"),
        (zipped({}), "contains no table"),
        (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b""}), "as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "as a workbook"),
    ],
)
def test_what_has_no_table_is_refused_in_one_line(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(CampaignerError, match=words):
        opened(tmp_path, content)


def test_what_is_packed_with_gzip_is_read_as_what_it_is(tmp_path: Path) -> None:
    for content in (PEOPLE, workbook({"People": [HEADER, SAM]})):
        assert names_in(opened(tmp_path, gzip.compress(content))) == ["Sam Sample"]


_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def open_document(*tables: str, styles: str = "") -> bytes:
    """An ODS file with these tables."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:org:'
        'documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def sheet_of(name: str, *rows: str, style: str = "") -> str:
    inner = "".join(
        row if row.startswith("<") else f"<table:table-row>{row}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{name}" table:style-name="{style}">{inner}</table:table>'


def row_of(*cells: str) -> str:
    written = (cell if cell.startswith("<") else _CELL.format(cell) for cell in cells)
    return f"<table:table-row>{''.join(written)}</table:table-row>"


def test_an_open_document_is_read_like_any_workbook(tmp_path: Path) -> None:
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    formula = '<table:table-cell table:formula="of:=[.A1]"/>'
    hidden = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    people = sheet_of(
        "People", row_of(*HEADER), row_of(*SAM), blank, row_of(error, "e@x.org"),
        row_of("F", formula), row_of(*ANA),
    )  # fmt: skip
    content = open_document(
        sheet_of("Lists", row_of("email"), row_of("x"), style="ta2"), people, styles=hidden
    )
    table = opened(tmp_path, content)
    assert names_in(table) == ["Sam Sample", "Ana Sample"]
    assert [(each.line, each.code) for each in table.problems] == [
        (5, "error-cell"),
        (6, "formula"),
    ]
    assert notes_of(table) == "read People. Not read: Lists (hidden)."


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("lost", [1, 9, 200, 3_000])
def test_of_a_download_that_stopped_nothing_is_taken(tmp_path: Path, codec: str, lost: int) -> None:
    rows = "".join(f"Person {each},{each * 7919 % 99991}@example.org,\n" for each in range(9_000))
    content = gzip.compress(f"name,email,postcode\n{rows}".encode(codec))
    with pytest.raises(CampaignerError, match="damaged or incomplete"):
        opened(tmp_path, content[:-lost])


def far_xlsx() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet["XFD1048576"] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def long_text_in_every_cell() -> bytes:
    """An XLSX with one text of a megabyte, to which thousands of cells refer."""
    files = unzipped(workbook({"people": [HEADER, SAM]}))
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    long = b"x" * 1_000_000
    files["xl/sharedStrings.xml"] = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (space, long)
    links = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rId9"/>' % kind
    files[links] = files[links].replace(b"</Relationships>", link + b"</Relationships>")
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (each, each) for each in range(3, 5000)
    )
    files[SHEET] = files[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    return zipped(files)


def repeated_ods(rows: str) -> bytes:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="people">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": content.encode(),
        }
    )


def ods_cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


FAR = {
    "a cell at the end of XLSX": far_xlsx(),
    "a cell at the end of XLS": old_workbook(
        {"people": [HEADER, *[[]] * 65_534, [*[""] * 255, "x"]]}
    ),
    "a long text in every cell": long_text_in_every_cell(),
    "a row repeated in ODS": repeated_ods(
        f'<table:table-row table:number-rows-repeated="2000000000">{ods_cell("email", 16_384)}'
        "</table:table-row>"
    ),
    "a row with its last cell repeated": repeated_ods(
        '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell'
        f' table:number-columns-repeated="16383"/>{ods_cell("email")}</table:table-row>'
    ),
}


@pytest.mark.parametrize("content", FAR.values(), ids=FAR)
def test_cells_far_away_do_not_end_the_program(tmp_path: Path, content: bytes) -> None:
    """The library keeps every cell up to the last: a small file would fill the memory."""
    with pytest.raises(CampaignerError, match=r"too much memory|cannot be read|columns"):
        opened(tmp_path, content)


def test_empty_rows_and_columns_up_to_the_end_are_harmless(tmp_path: Path) -> None:
    """Office programs write them in every file."""
    cells = "".join(map(ods_cell, HEADER))
    rows = (
        f"<table:table-row>{cells}</table:table-row>"
        f"<table:table-row>{''.join(map(ods_cell, SAM))}"
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert names_in(opened(tmp_path, repeated_ods(rows))) == ["Sam Sample"]


@pytest.mark.parametrize("more", [b"", b"</t></is></c><c r='B3'><f>&l11;</f><v></v></c><c><is><t>"])
def test_entities_within_entities_are_not_unfolded(tmp_path: Path, more: bytes) -> None:
    files = unzipped(workbook({"people": [HEADER, SAM]}))
    laughs = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 20}">' for each in range(1, 12))
    files[SHEET] = f'<!DOCTYPE x [<!ENTITY l0 "laugh">{laughs}]>'.encode() + files[SHEET].replace(
        b"Sam Sample", b"&l11;" + more
    )
    with suppress(CampaignerError):
        assert all(len(name) < 100 for name in names_in(opened(tmp_path, zipped(files))))


def test_a_zip_of_thousands_of_tables_is_not_looked_through(tmp_path: Path) -> None:
    content = zipped({f"{number}.csv": csv_of(HEADER, SAM) for number in range(201)})
    with pytest.raises(CampaignerError, match="more than 200 tables"):
        opened(tmp_path, content)
