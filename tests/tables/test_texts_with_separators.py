"""Tables of text, however they were saved: separators, quotes, encodings, what is above them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.tables import Column, Table, open_table
from campaigner.tables.separated import Dialect, records

COLUMNS = (
    Column("name", ("full name",)),
    Column("email", ("email address",), required=True),
    Column("postcode", ("post code",)),
)
SAM, ANA = ["Sam Sample", "sam@example.org", "LE93 1AA"], ["Ana", "ana@example.org", ""]


def table_of(folder: Path, content: str | bytes) -> Table:
    path = folder / "people.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path, COLUMNS)


def rows_of(table: Table) -> list[list[str]]:
    """The values of the rows that can be used."""
    return [[row["name"], row["email"], row["postcode"]] for row in table.rows()]


def problems_of(table: Table) -> list[tuple[int, str]]:
    """The rows that cannot be used, and why."""
    return [(row.number, row.problem.code) for row in table.all_rows() if row.problem]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "name,email,postcode\nSam Sample,sam@example.org,LE93 1AA\n", id="commas"
        ),
        pytest.param("name;email;postcode\nSam Sample;sam@example.org;LE93 1AA\n", id="semicolons"),
        pytest.param("name\temail\tpostcode\nSam Sample\tsam@example.org\tLE93 1AA", id="tabs"),
        pytest.param("name|email|postcode\r\nSam Sample|sam@example.org|LE93 1AA\r\n", id="bars"),
        pytest.param("name,email,postcode\rSam Sample,sam@example.org,LE93 1AA\r", id="old Mac"),
        pytest.param(
            'name;"a, b, c, d";email;postcode\nSam Sample;x;sam@example.org;LE93 1AA\n',
            id="other separators in a quoted header",
        ),
        pytest.param(
            '"Have you, or has anyone, signed? Yes, no, perhaps";email;name;post code\n'
            "no;sam@example.org;Sam Sample;LE93 1AA\n",
            id="a question with commas for a header",
        ),
        pytest.param(
            '"name,email,postcode"\n"Sam Sample,sam@example.org,LE93 1AA"\n', id="rows quoted whole"
        ),
        pytest.param(
            '"name;""email"";postcode"\n"""Sam Sample"";sam@example.org;LE93 1AA"\n',
            id="rows quoted whole, with cells in quotes",
        ),
        pytest.param(
            '"name,email,postcode",,\n"Sam Sample,sam@example.org,LE93 1AA",,\n',
            id="rows in their first cell",
        ),
        pytest.param(
            "'name','email','postcode'\n'Sam Sample','sam@example.org','LE93 1AA'\n",
            id="single quotation marks",
        ),
        pytest.param(
            'name, email, postcode\n"Sam Sample", "sam@example.org", "LE93 1AA"\n',
            id="a space after each comma",
        ),
        pytest.param("\n\r\n,,\nname,email,postcode\nSam Sample,sam@example.org,LE93 1AA\n",
            id="blank lines first",
        ),
        pytest.param(
            "Signatures of December\n\nname,email,postcode\nSam Sample,sam@example.org,LE93 1AA\n",
            id="a title",
        ),
        pytest.param(
            "Export\nMade on,2026-12-11\nEmail\n;;\nname;email;postcode\n"
            "Sam Sample;sam@example.org;LE93 1AA\n",
            id="a title with words of headers, in other columns",
        ),
        pytest.param(
            "sep=|\nname|email|postcode\nSam Sample|sam@example.org|LE93 1AA\n", id="told"
        ),
        pytest.param(
            '\ufeff"SEP=;"\r\nname;email;postcode\r\nSam Sample;sam@example.org;LE93 1AA\r\n',
            id="told after a byte order mark",
        ),
    ],
)  # fmt: skip
def test_a_table_is_found_in_a_text(tmp_path: Path, text: str) -> None:
    assert rows_of(table_of(tmp_path, text)) == [SAM]


@pytest.mark.parametrize(
    ("content", "name", "remark"),
    [
        pytest.param("José".encode(), "José", "", id="UTF-8"),
        pytest.param("\ufeffJosé".encode(), "José", "", id="UTF-8 with a mark"),
        pytest.param("José".encode("utf-16"), "José", "", id="UTF-16"),
        pytest.param("José".encode("utf-16-le"), "José", "", id="UTF-16 without a mark"),
        pytest.param("José".encode("utf-16-be"), "José", "", id="UTF-16, the other way round"),
        pytest.param("José".encode("utf-32"), "José", "", id="UTF-32"),
        pytest.param("José".encode("cp1252"), "José", "Windows-1252 (line 2)", id="Windows"),
        pytest.param("Siân O’Brien".encode("cp1252"), "Siân O’Brien", "Windows-1252", id="quote"),
        pytest.param("Zoë".encode("mac_roman"), "Zoë", "Mac OS Roman", id="Mac"),
        pytest.param("José Müller".encode("cp850"), "José Müller", "MS-DOS", id="MS-DOS"),
        pytest.param("Łukasz Świątek".encode("cp1250"), "Łukasz Świątek", "1250", id="Polish"),
        pytest.param("Олена".encode("cp1251"), "Олена", "Windows-1251", id="Cyrillic"),
        pytest.param("Ελένη Παπα".encode("cp1253"), "Ελένη Παπα", "Windows-1253", id="Greek"),
        pytest.param("“Zoë” £5".encode("cp1252"), "“Zoë” £5", "Windows-1252", id="a sum"),
        pytest.param("Łukasz".encode() + b" No\xebl", "Łukasz Noël", "Windows-1252", id="both"),
    ],
)
def test_a_name_is_read_in_whatever_encoding_it_was_saved(
    tmp_path: Path, content: bytes, name: str, remark: str
) -> None:
    before, after = "email,name\nana@example.org,", "\n"
    for codec, mark in (("utf-16-le", b"J\0"), ("utf-16-be", b"\0J")):
        if content.startswith(mark):
            content = before.encode(codec) + content + after.encode(codec)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-32" if content.startswith(b"\xff\xfe\0\0") else "utf-16"
        content = f"{before}{content.decode(codec)}{after}".encode(codec)
    elif b"\0" not in content:
        mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
        content = mark + before.encode() + content.removeprefix(mark) + after.encode()
    table = table_of(tmp_path, content)
    assert rows_of(table) == [[name, "ana@example.org", ""]]
    assert remark in " ".join(note.message for note in table.notes)
    assert bool(table.notes) == bool(remark)


def test_a_file_in_two_encodings_keeps_every_name_and_names_the_lines(tmp_path: Path) -> None:
    lines = [b"email,name", "a@example.org,José".encode(), b"b@example.org,No\xebl", b"c@x.org,Cy"]
    table = table_of(
        tmp_path, b"\n".join([*lines, "d@x.org,Siân".encode(), b"e@x.org,\x92T Zo\xeb"])
    )
    assert [row["name"] for row in table.rows()] == ["José", "Noël", "Cy", "Siân", "’T Zoë"]
    (note,) = table.notes
    assert "some of this file is not in UTF-8 (lines 3, 6)" in note.message
    assert note.severity == "note"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("#N/A", "error-cell"),
        ("#REF!", "error-cell"),
        ("#NAME?", "error-cell"),
        ("#DIV/0!", "error-cell"),
        ("#WERT!", "error-cell"),
        ("#NV", "error-cell"),
        ("Err:508", "error-cell"),
        ("########", "error-cell"),
        ("=A2", "formula"),
        ("Jos\ufffd", "lost-character"),
        ("# 1", ""),
        ("Error Sample", ""),
        ("E", ""),
    ],
)
def test_what_stands_for_a_value_is_not_taken_for_one(tmp_path: Path, cell: str, code: str) -> None:
    table = table_of(tmp_path, f"name,email,other\n{cell},a@example.org,{cell}\nB,b@x.org,#N/A\n")
    assert problems_of(table) == ([(2, code)] if code else [])


QUOTES = {
    "a quotation mark inside a quoted cell": ('"Bob "Bobby" Sample",bob@example.org,', [3]),
    "a quotation mark that is not closed": ('"Eve Sample,eve@example.org,', [3]),
    "one that is not closed in the middle": ('Eve,"eve@example.org,LE93 1AA', [3]),
    "one that is not opened": ('Eve Sample",eve@example.org,', []),
    "two rows in a row": ('"Eve,eve@example.org,\n"Fay,fay@example.org,', [3, 4]),
    "two rows that close each other": ('"Eve,eve@example.org,x\nFay",fay@example.org,x', [3]),
    "a cell that is far too long": (f'"{"x" * 200_000}",eve@example.org,', [3]),
    "a line break in a cell": ('"Eve\nSample",eve@example.org,LE93 1AA', []),
    "a line break and separators in a cell": ('"Eve\nof 1, High Street",eve@example.org,', []),
    "sentences in a cell": ('"Eve\nand so, I think, and hope",eve@example.org,', []),
}


WIDE = "name,email,postcode,party,words"


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        # swallowed rows end where a later row has a quotation mark, and can be a cell short
        ('Bo,b@example.org,"LE93 1AA,x,\nCy,c@example.org,,y\nDi,d@example.org,"LE93 1AA",z,', [2]),
        ('Bo,b@example.org,"LE93 1AA,x,\nCy,c@example.org,,y\nDi,d@example.org,z,"x\ny"', [2]),
        ('Bo,b@example.org,LE93 1AA,x,"Well\nCy,c@example.org,,y\nDi,d@example.org,"",z,', [2]),
        ('Bo,b@example.org,LE93 1AA,x,"I bake, sing, read, and more.\nSo, well, yes, no, oh"', []),
        ('Bo,b@example.org,LE93 1AA,x,"One\ntwo,three\nfour"', []),
        ('Bo,b@example.org,LE93 1AA,"1 High Street\nLeeds,Yorkshire,UK",y', []),
    ],
)
def test_a_quotation_mark_in_a_wide_table_costs_no_other_row(
    tmp_path: Path, rows: str, wrong: list[int]
) -> None:
    last = "Ana,ana@example.org,LE93 1AA,x,y"
    table = table_of(tmp_path, f"{WIDE}\n{rows}\n{last}")
    found = list(table.rows())
    assert found[-1]["name"] == "Ana"
    assert [problem.line for problem in table.problems] == wrong


def test_a_quotation_mark_in_a_wider_table_costs_no_row_that_lacks_two_cells(
    tmp_path: Path,
) -> None:
    rows = 'Bo,b@example.org,"LE93,x,\nCy,c@example.org,,y\n"D\ni",d@example.org,z,'
    table = table_of(tmp_path, f"{WIDE},more\n{rows}\nAna,ana@example.org,,x,y")
    assert [row["name"] for row in table.rows()] == ["Cy", "D\ni", "Ana"]
    assert [problem.line for problem in table.problems] == [2]


@pytest.mark.parametrize("trouble", QUOTES)
def test_a_quotation_mark_costs_no_other_row(tmp_path: Path, trouble: str) -> None:
    rows, wrong = QUOTES[trouble]
    first, last = ",".join(SAM), ",".join(ANA)
    table = table_of(tmp_path, f"name,email,postcode\n{first}\n{rows}\n{last}\n{last}")
    found = rows_of(table)
    assert found[0] == SAM
    assert found[-2:] == [ANA, ANA]
    assert [problem.line for problem in table.problems] == wrong
    assert all(problem.code == "unreadable-row" for problem in table.problems)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    text = (
        'name,email\n"Sam\nSample",sam@x.org\n\n,\n"A ""B"" C",a@x.org\n"D" E,d@x.org\nF,f@x.org\n'
    )
    table = table_of(tmp_path, text)
    assert [row.number for row in table.rows()] == [2, 5, 7]
    assert [problem.line for problem in table.problems] == [6]


def test_a_row_that_cannot_be_read_comes_with_what_cells_it_seems_to_have(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'name,email\n"Bob "B" Sample",bob@x.org\n"Eve,eve@x.org\n')
    assert [row["email"] for row in table.all_rows()] == ["bob@x.org", "eve@x.org"]


def test_cells_beyond_the_headers_are_named(tmp_path: Path) -> None:
    table = table_of(tmp_path, "email,name\nsam@x.org,Sample, Sam\nana@x.org,Ana,,\n")
    assert problems_of(table) == [(2, "surplus-cells")]
    (row, _) = table.all_rows()
    assert row.problem is not None
    assert "“Sam”" in row.problem.message


def test_rows_above_the_header_and_columns_without_use_are_named(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Our list\n\nMade by Olive\nname,email,Shoe size,\nS,s@x.org,3,\n")
    (note,) = table.notes
    assert (note.line, note.message) == (4, "rows 1, 3 are above the header and not read.")
    assert table.columns == {"name": "name", "email": "email"}
    assert table.unused == ["Shoe size"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n , ,\n", "is empty"),
        (b"%PDF-1.7\n", "is a PDF, not a table"),
        (b"\xef\xbb\xbf<html><table>", "is a web page, not a table"),
        (b"{\\rtf1 name,email", "is a text document"),
        (b"<?xml version='1.0'?>", "is an XML document"),
        (b'[{"name": "Ana"}]', "is a JSON document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a table of text"),
        (b"\x9c\x01\x02,\xd7\x1e\x8e\n\x05", "not a table of text"),
        (gzip.compress(b"name,email\n" * 9000)[:-40], "damaged or incomplete"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(CampaignerError, match=words):
        table_of(tmp_path, content)


def test_a_header_that_is_missing_is_looked_for_in_the_first_row_with_anything(
    tmp_path: Path,
) -> None:
    with pytest.raises(ProblemsFound) as refused:
        table_of(tmp_path, "\nSam Sample,sam@example.org\n")
    (problem,) = refused.value.problems
    assert problem.line == 2
    assert "The headers are: Sam Sample, sam@example.org." in problem.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("name,mobile\nSam,1\n", "Name the column email or email address."),
        ("Sam,sam@example.org\nAna,ana@example.org\n", "The first row has no headers"),
    ],
)
def test_a_missing_column_says_what_to_do(tmp_path: Path, text: str, hint: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        table_of(tmp_path, text)
    (problem,) = refused.value.problems
    assert problem.hint.startswith(hint)


@given(
    st.lists(
        st.text(st.sampled_from('ab,;" \r\n\t'), max_size=30)
        | st.sampled_from(["a,b\n", '"x,y",z\n']),
        max_size=12,
    ),
    st.sampled_from([1, 2, 5, 500]),
    st.booleans(),
)
def test_rows_are_the_same_however_many_lines_are_read_together(
    parts: list[str], at_once: int, whole: bool
) -> None:
    lines = "".join(parts).splitlines(keepends=True)
    dialect = Dialect(whole=whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("campaigner.tables.separated._AT_ONCE", at_once)
        together = list(records(lines, dialect))
        patch.setattr("campaigner.tables.separated._Lines.plain_rows", lambda *_: [])
        assert list(records(lines, dialect)) == together
