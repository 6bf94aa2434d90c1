"""Workbooks and zips: the one table that fits, what is not read is named, and nothing is lost."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UnknownName, UsageError
from table_makers import (
    ANA,
    HEADER,
    SAM,
    Rows,
    csv_of,
    names_in,
    notes_of,
    opened,
    unzipped,
    workbook,
    zipped,
)

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
    files = unzipped(content)
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
