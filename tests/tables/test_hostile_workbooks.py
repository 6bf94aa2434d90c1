"""Small files that unfold to very large tables, or lack their end: refused, or read in bounds."""

from __future__ import annotations

import gzip
import io
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from campaigner.errors import CampaignerError
from old_files import old_workbook
from table_makers import HEADER, SAM, csv_of, names_in, opened, unzipped, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"


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
